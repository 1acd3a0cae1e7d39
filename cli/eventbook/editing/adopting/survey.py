"""Surveying a repository: which of its files are records, of which kinds, by which schemas."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from eventbook.book.files import Unreadable
from eventbook.book.records import Steps
from eventbook.book.schema_references import files_beside
from eventbook.document.value import load_value
from eventbook.editing.adopting.adopted import Adopted, Survey, written
from eventbook.editing.adopting.families import Family, families, patterns
from eventbook.editing.adopting.fields import Fields
from eventbook.editing.adopting.forms import Form, form_of
from eventbook.editing.adopting.naming import kind_name
from eventbook.editing.adopting.pairing import (
    Fit,
    FoundSchema,
    fit,
    found_schema,
    is_schema,
    records_of,
)
from eventbook.editing.adopting.starter_schema import Seen, starter_schema
from eventbook.errors import SchemaError
from eventbook.jsonvalue import Json
from eventbook.schema.source import parse_schema

YAML_ENDINGS = (".yaml", ".yml")
JSON_ENDING = ".json"
PAGE_ENDINGS = (".md", ".markdown")
SAMPLE = 60
"""So many files of a family are judged by each schema, to see which is theirs."""

_MOST_BYTES = 32 << 20  # of files whose values are kept; those of the others are read again
_FRONT_MATTER = (b"---\n", b"---\r\n")


def survey(paths: Iterable[str], read: Callable[[str], bytes]) -> Survey:
    """Look at the files of a repository.

    Args:
        paths: all of them, sorted.
        read: gives the bytes of one, or raises `Unreadable`.
    """
    looking = _Looking(list(paths), read)
    looking.look()
    return looking.judge()


@dataclass(slots=True)
class _Looking:
    paths: list[str]
    read: Callable[[str], bytes]
    survey: Survey = field(default_factory=Survey)
    forms: dict[str, Form] = field(default_factory=dict)
    schema_files: dict[str, bytes] = field(default_factory=dict)
    _values: dict[str, Json] = field(default_factory=dict)
    _room: int = _MOST_BYTES

    def look(self) -> None:
        """Read every file that is of interest once."""
        for path in self.paths:
            ending = posixpath.splitext(path)[1].lower()
            if ending not in (*YAML_ENDINGS, JSON_ENDING, *PAGE_ENDINGS):
                continue
            self.survey.looked_at += 1
            try:
                data = self.read(path)
            except Unreadable as error:
                if error.reason != "missing":
                    self.survey.unreadable.append(error)
                continue
            if ending in YAML_ENDINGS:
                self._look_at_yaml(path, data)
            elif ending == JSON_ENDING:
                self._look_at_json(path, data)
            elif data.startswith(_FRONT_MATTER):
                self.survey.pages.append(path)

    def _look_at_yaml(self, path: str, data: bytes) -> None:
        loaded = load_value(data, path)
        errors = tuple(each for each in loaded.findings if each.severity == "error")
        if errors:
            self.survey.refused[path] = errors
        elif is_schema(loaded.value):
            self.schema_files[path] = data
        elif form := form_of(loaded.value):
            self.forms[path] = form
            if self._room >= len(data):
                self._room -= len(data)
                self._values[path] = loaded.value
        else:
            self.survey.unlike.append(path)

    def _look_at_json(self, path: str, data: bytes) -> None:
        value: object = None
        if any(word in data for word in (b'"$schema"', b'"$id"', b'"type"')):
            with suppress(SchemaError):  # it is no JSON, or no map: no schema in either case
                value = parse_schema(path, data)
        if is_schema(value):
            self.schema_files[path] = data
        else:
            self.survey.json.append(path)

    def value(self, path: str) -> Json:
        """The value of a file that was read before; null where it is another by now."""
        if path in self._values:
            return self._values[path]
        try:
            return load_value(self.read(path), path).value
        except Unreadable:
            return None

    def judge(self) -> Survey:
        """Pair what was found."""
        parts = self._parts()
        for listed in (self.survey.json, self.survey.unlike):
            listed[:] = [path for path in listed if path not in parts]
        self.forms = {path: form for path, form in self.forms.items() if path not in parts}
        schemas = {**self.schema_files, **parts}
        found = [found_schema(path, schemas) for path in sorted(self.schema_files)]
        self.survey.schemas = tuple(found)
        kinds: list[Adopted] = []
        claimed: set[str] = set()
        grown = families(self.forms)
        for family in grown:
            kind = self._adopted(family, claimed, {kind.name for kind in kinds})
            if kind is not None:
                kinds.append(kind)
                claimed.update(kind.files)
        self.survey.kinds = tuple(kinds)
        self.survey.unlike += [path for path in self.forms if path not in claimed]
        self.survey.unlike.sort()
        return self.survey

    def _parts(self) -> dict[str, bytes]:
        """Files that schemas refer to and that are no schemas by themselves."""
        there = set(self.paths)
        parts: dict[str, bytes] = {}
        waiting = list(self.schema_files.items())
        while waiting:
            for path in files_beside(*waiting.pop()):
                if path in there and path not in parts and path not in self.schema_files:
                    with suppress(Unreadable):
                        parts[path] = self.read(path)
                        waiting.append((path, parts[path]))
        return parts

    def _adopted(self, family: Family, claimed: set[str], names: set[str]) -> Adopted | None:
        sample = [self.value(path) for path in _spread(family.files, SAMPLE)]
        best, also, steps = self._paired(family, sample)
        if best is None and family.records < 2:
            return None
        if best is None and family.holds == "list":
            steps = self._steps(family)
        others = {*self.forms, *self.schema_files, *self.survey.unlike} - set(family.files)
        globs, taken = patterns(family, sorted(others))
        if set(taken) & claimed:  # the other kind stands first and has them
            taken = [path for path in taken if path not in claimed]
        fields, seen = self._tallied(family, steps, with_types=best is None)
        if not fields.records:
            return None
        name = kind_name(family, steps, best.path if best else None, names)
        schema = best.path if best else self._new_schema(name)
        date = fields.date()
        return Adopted(
            *(name, tuple(globs), steps, family.files, fields.records, schema),
            draft=best.draft if best else "2020-12",
            starter=None if best else starter_schema(name, seen),
            also=also,
            id=fields.id_source(alone=not steps),
            title=fields.title(),
            date=date,
            dated=fields.dated(date) if date else 0,
            others=tuple(taken),
            instead=tuple(
                written(each) for each in _all_steps(family) if each != steps and each and steps
            ),
        )

    def _paired(
        self, family: Family, sample: list[Json]
    ) -> tuple[FoundSchema | None, tuple[str, ...], Steps]:
        """The schema that fits best, others that fit, and where the records are then."""
        fits: list[tuple[Fit, FoundSchema, Steps]] = []
        for schema in self.survey.schemas:
            for steps in _all_steps(family):
                keys = _usual_keys(family, steps, sample)
                found = fit(schema, steps, sample, keys)
                if found.is_good:
                    fits.append((found, schema, steps))
        if not fits:
            return None, (), _all_steps(family)[0]
        fits.sort(key=lambda each: (-each[0].right, -each[0].named, each[1].path))
        best = fits[0][1]
        also = sorted({schema.path for _, schema, _ in fits if schema is not best})
        places = {steps for _, schema, steps in fits if schema is best}
        steps = self._steps(family) if best.of_list else fits[0][2]
        return best, tuple(also), steps if steps in places else fits[0][2]

    def _steps(self, family: Family) -> Steps:
        """Of a list of maps with lists in them: where the records are that have ids of their own.

        A schema for the whole file leaves that open, and so does no schema at all.
        """
        outer, *inner = _all_steps(family)
        if self._fields(family, outer).is_identified():
            return outer
        return next((s for s in inner if self._fields(family, s).is_identified()), outer)

    def _fields(self, family: Family, steps: Steps) -> Fields:
        fields = Fields()
        for path in _spread(family.files, SAMPLE):
            for record in records_of(self.value(path), steps):
                fields.add(path, record)
        return fields

    def _tallied(self, family: Family, steps: Steps, *, with_types: bool) -> tuple[Fields, Seen]:
        fields, seen = Fields(), Seen()
        for path in family.files:
            for record in records_of(self.value(path), steps):
                fields.add(path, record)
                if with_types:
                    seen.add(record)
        return fields, seen

    def _new_schema(self, name: str) -> str:
        taken = {path.casefold() for path in self.paths}
        names = [f"schemas/{name}{more}.schema.json" for more in ("", "-starter")]
        numbered = (f"schemas/{name}-starter-{number}.schema.json" for number in range(2, 1000))
        return next(path for path in (*names, *numbered) if path.casefold() not in taken)


def _all_steps(family: Family) -> list[Steps]:
    """Where in the files of a family records may be, outermost first."""
    if family.holds == "map":
        return [()]
    inner = [key for key in family.lists if key and not set(key) & set(".[]")]
    return [((),), *(((), (key,)) for key in inner)]


def _usual_keys(family: Family, steps: Steps, sample: Iterable[Json]) -> frozenset[str]:
    if len(steps) < 2:
        return family.keys
    counted: dict[str, int] = {}
    total = 0
    for record in _maps(sample, steps):
        total += 1
        for key in record:
            counted[key] = counted.get(key, 0) + 1
    return frozenset(key for key, count in counted.items() if count * 2 >= total)


def _maps(values: Iterable[Json], steps: Steps) -> Iterator[Mapping[str, Json]]:
    for value in values:
        yield from (each for each in records_of(value, steps) if isinstance(each, dict))


def _spread(files: tuple[str, ...], most: int) -> Iterator[str]:
    """At most so many of the files, from all over."""
    step = max(1, -(-len(files) // most))
    return iter(files[::step])
