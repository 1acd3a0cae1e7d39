"""Dates and times as sources write them, to EDTF and to `HH:MM`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from eventbook.exchange.importing.unfit import Unfit
from eventbook.values.date_reading import from_words
from eventbook.values.edtf import try_parse

_ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?"
    r" ?(Z|UTC|([+-])(\d\d):?(\d\d)?)?",
    re.I,
)
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?(?: ?([ap])\.?m\.?)?", re.I)
_HOUR = re.compile(r"(\d{1,2}) ?([ap])\.?m\.?", re.I)
_PARTS = re.compile(r"(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})")


class Moment(NamedTuple):
    """A day and a time as a clock shows it.

    Attributes:
        offset: of that clock from UTC in minutes; None where that is not said.
    """

    when: datetime
    offset: int | None


def moment(text: str, zone: str) -> Moment | None:
    """A date with a time (ISO 8601); None where the text is none.

    Args:
        zone: the zone whose clock it is to be, where the text gives an offset.
    """
    found = _MOMENT.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    numbers = [int(each or 0) for each in found.groups()[:6]]
    try:
        when = datetime(*numbers[:5])  # type: ignore[arg-type]
    except ValueError:
        return None
    if found[7] is None:
        return Moment(when, None)
    offset = (int(found[9] or 0) * 60 + int(found[10] or 0)) * (-1 if found[8] == "-" else 1)
    if not zone:
        return Moment(when, offset)
    from zoneinfo import ZoneInfo

    try:
        utc = when - timedelta(minutes=offset)
        local = utc.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    except OverflowError:
        return Moment(when, offset)
    return Moment(local.replace(tzinfo=None), offset)


def is_date_alone(text: str) -> bool:
    """Whether the text is a date of ISO 8601 without a time."""
    return _ISO.fullmatch(text) is not None


def date_of(text: str, formats: tuple[str, ...], zone: str) -> str:
    """A date of our EDTF profile.

    Args:
        formats: names of FORMATS, tried in order.

    Raises:
        Unfit: no format reads it.
    """
    for name in formats:
        if (found := FORMATS[name](text, zone)) and try_parse(found):
            return found
    raise Unfit(f"it is no date ({' or '.join(formats)})")


def interval(start: str, end: str) -> str:
    """From one date to another; one day where they are the same.

    Raises:
        Unfit: it ends before it starts, or one of the two is an interval.
    """
    if start == end:
        return start
    if "/" in start or "/" in end:
        raise Unfit("it is from one day to another already")
    if try_parse(f"{start}/{end}") is None:
        raise Unfit("it ends before it starts")
    return f"{start}/{end}"


def time_of(text: str, zone: str) -> str | None:
    """`HH:MM` of a time of day, or of a date with one; None for a date alone.

    Raises:
        Unfit: it is neither.
    """
    if (found := moment(text, zone)) is not None:
        return f"{found.when.hour:02d}:{found.when.minute:02d}"
    if is_date_alone(text):
        return None
    clock = _CLOCK.fullmatch(text) if text.isascii() else None
    whole = _HOUR.fullmatch(text) if text.isascii() else None
    if clock:
        hour, minute, half = int(clock[1]), int(clock[2]), clock[4]
    elif whole:
        hour, minute, half = int(whole[1]), 0, whole[2]
    else:
        raise Unfit("it is no time of day")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in "pP" else 0)
    elif half:
        hour = 99
    if hour > 23 or minute > 59:
        raise Unfit("it is no time of day")
    return f"{hour:02d}:{minute:02d}"


_Form: TypeAlias = Callable[[str, str], str | None]


def _iso(text: str, zone: str) -> str | None:
    if (found := moment(text, zone)) is not None:
        return found.when.date().isoformat()
    plain = _ISO.fullmatch(text) if text.isascii() else None
    return "-".join(filter(None, plain.groups())) if plain else None


def _parted(text: str, order: str) -> str | None:
    found = _PARTS.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    parts = dict(zip(order, found.groups(), strict=True))
    if len(parts["y"]) != 4 or len(parts["d"]) > 2:
        return None
    return f"{parts['y']}-{int(parts['m']):02d}-{int(parts['d']):02d}"


def _words(text: str, _zone: str) -> str | None:
    found = from_words(text)
    return found.text if found else None


FORMATS: Mapping[str, _Form] = MappingProxyType(
    {
        "iso": _iso,
        "edtf": lambda text, _zone: text,
        "day-month-year": lambda text, _zone: _parted(text, "dmy"),
        "month-day-year": lambda text, _zone: _parted(text, "mdy"),
        "year-month-day": lambda text, _zone: _parted(text, "ymd"),
        "words": _words,
    }
)
"""What `formats` may say in a mapping: how dates are written."""
