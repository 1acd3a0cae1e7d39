"""Sorting records by fields: numbers as numbers, dates by their bounds, texts without accents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.query.dates import limited
from eventbook.query.known import Known
from eventbook.query.operands import as_text, date_of, scalars
from eventbook.query.paths import Path, parse_list
from eventbook.query.records import Record
from eventbook.values.edtf import Edtf
from eventbook.values.folding import fold
from eventbook.values.texts import in_language

Rank: TypeAlias = tuple[int, Any]
"""Numbers or dates, then texts; comparable with every other rank of the same key."""


class SortKey(NamedTuple):
    """A field to sort by.

    Attributes:
        path: where it is.
        dated: whether texts in it are dates.
        reverse: the last first.
    """

    path: Path
    dated: bool = False
    reverse: bool = False


_DATE: Path = ("date",)
DEFAULT: Sequence[SortKey] = (SortKey(_DATE, dated=True), SortKey(("id",)))


def parse(text: str, known: Known) -> list[SortKey]:
    """Read `a,-b`.

    Raises:
        UsageError: it names no field that a schema knows.
    """
    keys = []
    for written, path in parse_list(text):
        reverse = isinstance(path[0], str) and path[0].startswith("-") and len(path[0]) > 1
        actual = (path[0][1:], *path[1:]) if reverse and isinstance(path[0], str) else path
        if written.startswith("-") and not reverse:
            raise UsageError(f"`{written}` names no field")
        known.check(actual)
        keys.append(SortKey(actual, actual == _DATE or known.is_dated(actual), reverse))
    return keys


def ordered(
    records: Iterable[Record], keys: Sequence[SortKey], language: str | None = None
) -> list[Record]:
    """The records by the first key, within it by the next; what lacks a value comes last.

    Of several values the first in order counts (in reverse, the last); of a text in several
    languages the one that is shown; of a record's date what `not_before` and `not_after` leave.
    """
    found = list(records)
    for key in reversed(keys):
        best = max if key.reverse else min
        ranks = [_ranks(record, key, language) for record in found]
        missing = [record for record, rank in zip(found, ranks, strict=True) if not rank]
        present = [(best(rank), record) for record, rank in zip(found, ranks, strict=True) if rank]
        present.sort(key=_first, reverse=key.reverse)
        found = [record for _, record in present] + missing
    return found


def _first(pair: tuple[Rank, Record]) -> Rank:
    return pair[0]


def _ranks(record: Record, key: SortKey, language: str | None) -> list[Rank]:
    if key.path == _DATE and (date := limited(record.row)):
        found = iter((_of_date(date.rough),))
    else:
        found = _of_values(record, key, language)
    return [one for one in found if one is not None]


def _of_values(record: Record, key: SortKey, language: str | None) -> Iterator[Rank | None]:
    rank: Callable[[bool | int | float | str], Rank | None] = _date if key.dated else _plain
    values = (in_one_language(value, language) for value in record.reach(key.path))
    return (rank(one) for value in values for one in scalars(value))


def in_one_language(value: Json, language: str | None) -> Json:
    """Of a text in several languages the one that is shown; None for any other map."""
    if not isinstance(value, dict):
        return value
    texts = {tag: text for tag, text in value.items() if isinstance(text, str)}
    return in_language(texts, language) if texts and len(texts) == len(value) else None


def _plain(value: bool | float | str) -> Rank:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (0, value)
    text = as_text(value)
    return (1, (fold(text), text))


def _date(value: bool | float | str) -> Rank | None:
    """The bounds of a date; None for one of which nothing is known, which then comes last."""
    date = date_of(value)
    if date is None:
        return (1, (fold(as_text(value)), as_text(value)))
    return _of_date(date)


def _of_date(date: Edtf) -> Rank | None:
    return None if date.is_unknown else (0, date.sort_key)
