"""Changes as patches: an array of records, or one patch alone."""

from __future__ import annotations

import json

import pytest

from eventbook.changes.book_diff import Patch, RecordChange
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.output.changes_json_patch import changes

ADD: dict[str, Json] = {"op": "add", "path": "/n", "value": "\u202e"}


def record(patch: Patch | None, status: str = "changed", **more: str) -> RecordChange:
    return RecordChange("a", "event", status, "a.yaml", patch=patch, **more)  # type: ignore[arg-type]


def told(*records: RecordChange) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = json.loads(changes(records))
    return found


def test_records_with_their_patches() -> None:
    head = {"record": "a", "kind": "event", "path": "a.yaml", "old_path": None}
    assert told(
        record(Patch((ADD,))),
        record(Patch(()), "formatting"),
        record(Patch((ADD,)), "formatting"),
        record(Patch((ADD,), 2, is_whole=False)),
        record(None, problem="a tab"),
    ) == [
        {**head, "status": "changed", "patch": [ADD]},
        {**head, "status": "formatting", "patch": [ADD]},
        {
            **head,
            "status": "changed",
            "patch": None,
            "problem": "private values differ, which no patch shows, 2 operations left out;"
            " do not apply the rest",
            "partial": [ADD],
        },
        {**head, "status": "changed", "patch": None, "problem": "a tab", "partial": []},
    ]
    assert "\u202e" not in changes([record(Patch((ADD,)))])


def test_one_patch_alone() -> None:
    assert json.loads(changes([record(Patch((ADD,)))], single=True)) == [ADD]
    assert changes([], single=True) == "[]\n"
    assert changes([record(Patch(()), "formatting")], single=True) == "[]\n"
    with pytest.raises(UsageError, match="there is no patch: private values differ"):
        changes([record(Patch((ADD,), is_whole=False))], single=True)
