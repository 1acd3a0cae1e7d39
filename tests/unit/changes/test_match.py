"""Which item is which: declared identity first, then content, then likeness."""

from __future__ import annotations

import pytest

from eventbook.changes.match import item_name, item_names, match_fields, match_items
from eventbook.changes.trees import ListIdentity, TreeBuilder
from eventbook.jsonvalue import Json

KEY_THEN_NAME: ListIdentity = ((("key",),), (("name", "ref"),))
NAME_AND_ROLE: ListIdentity = ((("name", "ref"), ("role",)),)


def matched(old: list[Json], new: list[Json], identity: ListIdentity) -> list[tuple[int, int]]:
    builder = TreeBuilder(lambda place: None if place else identity)
    return match_items(builder.build(old), builder.build(new))


def renamed(old: dict[str, Json], new: dict[str, Json]) -> list[tuple[str, str]]:
    builder = TreeBuilder(lambda _: None)
    return match_fields(builder.build(old), builder.build(new))


def test_the_first_candidate_comes_before_the_second() -> None:
    old: list[Json] = [{"key": "a", "name": "Ann"}, {"key": "b", "name": "Bo"}]
    new: list[Json] = [{"key": "b", "name": "Ann"}, {"key": "a", "name": "Bo"}]
    assert matched(old, new, KEY_THEN_NAME) == [(0, 1), (1, 0)]


def test_what_the_first_leaves_the_second_matches() -> None:
    old: list[Json] = [{"name": "Ann"}, {"key": "b", "name": "Bo", "x": 1}]
    new: list[Json] = [{"key": "c", "name": "Bo", "x": 2}, {"key": "a", "name": "Ann"}]
    assert matched(old, new, KEY_THEN_NAME) == [(0, 1), (1, 0)]


def test_a_composite_identity_wants_every_field() -> None:
    old: list[Json] = [{"name": "Ann", "role": "host"}, {"name": "Ann", "role": "guest"}]
    new: list[Json] = [{"name": "Ann", "role": "guest", "x": 1}, {"name": "Ann", "role": "host"}]
    assert matched(old, new, NAME_AND_ROLE) == [(0, 1), (1, 0)]
    assert (
        matched([{"name": "Ann"}], [{"name": "Ann", "z": 1, "y": 2, "x": 3}], NAME_AND_ROLE) == []
    )


def test_a_name_is_not_a_reference_of_the_same_letters() -> None:
    assert matched([{"name": "ann"}], [{"ref": "ann"}], KEY_THEN_NAME) == []


def test_identities_are_compared_in_normal_form_and_with_types() -> None:
    old: list[Json] = [{"key": "Caf\u00e9", "n": 1}, {"key": 1}]
    new: list[Json] = [{"key": True, "m": 5}, {"key": "Cafe\u0301", "n": 2}]
    assert matched(old, new, KEY_THEN_NAME) == [(0, 1)]


@pytest.mark.parametrize("value", [None, {"en": "Ann"}, ["a"]])
def test_only_scalars_identify(value: Json) -> None:
    assert item_name({"name": value}, (("name",),)) is None


def test_an_item_that_is_no_map_has_no_name() -> None:
    assert item_name("ann", (("name",),)) is None
    assert item_name({"name": "Cafe\u0301", "role": 2}, (("x", "name"), ("role",))) == (
        ("name", "Caf\u00e9"),
        ("role", 2),
    )


def test_of_a_repeated_identity_equal_contents_pair_first() -> None:
    old: list[Json] = [{"key": "a", "n": 1}, {"key": "a", "n": 2}]
    assert matched(old, [{"key": "a", "n": 2}], KEY_THEN_NAME) == [(1, 0)]
    new: list[Json] = [{"key": "a", "n": 3}, {"key": "a", "n": 1}]
    assert matched(old, new, KEY_THEN_NAME) == [(0, 1), (1, 0)]


def test_an_edited_identity_is_found_by_likeness() -> None:
    old: list[Json] = [{"key": "a", "x": 1, "y": 2}]
    assert matched(old, [{"key": "z", "x": 1, "y": 2}], KEY_THEN_NAME) == [(0, 0)]
    assert matched(old, [{"key": "z", "x": 1, "y": 3}], KEY_THEN_NAME) == []


def test_without_identity_equal_items_match_wherever_they_are() -> None:
    assert matched(["a", "b", "c"], ["c", "a", "b"], None) == [(0, 1), (1, 2), (2, 0)]
    assert matched(["a", "a", "b"], ["b", "a"], None) == [(0, 1), (2, 0)]


def test_items_of_sets_match_by_content_only() -> None:
    old: list[Json] = [{"a": 1, "b": 2, "c": 3}, "x", "x"]
    assert matched(old, ["x", {"a": 1, "b": 2, "c": 4}], "set") == [(1, 0)]


def test_names_are_given_to_what_they_name_alone() -> None:
    items: list[Json] = [
        {"key": "a", "name": "Ann"},
        {"key": "a", "name": "Bo"},
        {"key": "c", "name": "Cy"},
        {"name": "Cy"},
        "text",
    ]
    tree = TreeBuilder(lambda place: None if place else KEY_THEN_NAME).build(items)
    assert item_names(tree) == [
        (("name", "Ann"),),
        (("name", "Bo"),),
        (("key", "c"),),
        None,
        None,
    ]


def test_a_key_with_an_equal_value_was_renamed() -> None:
    assert renamed({"venue": "Hall", "x": 1}, {"place": "Hall", "x": 1}) == [("venue", "place")]
    assert renamed({"a": {"b": 1}}, {"c": {"b": 1}}) == [("a", "c")]


@pytest.mark.parametrize("trivial", [True, None, 2023, "no", {}, []])
def test_a_trivial_value_tells_nothing(trivial: Json) -> None:
    assert renamed({"a": trivial}, {"b": trivial}) == []


def test_a_key_with_an_alike_value_was_renamed() -> None:
    old: dict[str, Json] = {"venue": {"name": "Hall", "city": "Rome", "floor": 1}}
    assert renamed(old, {"place": {"name": "Hall", "city": "Rome", "floor": 2}}) == [
        ("venue", "place")
    ]
    assert renamed(old, {"place": {"name": "Hall", "city": "Bari", "floor": 2}}) == []


def test_a_key_in_another_normal_form_was_renamed() -> None:
    assert renamed({"caf\u00e9": 1}, {"cafe\u0301": 2}) == [("caf\u00e9", "cafe\u0301")]


def test_which_of_equal_values_was_renamed_does_not_hang_on_the_order_of_keys() -> None:
    assert renamed({"b": "Hall", "a": "Hall"}, {"c": "Hall"}) == [("a", "c")]
    assert renamed({"c": "Hall"}, {"b": "Hall", "a": "Hall"}) == [("c", "a")]


def test_the_most_alike_is_chosen() -> None:
    old: dict[str, Json] = {"a": {"p": 1, "q": 2, "r": 3, "s": 4}}
    new: dict[str, Json] = {
        "b": {"p": 1, "q": 2, "r": 3, "s": 0},
        "c": {"p": 1, "q": 2, "r": 3, "s": 4},
        "d": {"p": 1, "q": 2, "r": 0, "s": 4},
    }
    assert renamed(old, new) == [("a", "c")]
