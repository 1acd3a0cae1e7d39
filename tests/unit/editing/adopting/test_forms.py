from __future__ import annotations

import pytest

from eventbook.editing.adopting.forms import Form, form_of


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ({"a": 1, "b": [{"c": 1}]}, Form("map", frozenset("ab"), 1, ("b",))),
        ([{"a": 1}, {"a": 2, "b": 1}], Form("list", frozenset("ab"), 2, ())),
        ([{"a": 1}, {"a": 2}, {"b": 1}], Form("list", frozenset("a"), 3, ())),
        ([{"a": [{"x": 1}]}, {"a": []}], Form("list", frozenset("a"), 2, ("a",))),
        ([{"a": 1}, "odd"], Form("list", frozenset("a"), 2, ())),
        ([{"a": 1}, "odd", "odd"], None),
        (["a", "b"], None),
        ([[{"a": 1}]], None),
        ([], None),
        ({}, None),
        ([{}], None),
        (None, None),
        ("text", None),
        (3, None),
    ],
)
def test_the_form_of_a_file(value, form):
    assert form_of(value) == form
