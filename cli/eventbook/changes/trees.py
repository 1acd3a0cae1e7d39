"""Values as trees for comparing: each subtree numbered, so that equal subtrees compare in O(1).

Subtrees are numbered by hash-consing: each distinct content is looked up in a table by the
contents of its children and gets the next free number. Numbers are exact (no collisions), cost
O(size) in all, and hold across all trees of one builder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from eventbook.jsonvalue import Json
from eventbook.pointer import Place

ListIdentity: TypeAlias = 'Literal["set"] | tuple[tuple[tuple[str, ...], ...], ...] | None'
"""What makes two items of a list the same item.

`"set"`: their whole content, and their order means nothing. A tuple: candidates in order, each a
tuple of fields, each field a tuple of alternative names: `(("name", "ref"),), ("role",)` for
`name|ref` + `role`. `None`: nothing is declared.
"""

Identity: TypeAlias = Callable[[Place], ListIdentity]
"""The identity declared for the list at a place."""


def undeclared(_: Place) -> ListIdentity:
    """The identity of lists of which nothing is declared."""
    return None


def ordered(identity: Identity) -> Identity:
    """The same identities, but that the order of sets means something too."""

    def identity_in_order(place: Place) -> ListIdentity:
        declared = identity(place)
        return None if declared == "set" else declared

    return identity_in_order


Kind: TypeAlias = Literal["map", "list", "leaf"]


@dataclass(slots=True, eq=False)
class Tree:
    """A value and what comparing needs to know of it.

    Attributes:
        value: the value itself.
        kind: whether it is a map, a list or a leaf.
        number: equal for equal contents of one builder, and only for those.
        size: nodes in it, itself included.
        fields: the subtrees of a map.
        items: the subtrees of a list.
        identity: the identity declared for the items of a list.
    """

    value: Json
    kind: Kind
    number: int
    size: int
    fields: dict[str, Tree]
    items: list[Tree]
    identity: ListIdentity


class TreeBuilder:
    """Builds trees whose numbers can be compared with each other.

    Contents are equal with their types (`1`, `1.0`, `"1"` and `true` differ, `NaN` equals itself),
    whatever the order of keys and of the items of sets.

    Args:
        identity: the identities declared for lists.
    """

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._leaves: dict[Hashable, Tree] = {}
        self._numbers: dict[Hashable, int] = {}
        self._no_fields: dict[str, Tree] = {}
        self._no_items: list[Tree] = []

    def build(self, value: Json, place: Place = ()) -> Tree:
        """The tree of a value that stands at a place."""
        key: Hashable
        if isinstance(value, str):
            key = value
        elif isinstance(value, dict):
            return self._map(value, place)
        elif isinstance(value, list):
            return self._list(value, place)
        else:
            key = (type(value), repr(value))
        leaf = self._leaves.get(key)
        if leaf is None:
            # Even numbers for leaves, odd ones for the rest.
            number = 2 * len(self._leaves)
            leaf = Tree(value, "leaf", number, 1, self._no_fields, self._no_items, None)
            self._leaves[key] = leaf
        return leaf

    def _map(self, value: dict[str, Json], place: Place) -> Tree:
        fields = {key: self.build(item, (*place, key)) for key, item in value.items()}
        number = self._number(frozenset([(key, tree.number) for key, tree in fields.items()]))
        size = 1 + sum([tree.size for tree in fields.values()])
        return Tree(value, "map", number, size, fields, self._no_items, None)

    def _list(self, value: list[Json], place: Place) -> Tree:
        items = [self.build(item, (*place, index)) for index, item in enumerate(value)]
        identity = self._identity(place)
        numbers = tuple([tree.number for tree in items])
        if identity == "set":
            number = self._number(("set", frozenset(Counter(numbers).items())))
        else:
            number = self._number(numbers)
        size = 1 + sum([tree.size for tree in items])
        return Tree(value, "list", number, size, self._no_fields, items, identity)

    def _number(self, content: Hashable) -> int:
        return self._numbers.setdefault(content, 2 * len(self._numbers) + 1)
