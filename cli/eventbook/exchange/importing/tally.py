"""Counts what of a source did not get into records: fields nobody reads, values nobody can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from eventbook.exchange.importing.applying import Trouble
from eventbook.exchange.importing.paths import leaves
from eventbook.exchange.importing.source import Position
from eventbook.jsonvalue import Json

_MOST_VALUES = 5  # that are shown of one trouble


class Unread(NamedTuple):
    """A field of the source of which nothing was made.

    Attributes:
        number: how many values it has in all rows.
        first: where the first one is.
    """

    path: str
    number: int
    first: Position


class Unmapped(NamedTuple):
    """Values that were to become a field, and could not.

    Attributes:
        target: the field of the record.
        path: the field of the source.
        values: the first few that differ; empty where they are no single values.
    """

    target: str
    path: str
    why: str
    number: int
    first: Position
    values: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """The counts of a run.

    Attributes:
        read: places in the source that the mapping looks at.
        ignored: places that it leaves out knowingly, with all that is below them.
    """

    read: frozenset[str]
    ignored: frozenset[str] = frozenset()
    _unread: dict[str, Unread] = field(default_factory=dict)
    _unmapped: dict[tuple[str, str, str], Unmapped] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)

    def add_row(self, fields: Mapping[str, Json], position: Position) -> None:
        """Count the values of a row that no rule looks at."""
        for path in leaves(dict(fields)):
            is_read = self._known.get(path)
            if is_read is None:
                is_read = self._known[path] = self._is_read(path)
            if not is_read:
                before = self._unread.get(path) or Unread(path, 0, position)
                self._unread[path] = before._replace(number=before.number + 1)

    def add_troubles(self, troubles: Iterable[Trouble], position: Position) -> None:
        """Count the values of a row that were not converted."""
        for each in troubles:
            key = (each.target, each.path, each.why)
            before = self._unmapped.get(key) or Unmapped(*key, 0, position, ())
            values = before.values
            if each.value and each.value not in values and len(values) < _MOST_VALUES:
                values = (*values, each.value)
            self._unmapped[key] = before._replace(number=before.number + 1, values=values)

    def unread(self) -> list[Unread]:
        """By the number of values, the most first."""
        return sorted(self._unread.values(), key=lambda each: (-each.number, each.path))

    def unmapped(self) -> list[Unmapped]:
        """By field, then by the number of values."""
        return sorted(
            self._unmapped.values(), key=lambda each: (each.target, -each.number, each.why)
        )

    def _is_read(self, path: str) -> bool:
        """Whether the mapping looks at the place, or leaves out knowingly what it is a part of.

        Names with an `@` are those of JSON-LD itself, not the source's.
        """
        if path in self.read or path.rpartition(".")[2].startswith("@"):
            return True
        return path in self.ignored or any(path.startswith(f"{one}.") for one in self.ignored)
