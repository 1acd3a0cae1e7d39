"""Extracts: what rules over the book take from each record when it is mapped.

They are small, and spare the rules a walk through all records once more. A rule says which it
takes, beside the fields that it reads (`rules.reads`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record


@dataclass(frozen=True, slots=True)
class Extract:
    """Something that is taken from a record's value, under the settings of its book.

    Attributes:
        name: the key in `Facts.extracts`.
        take: makes it, of a record of whatever shape; a text takes the least room.
    """

    name: str
    take: Callable[[Record, Settings], Json]

    def of(self, facts: Facts, settings: Settings) -> Json:
        """What was taken from the record when it was mapped, or is taken now."""
        if facts.extracts is not None:
            return facts.extracts.get(self.name)
        return self.take(facts if isinstance(facts, Record) else Record.of(facts), settings)

    def items(self, facts: Facts, settings: Settings) -> list[Any]:
        """The same, of what was `packed`."""
        taken = self.of(facts, settings)
        return json.loads(taken) if isinstance(taken, str) else []


def packed(items: Sequence[object]) -> Json:
    """A list as a text, which takes a fifth of the room; None where there is nothing in it."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")) if items else None
