"""Three-way merge of lists: by what items are, where the schema says it, else by their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from eventbook.changes.chunks import Chunk, cut
from eventbook.changes.match import match_items, same_items
from eventbook.changes.merged import Conflict, Merged, Taken, Trio
from eventbook.changes.sequences import longest_increasing
from eventbook.changes.spots import Spot

One: TypeAlias = "Callable[[Spot | None, Spot | None, Spot | None], Merged | None]"
"""Merges one item; None where it is gone."""


class _Slot(NamedTuple):
    """One item: its position in each version that has it."""

    base: int | None
    ours: int | None
    theirs: int | None


class Lists(NamedTuple):
    """Three lists, and which items of the base are which of the others.

    Attributes:
        in_ours: positions in ours by those in the base; `in_theirs` likewise.
    """

    base: Spot | None
    ours: Spot
    theirs: Spot
    in_ours: dict[int, int]
    in_theirs: dict[int, int]

    @classmethod
    def of(cls, base: Spot | None, ours: Spot, theirs: Spot) -> Lists:
        """The lists at three spots, matched as a comparison matches them."""
        in_ours = dict(match_items(base.tree, ours.tree)) if base else {}
        in_theirs = dict(match_items(base.tree, theirs.tree)) if base else {}
        if ours.equals(theirs) and ours.tree.identity != "set":
            in_theirs = in_ours
        return cls(base, ours, theirs, in_ours, in_theirs)

    @property
    def size(self) -> int:
        """How many items the base has."""
        return len(self.base.tree.items) if self.base else 0

    def slots(self) -> list[_Slot]:
        """Every item that a side has: those that ours has in its order, then the others."""
        in_base = {i: index for index, i in self.in_ours.items()}
        new_here = _others(self.ours, self.in_ours)
        new_there = _others(self.theirs, self.in_theirs)
        # What each side added under one name is one item.
        both = dict(same_items(self.ours.tree, self.theirs.tree, new_here, new_there))
        if self.in_theirs is self.in_ours:
            both = dict(zip(new_here, new_there, strict=True))
        mine = []
        for i in range(len(self.ours.tree.items)):
            index = in_base.get(i)
            there = both.get(i) if index is None else self.in_theirs.get(index)
            mine.append(_Slot(index, i, there))
        gone = set(self.in_theirs) - set(self.in_ours)
        alone = [_Slot(index, None, self.in_theirs[index]) for index in sorted(gone)]
        taken = set(both.values())
        return [*mine, *alone, *(_Slot(None, None, j) for j in new_there if j not in taken)]

    def spots(self, slot: _Slot) -> tuple[Spot | None, Spot | None, Spot | None]:
        """The item of a slot in each version."""
        return (
            self.base.item(slot.base) if self.base and slot.base is not None else None,
            None if slot.ours is None else self.ours.item(slot.ours),
            None if slot.theirs is None else self.theirs.item(slot.theirs),
        )


def items(lists: Lists, one: One) -> list[Merged]:
    """The items of the merged list.

    Args:
        one: merges an item.
    """
    alike = lists.in_ours is lists.in_theirs
    if alike or lists.ours.tree.identity is not None or _one_only_moves(lists):
        parts = (one(*lists.spots(slot)) for slot in _ordered(lists))
        return [part for part in parts if part is not None]
    return list(_by_order(lists, one))


def _one_only_moves(lists: Lists) -> bool:
    """Whether one side has all items of the base, in their order, and no others."""
    whole = list(range(lists.size))
    return any(
        list(found.values()) == whole and len(side.tree.items) == lists.size
        for found, side in ((lists.in_ours, lists.ours), (lists.in_theirs, lists.theirs))
    )


# By what they are


def _ordered(lists: Lists) -> list[_Slot]:
    """The items as ours has them, or as theirs, where only theirs moved some."""
    slots = lists.slots()
    mine = [slot for slot in slots if slot.ours is not None]
    if lists.ours.tree.identity != "set" and _moved(lists.in_theirs) and not _moved(lists.in_ours):
        mine = _reordered(mine)
    return _woven(mine, [slot for slot in slots if slot.theirs is not None])


def _moved(found: dict[int, int]) -> bool:
    places = [found[index] for index in sorted(found)]
    return len(longest_increasing(places)) < len(places)


def _reordered(mine: Sequence[_Slot]) -> list[_Slot]:
    """The items that both have in the order of theirs; the others stay where they are."""
    shared = iter(sorted((slot for slot in mine if slot.theirs is not None), key=_there))
    return [slot if slot.theirs is None else next(shared) for slot in mine]


def _there(slot: _Slot) -> int:
    return -1 if slot.theirs is None else slot.theirs


def _woven(mine: Sequence[_Slot], hers: Iterable[_Slot]) -> list[_Slot]:
    """Ours' items; each that theirs has alone behind its neighbour there, and ours' news."""
    behind: dict[_Slot | None, list[_Slot]] = {}
    neighbour: _Slot | None = None
    for slot in sorted(hers, key=_there):
        if slot.ours is None:
            behind.setdefault(neighbour, []).append(slot)
        else:
            neighbour = slot
    woven: list[_Slot] = behind.get(None, [])
    waiting: list[_Slot] = []
    for slot in mine:
        if slot.base is not None or slot.theirs is not None:
            woven += waiting
            waiting = []
        woven.append(slot)
        waiting += behind.get(slot, ())
    return [*woven, *waiting]


# By their order


def _by_order(lists: Lists, one: One) -> Iterator[Merged]:
    """Between the items that all three have in one order, one side may change what it likes."""
    sizes = (lists.size, len(lists.ours.tree.items), len(lists.theirs.tree.items))
    for chunk in cut(lists.in_ours, lists.in_theirs, *sizes):
        if not chunk.stable:
            yield from _chunk(lists, chunk, one)
            continue
        slot = _Slot(chunk.base.start, chunk.ours.start, chunk.theirs.start)
        part = one(*lists.spots(slot))
        if part is not None:
            yield part


def _chunk(lists: Lists, chunk: Chunk, one: One) -> Iterator[Merged]:
    old = _spots(lists.base, chunk.base)
    left, right = _spots(lists.ours, chunk.ours), _spots(lists.theirs, chunk.theirs)
    if _equal(left, right):
        for mine, hers in zip(left, right, strict=True):
            part = one(None, mine, hers)
            if part is not None:
                yield part
    elif _equal(right, old):
        for spot in left:
            yield Taken(Trio(None, spot.place, None), "ours", spot.tree.value)
    elif _equal(left, old):
        for spot in right:
            yield Taken(Trio(None, None, spot.place), "theirs", spot.tree.value)
    else:
        yield Conflict.of(old, left, right)


def _spots(side: Spot | None, part: slice) -> list[Spot]:
    return [side.item(index) for index in range(part.start, part.stop)] if side else []


def _equal(some: Sequence[Spot], others: Sequence[Spot]) -> bool:
    return [spot.tree.number for spot in some] == [spot.tree.number for spot in others]


def _others(side: Spot, found: dict[int, int]) -> list[int]:
    """The positions of items that the base has not."""
    matched = set(found.values())
    return [index for index in range(len(side.tree.items)) if index not in matched]
