import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.editing.assign import assign
from eventbook.pointer import resolve

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "place", "result"),
    [
        ({"a": 1}, ("a",), {"a": "new"}),
        ({"a": 1}, ("b",), {"a": 1, "b": "new"}),
        ({}, ("a", "b", 0, "c"), {"a": {"b": [{"c": "new"}]}}),
        ({"a": [1, 2]}, ("a", 1), {"a": [1, "new"]}),
        ({"a": [1, 2]}, ("a", 2), {"a": [1, 2, "new"]}),
        ({"a": None}, ("a", "b"), {"a": {"b": "new"}}),
        ({"a": 1}, (), "new"),
    ],
)
def test_a_value_is_put_where_it_belongs(value, place, result):
    assert assign(value, place, "new") == result


@given(st.dictionaries(st.text(max_size=2), values), st.data())
def test_the_original_is_left_as_it_was(value, data):
    place = (data.draw(st.text(max_size=2)), *data.draw(st.lists(st.text(max_size=2), max_size=2)))
    before = copy.deepcopy(value)

    result = assign(value, place, "new")

    assert value == before
    assert resolve(result, place) == "new"
    assert {key: result[key] for key in before if key != place[0]} == {
        key: before[key] for key in before if key != place[0]
    }
