"""Changes as JSON, whole."""

from __future__ import annotations

import json

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.diff import ListIdentity, diff
from eventbook.changes.sentences import Labels
from eventbook.jsonvalue import Json
from eventbook.output.changes_json import changes
from eventbook.pointer import Place


def identity(place: Place) -> ListIdentity:
    return ((("key",),),) if place == ("people",) else None


def loaded(old: Json, new: Json) -> Json:
    found = RecordChange("r", "event", "changed", "r.yaml", changes=diff(old, new, identity))
    (record,) = json.loads(changes([found]))
    return record["changes"]


def test_nothing_changed() -> None:
    assert changes([]) == "[]\n"


def test_records() -> None:
    records = [
        RecordChange("a", "event", "added", "a.yaml"),
        RecordChange("b", "person", "moved", "b.yaml", "old.yaml"),
        RecordChange("c", "event", "changed", "c.yaml", problem="no"),
    ]
    assert json.loads(changes(records)) == [
        {
            "record": "a",
            "kind": "event",
            "status": "added",
            "path": "a.yaml",
            "old_path": None,
            "changes": [],
        },
        {
            "record": "b",
            "kind": "person",
            "status": "moved",
            "path": "b.yaml",
            "old_path": "old.yaml",
            "changes": [],
        },
        {
            "record": "c",
            "kind": "event",
            "status": "changed",
            "path": "c.yaml",
            "old_path": None,
            "changes": [],
            "problem": "no",
        },
    ]


def test_null_is_a_value_and_a_missing_one_is_left_out() -> None:
    assert loaded({"a": 1}, {"a": None, "b": None}) == [
        {
            "op": "replace",
            "path": "a",
            "pointer": "/a",
            "old": 1,
            "new": None,
            "sentence": "a changed from 1 to null",
        },
        {"op": "add", "path": "b", "pointer": "/b", "new": None, "sentence": "b added: null"},
    ]


def test_where_it_came_from() -> None:
    people: list[Json] = [{"key": "a"}, {"key": "b"}, {"key": "c"}]
    assert loaded({"people": people, "x/y": "Hall"}, {"people": [people[2], *people[:2]]}) == [
        {
            "op": "remove",
            "path": '["x/y"]',
            "pointer": "/x~1y",
            "old": "Hall",
            "sentence": "x/y removed: Hall",
        },
        {
            "op": "move",
            "path": "people[key=c]",
            "pointer": "/people/0",
            "from": "people[key=c]",
            "new": {"key": "c"},
            "sentence": "person c moved from 3 to 1",
        },
    ]


def test_hidden_characters_are_escaped_and_the_value_kept() -> None:
    value = "\x1b[31m\u202e é"
    (found,) = diff({}, {"t": value}, identity)
    text = changes([RecordChange("r", "event", "changed", "r.yaml", changes=(found,))])
    assert "\\u202e é" in text
    assert "\u202e" not in text
    assert json.loads(text)[0]["changes"][0]["new"] == value


def test_words_come_from_the_kind() -> None:
    (found,) = diff({}, {"a": 1}, identity)
    record = RecordChange("r", "event", "changed", "r.yaml", changes=(found,))
    text = changes([record], labels=lambda kind: Labels(noun=lambda _: f"thing of {kind}"))
    assert json.loads(text)[0]["changes"][0]["sentence"] == "thing of event added: 1"
