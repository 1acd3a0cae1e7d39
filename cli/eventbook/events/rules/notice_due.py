"""notice-due: the day has come to look again at what is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.events.dates import as_day, read
from eventbook.events.reading import maps
from eventbook.rules.rule import BookRule, Context, Manual, Remark


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every notice whose `review_after` is wholly past, be it a day, a month or a year."""
    today = as_day(context.today)
    for record in records:
        for place, notice in maps(record.fields, "withheld"):
            due = read(notice, "review_after")
            if due is not None and due.is_exact and due.latest is not None and due.latest < today:
                yield (
                    record,
                    Remark(
                        f"what is withheld here was to be looked at again after {due}",
                        (*place, "review_after"),
                        help="decide anew, and set the next date",
                    ),
                )


_WRONG = """\
withheld:
  - {at: participants/reader, what: name, reason: minor,
     review_after: 2019}
"""
_RIGHT = """\
withheld:
  - {at: participants/reader, what: name, reason: minor,
     decided_on: 2020-01-07, review_after: 2036}
"""

RULE = BookRule(
    slug="notice-due",
    severity="warning",
    manual=Manual(
        summary="The day has come on which something withheld was to be looked at again.",
        why="Nothing is withheld for ever without a reason that still holds. `review_after` says "
        "when somebody is to ask whether it does; nobody remembers such a day by themselves.",
        remedy="Decide again, and set `decided_by`, `decided_on` and the next `review_after`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=("withheld",),
    model="event",
    needs="clock",
)
