"""The order of keys, all the way down a schema, and which values are dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from eventbook.pointer import Place
from eventbook.schema.shape import Shape

_Inner: TypeAlias = "Callable[[str | int], Keys]"


@dataclass(slots=True, eq=False)
class Keys:
    """What a schema says of the layout of one value.

    Attributes:
        rank: the place of each known key in the order, where the value is a map.
        is_date: a bare year stands here for a text.
        fills: a key that is filled in where the map lacks it; nothing where none is.
    """

    rank: Mapping[str, int]
    is_date: bool
    _make: _Inner
    fills: str = ""
    _known: dict[str | int, Keys] = field(default_factory=dict)

    def under(self, part: str | int) -> Keys:
        """The same of the value at a key, or of an item."""
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._make(part)
        return found


def keys_of(shape: Shape, place: Place = ()) -> Keys:
    """The order in what a schema judges, from a place on; unknown keys have no rank."""
    schemas = shape.at(place)
    names = shape.properties(schemas)
    alike = shape.annotation(schemas, "prefixItems") is None
    alike = alike and not isinstance(shape.annotation(schemas, "items"), list)

    def inner(part: str | int) -> Keys:
        if alike and isinstance(part, int) and part:
            return keys.under(0)
        return keys_of(shape, (*place, part))

    is_date = shape.annotation(schemas, "format") == "edtf-date"
    keys = Keys({name: index for index, name in enumerate(names)}, is_date, inner)
    return keys


def keys_in_lists(steps: tuple[tuple[str, ...], ...], record: Keys) -> Keys:
    """The order in a file that lists records: theirs, and none around them.

    Args:
        steps: the keys that lead to each list on the way, as `RecordPattern.steps` has them.
    """
    if not steps:
        return record
    return _on_the_way(steps[0], keys_in_lists(steps[1:], record))


def _on_the_way(names: tuple[str, ...], items: Keys) -> Keys:
    def inner(part: str | int) -> Keys:
        if not names:
            return items if isinstance(part, int) else FREE
        return _on_the_way(names[1:], items) if part == names[0] else FREE

    return Keys({}, False, inner)


FREE: Keys = Keys({}, False, lambda _: FREE)
"""No order at all."""
