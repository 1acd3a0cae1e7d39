"""Edits as JSON: one array of the records that are meant, each with what becomes of it."""

from __future__ import annotations

from eventbook.changes.book_diff import RecordChange
from eventbook.jsonvalue import Json
from eventbook.output.changes_json import change_values
from eventbook.output.interface import EditedRecord, Edits
from eventbook.output.structured import dumps, finding_values


def edits(edits: Edits) -> str:
    """An array with an object a record.

    Its keys: `id`, `kind`, `path`, `status` (`written`, `pending`, `unchanged` or `refused`),
    `changes` as those of `diff`; of what is refused also `reason` and `findings`.
    """
    found = {(change.kind, change.record): change for change in edits.changes()}
    values = [_values(each, found.get((each.kind, each.id or ""))) for each in edits.records]
    return dumps([*values], indent=2) + "\n"


def _values(edit: EditedRecord, change: RecordChange | None) -> dict[str, Json]:
    values: dict[str, Json] = {
        "id": edit.id,
        "kind": edit.kind,
        "path": edit.path,
        "status": edit.status,
        "changes": [*change_values(change)] if change else [],
    }
    if edit.status == "refused":
        values["reason"] = edit.reason
        values["findings"] = [*finding_values(edit.findings)]
    return values
