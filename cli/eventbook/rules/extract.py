"""Extracts: what rules over the book take from each record when it is mapped.

They are small, and spare the rules a walk through all records once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eventbook.book.facts import Facts
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record


@dataclass(frozen=True, slots=True)
class Extract:
    """Something that is taken from a record's value alone.

    Attributes:
        name: the key in `Facts.extracts`.
        take: makes it, of a record of whatever shape.
    """

    name: str
    take: Callable[[Record], Json]

    def of(self, facts: Facts) -> Json:
        """What was taken from the record when it was mapped, or is taken now."""
        if facts.extracts is not None and self.name in facts.extracts:
            return facts.extracts[self.name]
        return self.take(facts if isinstance(facts, Record) else Record.of(facts))
