"""event-after-report: what is reported as held happened before the report."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import event_date, read
from eventbook.events.reading import maps
from eventbook.rules.rule import Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every reporting source that certainly came out before the event began."""
    found = event_date(record.fields)
    if record.fields.get("status") != "held" or not (found and found.is_exact and found.earliest):
        return
    for place, source in maps(record.fields, "sources"):
        published = read(source, "published")
        if source.get("stance", "reports") != "reports" or not published:
            continue
        if published.is_exact and published.latest and published.latest < found.earliest:
            yield Remark(
                f"published on {published}, before the event, {found}, that it reports as held",
                (*place, "published"),
                help="correct one of the dates, or say `stance: announces`",
            )


_WRONG = """\
date: 2019-05-18
status: held
sources:
  - title: This month in the Conservatory
    published: 2019-05-01
"""
_RIGHT = """\
date: 2019-05-18
status: held
sources:
  - title: This month in the Conservatory
    published: 2019-05-01
    stance: announces
  - title: A recital to remember
    published: 2019-05-20
    stance: reports
"""

RULE = RecordRule(
    slug="event-after-report",
    severity="error",
    manual=Manual(
        summary="A source that reports an event as held was published before it.",
        why="Nobody can report what has not happened yet: one of the dates is wrong, or the "
        "source only announces the event. A source without a `stance` counts as a report.",
        remedy="Correct the event's date or the source's, or give the source `stance: announces`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)
