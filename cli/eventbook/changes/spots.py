"""A subtree and where it stands."""

from __future__ import annotations

from typing import NamedTuple

from eventbook.changes.trees import Tree
from eventbook.pointer import Place


class Spot(NamedTuple):
    """A part of one version of a value."""

    tree: Tree
    place: Place = ()

    def field(self, key: str) -> Spot | None:
        """What a map has under a key."""
        tree = self.tree.fields.get(key)
        return None if tree is None else Spot(tree, (*self.place, key))

    def item(self, index: int) -> Spot:
        """What a list has at a position."""
        return Spot(self.tree.items[index], (*self.place, index))

    def equals(self, other: Spot | None) -> bool:
        """Whether both hold the same value."""
        return other is not None and self.tree.number == other.tree.number
