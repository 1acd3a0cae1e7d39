"""duplicate-event: one event has one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.events.dates import EVENT_DATE, event_date, single_day, time_of_day
from eventbook.events.near_names import words_of
from eventbook.events.reading import maps, names
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf

_SIMILAR = 0.7
"""Least similarity of two titles: twice the words they share, by the words of both (Dice)."""

_MONTHS = 24  # of longer or vaguer dates, the first are looked at
_MANY = 24  # events of one time, place and rare word that are compared
_MOST_WORDS = 40
_LITTLE_WORD = 3  # letters; articles and the like say nothing

_Key: TypeAlias = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class _Event:
    """What tells whether two records are of one event."""

    record: Facts
    date: Edtf
    places: tuple[str, ...]
    start: str | None
    titles: tuple[frozenset[str], ...]
    relatives: frozenset[str]


def check(records: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every event that is much like one met before."""
    events, frequency = _events(records)
    met: dict[_Key, list[_Event]] = {}
    for event in events:
        there = [(place, word) for place in event.places for word in _rare(event, frequency)]
        around = {
            id(other): other
            for when in _looked_up(event.date)
            for where in there
            for other in met.get((*when, *where), ())
        }
        other = next((other for other in around.values() if _alike(event, other)), None)
        if other:
            yield event.record, _remark(other)
        for when in _kept_under(event.date):
            for where in there:
                if len(bucket := met.setdefault((*when, *where), [])) < _MANY:
                    bucket.append(event)


def _events(records: Sequence[Facts]) -> tuple[list[_Event], Mapping[str, int]]:
    """The events near which there are others, and how often each word is in any title.

    Most events are alone in their place and months, and nothing of them is kept.
    """
    spots = [(record, found, places) for record in records for found, places in _spots(record)]
    crowds = Counter(cell for _, found, places in spots for cell in _cells(found, places))
    frequency: Counter[str] = Counter()
    events = []
    for record, found, places in spots:
        names_given = names({"name": record.fields.get("title")})
        titles = tuple(filter(None, map(_title, names_given)))
        for title in titles:
            frequency.update(title)
        if titles and any(crowds[cell] > 1 for cell in _cells(found, places)):
            start = time_of_day(record.fields, "start_time")
            relatives = frozenset(_relatives(record.fields))
            events.append(_Event(record, found, places, start, titles, relatives))
    return events, frequency


def _spots(record: Facts) -> Iterator[tuple[Edtf, tuple[str, ...]]]:
    """When and where an event was, if both are known."""
    found = event_date(record.fields)
    places = _places(record.fields.get("place")) if found and found.earliest else ()
    if found and places:
        yield found, places


def _cells(found: Edtf, places: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    return product(places, _months(found))


def _title(text: str) -> frozenset[str]:
    words = words_of(text)[:_MOST_WORDS]
    telling = [word for word in words if len(word) > _LITTLE_WORD or not word.isalpha()]
    return frozenset(telling or words)


def _places(place: Json) -> tuple[str, ...]:
    """The city; its halls go by many names. Without a city, the name or the reference."""
    if not isinstance(place, dict):
        return ()
    called = [*names({"name": place.get("city")})] or [*names(place)]
    folded = [" ".join(words_of(name)) for name in called]
    ref = place.get("ref")
    return tuple(filter(None, dict.fromkeys([*folded, ref if isinstance(ref, str) else ""])))


def _relatives(fields: Mapping[str, Json]) -> Iterator[str]:
    part_of = fields.get("part_of")
    ref = part_of.get("ref") if isinstance(part_of, dict) else None
    if isinstance(ref, str):
        yield ref.rpartition("/")[2]
    for _, relation in maps(fields, "relations"):
        event = relation.get("event")
        if isinstance(event, str):
            yield event


def _kept_under(found: Edtf) -> Iterator[tuple[str, int]]:
    day = single_day(found)
    if day:
        yield "day", _number(day)
    for month in _months(found):
        yield "any", month
        if not day:
            yield "vague", month


def _looked_up(found: Edtf) -> Iterator[tuple[str, int]]:
    """Where a day meets other days and vague dates, and a vague date meets all."""
    day = single_day(found)
    if day:
        yield "day", _number(day)
    for month in _months(found):
        yield ("vague" if day else "any"), month


def _number(day: Day) -> int:
    return (day.year * 12 + day.month) * 31 + day.day


def _months(found: Edtf) -> range:
    first = found.earliest or Day(0, 1, 1)
    last = found.latest or first
    start, end = first.year * 12 + first.month, last.year * 12 + last.month
    return range(start, min(end + 1, start + _MONTHS))


def _rare(event: _Event, frequency: Mapping[str, int]) -> list[str]:
    """The rarest words of each title: titles that are similar share one of these.

    Of n words, a similar title has at least n * s / (2 - s); so two prefixes of the n minus that
    many plus 1 rarest words have one in common (Chaudhuri et al., prefix filter, ICDE 2006).
    """
    found: dict[str, None] = {}
    for title in event.titles:
        shared = ceil(len(title) * _SIMILAR / (2 - _SIMILAR) - 1e-9)
        by_rarity = sorted(title, key=lambda word: (frequency[word], word))
        found.update(dict.fromkeys(by_rarity[: len(title) - shared + 1]))
    return list(found)


def _alike(one: _Event, other: _Event) -> bool:
    if one.record.id in other.relatives or other.record.id in one.relatives:
        return False
    if one.start and other.start and one.start != other.start:
        return False
    together = one.date.possibly_overlaps(other.date.earliest, other.date.latest)
    return together and any(_similar(a, b) for a in one.titles for b in other.titles)


def _similar(one: frozenset[str], other: frozenset[str]) -> bool:
    numbers = [{word for word in title if word.isdigit()} for title in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False  # the third concert is not the fourth
    return 2 * len(one & other) >= _SIMILAR * (len(one) + len(other)) - 1e-9


def _remark(other: _Event) -> Remark:
    return Remark(
        f"much like `{other.record.id or other.record.path}` in date, place and title",
        ("title",),
        help="if they are one event, merge the records; else tell them apart by title or "
        "`start_time`, or say in `relations` how they belong together",
        related=(Related(other.record.path, "the other record", (*other.record.place, "title")),),
    )


_WRONG = """\
# records/events/2019-turin-organ-music.yaml
title: Recital of organ music at the Conservatory
date: 2019-05
place: {name: Great Hall, city: Turin}
# records/events/2019-turin-organ-recital.yaml
title: Organ recital at the Conservatory
date: 2019-05-18
place: {name: Conservatory, city: Turin}
"""
_RIGHT = """\
# records/events/2019-turin-organ-matinee.yaml
title: Organ recital at the Conservatory
date: 2019-05-18
start_time: 11:00
place: {name: Conservatory, city: Turin}
# records/events/2019-turin-organ-recital.yaml
title: Organ recital at the Conservatory
date: 2019-05-18
start_time: 20:00
place: {name: Conservatory, city: Turin}
"""

RULE = BookRule(
    slug="duplicate-event",
    severity="warning",
    manual=Manual(
        summary="Two records are alike in date, place and title.",
        why="An event that several sources report is easily entered twice; then it counts twice "
        "in every list.",
        remedy="Merge the two. Events that are really two have different times, or say in "
        "`relations` or `part_of` how they belong together.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(
        *EVENT_DATE,
        *("title", "start_time", "place.name", "place.city", "place.ref"),
        *("part_of.ref", "relations[].event"),
    ),
    model="event",
)
