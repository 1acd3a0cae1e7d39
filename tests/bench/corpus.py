"""A synthetic book of any number of records, for measuring how work grows.

    python tests/bench/corpus.py FOLDER RECORDS [SEED]

The same number and seed make the same book, byte by byte. Events have 2.3 KB in the mean. What they
speak of grows as it does in an archive: people, organisations and places with the power 0.8 of the
number of records, words with 0.55 (Heaps); few are met often and most seldom. Those met most have
authority records, which the events refer to. One event in a hundred has an error, and one a
warning. Nobody and nothing in it exists; the folder must not be inside a repository.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

TODAY = "2026-01-15"
"""The day that the book is to be checked on (EVENTBOOK_TODAY)."""

_FIRST, _LAST = 1950, 2025  # years of events
_SERIES = 40  # every so many events there is one that others are part of
_ONSETS = "b br d dr f g gr h k kl l m n p pr r s st t tr v z".split()  # noqa: SIM905
_VOWELS = "a e i o u ai ei é ö".split()  # noqa: SIM905
_CODAS = ["", "", "", "l", "n", "r", "s", "sk", "nd", "m"]
_COUNTRIES = (
    ("IT", "Europe/Rome"), ("DE", "Europe/Berlin"), ("FR", "Europe/Paris"), ("PL", "Europe/Warsaw"),
    ("JP", "Asia/Tokyo"), ("AR", "America/Argentina/Buenos_Aires"), ("ZA", "Africa/Johannesburg"),
)  # fmt: skip
_TYPES = ("concert", "lecture", "exhibition", "commemoration", "reading", "conference")
_OFFICES = ("Director", "Ambassador", "Mayor", "Conductor", "Professor of history", "Chair")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Agent:
    """Somebody, or an organisation; `id` is empty where there is no authority record."""

    id: str
    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class _Hall:
    id: str
    name: str
    city: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class _World:
    """What a book's events can speak of, the most frequent first."""

    events: int
    people: Sequence[_Agent]
    organisations: Sequence[_Agent]
    halls: Sequence[_Hall]
    words: Sequence[str]


def make_book(folder: Path, count: int, seed: int = 1) -> list[str]:
    """Write a book of that many records under a folder that is made; their paths in it."""
    folder.mkdir(parents=True)
    (folder / "eventbook.toml").write_text('[book]\ntitle = "Synthetic"\n', encoding="utf-8")
    paths = []
    made: set[Path] = set()
    for path, text in records(count, seed):
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(text.encode())
        paths.append(path)
    return paths


def records(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The path and text of every record."""
    chance = Random(seed)
    world = _world(count, chance)
    for person in _described(world.people):
        yield f"records/people/{person.id}.yaml", _person(person, world, chance)
    for body in _described(world.organisations):
        yield f"records/organisations/{body.id}.yaml", f"id: {body.id}\nname: {body.name}\n"
    for hall in world.halls:
        if hall.id:
            yield f"records/places/{hall.id}.yaml", _hall(hall)
    for number in range(world.events):
        year = _year(number, world)
        path = f"records/events/{year}/{_event_id(number, world)}.yaml"
        yield path, _event(number, world, chance)


def _described(agents: Sequence[_Agent]) -> Iterator[_Agent]:
    return (agent for agent in agents if agent.id)


def _world(count: int, chance: Random) -> _World:
    variety = count**0.8
    words = _distinct(int(40 * count**0.55), chance, 2)
    given = [word.title() for word in _distinct(int(30 * count**0.3), chance, 2)]
    family = [word.title() for word in _distinct(int(20 * count**0.6), chance, 3)]
    names = dict.fromkeys(
        f"{_often(given, chance)} {chance.choice(family)}" for _ in range(int(3 * variety))
    )
    described = int(0.3 * variety)
    people = [
        _Agent(f"person-{number}" if number < described else "", name, chance.choice(_OFFICES))
        for number, name in enumerate(names)
    ]
    described = int(0.1 * variety)
    organisations = [
        _Agent(f"body-{number}" if number < described else "", f"{word.title()} Society")
        for number, word in enumerate(_distinct(int(0.4 * variety), chance, 3))
    ]
    cities = [word.title() for word in _distinct(int(5 * count**0.5), chance, 2)]
    described = int(0.08 * variety)
    halls = []
    for number, word in enumerate(_distinct(int(0.5 * variety), chance, 3)):
        at = int(len(cities) * chance.random() ** 2)
        hall_id = f"hall-{number}" if number < described else ""
        halls.append(
            _Hall(hall_id, f"{word.title()} Hall", cities[at], *_COUNTRIES[at % len(_COUNTRIES)])
        )
    ids = [one.id for one in (*people, *organisations)] + [hall.id for hall in halls]
    events = max(count - sum(map(bool, ids)), 1)
    return _World(events, people, organisations, halls, words)


def _distinct(count: int, chance: Random, syllables: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < max(count, 1):
        parts = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(syllables)
        )
        found["".join(parts)] = None
    return list(found)


def _often(items: Sequence[_T], chance: Random) -> _T:
    """One of the items, the first ones more often."""
    return items[int(len(items) * chance.random() ** 2)]


def _text(world: _World, chance: Random, words: int) -> str:
    """A sentence."""
    return " ".join(_often(world.words, chance) for _ in range(words)).capitalize() + "."


def _year(number: int, world: _World) -> int:
    return _FIRST + number * (_LAST - _FIRST + 1) // world.events


def _event_id(number: int, world: _World) -> str:
    return f"{_year(number, world)}-{_TYPES[number % len(_TYPES)]}-{number:06}"


def _person(person: _Agent, world: _World, chance: Random) -> str:
    # A few left their office early, whatever events say of them.
    last = 1990 if chance.random() < 0.01 else _LAST
    body = _often(world.organisations, chance)
    at = f"ref: organisation/{body.id}" if body.id else f"name: {body.name}"
    return f"""id: {person.id}
name:
  en: {person.name}
positions:
  - title: {{en: {person.office}}}
    organisation: {{{at}}}
    from: "{_FIRST - 1}"
    to: "{last}-12"
ids:
  wikidata: Q{1000 + int(person.id.partition("-")[2])}
sources:
  - key: register
    kind: book
    title: {_text(world, chance, 5)}
review: {{status: draft, by: null, on: null}}
"""


def _hall(hall: _Hall) -> str:
    return f"id: {hall.id}\nname: {hall.name}\ncity: {hall.city}\ncountry: {hall.country}\n"


def _event(number: int, world: _World, chance: Random) -> str:
    year, kind = _year(number, world), _TYPES[number % len(_TYPES)]
    hall = _often(world.halls, chance)
    is_whole = number % _SERIES == 0
    date, is_day = (f"{year}", False) if is_whole else _date(year, chance)
    written = f'"{date}"' if chance.random() < 0.5 else date
    title = f"{kind.capitalize()} {_text(world, chance, 4)[:-1].lower()}"
    start = f'start_time: "{chance.randint(9, 20):02}:{chance.choice("0134")}0"\n' if is_day else ""
    text = f"""id: {_event_id(number, world)}
type: {kind}
title:
  en: {title}
title_type: supplied
summary:
  en: >-
    {_text(world, chance, 10)}
    {_text(world, chance, 12)}
date: {written}
date_basis: stated
{start}timezone: {hall.zone}
status: held
attendance_mode: onsite
{_place(hall)}{_whole(number, world, chance)}{_organisers(world, chance)}
{_present(world, chance)}{_sources(number, year, world, chance)}languages: [en]
keywords: [{_often(world.words, chance)}, {kind}]
review: {{status: draft, by: null, on: null}}
"""
    lot = chance.random()
    if lot < 0.01:
        return _spoilt(text, chance)
    return _doubtful(text, date, chance) if lot < 0.02 else text


def _date(year: int, chance: Random) -> tuple[str, bool]:
    """A date of the profile; whether it is one day."""
    month, day = chance.randint(1, 12), chance.randint(1, 27)
    forms = [f"{year}-{month:02}-{day:02}"] * 16
    forms += [f"{year}-{month:02}", f"{year}-{month:02}~", f"{year}?"]
    forms += [f"{year}-{month:02}-{day:02}/{year}-{month:02}-{day + 1:02}"]
    chosen = chance.choice(forms)
    return chosen, len(chosen) == len("2023-02-24")


def _place(hall: _Hall) -> str:
    if hall.id:
        return f"place: {{ref: place/{hall.id}, city: {hall.city}, country: {hall.country}}}\n"
    return f"place:\n  name: {hall.name}\n  city: {hall.city}\n  country: {hall.country}\n"


def _whole(number: int, world: _World, chance: Random) -> str:
    """The larger event that it is part of, or the earlier one that it follows, if any."""
    whole, lot = number - number % _SERIES, chance.random()
    if number != whole and lot < 0.2 and _year(whole, world) == _year(number, world):
        return f"part_of: {{ref: event/{_event_id(whole, world)}}}\n"
    if number and lot > 0.95:
        return f"relations:\n  - {{kind: follows, event: {_event_id(number - 1, world)}}}\n"
    return ""


def _organisers(world: _World, chance: Random) -> str:
    body = _often(world.organisations, chance)
    who = f"ref: organisation/{body.id}" if body.id else f"name: {body.name}"
    return f"organisers:\n  - {{{who}, role: organiser, source: report}}"


def _present(world: _World, chance: Random) -> str:
    """Participants, those who are mentioned, the programme, and what was said."""
    met = dict.fromkeys(_often(world.people, chance) for _ in range(chance.randint(2, 6)))
    people = list(met)
    lines = ["participants:"]
    for index, person in enumerate(people):
        lines += [f"  - key: p{index}"]
        lines += [f"    ref: person/{person.id}" if person.id else f"    name: {person.name}"]
        lines += ["    roles: [speaker]", f"    position: {person.office}", "    source: report"]
    if chance.random() < 0.02:
        lines += ["  - {key: child, minor: true, label: A pupil, roles: [reader]}"]
    mentioned = _often(world.people, chance)
    if mentioned not in met and not mentioned.id:
        lines += ["mentions:", f"  - name: {mentioned.name}", "    source: report"]
    lines += ["programme:"]
    for index in range(len(people)):
        lines += ["  - kind: speech", f"    title: {_text(world, chance, 4)[:-1]}"]
        lines += [f"    people: [p{index}]"]
    lines += ["statements:"]
    for index in range(chance.randint(1, 3)):
        lines += [
            f"  - id: s{index}",
            f"    speaker: p{index % len(people)}",
            "    kind: paraphrase",
        ]
        lines += ["    text:", f"      en: {_text(world, chance, 12)}", "    source: report"]
    return "\n".join(lines) + "\n"


def _sources(number: int, year: int, world: _World, chance: Random) -> str:
    lines = ["sources:"]
    for key, stance in (("release", "announces"), ("report", "reports")):
        publisher = _often(world.organisations, chance).name
        lines += [f"  - key: {key}", f"    kind: {'press-release' if key == 'release' else 'book'}"]
        lines += [f"    title: {_text(world, chance, 6)[:-1]}", f"    publisher: {publisher}"]
        lines += ["    relation: independent", f"    stance: {stance}", "    lang: en"]
        lines += [f"    url: https://example.org/{year}/{key}/{number}", "    stored: false"]
    return "\n".join(lines) + "\n"


def _spoilt(text: str, chance: Random) -> str:
    """The record with an error in it."""
    spoil = (
        ("\ntype: ", "\ntype: un"),
        ("\nstatus: held", "\nstatus: done"),
        ("\nlanguages: [en]", "\nlanguages: en"),
        ("\nkeywords: ", "\nkeyword: "),
        ("\nsources:", "\nsource:"),
        ("ref: organisation/", "ref: organisation/x"),
        ("    roles: [speaker]", "    roles: speaker"),
        ("\nsummary:", "\n summary:"),
    )
    return text.replace(*chance.choice(spoil), 1)


def _doubtful(text: str, date: str, chance: Random) -> str:
    """The record with a warning in it, as a rule."""
    if chance.random() < 0.5:
        return text.replace("\nstatus: held", "\nstatus: scheduled")
    before, _, after = text.partition("\n    name: ")
    return f"{before}\n    name: {_slip(after)}" if after else text


def _slip(name: str) -> str:
    """The text with the last letter of its second word missing."""
    line, newline, rest = name.partition("\n")
    return line[:-1] + newline + rest


if __name__ == "__main__":
    seeds = [int(word) for word in sys.argv[3:]] or [1]
    print(len(make_book(Path(sys.argv[1]), int(sys.argv[2]), seeds[0])), "records")
