"""The days and hours of an event as a calendar can hold them, or why it cannot.

A calendar knows days, and nothing less exact. What is known to the month, what is uncertain, and
what has no end is left out; all but the last can be asked for as spans of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from eventbook.render.reading import Record, as_text, maps
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf, EdtfError, from_value
from eventbook.values.timezone import zones

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_MIDNIGHT: Final = ("24:00", "24:00:00")
_DAY = timedelta(days=1)
_AS_A_SPAN: Final = "`--approximate` shows it as a span of days"


class Span(NamedTuple):
    """When an event, or one of its sessions, takes place.

    Attributes:
        first: its first day, or the first it can mean.
        after: the day after its last; None where that is the day after the first.
        start: when it begins, in local time; None where only the day is known.
        end: when it ends, in local time; None where that is not known.
        zone: the IANA name of the local time; empty where it is not known.
        approximate: it can mean any part of these days.
        session: its place among the sessions of the event; None for the event as a whole.
    """

    first: date
    after: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    zone: str = ""
    approximate: bool = False
    session: int | None = None

    @property
    def key(self) -> str:
        """What tells it from other sessions of its event, whatever comes before or behind it."""
        if self.session is None:
            return ""
        return f"{self.start or self.first:%Y%m%d{'T%H%M' if self.start else ''}}"


class NoSpan(Exception):
    """There is no such span; the argument says why, with the event as `its`."""


def spans(value: Record, *, approximate: bool) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """When an event takes place, and why parts of it have no place in a calendar.

    Args:
        value: the event's value.
        approximate: whether a date that is not exact is given as a span of days.
    """
    zone = as_text(value.get("timezone"))
    zone = zone if zone in zones() else ""
    found: list[Span] = []
    reasons: list[str] = []
    sessions = list(maps(value.get("sessions")))
    for number, (given, start, end) in enumerate(_parts(value, sessions)):
        try:
            days = _days(given, value if not sessions else {}, approximate=approximate)
        except NoSpan as why:
            reasons.append(f"session {number + 1}: {why}" if sessions else str(why))
            continue
        session = number if sessions else None
        found.append(_timed(days._replace(zone=zone, session=session), start, end))
    return tuple(found), tuple(reasons)


def _parts(value: Record, sessions: list[Record]) -> Iterator[tuple[object, object, object]]:
    """Date, start and end of each session; of an event without any its own."""
    for session in sessions:
        yield session.get("date", value.get("date")), session.get("start"), session.get("end")
    if not sessions:
        yield value.get("date"), value.get("start_time"), value.get("end_time")


def _days(given: object, bounds: Record, *, approximate: bool) -> Span:
    """The days that a date means.

    Raises:
        NoSpan: a calendar cannot hold them.
    """
    if given is None:
        raise NoSpan("it has no date")
    found = _edtf(given)
    if found is None:
        raise NoSpan("its date cannot be read")
    if found.is_unknown:
        raise NoSpan("its date is not known")
    exact = found.precision == "day" and not found.uncertain and not found.approximate
    if not exact:
        found = found.narrowed(_edtf(bounds.get("not_before")), _edtf(bounds.get("not_after")))
    if found.earliest is None or found.latest is None:
        raise NoSpan(f"its date has no {'end' if found.earliest else 'beginning'}")
    first, last = _day(found.earliest), _day(found.latest)
    after = None if last == first else _next(last)
    if exact:
        return Span(first, after)
    if not approximate:
        raise NoSpan(f"{_why_inexact(found)}; {_AS_A_SPAN}")
    return Span(first, after, approximate=True)


def _edtf(value: object) -> Edtf | None:
    try:
        return None if value is None else from_value(value)
    except EdtfError:
        return None


def _why_inexact(date: Edtf) -> str:
    if date.precision != "day":
        return f"{'an end of ' if date.is_interval else ''}its date is a {date.precision}"
    return f"its date is {'uncertain' if date.uncertain else 'approximate'}"


def _day(given: Day) -> date:
    try:
        return date(*given)
    except ValueError:
        raise NoSpan("a calendar begins with the year 1") from None


def _next(day: date) -> date:
    try:
        return day + _DAY
    except OverflowError:
        raise NoSpan("a calendar ends with the year 9999") from None


def _timed(days: Span, start: object, end: object) -> Span:
    """The span with its hours, where it is a single day and they are known."""
    begins = _at(days.first, start)
    if begins is None or days.after or days.approximate:
        return days
    ends = _at(days.first, end)
    if ends and ends < begins:
        ends = _at(days.first, end, late=True)
    return days._replace(start=begins, end=ends if ends and ends > begins else None)


def _at(day: date, given: object, *, late: bool = False) -> datetime | None:
    """A time of a day, or of the day behind it; None where it is no time of day."""
    text = as_text(given)
    match = _TIME.fullmatch(text)
    try:
        if match:
            hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime.combine(day + _DAY if late else day, time(hour, minute, second))
        return datetime.combine(day + _DAY, time()) if text in _MIDNIGHT else None
    except OverflowError:
        return None
