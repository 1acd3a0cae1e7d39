"""Days of the proleptic Gregorian calendar, in any year.

`datetime.date` knows only the years 1 to 9999; EDTF has year 0 (1 BCE) and negative years.
"""

from __future__ import annotations

from typing import NamedTuple

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """One day; days order as they follow each other. The year counts as in ISO 8601: 0 is 1 BCE."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


def days_in_month(year: int, month: int) -> int:
    """How many days a month (1 to 12) has."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def last_day(year: int, month: int) -> Day:
    """The last day of a month (1 to 12)."""
    return Day(year, month, days_in_month(year, month))
