"""Three-way merge of values: a conflict only where both sides changed the same field.

What a list's items are is known by what the schema declares (`x-list-key`), so that two who add to
one list do not disturb each other, and one may move what the other changes.

Ours and theirs have the same part in it but for order: keys and items that both have stand as
ours has them, unless only theirs moved items; what theirs adds lands behind its neighbour there.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.changes.diff import Missing
from eventbook.changes.lines import merge_lines
from eventbook.changes.merge_lists import Lists, items
from eventbook.changes.merged import Conflict, Fields, Items, Merged, Taken, Trio
from eventbook.changes.spots import Spot
from eventbook.changes.trees import Identity, TreeBuilder
from eventbook.jsonvalue import Json


def merge(base: Json | Missing, ours: Json, theirs: Json, identity: Identity) -> Merged:
    """Merge two values that were made of one.

    Args:
        base: what both were made of; MISSING where each side made its own.
        identity: what identifies the items of the list at a place, as for `diff`.
    """
    builder = TreeBuilder(identity)
    old = None if isinstance(base, Missing) else Spot(builder.build(base))
    return _both(old, Spot(builder.build(ours)), Spot(builder.build(theirs)))


def _both(base: Spot | None, ours: Spot, theirs: Spot) -> Merged:
    """What both sides have."""
    where = _trio(base, ours, theirs)
    kind = ours.tree.kind
    if kind == theirs.tree.kind and kind != "leaf":
        old = base if base and base.tree.kind == kind else None
        if kind == "map":
            return Fields(where, _fields(old, ours, theirs))
        return Items(where, items(Lists.of(old, ours, theirs), _one))
    if ours.equals(theirs) or theirs.equals(base):
        return Taken(where, "ours", ours.tree.value)
    if ours.equals(base):
        return Taken(where, "theirs", theirs.tree.value)
    text = _text(base, ours, theirs)
    if text is not None:
        return Taken(where, None, text)
    return Conflict.of([base] if base else [], [ours], [theirs])


def _text(base: Spot | None, ours: Spot, theirs: Spot) -> str | None:
    """A text of several lines in which both sides changed different ones."""
    if base is None:
        return None
    old, left, right = base.tree.value, ours.tree.value, theirs.tree.value
    if not (isinstance(old, str) and isinstance(left, str) and isinstance(right, str)):
        return None
    return merge_lines(old, left, right) if "\n" in old else None


def _one(base: Spot | None, ours: Spot | None, theirs: Spot | None) -> Merged | None:
    """A field or an item that somebody has; None where it is gone."""
    if ours and theirs:
        return _both(base, ours, theirs)
    if ours:
        if base is None:
            return Taken(_trio(None, ours, None), "ours", ours.tree.value)
        return None if ours.equals(base) else Conflict.of([base], [ours], [])
    if theirs:
        if base is None:
            return Taken(_trio(None, None, theirs), "theirs", theirs.tree.value)
        return None if theirs.equals(base) else Conflict.of([base], [], [theirs])
    return None


def _fields(base: Spot | None, ours: Spot, theirs: Spot) -> dict[str, Merged]:
    found = (
        (key, _one(base.field(key) if base else None, ours.field(key), theirs.field(key)))
        for key in _keys(list(ours.tree.fields), list(theirs.tree.fields))
    )
    return {key: part for key, part in found if part is not None}


def _keys(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Keys in the order of ours; each that theirs has alone behind its neighbour there."""
    known = set(ours)
    behind: dict[str | None, list[str]] = {}
    neighbour: str | None = None
    for key in theirs:
        if key in known:
            neighbour = key
        else:
            behind.setdefault(neighbour, []).append(key)
    return [
        *behind.get(None, ()),
        *(one for key in ours for one in (key, *behind.get(key, ()))),
    ]


def _trio(base: Spot | None, ours: Spot | None, theirs: Spot | None) -> Trio:
    return Trio(*(spot.place if spot else None for spot in (base, ours, theirs)))
