"""What holds of every difference, whatever the values."""

from __future__ import annotations

import copy
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.diff import MISSING, Identity, diff
from eventbook.jsonvalue import Json, canonical, equal
from eventbook.pointer import Place, resolve, to_path
from unit.changes.strategies import edited, identities, normal, pairs, values


def reordered(value: Json, identity: Identity, seed: random.Random, place: Place = ()) -> Json:
    """A copy with keys, and the items of sets, in another order."""
    if isinstance(value, dict):
        fields = [(k, reordered(v, identity, seed, (*place, k))) for k, v in value.items()]
        seed.shuffle(fields)
        return dict(fields)
    if isinstance(value, list):
        items = [reordered(v, identity, seed, (*place, i)) for i, v in enumerate(value)]
        if identity(place) == "set":
            seed.shuffle(items)
        return items
    return value


@given(pairs, identities())
def test_it_is_empty_exactly_when_the_values_are_equal(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    old, new = pair
    is_equal = normal(old, identity) == normal(new, identity)
    assert (diff(old, new, identity) == ()) == is_equal


@given(values, identities())
def test_nothing_differs_from_itself(value: Json, identity: Identity) -> None:
    assert diff(value, copy.deepcopy(value), identity) == ()


@given(values, identities(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_sets_does_not_count(
    value: Json, identity: Identity, seed: random.Random
) -> None:
    assert diff(value, reordered(value, identity, seed), identity) == ()


@given(pairs, identities())
def test_read_backwards_it_removes_what_it_added(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    old, new = pair
    there = Counter(change.op for change in diff(old, new, identity))
    back = Counter(change.op for change in diff(new, old, identity))
    back["add"], back["remove"] = back["remove"], back["add"]
    assert +there == +back


def test_of_several_longest_subsequences_both_directions_take_the_same() -> None:
    old: Json = [{"a": 1, "c": 0, "d": 0}, {"a": 1, "c": 1}, {"b": 0, "c": 1, "d": 0}]
    old += [{"b": 0, "d": 0}, {"a": 1, "c": 0, "d": 0}]
    new: Json = [{"a": 1, "c": 0, "d": 0}, {"b": 0, "d": 0}, {"b": 0, "d": 0}]
    there = Counter(change.op for change in diff(old, new, lambda _: None))
    back = Counter(change.op for change in diff(new, old, lambda _: None))
    assert (there["remove"], there["move"]) == (back["add"], back["move"])


@given(pairs, identities())
def test_what_it_says_stands_there_does(pair: tuple[Json, Json], identity: Identity) -> None:
    old, new = pair
    for change in diff(old, new, identity):
        assert (change.op == "add") == (change.old_place is None)
        assert (change.op == "remove") == (change.new_place is None)
        if change.old is not MISSING:
            assert change.old_place is not None
            assert equal(resolve(old, change.old_place), change.old)
        if change.new is not MISSING:
            assert change.new_place is not None
            assert equal(resolve(new, change.new_place), change.new)
        if change.op == "relocate":
            assert change.old_place is not None
            was, now = resolve(old, change.old_place), resolve(new, change.place)
            undeclared = normal(was, lambda _: "set"), normal(now, lambda _: "set")  # type: ignore[arg-type]
            assert undeclared[0] == undeclared[1]


@given(pairs)
def test_without_names_its_paths_are_those_of_the_places(pair: tuple[Json, Json]) -> None:
    for change in diff(*pair, lambda _: None):
        assert change.path == to_path(change.place)


@given(pairs, identities())
def test_its_paths_name_one_place_each(pair: tuple[Json, Json], identity: Identity) -> None:
    changes = diff(*pair, identity)
    for side in ("old", "new"):
        trails = {
            (getattr(change, f"{side}_place"), getattr(change, f"{side}_trail"))
            for change in changes
            if getattr(change, f"{side}_place") is not None
        }
        assert len({place for place, _ in trails}) == len(trails)
        assert len({repr(trail) for _, trail in trails}) == len(trails)


@given(edited(), identities())
def test_the_values_stay_as_they_were(pair: tuple[Json, Json], identity: Identity) -> None:
    before = [canonical(value) for value in pair]
    diff(*pair, identity)
    assert [canonical(value) for value in pair] == before
