"""Paths: how they are read, and what they reach."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.errors import UsageError
from eventbook.pointer import to_path
from eventbook.query.paths import match, parse, parse_list, pick, reach

VALUE: dict[str, Any] = {
    "place": {"city": "Rome", "0": "digits"},
    "people": [{"name": "Ann", "roles": ["a", "b"]}, {"name": None}, {"roles": []}],
    "rows": [[1, 2], [3]],
    "none": [],
    "local": {"a.b": 1},
}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("place.city", ("place", "city")),
        (" place ", ("place",)),
        ("programme[0].title", ("programme", 0, "title")),
        ("programme.0.title", ("programme", "0", "title")),
        ('local["a.b"].c', ("local", "a.b", "c")),
        (r'local["a\"b\\"]', ("local", 'a"b\\')),
        ('["x y"]', ("x y",)),
        ("título.日本", ("título", "日本")),
        ("snake_case.kebab-case", ("snake_case", "kebab-case")),
    ],
)
def test_paths_are_read(text: str, path: tuple[str | int, ...]) -> None:
    assert parse(text) == path


@pytest.mark.parametrize("text", ["", ".", "a..b", "a.", ".a", "a b", "a[", "a[x]", "a[-1]", "a,b"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert str(caught.value) == (
        f"`{text}` is no path; write names with points between them, such as `place.city`"
    )


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
        | st.integers(min_value=0, max_value=10**8),
        min_size=1,
    )
)
def test_the_path_that_is_shown_is_read_back(place: list[str | int]) -> None:
    place[0] = str(place[0])
    assert match(to_path(tuple(place)))[0] == tuple(place)


def test_lists_of_paths_are_read() -> None:
    assert parse_list('id, place.city ,local["a,b"]') == [
        ("id", ("id",)),
        ("place.city", ("place", "city")),
        ('local["a,b"]', ("local", "a,b")),
    ]


@pytest.mark.parametrize("text", ["", "id,", ",id", "id,,title", "id title"])
def test_what_is_no_list_of_paths(text: str) -> None:
    with pytest.raises(UsageError, match="is no path"):
        parse_list(text)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("place.city", ["Rome"]),
        ("place.0", ["digits"]),
        ("place.zip", [None]),
        ("place.city.x", [None]),
        ("people.name", ["Ann", None, None]),
        ("people.roles", ["a", "b", None, None]),
        ("people[0].name", ["Ann"]),
        ("people.1.name", [None]),
        ("people.9.name", [None]),
        ("people.name.x", [None, None, None]),
        ("rows", [1, 2, 3]),
        ("rows.0.1", [2]),
        ("none", [None]),
        ("none.x", [None]),
        ("place", [{"city": "Rome", "0": "digits"}]),
        ('local["a.b"]', [1]),
        ("nothing", [None]),
    ],
)
def test_what_a_path_reaches(path: str, values: list[Any]) -> None:
    assert list(reach(VALUE, parse(path))) == values


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("place.city", "Rome"),
        ("place.zip", None),
        ("people.name", ["Ann"]),
        ("people.roles", ["a", "b"]),
        ("people[0].roles", ["a", "b"]),
        ("people[7].roles", None),
        ("rows", [[1, 2], [3]]),
        ("rows.1", [3]),
        ("none", []),
        ("none.x", None),
        ("people.nothing", None),
    ],
)
def test_what_a_column_holds(path: str, value: Any) -> None:
    assert pick(VALUE, parse(path)) == value


def test_references_lend_the_keys_that_are_missing() -> None:
    references = {"place/rome": {"id": "rome", "city": "Rome", "ref": "place/rome"}}
    value = {"place": {"ref": "place/rome", "country": "IT"}, "other": {"ref": "place/atlantis"}}
    paths = ["place.city", "place.country", "place.ref", "place.zip", "other.city"]
    assert [pick(value, parse(path), references) for path in paths] == [
        "Rome",
        "IT",
        "place/rome",
        None,
        None,
    ]
    assert list(reach(value, parse("place.city"), references)) == ["Rome"]
