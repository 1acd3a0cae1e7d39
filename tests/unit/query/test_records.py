"""Rows: what every record has beside its fields, and what is never shown."""

from __future__ import annotations

from eventbook.book.facts import Facts
from eventbook.book.settings import load_settings
from eventbook.query.known import Known
from eventbook.query.records import rows, shown, title_of
from eventbook.query.words import has_words

from .conftest import EVENT, Known_, Rows

SETTINGS = """\
[kinds.event]
records = ["e/*.yaml"]
schema = "schemas/event.json"
model = "event"
[kinds.film]
records = ["f/*.yaml"]
schema = "schemas/film.json"
title = "name"
date = "year"
"""
FILM = {"type": "object", "properties": {"name": {}, "year": {}, "kind": {}}}


def test_rows_have_the_fields_that_settings_name(known_of: Known_) -> None:
    known = known_of(SETTINGS, event=EVENT, film=FILM)
    facts = [
        Facts("e/a.yaml", "event", id="a", value={"id": "other", "title": "T", "date": "2020"}),
        Facts("f/b.yaml", "film", id="b", value={"name": "N", "year": 1999, "title": "ignored"}),
        Facts("f/c.yaml", "film", id=None, value={"title": "kept", "kind": "short", "path": "p"}),
    ]
    assert [row.row for row in rows(facts, known)] == [
        {"id": "a", "title": "T", "date": "2020", "path": "e/a.yaml", "kind": "event"},
        {"name": "N", "year": 1999, "title": "N", "id": "b", "path": "f/b.yaml", "date": 1999},
        {"title": "kept", "kind": "short", "path": "p", "id": None},
    ]


def test_only_what_can_be_read_is_shown_and_nothing_withheld() -> None:
    settings = load_settings(SETTINGS.encode())
    value = {"people": [{"minor": True, "label": "A child", "name": "Named Here"}]}
    facts = [
        Facts("e/a.yaml", "event", id="a", value=value),
        Facts("e/b.yaml", "event", value=None),
        Facts("e/c.yaml", "event", value=["no", "map"]),
        Facts("f/d.yaml", "film", id="d", value=value),
    ]
    assert [(one.path, one.value) for one in shown(facts, settings)] == [
        ("e/a.yaml", {"people": [{"minor": True, "label": "A child"}]}),
        ("f/d.yaml", value),
    ]


def test_words_are_found_in_id_and_title(rows_of: Rows) -> None:
    row = rows_of([{"id": "2019-koln-open", "title": {"en": "Open day", "az": "Şəhər günü"}}])[0]
    found = ["koln", "OPEN koln", "sehe GUNU", "şəhər", "open day 2019", "", "day-open"]
    assert [has_words(row, text) for text in found] == [True] * 6 + [False]


def test_a_record_that_was_renamed_is_meant_by_its_former_ids(known: Known) -> None:
    first = Facts("a.yaml", "event", id="a", value={"title": "A", "former_ids": ["b", "old"]})
    second = Facts("b.yaml", "event", id="b", value={"title": "B", "former_ids": "old"})
    part = Facts("c.yaml", "event", id="c", value={"place": {"ref": "event/old"}})
    found = rows([first, second, part], known)[2]
    assert {**found.references} == {
        "event/a": first.value,
        "event/b": second.value,
        "event/c": part.value,
        "event/old": first.value,
    }
    assert found.pick(("place", "title")) == "A"


def test_what_a_record_is_called_that_is_referred_to(known: Known) -> None:
    settings = load_settings(SETTINGS.encode())
    found = {"film/a": {"name": "A", "title": "B"}, "event/b": {}, "play/c": {"title": "C"}}
    asked = (*found, "film/none", "", "film")
    assert [title_of(each, found, settings) for each in asked] == ["A", *[None] * 5]
