"""Putting a value at a place: parents are made, the original is left as it was."""

from __future__ import annotations

from eventbook.jsonvalue import Json
from eventbook.pointer import Place


def assign(value: Json, place: Place, new: Json) -> Json:
    """A copy of a value with another one at a place.

    Missing maps and lists on the way are made; a new key goes last.

    Args:
        place: as `places.locate` gives it for this value.
    """
    if not place:
        return new
    part, *rest = place
    if isinstance(part, int):
        items = list(value) if isinstance(value, list) else []
        inner = items[part] if part < len(items) else None
        items[part : part + 1] = [assign(inner, tuple(rest), new)]
        return items
    fields = dict(value) if isinstance(value, dict) else {}
    fields[part] = assign(fields.get(part), tuple(rest), new)
    return fields
