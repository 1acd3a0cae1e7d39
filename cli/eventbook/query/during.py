"""Which records fall in a span of time, for certain or possibly.

A record's date is read with its `not_before` and `not_after`. What is qualified (`?`, `~`, `%`)
and what is a season can match possibly, never for certain; what is unknown matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from eventbook.errors import UsageError
from eventbook.query.dates import limited, read_date
from eventbook.query.records import Record
from eventbook.values.days import Day
from eventbook.values.edtf import UNKNOWN, Edtf

Match: TypeAlias = Literal["certain", "possible"]
MATCH = "_match"
"""The field of a row that says how it matches."""


class Period(NamedTuple):
    """A span of days; its ends are part of it.

    Attributes:
        low: the first day; None for no limit.
        high: the last day; None for no limit.
        exact: neither end was given as a date with a qualifier.
        notes: how dates were understood, where that is not what was typed.
    """

    low: Day | None = None
    high: Day | None = None
    exact: bool = True
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, *, since: str | None = None, until: str | None = None, during: str | None = None
    ) -> Period | None:
        """The days that all of these leave; None where none is given.

        Args:
            since: EDTF or words; its first day counts.
            until: EDTF or words; its last day counts.
            during: EDTF or words; all of it counts.

        Raises:
            UsageError: one is no date, or lacks the day that counts; or no day is left.
        """
        typed = {"--since": since, "--until": until, "--during": during}
        dates = {name: read_date(text, name) for name, text in typed.items() if text is not None}
        if not dates:
            return None
        lows = {name: date.earliest for name, date in dates.items() if name != "--until"}
        highs = {name: date.latest for name, date in dates.items() if name != "--since"}
        for name, date in dates.items():
            if lows.get(name) is None and highs.get(name) is None:
                raise _without_a_day(name, date)
        low = max((day for day in lows.values() if day is not None), default=None)
        high = min((day for day in highs.values() if day is not None), default=None)
        if low is not None and high is not None and high < low:
            raise UsageError(
                f"no day lies between {low} and {high}", help="the earlier day belongs to --since"
            )
        notes = tuple(
            f"`{typed[name]}` is read as {date}"
            for name, date in dates.items()
            if date.text != typed[name]
        )
        qualified = any(date.uncertain or date.approximate for date in dates.values())
        return cls(low, high, not qualified, notes)

    def match(self, record: Record) -> Match | None:
        """How a record's date falls in the span; None where it does not."""
        date = limited(record.row)
        if date is None:
            return None
        sure, rough = date.sure, date.rough if date.sure.is_unknown else date.sure
        if rough.is_unknown:
            return None
        if self.exact and sure.certainly_overlaps(self.low, self.high):
            return "certain"
        return "possible" if rough.possibly_overlaps(self.low, self.high) else None

    def among(self, records: Iterable[Record], *, certain: bool = False) -> list[Record]:
        """The records that match, each with a field `MATCH` in its row.

        Args:
            certain: leave out those that match possibly.
        """
        found = ((record, self.match(record)) for record in records)
        return [
            record._replace(row={**record.row, MATCH: match})
            for record, match in found
            if match == "certain" or (match is not None and not certain)
        ]


def _without_a_day(name: str, date: Edtf) -> UsageError:
    if date.is_unknown:
        help_ = f"`-w date={UNKNOWN}` lists what has an unknown date"
        return UsageError(f"{name} {date}: of that, no day is known", help=help_)
    end, other = ("first", "--until") if name == "--since" else ("last", "--since")
    return UsageError(f"{name} {date}: that has no {end} day", help=f"use {other}, or --during")
