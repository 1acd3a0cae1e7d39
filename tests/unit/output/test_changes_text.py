"""Changes as text, whole pages of it."""

from __future__ import annotations

import re

import pytest

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.diff import Change, ListIdentity, diff
from eventbook.changes.redact import redact
from eventbook.changes.sentences import Labels
from eventbook.jsonvalue import Json
from eventbook.output.changes_text import changes
from eventbook.pointer import Place

LONG = "The choir sang two songs, and the guests of the house stood up and sang along with them."


def identity(place: Place) -> ListIdentity:
    return ((("key",),), (("name",),)) if place == ("people",) else None


def record(*found: Change, status: str = "changed", **more: str) -> RecordChange:
    return RecordChange("an-evening", "event", status, "e.yaml", changes=found, **more)  # type: ignore[arg-type]


def page(*records: RecordChange, width: int | None = None) -> list[str]:
    text = changes(records, colour=False, width=width)
    assert text == "" or text.endswith("\n")
    return text.splitlines()


def body(old: Json, new: Json, width: int | None = None) -> list[str]:
    first, *rest = page(record(*diff(old, new, identity)), width=width)
    assert first == "changed event an-evening  e.yaml"
    return rest


def test_nothing_changed() -> None:
    for stat, name_only in ((False, False), (True, False), (False, True)):
        assert changes([], colour=True, width=80, stat=stat, name_only=name_only) == ""


def test_headers() -> None:
    assert page(
        RecordChange("a", "event", "moved", "y/a.yaml", "x/a.yaml"),
        RecordChange("b", "person", "renamed", "b.yaml", "old.yaml", old_record="old"),
        RecordChange("c", "event", "formatting", "c.yaml"),
        RecordChange("d", "event", "changed", "d.yaml", problem="the old version is broken"),
    ) == [
        "moved event a  x/a.yaml → y/a.yaml",
        "",
        "renamed person old → b  old.yaml → b.yaml",
        "",
        "formatting event c  c.yaml",
        "",
        "changed event d  d.yaml",
        "  ! the old version is broken",
    ]


def test_short_values_stand_on_the_line() -> None:
    old: Json = {"date": "2023-02?", "n": 1, "x": "e\u0301"}
    assert body(old, {"date": "2023-02-24", "n": "1", "x": "\u00e9"}) == [
        "  ~ date: 2023-02? → 2023-02-24",
        '  ~ n: 1 → "1"',
        "  ~ x: e\u0301 → \u00e9 (unicode normalisation only)",
    ]
    assert page(record(*diff(1, 2, identity)))[1:] == ["  ~ (whole record): 1 → 2"]


def test_what_was_added_is_shown_whole() -> None:
    person: Json = {"name": "Ann Lee", "roles": ["host", "1"], "at": {"city": "Rome"}, "no": []}
    assert body({"people": []}, {"people": [person]}) == [
        '  + people[name="Ann Lee"]: person added: Ann Lee',
        "      name: Ann Lee",
        '      roles: [host, "1"]',
        "      at.city: Rome",
        "      no: []",
    ]


def test_what_was_removed_is_shown_whole() -> None:
    assert body({"people": [{"key": "a", "works": [{"t": 1}, {}]}], "n": 1}, {"people": []}) == [
        "  - n: n removed: 1",
        "  - people[key=a]: person removed: a",
        "      key: a",
        "      works[0].t: 1",
        "      works[1]: {}",
    ]


def test_a_long_text_that_was_added_keeps_its_lines() -> None:
    assert body({}, {"text": "one\n\ntwo\n"}) == [
        "  + text: text added: one two",
        "      one",
        "",
        "      two",
    ]


def test_long_texts_are_compared_by_words() -> None:
    assert body({"text": LONG}, {"text": LONG.replace("two songs", "a hymn")}) == [
        "  ~ text: text changed: 2 words removed, 2 words added",
        "      The choir sang [-two songs-]{+a hymn+}, and the guests of the …",
    ]


def test_lines_are_broken_at_the_width() -> None:
    lines = body({"text": LONG}, {"text": LONG[::-1]}, width=40)
    assert lines[:3] == [
        "  ~ text: text changed: 18 words",
        "      removed, 18 words added",
        "      [-The choir sang two songs, and",
    ]
    assert all(len(line) <= 40 for line in lines)


def test_moves_renames_and_relocations_are_sentences() -> None:
    contact: Json = {"mail": "a@example.org", "tel": 1}
    old: Json = {"log": ["a", "b", "c"], "venue": "Town Hall", "x": {"c": contact}, "y": {}}
    new: Json = {"log": ["c", "a", "b"], "place": "Town Hall", "x": {}, "y": {"c": contact}}
    assert body(old, new) == [
        "  > log[0]: log item moved from 3 to 1",
        "  > place: venue renamed to place",
        "  > y.c: c moved from x.c to y.c",
    ]


def test_a_value_of_another_form_is_shown_on_both_sides() -> None:
    assert body({"place": LONG}, {"place": {"city": "Rome", "floor": 1}})[1:] == [
        f"      - {LONG}",
        "      + city: Rome",
        "      + floor: 1",
    ]


def test_withheld_values() -> None:
    found = diff({"name": "A", "text": LONG}, {"name": "B", "text": ""}, identity)
    hidden = redact(found, {("name",), ("text",)}, {("name",), ("text",)})
    assert page(record(*hidden))[1:] == ["  ~ name: (withheld)", "  ~ text: (withheld)"]


def test_no_character_of_a_record_acts_on_the_terminal() -> None:
    evil = "\x1b[31m\u202e\r\x9b"
    long = f"{evil} {LONG}\n{evil}"
    old: Json = {evil: 1, "people": [{"name": evil}], "text": long, "t": evil}
    new: Json = {"people": [{"name": evil, evil: long}], "text": f"{long} more", "t": f"{evil}."}
    found = RecordChange(
        evil, evil, "renamed", evil, f"{evil}x", diff(old, new, identity), evil, evil
    )
    for options in ({}, {"stat": True}, {"name_only": True}):
        text = changes([found], colour=False, width=50, **options)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert r"\x1b[31m" in text


def test_colours_are_nothing_but_colours() -> None:
    found = record(
        *diff({"text": LONG, "a": 1}, {"text": LONG.replace("two", "three"), "b": [1]}, identity)
    )
    for options in ({}, {"stat": True}, {"name_only": True}):
        coloured = changes([found], colour=True, width=60, **options)
        plain = changes([found], colour=False, width=60, **options)
        assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
        assert "\x1b" not in plain
        assert ("\x1b" in coloured) == ("name_only" not in options)


def test_names_only() -> None:
    records = [record(), RecordChange("b", "event", "moved", "b.yaml", "a.yaml"), record()]
    assert changes(records, colour=True, width=80, name_only=True) == "e.yaml\nb.yaml\n"


def test_statistics() -> None:
    found = diff({"a": 1, "b": 2, "l": [1, 2]}, {"a": 2, "c": 3, "d": 4, "l": [2, 1]}, identity)
    records = [record(*found), RecordChange("x", "event", "added", "records/x.yaml")]
    assert changes(records, colour=False, width=80, stat=True).splitlines() == [
        "e.yaml          changed  +2 -1 ~1 >1",
        "records/x.yaml  added",
        "2 records: 1 added, 1 changed; 5 changes of values",
    ]
    (line, total) = changes(records[1:], colour=False, width=80, stat=True).splitlines()
    assert (line, total) == ("records/x.yaml  added", "1 record: 1 added; 0 changes of values")
    broken = RecordChange("x", "event", "changed", "x.yaml", problem="a tab")
    (line, _) = changes([broken], colour=False, width=80, stat=True).splitlines()
    assert line == "x.yaml  changed  not readable"


@pytest.mark.parametrize("kind", ["event", "person"])
def test_words_come_from_the_kind(kind: str) -> None:
    (found,) = diff({}, {"a": 1}, identity)
    text = changes(
        [RecordChange("x", kind, "changed", "x.yaml", changes=(found,))],
        colour=False,
        width=None,
        labels=lambda of: Labels(noun=lambda _: f"thing of {of}"),
    )
    assert f"a: thing of {kind} added: 1\n" in text
