"""status-date: what a record says has happened, or is to come, agrees with the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eventbook.book.facts import Facts
from eventbook.events.dates import EVENT_DATE, as_day, event_date
from eventbook.jsonvalue import Json
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.days import Day


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every status that today's date contradicts, and `rescheduled` without the earlier date."""
    today = as_day(context.today)
    for record in records:
        for remark in _remarks(record.fields, today):
            yield record, remark


def _remarks(fields: Mapping[str, Json], today: Day) -> Iterator[Remark]:
    status = fields.get("status")
    found = event_date(fields)
    first, last = (found.earliest, found.latest) if found and found.is_exact else (None, None)
    if status in ("scheduled", "rescheduled") and last and last < today:
        yield _remark(
            f"the status is `{status}`, but the date, {found}, is past",
            "if it took place, the status is `held`; if nobody knows, `unconfirmed`",
        )
    if status == "held" and first and first > today:
        yield _remark(
            f"the status is `held`, but the date, {found}, is still to come",
            "until then the status is `scheduled`",
        )
    if status == "rescheduled" and not fields.get("previous_dates"):
        yield _remark(
            "the status is `rescheduled`, but there are no `previous_dates`",
            "give the date that it was first to have",
        )


def _remark(message: str, advice: str) -> Remark:
    return Remark(message, ("status",), help=advice)


_WRONG = """\
date: 2019-05-18
status: scheduled
"""
_RIGHT = """\
date: 2019-05-18
status: held
"""

RULE = BookRule(
    slug="status-date",
    severity="warning",
    manual=Manual(
        summary="The status contradicts the date: planned in the past, held in the future, or "
        "moved from nowhere.",
        why="Plans age. A record made of an announcement says `scheduled` until somebody looks "
        "whether the event took place.",
        remedy="Look for a report, and set `held`, `cancelled` or `unconfirmed`. An event that "
        "was moved keeps its earlier date in `previous_dates`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(*EVENT_DATE, "status", "previous_dates"),
    model="event",
    needs="clock",
)
