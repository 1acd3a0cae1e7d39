"""Which years events fall into: surely, possibly, or too widely to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from eventbook.render.site.index import Entry
from eventbook.values.date_words import in_words
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf, parse

WIDEST: Final = 12
"""Of how many years an event is listed in each; one that may be in more stands on its own."""


class Year(NamedTuple):
    """The events of one year, each list in their order."""

    certain: tuple[Entry, ...]
    possible: tuple[Entry, ...]


class Years(NamedTuple):
    """All events by years.

    Attributes:
        years: by year (0 is 1 BCE), in their order.
        wide: those that may be in more than `WIDEST` years, or whose dates are open.
        undated: those without a date.
    """

    years: dict[int, Year]
    wide: tuple[Entry, ...]
    undated: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Years:
        """The events by years; one that spans years stands in each."""
        certain: dict[int, list[Entry]] = {}
        possible: dict[int, list[Entry]] = {}
        wide, undated = [], []
        for entry in entries:
            date = entry.date
            if date is None or date.is_unknown:
                undated.append(entry)
                continue
            if date.earliest is None or date.latest is None:
                wide.append(entry)
            elif date.latest.year - date.earliest.year >= WIDEST:
                wide.append(entry)
                continue
            first = date.earliest or date.latest
            last = date.latest or date.earliest
            assert first is not None
            assert last is not None
            for year in range(first.year, last.year + 1):
                where = certain if _surely(date, year) else possible
                where.setdefault(year, []).append(entry)
        found = {
            year: Year(tuple(certain.get(year, ())), tuple(possible.get(year, ())))
            for year in sorted({*certain, *possible})
        }
        return cls(found, tuple(wide), tuple(undated))


def year_path(year: int) -> str:
    """The page of a year, in the site's first language."""
    return f"years/{year:04d}.html" if year >= 0 else f"years/bce-{1 - year:04d}.html"


def year_words(year: int, lang: str) -> str:
    """A year in words."""
    return in_words(parse(edtf_year(year)), lang)


def edtf_year(year: int) -> str:
    """A year as EDTF has it: four digits, those before year 0 with a minus."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def _surely(date: Edtf, year: int) -> bool:
    return date.certainly_overlaps(Day(year, 1, 1), Day(year, 12, 31))
