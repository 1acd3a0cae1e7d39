"""Schemas of a repository, and which records they are for: told by judging some of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from eventbook.book.discover import SCHEMAS
from eventbook.book.records import Steps, items
from eventbook.book.schema_references import SCHEMA_ENDINGS, files_beside
from eventbook.errors import SchemaError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.schema.catalog import Catalog, dialect_of
from eventbook.schema.shape import Shape
from eventbook.schema.source import parse_schema
from eventbook.schema.verdict import Stack, compile_schema

_KEYWORDS_TEXT = """
    properties patternProperties required items allOf anyOf oneOf additionalProperties $ref
    $defs definitions
"""
_KEYWORDS = frozenset(_KEYWORDS_TEXT.split())
_TYPES = frozenset(("object", "array", "string", "number", "integer", "boolean", "null"))
_FEWEST_NAMED = 0.5
_FEWEST_RIGHT = 0.5
_SURELY_NAMED = 0.8


class FoundSchema(NamedTuple):
    """A schema file.

    Attributes:
        draft: which it is written for.
        of_list: it judges a file that is a list, not one record.
        broken: why it cannot be used; empty for most.
    """

    path: str
    draft: str
    of_list: bool
    broken: str
    stack: Stack | None
    shape: Shape | None


class Fit(NamedTuple):
    """How well a schema fits records: the better, the larger.

    Attributes:
        right: the share of records that have no fault but in the format of a text.
        named: the share of the records' usual keys that the schema names.
    """

    right: float
    named: float

    @property
    def is_good(self) -> bool:
        """Whether the schema is meant for them, even if some, or many, are wrong."""
        if self.named >= _SURELY_NAMED:
            return True
        return self.named >= _FEWEST_NAMED and self.right >= _FEWEST_RIGHT


def is_schema(value: object) -> bool:
    """Whether the value of a file looks like a JSON Schema.

    It says so by `$schema`, or it has a type that schemas have and keywords beside it.
    """
    if not isinstance(value, dict):
        return False
    declared = value.get("$schema")
    if isinstance(declared, str):
        return "json-schema.org/" in declared
    typed = value.get("type")
    is_typed = isinstance(typed, str) and typed in _TYPES
    keywords = [key for key in _KEYWORDS & value.keys() if isinstance(value[key], dict | list)]
    named = isinstance(value.get("$id"), str) and bool(keywords)
    return named or (is_typed and bool(keywords))


def found_schema(path: str, files: Mapping[str, bytes]) -> FoundSchema:
    """A schema file, compiled as it will be when the records are validated.

    Args:
        path: of the schema.
        files: all schema files; those in `schemas/` it may refer to by their addresses, others
            by relative paths.
    """
    allowed = {each: data for each, data in files.items() if each == path or _is_shared(each)}
    waiting = list(allowed)
    while waiting:
        each = waiting.pop()
        beside = [one for one in files_beside(each, files[each]) if one in files]
        waiting += [one for one in beside if one not in allowed]
        allowed.update((one, files[one]) for one in beside)
    try:
        draft = dialect_of(path, parse_schema(path, files[path]))
        catalog = Catalog(allowed)
        shape = Shape(catalog, path)
        stack = compile_schema(catalog, path)
    except SchemaError as error:
        return FoundSchema(path, "", False, str(error), None, None)
    return FoundSchema(path, draft, shape.types(shape.at(())) == {"array"}, "", stack, shape)


def _is_shared(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == SCHEMAS and name.endswith(SCHEMA_ENDINGS)


def fit(
    schema: FoundSchema, steps: Steps, files: Sequence[Json], keys: Iterable[str], most: int = 200
) -> Fit:
    """How well a schema fits the records in some files.

    Args:
        steps: where in the files the records are.
        files: the values of some of them.
        keys: of most of the records.
        most: so many values are judged.
    """
    if schema.stack is None or schema.shape is None:
        return Fit(0.0, 0.0)
    place: Place = ()
    if schema.of_list:
        if not steps:
            return Fit(0.0, 0.0)
        place = _first(steps)
        judged = list(files)
    else:
        judged = [record for value in files for record in records_of(value, steps)]
    judged = judged[:most]
    right = sum(map(partial(_is_right, schema.stack), judged)) / max(len(judged), 1)
    at = schema.shape.at(place)
    names = schema.shape.properties(at).keys() | schema.shape.required(at)
    usual = frozenset(keys)
    return Fit(right, len(usual & names) / max(len(usual), 1))


def _first(steps: Steps) -> Place:
    """The place of the first record in a file."""
    place: Place = ()
    for step in steps:
        place = (*place, *step, 0)
    return place


def records_of(value: Json, steps: Steps) -> list[Json]:
    """The records in a file's value."""
    return [resolve(value, place) for place, is_record in items(value, steps) if is_record]


def _is_right(stack: Stack, value: Json) -> bool:
    """Whether there is nothing wrong but formats, which many programs do not look at."""
    return stack.is_valid(value) or all(
        found.keyword == "format" for found in stack.violations(value)
    )
