"""date-is-publication-date: the day of an event is not simply the day of its report."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import read, single_day
from eventbook.events.reading import maps
from eventbook.rules.rule import Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """An exact day that a source was published on, where no source is said to state it."""
    found = read(record.fields, "date")
    day = single_day(found) if found and found.is_exact else None
    if day is None or record.fields.get("date_basis") == "stated":
        return
    for _, source in maps(record.fields, "sources"):
        published = read(source, "published")
        if published and single_day(published) == day:
            yield Remark(
                f"the date, {day}, is the day that a source was published",
                ("date",),
                help="if a source states it, say `date_basis: stated`; else give only what is "
                f"known, such as `{day.year:04d}-{day.month:02d}?`, and `not_after`",
            )
            return


_WRONG = """\
date: 2019-05-18
sources:
  - title: A recital in the Conservatory
    published: 2019-05-18
"""
_RIGHT = """\
date: 2019-05?
date_basis: inferred
not_after: 2019-05-18
sources:
  - title: A recital in the Conservatory
    published: 2019-05-18
"""

RULE = RecordRule(
    slug="date-is-publication-date",
    severity="warning",
    manual=Manual(
        summary="An event has the date of a source, and nothing says that the source states it.",
        why="The date that stands above a report is the easiest to take for the event's own; many "
        "events are reported a day or more later.",
        remedy="If the text says that it happened on that day, write `date_basis: stated`. If "
        "not, give the month with `?`, and the day as `not_after`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)
