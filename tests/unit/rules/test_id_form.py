from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.records import id_of
from eventbook.book.settings import load_settings
from eventbook.findings import Finding
from eventbook.rules.id_form import check

SETTINGS = load_settings(b"""\
[kinds.talk]
records = ["talks/**/*.yaml"]
schema = "any.json"
id = "field:key"

[kinds.room]
records = ["rooms/*.yaml"]
schema = "any.json"
id = "stem"

[kinds.event]
records = ["records/*.yaml"]
schema = "any.json"
model = "event"
""")


def remarks(value, *, kind="talk", path="talks/a.yaml", found=()):
    settings = SETTINGS.kind(kind)
    record = Facts(path, kind, (0,), id_of(settings, path, value), value, found)
    return [(each.message, each.place, each.at) for each in check(record, SETTINGS)]


@pytest.mark.parametrize("name", ["a", "Talk_1", "2024.v2-b", 7, "x" * 100])
def test_ids_that_are_fine(name):
    assert remarks({"key": name}) == []


@pytest.mark.parametrize(
    "name", ["a talk", "Gespräch", "../x", "x" * 101, "nul", "a.", "-x", "a\n"]
)
def test_ids_that_are_no_safe_names(name):
    ((message, place, at),) = remarks({"key": name})
    assert message.startswith(f"the id `{name}` cannot be used everywhere: ")
    assert (place, at) == (("key",), "value")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("", "empty"),
        (None, "no text but null"),
        (["a"], "no text but a list"),
        ({}, "no text but a map"),
        (True, "no text but a truth value"),
        (1.5, "no text but a fraction"),
    ],
)
def test_what_is_no_id(value, what):
    assert remarks({"key": value}) == [(f"the id in `key` is {what}", ("key",), "value")]


def test_an_id_that_is_not_there():
    assert remarks({"id": "a"}) == [("the record has no `key`, and so no id", (), "start")]


def test_what_the_schema_has_told_is_not_told_again():
    missing = Finding("property-missing", "error", "missing required property `key`", "a", (0,))
    other = Finding("property-missing", "error", "missing required property `day`", "a", (0,))
    wrong = Finding("type-mismatch", "error", "expected a text", "a", (0, "key"))
    assert remarks({}, found=(missing,)) == []
    assert remarks({"key": []}, found=(wrong,)) == []
    assert len(remarks({}, found=(other,))) == len(remarks({"key": []}, found=(other,))) == 1


def test_what_is_no_map_is_left_to_the_schema():
    assert remarks(["a"]) == remarks(None) == remarks("a") == []


def test_names_of_files_are_ids_too():
    assert remarks({}, kind="room", path="rooms/r1.yaml") == []
    ((message, place, at),) = remarks({}, kind="room", path="rooms/room 1.yaml")
    assert message.startswith("the id `room 1` cannot be used everywhere: ")
    assert (place, at) == ((), "start")


def test_a_model_has_a_schema_for_that():
    assert remarks({"id": "a b"}, kind="event", path="records/a.yaml") == []
