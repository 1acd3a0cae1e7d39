"""Lists that are read back: what is as it was listed changes nothing, and what is not does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.editing.corrections import Column, CorrectionError, correct_cells, correct_fields
from eventbook.editing.target import Target
from eventbook.errors import UsageError
from eventbook.events.privacy import published
from eventbook.jsonvalue import Json, equal
from eventbook.output.csv import cell
from eventbook.pointer import to_path
from eventbook.query.paths import parse
from eventbook.query.records import Record
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape
from unit.document.strategies import places
from unit.document.written import MAPS

KIND: Kind = DEFAULTS.kinds[0]
FREE = Shape(Catalog({"s.json": b"{}"}), "s.json")
HALL: dict[str, Json] = {"place/hall": {"id": "hall", "name": "Hall", "city": "Oslo"}}
RECORD: dict[str, Json] = {
    "id": "x",
    "title": "Title",
    "tags": ["a", "b"],
    "count": 1,
    "open": True,
    "place": {"ref": "place/hall"},
    "people": [{"name": "Ann", "age": 4}, {"name": "Bo"}],
    "parts": [{"note": "one"}],
    "names": {"en": "Rome", "it": "Roma"},
    "lone": {"en": "Rome"},
    "formula": "=1",
}


def listed(value: Json) -> Record:
    """A record as lists show it."""
    shown = published(value)
    row = shown if isinstance(shown, dict) else {}
    return Record(Facts("a.yaml", "event", (), "x", shown), {**row, "id": "x"}, HALL)


def as_cell(value: Json) -> str:
    return cell(value, "en")


def cells(value: Json, given: dict[str, str], shape: Shape) -> Json:
    """The record's value after cells were read back."""
    target = Target(value, shape)
    wanted = [Column(name, parse(name)) for name in given]
    correct_cells(target, listed(value), KIND, given, wanted, as_cell)
    return target.value


@pytest.mark.parametrize(
    ("given", "change"),
    [
        ({"title": "New"}, {"title": "New"}),
        ({"title": "'=1+1"}, {"title": "=1+1"}),
        ({"title": "two\r\nlines"}, {"title": "two\nlines"}),
        ({"title": ""}, {"title": None}),
        ({"tags": "a, c,"}, {"tags": ["a", "c"]}),
        ({"tags": '["a, b"]'}, {"tags": ["a, b"]}),
        ({"count": "12"}, {"count": 12}),
        ({"open": "FALSE"}, {"open": False}),
        ({"open": "TRUE"}, {}),
        ({"people[1].age": "7"}, {"people": [{"name": "Ann", "age": 4}, {"name": "Bo", "age": 7}]}),
        ({"people.0.age": ""}, {"people": [{"name": "Ann"}, {"name": "Bo"}]}),
        ({"parts.note": "two"}, {"parts": [{"note": "two"}]}),
        ({"names": "Roma"}, {}),
        ({"names.it": "Urbe"}, {"names": {"en": "Rome", "it": "Urbe"}}),
        ({"names": '{"en": "R"}'}, {"names": {"en": "R"}}),
        ({"lone": "R"}, {"lone": {"en": "R"}}),
        ({"formula": "'=1"}, {}),
        ({"formula": "=2"}, {"formula": "=2"}),
        ({"place.city": "Oslo"}, {}),
        ({"people.name": "Ann, Bo"}, {}),
    ],
)
def test_a_cell(shape: Shape, given: dict[str, str], change: dict[str, Json]) -> None:
    wanted = {key: value for key, value in {**RECORD, **change}.items() if value is not None}
    assert equal(cells(RECORD, given, shape), wanted)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"people.name": "Ann, Bob"}, "is told by 2 items of `people`"),
        ({"people": "x"}, "holds a list whose items are no plain values"),
        ({"names": "R"}, "holds 2 texts; give each its column: `names.en`, `names.it`"),
        ({"place.city": "Bergen"}, "is told by another record"),
        ({"title[0]": "x"}, "`title` is no list"),
    ],
)
def test_a_cell_that_cannot_be_brought_in(shape: Shape, given: dict[str, str], said: str) -> None:
    with pytest.raises(Exception, match=said.replace("[", "\\[")):
        cells(RECORD, given, shape)


def test_a_list_with_commas_in_its_items(shape: Shape) -> None:
    with pytest.raises(CorrectionError, match="has items with commas"):
        cells({**RECORD, "tags": ["a, b"]}, {"tags": "a, c"}, shape)


@given(MAPS)
def test_cells_as_they_were_listed_change_nothing(value: Any) -> None:
    found = [to_path(place) for place in places(value) if place]
    paths = [path for path in found if _is_path(path)]
    record = listed(value)
    given = {path: as_cell(record.pick(parse(path))) for path in paths}
    assert equal(cells(value, given, FREE), value)


def _is_path(text: str) -> bool:
    """Lists read fewer paths than edits do: a key of digits is a position to them."""
    try:
        return bool(parse(text))
    except UsageError:
        return False


@given(MAPS, MAPS)
def test_fields_become_what_is_given(old: Any, new: Any) -> None:
    target = Target(old, FREE)
    given = {key: value for key, value in new.items() if "." not in key}
    correct_fields(target, listed(old), KIND, given)
    wanted = {**old, **given}
    for key, value in given.items():
        if value is None and not (key in old and old[key] is None):
            wanted.pop(key)
    assert equal(_without_nulls(target.value), _without_nulls(wanted))


def _without_nulls(value: Json) -> Json:
    """Null takes a key out, so a null that was there may stay or go."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    return value


WITHHELD: dict[str, Json] = {
    "id": "x",
    "participants": [
        {"key": "a", "withheld": True, "label": "A reader", "name": "Somebody Special"},
        {"key": "b", "name": "Ann Example", "position": "Mayor"},
    ],
}


def test_what_is_withheld_stays_as_it_is() -> None:
    shown = published(WITHHELD)
    assert "Special" not in str(shown)
    people: list[Json] = [
        {"key": "a", "withheld": True, "label": "A guest"},
        {"key": "b", "name": "Ann Other"},
    ]
    target = Target(WITHHELD, FREE)
    correct_fields(target, listed(WITHHELD), KIND, {"id": "x", "participants": people})
    assert equal(
        target.value,
        {
            "id": "x",
            "participants": [
                {"key": "a", "withheld": True, "label": "A guest", "name": "Somebody Special"},
                {"key": "b", "name": "Ann Other"},
            ],
        },
    )
    with pytest.raises(CorrectionError, match="holds somebody whom the record withholds"):
        correct_fields(target, listed(WITHHELD), KIND, {"id": "x", "participants": people[:1]})


@pytest.mark.parametrize(
    ("given", "change"),
    [
        ({"place.ref": "place/club"}, {"place": {"ref": "place/club"}}),
        ({"place.ref": None}, {"place": {}}),
        ({"place.city": "Oslo"}, {}),
        ({"title": None}, {"title": None}),
        ({"_etag": "x", "kind": "event", "path": "a.yaml", "id": "x"}, {}),
    ],
)
def test_fields_by_their_paths(given: dict[str, Json], change: dict[str, Json]) -> None:
    target = Target(RECORD, FREE)
    fields = {name: value for name, value in given.items() if name != "_etag"}
    correct_fields(target, listed(RECORD), KIND, fields)
    wanted = {key: value for key, value in {**RECORD, **change}.items() if value is not None}
    assert equal(target.value, wanted)
