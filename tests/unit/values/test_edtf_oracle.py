"""Our bounds are the strict ones of the PyPI package `edtf`, but for differences listed here.

The package takes milliseconds for a date, so the examples are few; a fixed set is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.values.days import Day, days_in_month
from eventbook.values.edtf import UNKNOWN, Edtf, try_parse
from unit.values.edtf_strategies import YEARS, single_dates, written_intervals

REASONS: Mapping[str, str] = {
    "winter": "to us a winter lasts into February; to the package it ends with its year",
    "year-zero": "to us -000X and -00XX hold negative years only; the package adds year 0",
    "unknown-end": "to us an unknown end has no bound; the package takes ten years",
    "unknown": "to us XXXX has no bounds; the package takes the years 0 to 9999",
    "backwards": "we refuse an interval that ends before it starts; the package reads it",
    "boundless": "we refuse an interval without a day; the package reads it",
    "swapped": "of -0044-XX and -0044-02-XX the package gives wrong or swapped bounds",
    "qualified": "we read 202X? and 2023-24~, as Level 1 allows; the package does not",
    "unspecified-end": "we read 202X/2024 and the like; the package reads some, and fails on some",
    "no-such-day": "we refuse a day that the calendar does not have; the package reads some",
}
"""Every way in which the two are known to differ."""

BOTH = "refused by both"
_OPEN = ("", "..")


def difference(text: str) -> frozenset[str]:
    """How the readings of one text differ: names of `REASONS`, or what is not listed there."""
    ours, theirs = try_parse(text), theirs_of(text)
    if ours is None or theirs is None:
        return frozenset({_refused(text, ours, theirs)})
    before, _, after = text.partition("/")
    found = (
        _of_bound(before, ours.earliest, theirs[0], theirs[1], after),
        _of_bound(after if ours.is_interval else text, ours.latest, theirs[1], theirs[0], before),
    )
    return frozenset(name for name in found if name)


def theirs_of(text: str) -> tuple[Day | None, Day | None] | None:
    try:
        found = parse_edtf(text)
    except (EDTFParseException, TypeError, AttributeError):  # it stumbles over some intervals
        return None
    return _day(found.lower_strict()), _day(found.upper_strict())


def _day(bound: object) -> Day | None:
    return None if isinstance(bound, float) else Day(*tuple(bound)[:3])  # type: ignore[arg-type, call-overload]


def _of_bound(
    end: str, ours: Day | None, theirs: Day | None, other: Day | None, other_end: str
) -> str:
    """The difference at one end of a date or interval; empty where there is none."""
    if ours == theirs:
        return ""
    if end == UNKNOWN and ours is None and theirs in (Day(0, 1, 1), Day(9999, 12, 31)):
        return "unknown"
    if end == "" and other_end != ".." and ours is None and theirs and other:
        return "unknown-end" if abs(theirs.year - other.year) in (9, 10) else f"new: {end}"
    if ours is None or theirs is None:
        return f"new: {end}"
    if end.rstrip("?~%").endswith("-24") and theirs == Day(ours.year - 1, 12, 31):
        return "winter"
    if end.startswith("-") and "-XX" in end:
        return "swapped"
    if end.startswith("-") and "X" in end and (ours, theirs) == (Day(-1, 12, 31), Day(0, 12, 31)):
        return "year-zero"
    return f"new: {end} {ours} {theirs}"


def _refused(text: str, ours: Edtf | None, theirs: tuple[Day | None, Day | None] | None) -> str:
    before, slash, after = text.partition("/")
    if ours is not None:
        if any(end[-1:] in tuple("?~%") and re.search("X|-2[1-4]", end) for end in (before, after)):
            return "qualified"
        return "unspecified-end" if slash and "X" in text else f"new: only we read {text}"
    if theirs is None:
        return BOTH
    if slash and before in _OPEN and after in _OPEN:
        return "boundless"
    if any(not _exists(end) for end in (before, after)):
        return "no-such-day"
    low, high = _own(before, theirs)[0], _own(after, theirs)[1]
    return "backwards" if low and high and low > high else f"new: only they read {text}"


def _own(end: str, theirs: tuple[Day | None, Day | None]) -> tuple[Day | None, Day | None]:
    """Our bounds of an end: theirs of a winter or of -000X would not do to tell the order."""
    date = try_parse(end)
    return (date.earliest, date.latest) if date else theirs


def _exists(end: str) -> bool:
    sign, digits = end[:1] == "-", end.lstrip("-").rstrip("?~%").split("-")
    if len(digits) < 3 or "X" in end:
        return True
    year = -int(digits[0]) if sign else int(digits[0])
    return int(digits[2]) <= days_in_month(year, int(digits[1]))


FORMS = (
    "{}", "{}-02", "{}-12-31", "{}-02-28", "{}-XX", "{}-02-XX", "{}-XX-XX",
    "{}-21", "{}-22", "{}-23", "{}-24",
)  # fmt: skip
WRITTEN = ("-9999", "-0044", "-0001", "0000", "0001", "2023", "2024", "9999")
UNSPECIFIED = ("202X", "20XX", "000X", "00XX", "-002X", "-000X", "-00XX", "-99XX", "99XX", UNKNOWN)
ENDS = ("", "..", "2023", "2023-02?", "2023-24", "2023-XX", "202X~", "-000X", "2024-03-01%")
NO_DAYS = ("2023-02-29", "2023-04-31", "-0001-02-29", "0001-02-29", "2023-02-30", "2023-13-01")


def fixed() -> Iterator[str]:
    yield from (form.format(year) for year in WRITTEN for form in FORMS)
    yield from (f"{year}-02{mark}" for year in WRITTEN[-3:] for mark in "?~%")
    yield from UNSPECIFIED
    yield from NO_DAYS
    yield from (f"{start}/{end}" for start in ENDS for end in ENDS)


def test_the_known_differences_are_as_many_as_they_were():
    counted = Counter(name for text in fixed() for name in difference(text))

    assert counted == {
        "backwards": 4,
        "boundless": 1,
        "no-such-day": 3,
        "qualified": 16,
        BOTH: 13,
        "swapped": 9,
        "unknown": 1,
        "unknown-end": 8,
        "unspecified-end": 22,
        "winter": 13,
        "year-zero": 2,
    }
    assert counted.keys() == REASONS.keys() | {BOTH}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(single_dates(), single_dates(st.integers(1900, 2100))))
def test_bounds_of_dates_differ_in_known_ways_only(text: str):
    assert difference(text) <= REASONS.keys()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(written_intervals(YEARS), written_intervals(st.integers(2018, 2022))))
def test_bounds_of_intervals_differ_in_known_ways_only(text: str):
    assert difference(text) <= REASONS.keys() | {BOTH}
