"""Dates of the EDTF profile: what a date says, its bounds, and whether it falls in a range.

Source: Extended Date/Time Format (EDTF) Specification, Library of Congress, 4 February 2019
(ISO 8601-2). The profile is Level 0 dates and intervals without times of day, and from Level 1
qualification (`?`, `~`, `%` at the end of a date), unspecified digits from the right (`202X`,
`20XX`, `2023-XX`, `2023-02-XX`, `2023-XX-XX`), open (`..`) and unknown (empty) ends of intervals,
seasons (21 to 24) and negative years; and `XXXX` for a date of which nothing is known. Either end
of an interval may be any single date of the profile but `XXXX`. No sets, no years of more than
four digits.

Bounds are strict: a qualifier never widens them. A season is read as three whole months of the
northern hemisphere (winter runs from December into February of the next year); as that is a
convention only, a season is never certain to fall in a range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from eventbook.jsonvalue import type_name
from eventbook.values.days import Day, last_day
from eventbook.values.problem import Problem

Precision: TypeAlias = Literal["day", "month", "season", "year", "decade", "century", "unknown"]
_Bounds: TypeAlias = tuple[Precision, Day, Day]

PRECISIONS: tuple[Precision, ...] = (
    "day", "month", "season", "year", "decade", "century", "unknown",
)  # fmt: skip
"""From the finest to the coarsest."""

UNKNOWN = "XXXX"
OPEN = ".."

_LONGEST = len("-2023-02-24?/-2023-02-24?")
_SINGLE = re.compile(
    r"(-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_AFTER_ALL = Day(1_000_000, 1, 1)


class EdtfError(ValueError):
    """A text that is no date of the profile.

    Attributes:
        problem: what is wrong, what to write instead, and the likely text where there is one.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.problem.message

    @property
    def help(self) -> str:
        """What to write instead."""
        return self.problem.help

    @property
    def replacement(self) -> str | None:
        """The EDTF text that is most likely meant, where there is one."""
        return self.problem.replacement


@dataclass(frozen=True, slots=True)
class Edtf:
    """One date or interval of the profile. `str()` gives its text.

    Attributes:
        text: the EDTF text; there is one spelling for each date.
        earliest: the first day it can mean; None where it is open or unknown.
        latest: the last day it can mean; None where it is open or unknown.
        precision: how much is known of a date; of an interval, its coarser end.
        uncertain: `?` or `%`, at either end.
        approximate: `~` or `%`, at either end.
        is_interval: whether it is an interval, which lasts from its start to its end.
        start: the start of an interval; None for a date, and where it is open or unknown.
        end: the end of an interval; None for a date, and where it is open or unknown.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    precision: Precision = field(compare=False)
    uncertain: bool = field(default=False, compare=False)
    approximate: bool = field(default=False, compare=False)
    is_interval: bool = field(default=False, compare=False)
    start: Edtf | None = field(default=None, compare=False)
    end: Edtf | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all is known: neither an earliest nor a latest day."""
        return self.earliest is None and self.latest is None

    @property
    def is_exact(self) -> bool:
        """Whether its bounds are facts: no qualifier, and no season at any place."""
        if self.uncertain or self.approximate or self.precision == "season":
            return False
        return all(end is None or end.is_exact for end in (self.start, self.end))

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """Orders by earliest, then latest day; an unknown date comes last.

        What has no earliest day stands at its latest one, the only day known of it.
        """
        earliest = self.earliest or self.latest or _AFTER_ALL
        return earliest, self.latest or _AFTER_ALL

    def certainly_within(self, low: Day | None, high: Day | None) -> bool:
        """Whether all of it falls between two days (inclusive; None: no limit), whatever it means.

        Never so where a bound is missing, or for what is qualified or holds a season.
        """
        if not self.is_exact or self.earliest is None or self.latest is None:
            return False
        return (low is None or low <= self.earliest) and (high is None or self.latest <= high)

    def certainly_overlaps(self, low: Day | None, high: Day | None) -> bool:
        """Whether some day of it falls between two days (inclusive; None: no limit) for certain.

        For a date this is `certainly_within`. An interval lasts from its start to its end, so an
        exhibition from May to September certainly overlaps July.
        """
        if not self.is_exact or self.earliest is None or self.latest is None:
            return False
        last_start, first_end = self.latest, self.earliest
        if self.start is not None and self.start.latest is not None:
            last_start = min(last_start, self.start.latest)
        if self.end is not None and self.end.earliest is not None:
            first_end = max(first_end, self.end.earliest)
        return _ordered(low, high) and _ordered(low, first_end) and _ordered(last_start, high)

    def possibly_overlaps(self, low: Day | None, high: Day | None) -> bool:
        """Whether it can mean some day between two days (inclusive; None: no limit)."""
        return _ordered(low, high) and _ordered(self.earliest, high) and _ordered(low, self.latest)

    def narrowed(self, not_before: Edtf | None, not_after: Edtf | None) -> Edtf:
        """The same text with its bounds cut to those that other fields of the record give.

        Bounds only ever get tighter. Where the limits leave no day at all, the date stays as it
        is: that contradiction is a finding of its own.
        """
        low = _later(self.earliest, not_before.earliest if not_before else None)
        high = _earlier(self.latest, not_after.latest if not_after else None)
        if not _ordered(low, high):
            return self
        return replace(self, earliest=low, latest=high)


def parse(text: str) -> Edtf:
    """Read a date of the profile.

    Raises:
        EdtfError: it is none; the error says what to write instead.
    """
    found = try_parse(text)
    if found is None:
        from eventbook.values.edtf_advice import explain

        raise EdtfError(explain(text))
    return found


def try_parse(text: str) -> Edtf | None:
    """Read a date of the profile; None where the text is none."""
    return _parse(text) if len(text) <= _LONGEST else None


def from_value(value: object) -> Edtf:
    """Read the value of a date field: a text, or a whole number that is a year of four digits.

    Raises:
        EdtfError: it is no date; the error says what to write instead.
    """
    if isinstance(value, str):
        return parse(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return parse(str(value))
    advice = 'write a text such as "2023-02-24", or "XXXX" if the date is unknown'
    if isinstance(value, list):  # an unquoted [..2023-02-24] is a list in YAML
        advice = "write an open interval as `../2023-02-24`"
    raise EdtfError(Problem("date-invalid", f"a date cannot be {_kind(value)}", advice))


def _kind(value: object) -> str:
    names = {"null": "null", "boolean": "true or false", "array": "a list", "object": "a map"}
    return names.get(type_name(value), "a number other than a year")


@lru_cache(maxsize=1 << 15)
def _parse(text: str) -> Edtf | None:
    before, slash, after = text.partition("/")
    return _interval(text, before, after) if slash else _single(text)


def _single(text: str) -> Edtf | None:
    match = _SINGLE.fullmatch(text)
    if match is None:
        return Edtf(text, None, None, "unknown") if text == UNKNOWN else None
    year, month, day, mark = match.groups()
    bounds = _unspecified_year(year) if "X" in year else _known_year(int(year), month, day)
    if bounds is None or year == "-0000" or ("X" in year and month is not None):
        return None
    precision, earliest, latest = bounds
    return Edtf(text, earliest, latest, precision, mark in ("?", "%"), mark in ("~", "%"))


def _unspecified_year(year: str) -> _Bounds | None:
    precision: Precision = "century" if year.endswith("XX") else "decade"
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if year.startswith("-"):
        low, high = high, min(low, -1)  # -000X: year 0 is not negative
    return precision, Day(low, 1, 1), Day(high, 12, 31)


def _known_year(year: int, month: str | None, day: str | None) -> _Bounds | None:
    if month is None or month == "XX":
        whole_year: _Bounds = ("year", Day(year, 1, 1), Day(year, 12, 31))
        return whole_year if day is None or day == "XX" else None
    number = int(month)
    if number in _SEASONS and day is None:
        first, last = _SEASONS[number]
        end_year = year + 1 if last < first else year
        return "season", Day(year, first, 1), last_day(end_year, last)
    if not 1 <= number <= 12:
        return None
    last_of_month = last_day(year, number)
    if day is None or day == "XX":
        return "month", Day(year, number, 1), last_of_month
    exact = Day(year, number, int(day))
    return ("day", exact, exact) if 1 <= exact.day <= last_of_month.day else None


def _interval(text: str, before: str, after: str) -> Edtf | None:
    start, end = _single(before), _single(after)
    for written, date in ((before, start), (after, end)):
        if written == UNKNOWN or (date is None and written not in ("", OPEN)):
            return None
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    ends = [date for date in (start, end) if date is not None]
    if not ends or not _ordered(earliest, latest):
        return None
    return Edtf(
        text,
        earliest,
        latest,
        precision=max((date.precision for date in ends), key=PRECISIONS.index),
        uncertain=any(date.uncertain for date in ends),
        approximate=any(date.approximate for date in ends),
        is_interval=True,
        start=start,
        end=end,
    )


def _ordered(first: Day | None, second: Day | None) -> bool:
    return first is None or second is None or first <= second


def _later(one: Day | None, other: Day | None) -> Day | None:
    return other if one is None or (other is not None and other > one) else one


def _earlier(one: Day | None, other: Day | None) -> Day | None:
    return other if one is None or (other is not None and other < one) else one
