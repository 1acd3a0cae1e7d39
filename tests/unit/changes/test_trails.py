"""Paths as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.trails import Trail, to_text
from eventbook.pointer import Place, to_path


@pytest.mark.parametrize(
    ("trail", "text"),
    [
        ((), ""),
        (("participants", (("key", "aslanov"),), "position"), "participants[key=aslanov].position"),
        (("people", (("name", "Ann"), ("role", "host"))), "people[name=Ann,role=host]"),
        (("people", (("name", "Ann Lee"),)), 'people[name="Ann Lee"]'),
        (("people", (("name", 'a"b\\'),)), 'people[name="a\\"b\\\\"]'),
        (("people", (("id", "3"),)), 'people[id="3"]'),
        (("people", (("id", 3),)), "people[id=3]"),
        (("people", (("id", True),)), "people[id=true]"),
        (("people", (("id", "true"),)), 'people[id="true"]'),
        (("people", (("an id", ""),)), 'people["an id"=""]'),
        (((("key", "əli"),), "x", 2, "a.b"), '[key=əli].x[2]["a.b"]'),
    ],
)
def test_items_by_name(trail: Trail, text: str) -> None:
    assert to_text(trail) == text


@given(st.lists(st.text(max_size=4) | st.integers(0, 99), max_size=5).map(tuple))
def test_without_names_it_is_the_path_of_the_place(place: Place) -> None:
    assert to_text(place) == to_path(place)
