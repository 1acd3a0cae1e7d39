"""Differences between small values, whole."""

from __future__ import annotations

import itertools

import pytest

from eventbook.changes.diff import MISSING, Change, ListIdentity, diff
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

LISTS: dict[str, ListIdentity] = {
    "people": ((("name", "ref"), ("role",)),),
    "participants": ((("key",),), (("name", "ref"),)),
    "keywords": "set",
}


def identity(place: Place) -> ListIdentity:
    last = place[-1] if place else None
    return LISTS.get(last) if isinstance(last, str) else None


def added(place: Place, new: Json) -> Change:
    return Change("add", new_place=place, new=new, new_trail=place)


def removed(place: Place, old: Json) -> Change:
    return Change("remove", old_place=place, old=old, old_trail=place)


def changed(place: Place, old: Json, new: Json) -> Change:
    return Change("replace", place, place, old, new, place, place)


def lines(old: Json, new: Json) -> list[str]:
    """`op path < from` of each change."""
    return [
        f"{c.op} {c.path}" + (f" < {c.from_path}" if c.from_path is not None else "")
        for c in diff(old, new, identity)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [(1, "1"), (1, True), (1, 1.0), (0, False), (None, "null"), ({}, []), (0.0, -0.0)],
)
def test_types_differ(old: Json, new: Json) -> None:
    assert diff({"n": old}, {"n": new}, identity) == (changed(("n",), old, new),)
    assert diff(old, new, identity) == (changed((), old, new),)


def test_null_is_not_missing() -> None:
    assert diff({"a": None, "b": 1}, {"b": 1}, identity) == (removed(("a",), None),)
    assert diff({}, {"a": None}, identity) == (added(("a",), None),)


def test_changes_stand_in_the_order_of_the_new_value() -> None:
    old: Json = {"gone": 1, "b": [1, 2], "a": 1}
    new: Json = {"a": 2, "b": [3, 1], "new": 5}
    assert diff(old, new, identity) == (
        removed(("gone",), 1),
        changed(("a",), 1, 2),
        removed(("b", 1), 2),
        added(("b", 0), 3),
        added(("new",), 5),
    )


def test_list_items_go_by_their_identity() -> None:
    old: Json = {"people": [{"name": "Ann", "role": "host", "note": "a"}]}
    new: Json = {"people": [{"name": "Bo Ek", "role": 1}, {"name": "Ann", "role": "host"}]}
    assert lines(old, new) == [
        'add people[name="Bo Ek",role=1]',
        "remove people[name=Ann,role=host].note",
    ]


def test_a_removal_stands_in_the_old_value() -> None:
    old: Json = {"participants": [{"key": "a"}, {"key": "b", "note": 1}]}
    (first, second) = diff(old, {"participants": [{"key": "b"}]}, identity)
    assert first == Change(
        "remove",
        old_place=("participants", 0),
        old={"key": "a"},
        old_trail=("participants", (("key", "a"),)),
    )
    assert (second.op, second.place) == ("remove", ("participants", 1, "note"))
    assert second.path == "participants[key=b].note"


def test_an_edited_identity_is_a_change() -> None:
    old: Json = {"people": [{"name": "Ann", "role": "host", "note": "a"}]}
    new: Json = {"people": [{"name": "Ann", "role": "chair", "note": "a"}]}
    assert lines(old, new) == ["replace people[name=Ann,role=chair].role"]


def test_a_repeated_identity_names_nobody() -> None:
    old: Json = {"people": [{"name": "A", "role": "x", "n": 1}, {"name": "A", "role": "x"}]}
    new: Json = {"people": [{"name": "A", "role": "x", "n": 2}, {"name": "A", "role": "x"}]}
    assert lines(old, new) == ["replace people[0].n"]


def test_the_fewest_items_move() -> None:
    old: Json = {"log": ["a", "b", "c", "d"]}
    assert diff(old, {"log": ["d", "a", "b", "c"]}, identity) == (
        Change(
            "move",
            ("log", 3),
            ("log", 0),
            new="d",
            old_trail=("log", 3),
            new_trail=("log", 0),
        ),
    )


def test_moves_are_minimal() -> None:
    for order in itertools.permutations(range(5)):
        kept = next(
            size
            for size in range(5, 0, -1)
            if any(list(c) == sorted(c) for c in itertools.combinations(order, size))
        )
        moves = lines(list(range(5)), list(order))
        assert len(moves) == 5 - kept
        assert all(move.startswith("move [") for move in moves)


def test_a_moved_item_may_change_too() -> None:
    old: Json = {"people": [{"name": c, "role": "x", "n": 1} for c in "abc"]}
    new: Json = {"people": [{"name": c, "role": "x", "n": 1 if c != "c" else 2} for c in "cab"]}
    assert lines(old, new) == [
        "move people[name=c,role=x] < people[name=c,role=x]",
        "replace people[name=c,role=x].n",
    ]


def test_sets_have_no_order_but_count() -> None:
    assert lines({"keywords": ["a", "b"]}, {"keywords": ["b", "a"]}) == []
    assert diff({"keywords": ["a", "b", "a"]}, {"keywords": ["b", "a"]}, identity) == (
        removed(("keywords", 2), "a"),
    )


def test_sets_inside_list_items_have_no_order() -> None:
    old: Json = [{"keywords": ["a", "b"]}, {"keywords": ["c"]}]
    new: Json = [{"keywords": ["c"]}, {"keywords": ["b", "a"]}]
    assert lines(old, new) == ["move [1] < [0]"]


def test_a_renamed_key_and_what_changed_under_it() -> None:
    old: Json = {"venue": {"name": "Hall", "city": "Rome", "floor": 1}}
    new: Json = {"place": {"name": "Hall", "city": "Rome", "floor": 2}}
    assert lines(old, new) == ["rename place < venue", "replace place.floor"]


def test_a_subtree_under_another_parent_is_relocated() -> None:
    contact: Json = {"mail": "a@example.org", "tel": "1"}
    old: Json = {"org": {"name": "O"}, "place": {"contact": contact, "city": "Rome"}}
    new: Json = {"org": {"name": "O", "contact": contact}, "place": {"city": "Rome"}}
    assert diff(old, new, identity) == (
        Change(
            "relocate",
            ("place", "contact"),
            ("org", "contact"),
            new=contact,
            old_trail=("place", "contact"),
            new_trail=("org", "contact"),
        ),
    )


def test_a_small_subtree_is_not_relocated() -> None:
    old: Json = {"a": {"x": {"n": 1}, "y": 1}, "b": {"z": 1}}
    new: Json = {"a": {"y": 1}, "b": {"x": {"n": 1}, "z": 1}}
    assert lines(old, new) == ["remove a.x", "add b.x"]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("Caf\u00e9", "Cafe\u0301", "unicode normalisation only"),
        ("two  songs", "two\nsongs ", "whitespace only"),
        ("Caf\u00e9 x", "Cafe\u0301  x", "whitespace only"),
        ("two songs", "twosongs", ""),
        ("1", 1, ""),
    ],
)
def test_what_the_eye_misses_is_noted(old: Json, new: Json, note: str) -> None:
    (change,) = diff({"a": old}, {"a": new}, identity)
    assert change.note == note


def test_a_key_in_another_normal_form_is_noted() -> None:
    (change,) = diff({"caf\u00e9": 1}, {"cafe\u0301": 1}, identity)
    assert (change.op, change.note) == ("rename", "unicode normalisation only")


def test_deep_values_are_no_danger() -> None:
    old: Json = 1
    new: Json = 2
    for _ in range(100):
        old, new = [{"a": old, "b": 1, "c": 2}], [{"a": new, "b": 1, "c": 2}]
    (change,) = diff(old, new, identity)
    assert (change.old, change.new, len(change.place)) == (1, 2, 200)


def test_missing_says_what_it_is() -> None:
    assert repr(MISSING) == "<Missing.MISSING: 'missing'>"
    assert Change("add", new_place=()).old is MISSING
