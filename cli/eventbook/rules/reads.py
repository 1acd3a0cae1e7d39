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
    """A map or list without what is not read of it; None where nothing is left.

    Items of a list that is kept keep their places; of what is no map where one is read, a rule sees
    nothing.
    """
    if isinstance(value, dict):
        found: dict[str, Json] = {}
        for key, inner in read.items():
            if key in value:
                child = value[key] if inner is None else only(value[key], inner)
                if inner is None or child is not None:
                    found[key] = child
        return found or None
    items = read.get(EACH)
    if isinstance(value, list) and items:
        kept = [only(item, items) for item in value]
        return kept if any(item is not None for item in kept) else None
    return None
