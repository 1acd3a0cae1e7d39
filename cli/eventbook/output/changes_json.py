"""Changes as JSON: one array of records, each with its changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.diff import Change, Missing
from eventbook.changes.sentences import PLAIN, Labels, sentence
from eventbook.escape import json_text
from eventbook.jsonvalue import Json
from eventbook.pointer import to_pointer


def changes(
    record_changes: Iterable[RecordChange], *, labels: Callable[[str], Labels] = lambda _: PLAIN
) -> str:
    """An array with one object a record.

    Its keys: `record`, `kind`, `status`, `path`, `old_path` (null where the path is the same),
    `changes`; and `problem` where a version could not be read. The keys of a change: `op`, `path`,
    `pointer`, `from` (move, rename and relocate only), `old` and `new` (where there is such a
    value, for null is one), `note` (where the eye may miss the difference: `unicode normalisation
    only`, `whitespace only`), `sentence`.

    Args:
        record_changes: what happened to each record, private values already taken out.
        labels: the words of each kind of record.
    """
    records = [_record(record, labels(record.kind)) for record in record_changes]
    return json_text(json.dumps(records, ensure_ascii=False, indent=2)) + "\n"


def _record(record: RecordChange, labels: Labels) -> dict[str, Json]:
    out: dict[str, Json] = {
        "record": record.record,
        "kind": record.kind,
        "status": record.status,
        "path": record.path,
        "old_path": record.old_path,
        "changes": [*change_values(record, labels)],
    }
    if record.problem is not None:
        out["problem"] = record.problem
    return out


def change_values(record: RecordChange, labels: Labels = PLAIN) -> list[dict[str, Json]]:
    """The changes of one record as objects."""
    return [_change(change, labels) for change in record.changes]


def _change(change: Change, labels: Labels) -> dict[str, Json]:
    out: dict[str, Json] = {
        "op": change.op,
        "path": change.path,
        "pointer": to_pointer(change.place),
    }
    if change.from_path is not None:
        out["from"] = change.from_path
    if not isinstance(change.old, Missing):
        out["old"] = change.old
    if not isinstance(change.new, Missing):
        out["new"] = change.new
    if change.note:
        out["note"] = change.note
    out["sentence"] = sentence(change, labels)
    return out
