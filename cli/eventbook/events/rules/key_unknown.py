"""key-unknown: every key that a record uses is one it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from eventbook.book.settings import Settings
from eventbook.events.privacy import withholds
from eventbook.events.reading import maps, names
from eventbook.findings import Fix
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.record import Record
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark
from eventbook.schema.words import close_to

RESERVED = ("publisher", "unnamed", "subject")
_NOBODY = ("publisher", "unnamed")
_KEY = re.compile(r"[a-z0-9-]+")
_PEOPLE = ("participants", "mentions", "organisers")
# Free fields of the archive's own, and the sources themselves, use no keys.
_NOT_HERE = ("local", "sources")
_MOST_COMPARED = 100
_PLAIN_WORDS = "plain words begin with a capital or are more than one"


def check(record: Record, _settings: Settings) -> Iterator[Remark]:
    """Keys of sources, people and campaigns that lead nowhere."""
    fields = record.fields
    sources = _keys(fields, "sources")
    people = [key for name in _PEOPLE for key in _keys(fields, name)]
    yield from _among(sources, "source", _source_uses(record))
    acting = _but(_people_uses(fields), people)
    speaking = _but(_uses(fields, "statements", "speaker"), people, _NOBODY)
    if acting or speaking:
        persons = [*people, *_unique(fields)]
        yield from _among(persons, "participant", acting)
        yield from _among([*persons, *_NOBODY], "participant", speaking)
    loose = [*_uses(fields, "statements", "about"), *_names_used(fields)]
    keys = [(place, text) for place, text in loose if _KEY.fullmatch(text)]
    if keys:
        anything = [*people, *_keys(fields, "campaigns"), *sources, *RESERVED]
        yield from _among(anything, "participant, campaign or source", keys, "; " + _PLAIN_WORDS)


def _but(uses: Iterator[tuple[Place, str]], *known: Iterable[str]) -> list[tuple[Place, str]]:
    keys = frozenset(chain(*known))
    return [(place, key) for place, key in uses if key not in keys]


def _unique(fields: Mapping[str, Json]) -> list[str]:
    """Names that only one entry has."""
    called = Counter(
        name
        for field in _PEOPLE
        for _, entity in maps(fields, field)
        if not withholds(entity)  # its name must not even be suggested
        for name in names(entity)
    )
    return [name for name, count in called.items() if count == 1]


def _among(
    known: list[str], what: str, uses: Iterable[tuple[Place, str]], more: str = ""
) -> Iterator[Remark]:
    keys = frozenset(known)
    for place, key in uses:
        if key in keys:
            continue
        meant = close_to(key, known[:_MOST_COMPARED])
        advice = (f"did you mean `{meant}`?" if meant else _known(known)) + more
        fix = Fix("unsafe", meant) if meant else None
        yield Remark(f"`{key}` is the key of no {what} of this record", place, help=advice, fix=fix)


def _known(known: list[str]) -> str:
    listed = ", ".join(f"`{key}`" for key in known[:8])
    return f"known are {listed}" if listed else "none has a key"


def _keys(fields: Mapping[str, Json], name: str) -> list[str]:
    return [key for _, item in maps(fields, name) if isinstance(key := item.get("key"), str)]


def _source_uses(record: Record) -> Iterator[tuple[Place, str]]:
    default = record.fields.get("default_source")
    if isinstance(default, str):
        yield ("default_source",), default
    for place, inner in record.inner:
        used = inner.get("source")
        if isinstance(used, str) and place[0] not in _NOT_HERE and "adjudication" not in place:
            yield (*place, "source"), used


def _people_uses(fields: Mapping[str, Json]) -> Iterator[tuple[Place, str]]:
    for place, item in maps(fields, "programme"):
        people = item.get("people")
        for index, person in enumerate(people if isinstance(people, list) else ()):
            if isinstance(person, str):
                yield (*place, "people", index), person


def _uses(fields: Mapping[str, Json], name: str, field: str) -> Iterator[tuple[Place, str]]:
    for place, item in maps(fields, name):
        used = item.get(field)
        if isinstance(used, str):
            yield (*place, field), used


def _names_used(fields: Mapping[str, Json]) -> Iterator[tuple[Place, str]]:
    """Of the subjects of an event, or of a record that is one itself."""
    occasion = fields.get("occasion")
    subjects = [((), fields), *maps(fields, "subjects")]
    if isinstance(occasion, dict) and isinstance(occasion.get("of"), dict):
        subjects.append((("occasion", "of"), cast("dict[str, Json]", occasion["of"])))
    for start, subject in subjects:
        for place, used in _uses(subject, "names_used", "used_by"):
            yield (*start, *place), used


_WRONG = """\
participants:
  - {key: moretti, name: Ada Moretti, roles: [speaker]}
statements:
  - speaker: moreti
    kind: paraphrase
    text: Thanked the organ builders.
    source: review
sources: [{key: review, title: A recital to remember}]
"""
_RIGHT = """\
participants:
  - {key: moretti, name: Ada Moretti, roles: [speaker]}
statements:
  - speaker: moretti
    kind: paraphrase
    text: Thanked the organ builders.
    source: review
sources: [{key: review, title: A recital to remember}]
"""

RULE = RecordRule(
    slug="key-unknown",
    severity="error",
    manual=Manual(
        summary="A key names no source, participant or campaign of the record.",
        why="Keys tie what was said to who said it and to the source that reports it. One that "
        "leads nowhere leaves a claim without an owner.",
        remedy="Correct the key, or add what it should lead to. A speaker who is no participant "
        "is written as `{name: …}`.",
        wrong=_WRONG,
        right=_RIGHT,
        unsafe="writes the key that is spelt almost so",
    ),
    check=check,
    model=ANY_MODEL,
)
