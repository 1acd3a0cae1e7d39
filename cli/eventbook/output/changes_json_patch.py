"""Changes as patches of RFC 6902, which other programs apply."""

from __future__ import annotations

from collections.abc import Iterable

from eventbook.changes.book_diff import RecordChange
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.output.structured import dumps


def changes(record_changes: Iterable[RecordChange], *, single: bool = False) -> str:
    """An array with an object a record, or one patch alone where two versions were compared.

    Its keys: `record`, `kind`, `status`, `path`, `old_path` (null where the path is the same) and
    `patch`. That is null where there is none that makes one version of the other; `problem` says
    why then, and `partial` holds the operations without private values. A record of which only
    the formatting differs is left out.

    A record that was added is an `add` of the whole, one that was removed a `remove` of it.

    Args:
        record_changes: what happened to each record, with patches.
        single: the patch of the one record, and nothing around it.

    Raises:
        UsageError: for one patch alone, if it is not whole.
    """
    told = [record for record in record_changes if _is_told(record)]
    value: Json = [_one(record) for record in told]
    if single:
        value = _whole(told[0]) if told else []
    return dumps(value, indent=2) + "\n"


def _is_told(record: RecordChange) -> bool:
    return record.status != "formatting" or record.patch is None or bool(_operations(record))


def _one(record: RecordChange) -> dict[str, Json]:
    out: dict[str, Json] = {
        "record": record.record,
        "kind": record.kind,
        "status": record.status,
        "path": record.path,
        "old_path": record.old_path,
    }
    why = _why_not_whole(record)
    if why is None:
        return {**out, "patch": _operations(record)}
    return {**out, "patch": None, "problem": why, "partial": _operations(record)}


def _whole(record: RecordChange) -> Json:
    why = _why_not_whole(record)
    if why is not None:
        raise UsageError(
            f"there is no patch: {why}", help="`-f json` tells what can be told of the changes"
        )
    return _operations(record)


def _operations(record: RecordChange) -> list[Json]:
    return [dict(each) for each in record.patch.operations] if record.patch else []


def _why_not_whole(record: RecordChange) -> str | None:
    if record.patch is None:
        return record.problem or "the record cannot be read"
    if record.patch.is_whole:
        return None
    number = record.patch.left_out
    left_out = f", {number} operation{'' if number == 1 else 's'} left out" if number else ""
    return f"private values differ, which no patch shows{left_out}; do not apply the rest"
