"""How many records have each value of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.query.operands import scalars
from eventbook.query.paths import Path
from eventbook.query.records import Record
from eventbook.query.sorting import in_one_language
from eventbook.values.folding import fold

COUNT = "count"
"""The column that tells how many."""


class Group(NamedTuple):
    """Records that have the same values.

    Attributes:
        values: one for each path; None for what has no value there.
        size: how many.
    """

    values: tuple[Json, ...]
    size: int


def grouped(records: Iterable[Record], paths: Sequence[Path], language: str | None) -> list[Group]:
    """The groups, the largest first, those of one size by their values.

    A record with several values counts once in the group of each, with several paths once for
    each combination; of a text in several languages the one that is shown counts.
    """
    counts: Counter[tuple[tuple[type, Json], ...]] = Counter()
    for record in records:
        counts.update(product(*(_values(record, path, language) for path in paths)))
    found = [Group(tuple(value for _, value in key), count) for key, count in counts.items()]
    return sorted(found, key=lambda group: (-group.size, *map(_rank, group.values)))


def _values(record: Record, path: Path, language: str | None) -> list[tuple[type, Json]]:
    """Each value once, with its type: `true` and `1` are two."""
    shown = (in_one_language(value, language) for value in record.reach(path))
    found = dict.fromkeys((type(one), one) for value in shown for one in scalars(value))
    return list(found) or [(type(None), None)]


def _rank(value: Json) -> tuple[int, float, str, str]:
    """Numbers, then texts, then what has no value."""
    if isinstance(value, int | float):
        return (0, value, "", "")
    return (2, 0, "", "") if value is None else (1, 0, fold(str(value)), str(value))
