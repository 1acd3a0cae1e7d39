"""The JSON Schema formats of eventbook's schemas: what each accepts, and what it says if not.

As in JSON Schema, a format says nothing of a value that is not a text; `edtf-date` alone looks
at whole numbers too, since a bare year is one in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from eventbook.values import country, edtf, ids, language, timezone, web
from eventbook.values.days import days_in_month
from eventbook.values.problem import Problem, shown

__all__ = ["FORMATS", "Check", "Problem"]

Check: TypeAlias = Callable[[object], Problem | None]
"""Gives what is wrong with a value, or None."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
_LOOSE_TIME = re.compile(
    r"(\d{1,2})(?:[:.hH ]?(\d\d))?(?::(\d\d))? ?(?:([ap])\.?m\.?|h|uhr)?", re.ASCII | re.IGNORECASE
)
_FULL_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _of_text(check: Callable[[str], Problem | None]) -> Check:
    return lambda value: check(value) if isinstance(value, str) else None


def _edtf_date(value: object) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        edtf.from_value(value)
    except edtf.EdtfError as error:
        return error.problem
    return None


def _date(text: str) -> Problem | None:
    """RFC 3339 `full-date`: a real day, written in full."""
    if _is_day(text):
        return None
    message = f"{shown(text)} is not a day"
    match = _FULL_DATE.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12:
        length = days_in_month(int(match[1]), int(match[2]))
        return Problem("date-invalid", message, f"that month has {length} days")
    from eventbook.values.date_reading import from_words

    meant = str(from_words(text) or "")
    if _is_day(meant):
        return Problem("date-invalid", message, f"write `{meant}`", meant)
    return Problem("date-invalid", message, "write year, month and day, such as `2023-02-24`")


def _is_day(text: str) -> bool:
    found = edtf.try_parse(text) if _FULL_DATE.fullmatch(text) else None
    return found is not None and found.precision == "day"


def _record_id(text: str) -> Problem | None:
    message = ids.check_record_id(text)
    if message is None:
        return None
    better = ids.slugify(text)
    usable = better if better and ids.check_record_id(better) is None else None
    advice = f"write `{usable}`" if usable else "write an id such as `2023-rome-commemoration`"
    return Problem("format-invalid", f"{shown(text)} is not an id: {message}", advice, usable)


def _time_of_day(text: str) -> Problem | None:
    """`HH:MM` or `HH:MM:SS` on the 24-hour clock."""
    if _TIME.fullmatch(text):
        return None
    message = f"{shown(text)} is not a time of day"
    if re.match(r"24[:.]?00", text):
        advice = "a day ends at `23:59`; midnight is `00:00` of the next day"
        return Problem("format-invalid", message, advice)
    better = _usual_time(text.strip())
    if better:
        return Problem("format-invalid", message, f"write `{better}`", better)
    return Problem("format-invalid", message, "write hours and minutes, `18:00`, on 24 hours")


def _usual_time(text: str) -> str | None:
    """`9:30`, `18.00`, `18h30` and `6 pm` as they should be written."""
    match = _LOOSE_TIME.fullmatch(text)
    if match is None or text.isdigit():
        return None
    hour, minute, second, half = int(match[1]), match[2] or "00", match[3], match[4]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    better = f"{hour:02d}:{minute}" + (f":{second}" if second else "")
    return better if _TIME.fullmatch(better) else None


def _sha256(text: str) -> Problem | None:
    if _SHA256.fullmatch(text):
        return None
    message = f"{shown(text)} is not a SHA-256 hash"
    better = text.strip().lower()
    if _SHA256.fullmatch(better):
        return Problem("format-invalid", message, "write it in small letters", better)
    return Problem("format-invalid", message, "it has 64 digits of 0 to 9 and a to f")


FORMATS: Mapping[str, Check] = MappingProxyType(
    {
        "edtf-date": _edtf_date,
        "language-tag": _of_text(language.problem),
        "timezone": _of_text(timezone.problem),
        "country": _of_text(country.problem),
        "record-id": _of_text(_record_id),
        "date": _of_text(_date),
        "time-of-day": _of_text(_time_of_day),
        "web-url": _of_text(web.problem),
        "sha256": _of_text(_sha256),
    }
)
"""Every format by its name in the schemas."""
