"""The way to a place as people read it, list items by what identifies them: `people[name=Ann]`."""

from __future__ import annotations

import json
from typing import TypeAlias

from eventbook.changes.match import ItemName
from eventbook.pointer import to_path

Part: TypeAlias = "str | int | ItemName"
"""A map's key, or a list item: its index, or the fields that name it."""

Trail: TypeAlias = tuple[Part, ...]

_OTHER_TYPES = frozenset({"null", "true", "false"})


def to_text(trail: Trail) -> str:
    """The path of a trail: `participants[key=aslanov].position`.

    As `pointer.to_path` writes it, with the identity of a list item in place of its index where
    there is one. A text that is no plain word, or that would be read as another type, is quoted.
    """
    out = ""
    for part in trail:
        if isinstance(part, tuple):
            out += "[" + ",".join(f"{_word(field)}={_value(value)}" for field, value in part) + "]"
        else:
            step = to_path((part,))
            out += f".{step}" if out and not step.startswith("[") else step
    return out


def _value(value: bool | int | float | str) -> str:
    if not isinstance(value, str) or value in _OTHER_TYPES:
        return json.dumps(value)
    return _word(value)


def _word(text: str) -> str:
    """A plain word as it is, anything else in quotes, as `to_path` does with keys."""
    step = to_path((text,))
    return step[1:-1] if step.startswith("[") else step
