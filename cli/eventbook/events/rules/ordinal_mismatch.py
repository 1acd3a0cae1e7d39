"""ordinal-mismatch: the number of an anniversary agrees with the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import event_date, read
from eventbook.events.references import is_event
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.extract import Extract, packed
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.edtf import Edtf

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_OF = {"anniversary": "anniversary of", "birthday": "birthday of whoever was born in"}
_Years: TypeAlias = tuple[int, int]


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every anniversary and birthday whose number cannot be right."""
    asked = [
        (record, *each) for record in records for each in COUNTED.items(record, context.settings)
    ]
    wanted = {ref for *_, ref in asked if ref}
    known = {key: one for one in records if (key := f"{one.kind}/{one.id}") in wanted}
    for record, kind, ordinal, held, own, ref in asked:
        subject = None if own or record is known.get(ref) else known.get(ref)
        of = own or (_years(read(subject.fields, "date")) if subject else None)
        if of and not held[0] - of[1] <= ordinal <= held[1] - of[0]:
            yield record, _remark(kind, ordinal, held, of, subject)


def _remark(
    kind: str, ordinal: int, held: Sequence[int], of: Sequence[int], subject: Facts | None
) -> Remark:
    due = (of[0] + ordinal, of[1] + ordinal)
    related = (Related(subject.path, "its date", (*subject.place, "date")),) if subject else ()
    return Remark(
        f"the {_ordinal(ordinal)} {_OF[kind]} {_span(of)} would be in {_span(due)}, "
        f"not in {_span(held)}",
        ("occasion", "ordinal"),
        help="correct the ordinal, or one of the dates",
        related=related,
    )


def _take(record: Record, settings: Settings) -> Json:
    """Of an event that counts years: what, how many, its years, and those or the id of what."""
    occasion = record.fields.get("occasion")
    if not isinstance(occasion, dict) or not is_event(record, settings):
        return None
    kind, ordinal, subject = (occasion.get(name) for name in ("kind", "ordinal", "of"))
    if not isinstance(ordinal, int) or isinstance(ordinal, bool) or not isinstance(subject, dict):
        return None
    held = _years(event_date(record.fields))
    if held is None or not isinstance(kind, str) or kind not in _OF:
        return None
    return packed([(kind, ordinal, held, *_meant(subject))])


COUNTED = Extract("counted years", _take)
"""Of the events of an anniversary or a birthday with its number."""


def _meant(subject: Mapping[str, Json]) -> tuple[_Years | None, str | None]:
    ref = subject.get("ref")
    own = _years(read(subject, "date"))
    return own, ref if isinstance(ref, str) and "date" not in subject else None


def _years(found: Edtf | None) -> _Years | None:
    """The first and the last year it can mean; None of what has no firm bounds."""
    if found is None or found.approximate or not (found.earliest and found.latest):
        return None
    return found.earliest.year, found.latest.year


def _span(years: Sequence[int]) -> str:
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

RULE = BookRule(
    slug="ordinal-mismatch",
    severity="warning",
    manual=Manual(
        summary="The number of an anniversary or a birthday does not agree with the two years.",
        why="Sources often count wrongly, by including the first year or by copying last year's "
        "text; and a wrong year of the event shows here first.",
        remedy="Correct what is wrong; the date may stand in the subject's own record. Where a "
        "source counts otherwise, leave `ordinal` out and give its wording in a statement.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=("date",),
    takes=(COUNTED,),
)
