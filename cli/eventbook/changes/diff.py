"""What changed between two values: a list of changes, empty exactly when the values are equal."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, NamedTuple, TypeAlias

from eventbook.changes.match import ItemName, item_names, match_fields, match_items
from eventbook.changes.sequences import longest_increasing
from eventbook.changes.trails import Part, Trail, to_text
from eventbook.changes.trees import Identity, ListIdentity, Tree, TreeBuilder
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

__all__ = ["MISSING", "Change", "Identity", "ListIdentity", "Missing", "Note", "Op", "diff"]

Op: TypeAlias = Literal["add", "remove", "replace", "move", "rename", "relocate"]
Note: TypeAlias = Literal["unicode normalisation only", "whitespace only", ""]

_SMALLEST_RELOCATED = 3


class Missing(Enum):
    """The type of `MISSING`."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
"""Stands where there is no value; `None` is a value, JSON's null."""


class Change(NamedTuple):
    """One difference between two values.

    Attributes:
        op: `add`, `remove` and `replace` speak of a value; `move` of an item that has another
            place in the same list, `rename` of a value under another key of the same map,
            `relocate` of a subtree that is the same under another parent.
        old_place: where it was in the old value; `None` for `add`.
        new_place: where it is in the new value; `None` for `remove`.
        old: what was removed or replaced.
        new: what was added, what replaced the old, or what stands at the new place after a
            `move`, `rename` or `relocate`.
        old_trail: the old place with list items by their identity.
        new_trail: the new place likewise.
        note: says that two texts differ in a way the eye may miss.
    """

    op: Op
    old_place: Place | None = None
    new_place: Place | None = None
    old: Json | Missing = MISSING
    new: Json | Missing = MISSING
    old_trail: Trail = ()
    new_trail: Trail = ()
    note: Note = ""

    @property
    def place(self) -> Place:
        """The place in the new value, or in the old one for what was removed."""
        place = self.old_place if self.new_place is None else self.new_place
        assert place is not None, "a change has a place on one side at least"
        return place

    @property
    def trail(self) -> Trail:
        """The trail that goes with `place`."""
        return self.old_trail if self.new_place is None else self.new_trail

    @property
    def path(self) -> str:
        """`place` as people read it: `participants[key=aslanov].position`."""
        return to_text(self.trail)

    @property
    def from_place(self) -> Place | None:
        """Where a `move`, `rename` or `relocate` came from, in the old value."""
        return self.old_place if self.op in ("move", "rename", "relocate") else None

    @property
    def from_path(self) -> str | None:
        """`from_place` as people read it."""
        return None if self.from_place is None else to_text(self.old_trail)


def diff(old: Json, new: Json, identity: Identity) -> tuple[Change, ...]:
    """Compares two values.

    Values are compared with their types: `1`, `1.0`, `"1"` and `true` are four values, and null
    is not the same as nothing. The order of keys does not count, nor that of items in sets.

    Args:
        identity: what identifies the items of the list at a place. It is asked about places of
            both values; items that are matched are compared as the new place declares.

    Returns:
        The changes in the order of the new value, what was removed from a map or list before
        the rest of it; nothing exactly when the values are equal.
    """
    builder = TreeBuilder(identity)
    old_tree, new_tree = builder.build(old), builder.build(new)
    comparison = _Comparison()
    comparison.compare(old_tree, new_tree, _Spot(), _Spot())
    return tuple(_with_relocations(comparison.found))


class _Spot(NamedTuple):
    """A place with its trail, on one side of the comparison."""

    place: Place = ()
    trail: Trail = ()

    def at(self, step: str | int, name: ItemName | None = None) -> _Spot:
        part: Part = step if name is None else name
        return _Spot((*self.place, step), (*self.trail, part))


class _Found(NamedTuple):
    """A change and the subtree it is about."""

    change: Change
    tree: Tree


@dataclass(slots=True)
class _Comparison:
    """A walk down two trees side by side; `found` fills on the way."""

    found: list[_Found] = field(default_factory=list)

    def compare(self, old: Tree, new: Tree, was: _Spot, now: _Spot) -> None:
        """Compares two subtrees that stand for the same thing."""
        if old.number == new.number:
            return
        if old.kind == new.kind == "map":
            self._compare_maps(old, new, was, now)
        elif old.kind == new.kind == "list":
            self._compare_lists(old, new, was, now)
        else:
            note = _note(old.value, new.value)
            change = Change(
                "replace", was.place, now.place, old.value, new.value, was.trail, now.trail, note
            )
            self.found.append(_Found(change, new))

    def _compare_maps(self, old: Tree, new: Tree, was: _Spot, now: _Spot) -> None:
        renamed = dict(match_fields(old, new)) if old.fields.keys() != new.fields.keys() else {}
        old_keys = {after: before for before, after in renamed.items()}
        for key, tree in old.fields.items():
            if key not in new.fields and key not in renamed:
                self._remove(tree, was.at(key))
        for key, tree in new.fields.items():
            old_key = old_keys.get(key, key)
            before = old.fields.get(old_key)
            if before is None:
                self._add(tree, now.at(key))
                continue
            if old_key != key:
                note = _note(old_key, key)
                self._transfer("rename", tree, was.at(old_key), now.at(key), note)
            if before.number != tree.number:
                self.compare(before, tree, was.at(old_key), now.at(key))

    def _compare_lists(self, old: Tree, new: Tree, was: _Spot, now: _Spot) -> None:
        pairs = match_items(old, new)
        old_names, new_names = item_names(old), item_names(new)
        old_of = {j: i for i, j in pairs}
        kept = {i for i, _ in pairs}
        moved = set() if new.identity == "set" else _moved([j for _, j in pairs])
        for i, tree in enumerate(old.items):
            if i not in kept:
                self._remove(tree, was.at(i, old_names[i]))
        for j, tree in enumerate(new.items):
            if j not in old_of:
                self._add(tree, now.at(j, new_names[j]))
                continue
            i = old_of[j]
            before = old.items[i]
            if j in moved or before.number != tree.number:
                old_spot, new_spot = was.at(i, old_names[i]), now.at(j, new_names[j])
                if j in moved:
                    self._transfer("move", tree, old_spot, new_spot)
                self.compare(before, tree, old_spot, new_spot)

    def _add(self, tree: Tree, now: _Spot) -> None:
        change = Change("add", new_place=now.place, new=tree.value, new_trail=now.trail)
        self.found.append(_Found(change, tree))

    def _remove(self, tree: Tree, was: _Spot) -> None:
        change = Change("remove", old_place=was.place, old=tree.value, old_trail=was.trail)
        self.found.append(_Found(change, tree))

    def _transfer(self, op: Op, tree: Tree, was: _Spot, now: _Spot, note: Note = "") -> None:
        change = Change(
            op,
            was.place,
            now.place,
            new=tree.value,
            old_trail=was.trail,
            new_trail=now.trail,
            note=note,
        )
        self.found.append(_Found(change, tree))


def _moved(new_indices: list[int]) -> set[int]:
    """The fewest items whose move explains the new order, given in the old order."""
    kept = {new_indices[index] for index in longest_increasing(new_indices)}
    return {j for j in new_indices if j not in kept}


def _with_relocations(found: list[_Found]) -> Iterable[Change]:
    """The changes, with a removed subtree that was added elsewhere as one change."""
    removed: dict[int, deque[Change]] = {}
    for one in found:
        if one.change.op == "remove" and one.tree.size >= _SMALLEST_RELOCATED:
            removed.setdefault(one.tree.number, deque()).append(one.change)
    changes: list[Change] = []
    gone: set[Place] = set()
    for one in found:
        change = one.change
        if change.op == "add" and removed.get(one.tree.number):
            origin = removed[one.tree.number].popleft()
            gone.add(origin.place)
            place, trail = origin.old_place, origin.old_trail
            change = change._replace(op="relocate", old_place=place, old_trail=trail)
        changes.append(change)
    return [c for c in changes if c.op != "remove" or c.place not in gone]


def _note(old: Json, new: Json) -> Note:
    """Names a difference that cannot be seen, or hardly."""
    if not isinstance(old, str) or not isinstance(new, str):
        return ""
    old, new = unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", new)
    if old == new:
        return "unicode normalisation only"
    return "whitespace only" if old.split() == new.split() else ""
