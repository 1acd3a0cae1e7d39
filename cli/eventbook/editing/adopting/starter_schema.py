"""A schema to start from, for records that have none: what all of them are, as far as it shows.

It accepts every record that it was made of. It names types and the fields that most records have,
requires those that all have, and holds no text of a record.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from eventbook.jsonvalue import Json, type_name

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DEEPEST = 5
_MOST_KEYS = 60
"""A map with more different keys is no form that is filled in, but a table of names."""
_SELDOM = 20  # one in so many
_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")


@dataclass(slots=True)
class Seen:
    """What stood in one place of many values.

    Attributes:
        types: the JSON types.
        maps: how often it was a map.
        keys: how often each key was there, and what stood under it; None: too many to tell apart.
        items: what stood in lists.
    """

    types: set[str] = field(default_factory=set)
    maps: int = 0
    keys: dict[str, tuple[int, Seen]] | None = field(default_factory=dict)
    items: Seen | None = None

    def add(self, value: Json, depth: int = 0) -> None:
        """Take a value into account."""
        self.types.add(type_name(value))
        if depth == _DEEPEST:
            return
        if isinstance(value, dict):
            self.maps += 1
            if self.keys is not None:
                self._add_keys(self.keys, value, depth)
        elif isinstance(value, list) and value:
            self.items = self.items or Seen()
            for item in value:
                self.items.add(item, depth + 1)

    def _add_keys(
        self, keys: dict[str, tuple[int, Seen]], value: dict[str, Json], depth: int
    ) -> None:
        for key, child in value.items():
            count, seen = keys.get(key) or (0, Seen())
            seen.add(child, depth + 1)
            keys[key] = count + 1, seen
        if len(keys) > _MOST_KEYS:
            self.keys = None

    def schema(self) -> dict[str, Json]:
        """What all the values have in common."""
        types = self.types - {"integer"} if "number" in self.types else self.types
        names: list[Json] = [name for name in _ORDER if name in types]
        found: dict[str, Json] = {"type": names[0] if len(names) == 1 else names}
        if self.keys:
            usual = {key: one for key, one in self.keys.items() if one[0] * _SELDOM >= self.maps}
            always: list[Json] = [key for key, (count, _) in usual.items() if count == self.maps]
            if always:
                found["required"] = always
            found["properties"] = {key: seen.schema() for key, (_, seen) in usual.items()}
        if self.items is not None:
            found["items"] = self.items.schema()
        return found


def starter_schema(name: str, seen: Seen) -> bytes:
    """The schema as a JSON file of draft 2020-12.

    Args:
        name: of the kind.
        seen: its records; at least one.
    """
    head: dict[str, Json] = {
        "$schema": _DRAFT,
        "$comment": (
            "Made by eventbook from the records that were there. Look through it: it says what "
            "they have in common, not what is right."
        ),
        "title": name,
    }
    text = json.dumps({**head, **seen.schema()}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
