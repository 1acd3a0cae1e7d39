"""What must hold of any three-way merge of values."""

from __future__ import annotations

import copy

from hypothesis import given

from eventbook.changes.diff import MISSING, Identity, diff
from eventbook.changes.merge import merge
from eventbook.changes.merged import conflicts, settle
from eventbook.jsonvalue import Json, canonical, equal
from eventbook.pointer import resolve
from unit.changes.strategies import edited, identities, versions


def same(a: Json, b: Json) -> bool:
    """Whether two values are equal, disregarding the order of keys and of all lists."""
    return equal(_sorted(a), _sorted(b))


def _sorted(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _sorted(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=canonical)
    return value


@given(edited(), identities())
def test_one_side_that_changed_nothing_gives_the_other(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    base, changed = pair
    for ours, theirs in ((base, changed), (changed, base)):
        merged = merge(base, ours, theirs, identity)
        assert list(conflicts(merged)) == []
        result = settle(merged, "ours")
        assert result is not MISSING
        assert diff(result, changed, identity) == ()


@given(versions(), identities())
def test_two_who_did_the_same_agree(three: tuple[Json, Json, Json], identity: Identity) -> None:
    base, ours, _ = three
    merged = merge(base, ours, copy.deepcopy(ours), identity)
    assert list(conflicts(merged)) == []
    result = settle(merged, "ours")
    assert result is not MISSING
    assert equal(result, ours)


@given(versions(), identities())
def test_changing_sides_changes_nothing_but_order(
    three: tuple[Json, Json, Json], identity: Identity
) -> None:
    base, ours, theirs = three
    one, other = merge(base, ours, theirs, identity), merge(base, theirs, ours, identity)
    assert sorted((c.ours, c.theirs) for c in conflicts(one)) == sorted(
        (c.theirs, c.ours) for c in conflicts(other)
    )
    for side, opposite in (("ours", "theirs"), ("theirs", "ours")):
        left, right = settle(one, side), settle(other, opposite)
        assert (left is MISSING) == (right is MISSING)
        if left is not MISSING and right is not MISSING:
            assert same(left, right)


@given(versions(), identities())
def test_a_conflict_settled_for_one_side_is_what_that_side_has(
    three: tuple[Json, Json, Json], identity: Identity
) -> None:
    base, ours, theirs = three
    for conflict in conflicts(merge(base, ours, theirs, identity)):
        assert [resolve(ours, place) for place in conflict.ours] == list(conflict.left)
        assert [resolve(theirs, place) for place in conflict.theirs] == list(conflict.right)
        assert conflict.ours or conflict.theirs
        assert not equal(list(conflict.left), list(conflict.right))
