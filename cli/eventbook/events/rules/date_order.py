"""date-order: dates and times follow each other, and dates lie within their limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import read, single_day, time_of_day
from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark
from eventbook.values.edtf import Edtf

_NIGHT = "if it went on past midnight, give both days as an interval in `date`"


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Limits that leave no day, a date outside of them, and ends before their starts."""
    yield from _limits(record.fields)
    yield from _positions(record.fields)
    sessions = list(maps(record.fields, "sessions"))
    if not record.fields.get("sessions"):
        yield from _times(record.fields, (), "start_time", "end_time")
    whole = _firm(read(record.fields, "date"))
    for place, session in sessions:
        day = _firm(read(session, "date"))
        if whole and day and (_before(day, whole) or _before(whole, day)):
            yield Remark(
                f"the session is on {day}, outside of {whole}, the date of the event",
                (*place, "date"),
                help="correct one of the two",
            )
        yield from _times(session, place, "start", "end")


def _limits(fields: Mapping[str, Json]) -> Iterator[Remark]:
    low, high = _firm(read(fields, "not_before")), _firm(read(fields, "not_after"))
    if low and high and _before(high, low):
        yield Remark(
            f"`not_after` is {high}, before `not_before`, {low}",
            ("not_after",),
            help="the two limits must leave at least one day",
        )
        return
    found = _firm(read(fields, "date"))
    if found and low and _before(found, low):
        yield _outside(found, f"all before `not_before`, {low}")
    elif found and high and _before(high, found):
        yield _outside(found, f"all after `not_after`, {high}")


def _positions(fields: Mapping[str, Json]) -> Iterator[Remark]:
    for place, position in maps(fields, "positions"):
        start, end = _firm(read(position, "from")), _firm(read(position, "to"))
        if start and end and _before(end, start):
            yield Remark(
                f"the position was held to {end}, before it was held from {start}",
                (*place, "to"),
                help="correct one of the two",
            )


def _outside(found: Edtf, where: str) -> Remark:
    return Remark(f"the date, {found}, is {where}", ("date",), help="correct one of the two")


def _firm(found: Edtf | None) -> Edtf | None:
    """A date that has bounds to speak of: what is approximate, or a season, has none."""
    if found is None or found.approximate:
        return None
    parts = (found, found.start, found.end)
    return None if any(part and part.precision == "season" for part in parts) else found


def _before(one: Edtf, other: Edtf) -> bool:
    """Whether all of one lies before all of another."""
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _times(fields: Mapping[str, Json], place: Place, first: str, last: str) -> Iterator[Remark]:
    found = read(fields, "date")
    start, end = time_of_day(fields, first), time_of_day(fields, last)
    if found and single_day(found) and start and end and end < start:
        yield Remark(f"ends at {end}, before it starts at {start}", (*place, last), help=_NIGHT)


_WRONG = """\
date: 2019-05-18
start_time: 22:00
end_time: 01:30
"""
_RIGHT = """\
date: 2019-05-18/2019-05-19
start_time: 22:00
end_time: 01:30
"""

RULE = RecordRule(
    slug="date-order",
    severity="error",
    manual=Manual(
        summary="Something ends before it starts, or a date lies outside its own limits.",
        why="Two fields contradict each other; whoever reads only one of them is misled. Dates "
        "that are approximate and seasons have no firm bounds and are not compared.",
        remedy="Correct the field that is wrong. An event that went on past midnight has both "
        "days in its date, such as `2023-02-24/2023-02-25`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)
