"""The records that rows become, before anybody asks what the book has: one for each key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from eventbook.book.settings import Kind
from eventbook.exchange.importing.applying import FILE, Made, Trouble, apply, filled
from eventbook.exchange.importing.conversions import plain
from eventbook.exchange.importing.mapping import FieldMapping, Paths
from eventbook.exchange.importing.mapping_file import template
from eventbook.exchange.importing.paths import find, is_empty
from eventbook.exchange.importing.source import Position, Row, Source
from eventbook.exchange.importing.tally import Tally
from eventbook.exchange.importing.unfit import Unfit
from eventbook.jsonvalue import Json, canonical, digest
from eventbook.values.edtf import try_parse

IMPORTED = "imported"
"""The field of `local` that says which rows a record was made of."""

_LONGEST_KEY = 500
_MOST_WAYS = 3  # that a message names
_TIMES = ("start_time", "end_time")
_NO_PLACE = "neither its name nor its town is known"
_SEVERAL_DAYS = "the event lasts several days"


class Skipped(NamedTuple):
    """A row of which no record can be made."""

    position: Position
    why: str


class Entry(NamedTuple):
    """What rows with one key say.

    Attributes:
        key: what tells it from others of its source.
        fields: of the record, as the mapping makes them.
        digest: of these fields, by which a row is known that says something else now.
        positions: its rows, in order.
        sources: the names of its files.
        missing: why it lacks a field that it needs, by the field's name.
    """

    key: str
    fields: dict[str, Json]
    digest: str
    positions: tuple[Position, ...]
    sources: tuple[str, ...]
    missing: Mapping[str, str]


@dataclass(slots=True)
class _Gathered:
    """What rows of one key say.

    Attributes:
        met: the items of its lists, by the list's place.
    """

    fields: dict[str, Json]
    positions: list[Position]
    sources: dict[str, None]
    missing: dict[str, str] = field(default_factory=dict)
    met: dict[str, set[str]] = field(default_factory=dict)


class Conflict(NamedTuple):
    """A field in which rows of one key differ; the first row counts."""

    path: str
    number: int
    first: Position


class Entries(NamedTuple):
    """All that was read: every row is in one entry, or skipped."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    conflicts: tuple[Conflict, ...]


def entries_of(
    sources: Sequence[Source], mapping: FieldMapping, kind: Kind, tally: Tally
) -> Entries:
    """Make what the rows of sources say into entries, those with the same key into one."""
    gathering = _Gathering(mapping, kind, tally)
    for source in sources:
        about = about_file(source)
        for row in source.content.rows:
            if why := gathering.add(row, source.name, about):
                gathering.skipped.append(Skipped(row.position, why))
    found = tuple(_entry(key, each) for key, each in gathering.gathered.items())
    return Entries(found, tuple(gathering.skipped), tuple(gathering.conflicts.values()))


@dataclass(slots=True)
class _Gathering:
    mapping: FieldMapping
    kind: Kind
    tally: Tally
    gathered: dict[str, _Gathered] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def add(self, row: Row, source: str, about: Mapping[str, str]) -> str:
        """Take in a row; why that cannot be, if it cannot."""
        if row.why:
            return row.why
        self.tally.add_row(row.fields, row.position)
        key = key_of(self.mapping.key, row, about)
        if not key:
            ways = [" and ".join(way) for way in self.mapping.key]
            more = ", …" if len(ways) > _MOST_WAYS else ""
            return f"it has no key ({' or '.join(ways[:_MOST_WAYS])}{more})"
        if len(key) > _LONGEST_KEY:
            return f"its key has more than {_LONGEST_KEY} characters"
        made = apply(self.mapping.rules, row.fields, about)
        if self.kind.model == "event":
            _fit_event(made)
        self.tally.add_troubles(made.troubles, row.position)
        self._join(key, made, row.position, source)
        return ""

    def _join(self, key: str, made: Made, position: Position, source: str) -> None:
        here = self.gathered.get(key)
        if here is None:
            missing = {each.target: f"`{each.path}`: {each.why}" for each in made.troubles}
            self.gathered[key] = _Gathered(made.fields, [position], {source: None}, missing)
            return
        here.positions.append(position)
        here.sources[source] = None
        for path in merge(here.fields, made.fields, here.met):
            before = self.conflicts.get(path) or Conflict(path, 0, position)
            self.conflicts[path] = before._replace(number=before.number + 1)


def about_file(source: Source) -> dict[str, str]:
    """What a mapping can ask of a file with `@file.`."""
    path = PurePath(source.path)
    return {"name": path.name, "stem": path.stem, "folder": path.parent.name}


def key_of(ways: Sequence[Paths], row: Row, about: Mapping[str, str]) -> str:
    """The key of a row: its parts joined by ` | `; a bar within a part is doubled.

    Args:
        ways: a single one may lack parts; of several the first that is complete counts.
    """
    for way in ways:
        words = [_part(path, row, about).replace("|", "||") for path in way]
        while words and not words[-1]:
            words.pop()
        if len(ways) == 1 or (all(words) and len(words) == len(way)):
            return " | ".join(words)
    return ""


def _part(path: str, row: Row, about: Mapping[str, str]) -> str:
    own = path.startswith(FILE)
    found = about.get(path.removeprefix(FILE)) if own else find(dict(row.fields), path)
    if is_empty(found):
        return ""
    if isinstance(found, bool):
        return str(found).lower()
    try:
        return plain(found)
    except Unfit:
        return digest(found)[:16]


def merge(
    fields: dict[str, Json],
    more: Mapping[str, Json],
    met: dict[str, set[str]],
    path: str = "",
) -> Iterator[str]:
    """Add what is new in `more` to `fields`; give the places in which the two differ.

    Args:
        met: the items of the lists in `fields`, kept from one call to the next.
        path: where `fields` are.
    """
    for name, value in more.items():
        here = f"{path}.{name}" if path else name
        there = fields.get(name)
        if there is None:
            fields[name] = value
        elif isinstance(there, dict) and isinstance(value, dict):
            yield from merge(there, value, met, here)
        elif isinstance(there, list) and isinstance(value, list):
            if here not in met:
                met[here] = {canonical(item) for item in there}
            known = met[here]
            new = [item for item in value if canonical(item) not in known]
            known.update(map(canonical, new))
            there.extend(new)
        elif there != value:
            yield here


def source_fields(source: Source, mapping: FieldMapping) -> dict[str, Json]:
    """The source that a record gets for the file it was made of."""
    about = about_file(source)
    given = {
        name: filled(template(value), about) if isinstance(value, str) else value
        for name, value in mapping.source.items()
    }
    usual: dict[str, Json] = {"kind": "own-record", "title": about["name"] or "standard input"}
    fields = {**usual, **{key: value for key, value in given.items() if value != ""}}
    fields["sha256"] = source.sha256
    fields["sha256_of"] = f"the file that was imported, {source.size} bytes"
    fields["stored"] = False
    return fields


def with_origin(
    entry: Entry, mapping: FieldMapping, kind: Kind, files: Mapping[str, Mapping[str, Json]]
) -> dict[str, Json]:
    """The fields of a new record: what the rows say, where that is from, and its state.

    Records of kinds without a model of ours get nothing that their schema may not know.

    Args:
        files: what `source_fields` gives, by the names of the sources.
    """
    fields = dict(entry.fields)
    if kind.model is None:
        return fields
    local = fields.get("local")
    told: Json = {"from": mapping.name, "key": entry.key, "row": entry.digest}
    fields["local"] = {**(local if isinstance(local, dict) else {}), IMPORTED: [told]}
    own = fields.get("sources")
    keyed: list[Json] = [
        {"key": "import" if number == 1 else f"import-{number}", **files[name]}
        for number, name in enumerate(entry.sources, 1)
    ]
    fields["sources"] = [*(own if isinstance(own, list) else []), *keyed]
    if kind.model == "event":
        if "date" not in fields and "date" not in entry.missing:
            fields["date"], fields["date_basis"] = "XXXX", "unknown"
        fields["review"] = {"status": "draft"}
    return fields


def _entry(key: str, found: _Gathered) -> Entry:
    said = digest(found.fields)[:12]
    at = (tuple(found.positions), tuple(found.sources))
    return Entry(key, found.fields, said, *at, found.missing)


def _fit_event(made: Made) -> None:
    """What the mappings of all sources would have to say of a place and of times."""
    _name_place(made)
    _drop_times(made)


def _name_place(made: Made) -> None:
    """A place is called by the closest that is known of it; one that is only a country has none."""
    place = made.fields.get("place")
    if not isinstance(place, dict) or place.get("name") or place.get("ref"):
        return
    name = place.get("address") or place.get("city") or place.get("region")
    if name:
        made.fields["place"] = {"name": name, **place}
        return
    del made.fields["place"]
    told = str(place.get("country", ""))
    made.troubles.append(Trouble("place", "place", told, _NO_PLACE))


def _drop_times(made: Made) -> None:
    """Leave out the times of an event of several days: whose they are is not said."""
    written = made.fields.get("date")
    date = try_parse(written) if isinstance(written, str) else None
    if date is None or not date.is_interval:
        return
    for name in _TIMES:
        if (found := made.fields.pop(name, None)) is not None:
            made.troubles.append(Trouble(name, name, str(found), _SEVERAL_DAYS))
