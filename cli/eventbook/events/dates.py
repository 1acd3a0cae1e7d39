"""The dates of an event record, read where nothing guarantees their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from eventbook.jsonvalue import Json
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf, EdtfError, from_value

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")


EVENT_DATE = ("date", "not_before", "not_after")
"""The fields that `event_date` reads."""


def read(fields: Mapping[str, Json], name: str) -> Edtf | None:
    """The date in a field; None where there is none, or none that can be read."""
    try:
        return from_value(fields[name]) if name in fields else None
    except EdtfError:
        return None


def event_date(fields: Mapping[str, Json]) -> Edtf | None:
    """The event's date, narrowed by those of `not_before` and `not_after` that are exact."""
    found = read(fields, "date")
    if found is None:
        return None
    limits = [read(fields, name) for name in ("not_before", "not_after")]
    low, high = (limit if limit and limit.is_exact else None for limit in limits)
    return found.narrowed(low, high) if low or high else found


def single_day(found: Edtf) -> Day | None:
    """The one day that a date means, however sure that is; None of all else."""
    one = not found.is_interval and found.precision == "day"
    return found.earliest if one else None


def time_of_day(fields: Mapping[str, Json], name: str) -> str | None:
    """`HH:MM`, which orders as a text; None where there is no such time."""
    found = fields.get(name)
    return found[:5] if isinstance(found, str) and _TIME.fullmatch(found) else None


def last_start(found: Edtf) -> Day | None:
    """The last day on which it can begin; None where that is open or unknown."""
    return found.start.latest if found.start else None if found.is_interval else found.latest


def first_end(found: Edtf) -> Day | None:
    """The first day on which it can end; None where that is open or unknown."""
    return found.end.earliest if found.end else None if found.is_interval else found.earliest


def as_day(today: date) -> Day:
    """A date of the standard library as a day."""
    return Day(today.year, today.month, today.day)
