"""Rows that are members of a list."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.errors import UsageError
from eventbook.query.conditions import parse
from eventbook.query.items import ITEM, RECORD, each, members
from eventbook.query.known import Known
from eventbook.query.paths import parse as parse_path

from .conftest import Rows

VALUE: dict[str, Any] = {
    "a": [{"b": [1, [2, 3]]}, {"b": 4}, {"c": [5]}, 6, None],
    "m": {"l": [7]},
    "e": [],
}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("a", [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 4)]),
        ("a.b", [("a", 0, "b", 0), ("a", 0, "b", 1, 0), ("a", 0, "b", 1, 1)]),
        ("a[0].b", [("a", 0, "b", 0), ("a", 0, "b", 1, 0), ("a", 0, "b", 1, 1)]),
        ("a.0.b.0", [("a", 0, "b", 0)]),
        ("a[7]", []),
        ("m", []),
        ("m.l", [("m", "l", 0)]),
        ("e", []),
        ("x.y", []),
    ],
)
def test_the_members_of_the_lists_at_a_path(path: str, places: list[Any]) -> None:
    assert [place for place, _ in members(VALUE, parse_path(path))] == places


PEOPLE = [
    {"id": "a", "title": "T", "people": [{"name": "Ann", "role": "speaker"}, {"name": "Bo"}]},
    {"id": "b", "type": "concert", "people": [{"role": "other", "name": "Ann"}], "keywords": ["k"]},
    {"id": "c", "people": None, "keywords": "none"},
]


def test_a_row_has_the_item_and_then_the_record(rows_of: Rows, known: Known) -> None:
    found = list(each(rows_of(PEOPLE), ("people",), known.within(("people",))))
    picked = [
        [row.pick((name,)) for name in (RECORD, ITEM, "name", "role", "type", "title")]
        for row in found
    ]
    assert picked == [
        ["a", "people[0]", "Ann", "speaker", None, "T"],
        ["a", "people[1]", "Bo", None, None, "T"],
        ["b", "people[0]", "Ann", "other", "concert", None],
    ]
    assert [row.value for row in found] == [*PEOPLE[0]["people"], *PEOPLE[1]["people"]]


@pytest.mark.parametrize(
    ("conditions", "items"),
    [
        (["name=Ann"], ["a people[0]", "b people[0]"]),
        (["name=Ann", "role=other"], ["b people[0]"]),
        (["name=Bo", "role=speaker"], []),
        (["role="], ["a people[1]"]),
        (["type=concert"], ["b people[0]"]),
        (["people.role=speaker"], ["a people[0]", "a people[1]"]),
    ],
)
def test_conditions_are_about_the_same_item(
    rows_of: Rows, known: Known, conditions: list[str], items: list[str]
) -> None:
    inner = known.within(("people",))
    wanted = [parse(one, inner) for one in conditions]
    found = [
        f"{row.row[RECORD]} {row.row[ITEM]}"
        for row in each(rows_of(PEOPLE), ("people",), inner)
        if all(one.holds(row) for one in wanted)
    ]
    assert found == items


def test_members_that_are_no_maps(rows_of: Rows, known: Known) -> None:
    inner = known.within(("keywords",))
    (row,) = each(rows_of(PEOPLE), ("keywords",), inner)
    assert (row.row["value"], row.value, inner.item_names("event")) == ("k", "k", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nmae=Ann", "no schema knows `nmae`; did you mean `name`?"),
        ("role=concert", "`role` is never `concert`; it is speaker or other"),
        ("type=speaker", "`type` is never `speaker`; it is concert, reading or lecture"),
    ],
)
def test_what_no_item_and_no_record_has(known: Known, text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text, known.within(("people",)))
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("place", "`place` holds no list"),
        ("title", "`title` holds no list"),
        ("id", "`id` holds no list"),
        ("poeple", "no schema knows `poeple`; did you mean `people`?"),
    ],
)
def test_what_is_no_list(known: Known, path: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        known.within((path,))
    assert str(error.value) == message


def test_a_list_that_no_schema_describes(rows_of: Rows, known: Known) -> None:
    path = parse_path("local.boxes")
    inner = known.within(path)
    records = rows_of([{"id": "a", "local": {"boxes": [{"no": 7}, 8]}}])
    assert [(row.row.get("no"), row.row.get("value")) for row in each(records, path, inner)] == [
        (7, None),
        (None, 8),
    ]
