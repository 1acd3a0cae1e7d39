"""time-needs-day: a time of day belongs to a day that is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import read, single_day, time_of_day
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf

_HELP = "give the day, or one of `sessions` for each day with its own times"


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """The first time of an event whose date is no single day."""
    fields = record.fields
    found = read(fields, "date")
    given = [name for name in ("start_time", "end_time") if time_of_day(fields, name)]
    if found is None or not given or fields.get("sessions"):
        return
    if single_day(found) is None and not _one_night(found, fields):
        yield Remark(
            f"a time of day is given, but the date, {found}, is no single day",
            (given[0],),
            help=_HELP,
        )


def _one_night(found: Edtf, fields: Mapping[str, Json]) -> bool:
    """Whether it starts on one day and ends in the small hours of the next."""
    start, end = time_of_day(fields, "start_time"), time_of_day(fields, "end_time")
    if not (found.start and found.end and start and end and end < start):
        return False
    first, last = single_day(found.start), single_day(found.end)
    return first is not None and last is not None and last == _next(first)


def _next(day: Day) -> Day | None:
    try:
        after = date(*day) + timedelta(days=1)
    except (ValueError, OverflowError):  # years that the standard library does not know
        return None
    return Day(after.year, after.month, after.day)


_WRONG = """\
date: 2019-05
start_time: 20:00
"""
_RIGHT = """\
date: 2019-05-18
start_time: 20:00
"""

RULE = RecordRule(
    slug="time-needs-day",
    severity="error",
    manual=Manual(
        summary="A time of day is given, but no single day.",
        why="Calendars would make a day up for it. Of an event of several days, nobody can tell "
        "on which of them it starts at that time.",
        remedy="Give the day in `date`, or each day in `sessions` with its own times. The two "
        "days of a night, such as `2023-02-24/2023-02-25` from 22:00 to 02:00, are fine.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)
