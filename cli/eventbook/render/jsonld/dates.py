"""Dates and times as ISO 8601 writes them: exactly as precise as the record, never more."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from eventbook.values.edtf import Edtf, EdtfError, from_value

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENDING: Final = {"day": None, "month": -3, "year": -6}


class Span(NamedTuple):
    """When something begins and ends, as far as ISO 8601 can say it."""

    start: str | None = None
    end: str | None = None


def span(value: object) -> Span:
    """The dates of a date field; a single date has no end of its own.

    Of a decade, a century, a season, an open or unknown end, and of what is no date, nothing is
    said: schema.org's Date has no form for them.
    """
    date = _edtf(value)
    if date is None:
        return Span()
    if date.is_interval:
        return Span(_reduced(date.start), _reduced(date.end))
    return Span(_reduced(date))


def is_fully_said(value: object) -> bool:
    """Whether the form of a date that ISO 8601 knows says all that the date does."""
    date = _edtf(value)
    if date is None or not date.is_exact:
        return False
    said = span(value)
    return date.text == "/".join(filter(None, said))


def timed(value: object, start: object, end: object, zone: object) -> Span:
    """The dates of an event with the times of its day, where the day is certain.

    Args:
        value: the date field.
        start: when it begins, `18:00`.
        end: when it ends; a time before the start is one of the next day.
        zone: an IANA zone, which gives the times their offset from UTC.
    """
    dates = span(value)
    date = _edtf(value)
    if date is None or not date.is_exact or not dates.start or not _DAY.fullmatch(dates.start):
        return dates
    begins = _moment(dates.start, start, zone)
    last = dates.end or dates.start
    if not _DAY.fullmatch(last):
        return Span(begins or dates.start, dates.end)
    next_day = last == dates.start and isinstance(start, str) and str(end) < start
    return Span(begins or dates.start, _moment(last, end, zone, days=next_day) or dates.end)


def _edtf(value: object) -> Edtf | None:
    try:
        return from_value(value)
    except EdtfError:
        return None


def _reduced(date: Edtf | None) -> str | None:
    if date is None or date.earliest is None or date.precision not in _ENDING:
        return None
    return str(date.earliest)[: _ENDING[date.precision]]


def _moment(day: str, time: object, zone: object, *, days: int = 0) -> str | None:
    if not isinstance(time, str) or not _TIME.fullmatch(time):
        return None
    try:
        moment = datetime.fromisoformat(f"{day}T{time}") + timedelta(days=days)
    except (ValueError, OverflowError):  # of a year that datetime does not know
        return None
    offset = _offset(moment, zone)
    return f"{moment:%H:%M}".join((f"{moment.date()}T", f":00{offset}"))


def _offset(moment: datetime, zone: object) -> str:
    """The offset from UTC, `+01:00`; nothing where it is unknown or no whole minute."""
    if not isinstance(zone, str):
        return ""
    try:
        text = moment.replace(tzinfo=ZoneInfo(zone)).isoformat()[len("2023-02-24T18:00:00") :]
    except (ValueError, OSError, LookupError, OverflowError):
        return ""
    return text if len(text) == len("+01:00") else ""
