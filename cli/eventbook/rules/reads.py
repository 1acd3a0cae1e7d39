"""Reads: which fields rules over the book look at, and a record's value without all others.

Such a rule asks every record of a book, but a few fields of each. What it reads is declared with
it, so that the rest of the values need not be kept, sent or decoded for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from eventbook.jsonvalue import Json

EACH = "[]"
Fields: TypeAlias = Mapping[str, "Fields | None"]
"""What is read of a map, by key; of a list, all is under `[]`. None: the whole value."""


def fields(paths: Iterable[str]) -> Fields:
    """What is read, of paths such as `date`, `place.city` and `participants[].name`."""
    found: dict[str, Fields | None] = {}
    for path in paths:
        _add(found, path.replace(EACH, f".{EACH}").split("."))
    return found


def _add(found: dict[str, Fields | None], steps: list[str]) -> None:
    step, *rest = steps
    if not rest:
        found[step] = None
        return
    inner = found.setdefault(step, {})
    if isinstance(inner, dict):  # else the whole is read already
        _add(inner, rest)


def only(value: Json, read: Fields) -> Json:
    """A value without what is not read of it. Lists keep their length, so that places hold.

    Scalars stay where something is read of a map or list: a wrong shape is seen all the same.
    """
    if isinstance(value, dict):
        return {
            key: child if (inner := read[key]) is None else only(child, inner)
            for key, child in value.items()
            if key in read
        }
    if isinstance(value, list):
        items = read.get(EACH)
        return [only(item, items) for item in value] if items else []
    return value
