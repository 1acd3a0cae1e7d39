"""position-dates: who appears in an office held it at the time, by their own record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.dates import EVENT_DATE, event_date, read
from eventbook.events.privacy import FLAGS, withholds
from eventbook.events.reading import maps, names
from eventbook.events.references import is_event
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.extract import Extract, packed
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.edtf import Edtf
from eventbook.values.folding import fold

_SLOTS = ("participants", "organisers", "mentions")


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every office that the person certainly held at other times only."""
    events = {kind.name for kind in context.settings.kinds if kind.model == "event"}
    # Nearly all records of a book are events: what is looked up is kept small.
    known = {
        f"{record.kind}/{record.id}": record
        for record in records
        if "positions" in record.fields
        and record.kind not in events
        and record.id is not None
        and not withholds(record.fields)
    }
    for record in records if known else ():
        meant = [
            (tuple(place), position, known[ref])
            for place, ref, position in OFFICES.items(record, context.settings)
            if ref in known
        ]
        held = event_date(record.fields) if meant else None
        if held is None or not held.is_exact:
            continue
        for place, position, person in meant:
            yield from _remarks(record, held, place, position, person)


def _take(record: Record, settings: Settings) -> Json:
    """Who by reference appears in an event in an office: the office's place, the reference, it."""
    found = [
        ((*place, "position"), entity.get("ref"), entity["position"])
        for slot in (_SLOTS if is_event(record, settings) else ())
        for place, entity in maps(record.fields, slot)
        if isinstance(entity.get("ref"), str) and entity.get("position") and not withholds(entity)
    ]
    return packed(found)


OFFICES = Extract("offices", _take)
"""A text in JSON, or None."""


def _remarks(
    record: Facts, held: Edtf, place: Place, position: Json, person: Facts
) -> Iterator[tuple[Facts, Remark]]:
    said = _words(position)
    times = [
        (at, entry)
        for at, entry in maps(person.fields, "positions")
        if said & _words(entry.get("title"))
    ]
    if times and all(_excludes(entry, held) for _, entry in times):
        spans = ", ".join(_span(entry) for _, entry in times)
        yield (
            record,
            Remark(
                f"`{person.kind}/{person.id}` held this office {spans}, the event was on {held}",
                place,
                help="correct the position or its dates; a former office is called so",
                related=(Related(person.path, "the office", (*person.place, *times[0][0])),),
            ),
        )


def _words(text: Json) -> set[str]:
    """A text in every language, as it is compared."""
    return {" ".join(fold(name).split()) for name in names({"name": text})} - {""}


def _excludes(entry: Mapping[str, Json], held: Edtf) -> bool:
    """Whether the event certainly was before the office was taken, or after it was left."""
    start, end = read(entry, "from"), read(entry, "to")
    early = start and held.latest and start.earliest and held.latest < start.earliest
    late = end and held.earliest and end.latest and held.earliest > end.latest
    return bool((early and start and start.is_exact) or (late and end and end.is_exact))


def _span(entry: Mapping[str, Json]) -> str:
    start, end = read(entry, "from"), read(entry, "to")
    return " ".join([f"from {start}"] * bool(start) + [f"until {end}"] * bool(end))


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
date: 2019-05-18
participants:
  - ref: person/ada-moretti
    roles: [speaker]
    position: Director of the Conservatory
# records/people/ada-moretti.yaml
name: Ada Moretti
positions:
  - {title: Director of the Conservatory, from: 2008, to: 2015}
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
date: 2019-05-18
participants:
  - ref: person/ada-moretti
    roles: [speaker]
    position: Former director of the Conservatory
# records/people/ada-moretti.yaml
name: Ada Moretti
positions:
  - {title: Director of the Conservatory, from: 2008, to: 2015}
"""

RULE = BookRule(
    slug="position-dates",
    severity="warning",
    manual=Manual(
        summary="Somebody appears in an office that, by their own record, they held at other "
        "times.",
        why="Offices are easily carried over from one event to the next. A position in an event "
        "is the one that its holder had on that day.",
        remedy="Correct the position, or the dates under `positions` in the record of the person. "
        "Only titles that are written alike are compared.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(*EVENT_DATE, "positions", *FLAGS),
    takes=(OFFICES,),
)
