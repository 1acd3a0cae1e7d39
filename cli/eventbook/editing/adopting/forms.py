"""The form of a YAML file: a map, or a list of maps, with which keys; and what is neither."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple, TypeAlias

from eventbook.jsonvalue import Json

Holds: TypeAlias = Literal["map", "list"]

_HALF = 2


class Form(NamedTuple):
    """What a file holds.

    Attributes:
        holds: a map, or a list of maps.
        keys: those of the map, or of most items of the list.
        records: how many maps: 1, or the items of the list.
        lists: keys under which most of these maps have lists of maps, in their order.
    """

    holds: Holds
    keys: frozenset[str]
    records: int
    lists: tuple[str, ...]


def form_of(value: Json) -> Form | None:
    """The form of a file's value; None where it can be no records."""
    if isinstance(value, dict) and value:
        return Form("map", frozenset(value), 1, tuple(_lists(value)))
    if not isinstance(value, list):
        return None
    maps = [item for item in value if isinstance(item, dict) and item]
    if not maps or len(maps) * _HALF < len(value):
        return None
    keys = Counter(key for item in maps for key in item)
    lists = Counter(key for item in maps for key in _lists(item))
    return Form("list", frozenset(_usual(keys, len(maps))), len(value), _usual(lists, len(maps)))


def _lists(value: dict[str, Json]) -> list[str]:
    return [key for key, child in value.items() if is_list_of_maps(child)]


def is_list_of_maps(value: Json) -> bool:
    """Whether a value is a list that begins with a map, such as records may be in."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _usual(counts: Counter[str], total: int) -> tuple[str, ...]:
    return tuple(key for key, count in counts.items() if count * _HALF >= total)
