"""Numbers of subtrees: equal exactly for equal contents."""

from __future__ import annotations

from hypothesis import given

from eventbook.changes.trees import Identity, TreeBuilder
from eventbook.jsonvalue import Json
from unit.changes.strategies import identities, normal, values


def numbers(*found: Json) -> list[int]:
    builder = TreeBuilder(lambda _: None)
    return [builder.build(value).number for value in found]


def test_types_tell_values_apart() -> None:
    different: list[Json] = [1, 1.0, "1", True, None, "null", 0, -0.0, 0.0, False, "", [], {}, [[]]]
    assert len(set(numbers(*different))) == len(different)


def test_not_a_number_equals_itself() -> None:
    assert len(set(numbers(float("nan"), float("nan")))) == 1


def test_null_is_not_nothing() -> None:
    assert len(set(numbers({"a": None}, {}, [None], []))) == 4


def test_sizes_count_every_node() -> None:
    tree = TreeBuilder(lambda _: None).build({"a": [1, {"b": 2}], "c": {}})
    assert tree.size == 6
    assert tree.fields["a"].size == 4


@given(values, values, identities())
def test_numbers_are_equal_exactly_for_equal_values(a: Json, b: Json, identity: Identity) -> None:
    builder = TreeBuilder(identity)
    is_equal = normal(a, identity) == normal(b, identity)
    assert (builder.build(a).number == builder.build(b).number) == is_equal
