"""ordinal-mismatch: the number of an anniversary agrees with the years."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import event_date, read
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.edtf import Edtf

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """An ordinal that no year which the two dates allow would give."""
    occasion = record.fields.get("occasion")
    if not isinstance(occasion, dict) or occasion.get("kind") != "anniversary":
        return
    ordinal, subject = occasion.get("ordinal"), occasion.get("of")
    if not isinstance(ordinal, int) or isinstance(ordinal, bool) or not isinstance(subject, dict):
        return
    held, of = _years(event_date(record.fields)), _years(read(subject, "date"))
    if held and of and not held[0] - of[1] <= ordinal <= held[1] - of[0]:
        due = (of[0] + ordinal, of[1] + ordinal)
        yield Remark(
            f"the {_ordinal(ordinal)} anniversary of {_span(of)} would be in {_span(due)}, "
            f"not in {_span(held)}",
            ("occasion", "ordinal"),
            help="correct the ordinal, or one of the dates",
        )


def _years(found: Edtf | None) -> tuple[int, int] | None:
    """The first and the last year it can mean; None of what has no firm bounds."""
    if found is None or found.approximate or not (found.earliest and found.latest):
        return None
    return found.earliest.year, found.latest.year


def _span(years: tuple[int, int]) -> str:
    first, last = years
    return str(first) if first == last else f"{first} to {last}"


def _ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


_WRONG = """\
date: 2019-05-18
occasion:
  kind: anniversary
  ordinal: 51
  of: {name: Opening of the hall, date: 1969}
"""
_RIGHT = """\
date: 2019-05-18
occasion:
  kind: anniversary
  ordinal: 50
  of: {name: Opening of the hall, date: 1969}
"""

RULE = RecordRule(
    slug="ordinal-mismatch",
    severity="warning",
    manual=Manual(
        summary="The number of an anniversary does not agree with the two years.",
        why="Sources often count wrongly, by including the first year or by copying last year's "
        "text; and a wrong year of the event shows here first.",
        remedy="Correct what is wrong. Where a source counts otherwise, leave `ordinal` out and "
        "give its wording in a statement.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)
