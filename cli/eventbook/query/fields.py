"""What the schemas of a book say of a field: its title, description, types and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import to_path
from eventbook.query.known import Known
from eventbook.query.paths import Path, index_of
from eventbook.query.places import Spot
from eventbook.schema.catalog import Located

_BRANCHES = ("anyOf", "oneOf")
_CONDITIONAL = ("if", "then", "else")


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a schema describes it.

    Attributes:
        path: as people type it.
        kind: the kind of record that has it.
        title: its name for people.
        description: what belongs there.
        types: JSON types of a value, or of each member of a list.
        is_list: whether it holds a list.
        is_text: whether a map in its place is a text in several languages.
        required: whether the map that it stands in must have it.
        instead: the fields one of which the map must have where it lacks this one.
        formats: formats of a text, such as `edtf-date`.
        values: the only values, where the list is closed.
        parts: the fields inside it, each with its title.
        examples: values that would do.
        synonyms: words that people try for it.
    """

    path: str
    kind: str
    title: str = ""
    description: str = ""
    types: tuple[str, ...] = ()
    is_list: bool = False
    is_text: bool = False
    required: bool = False
    instead: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    values: tuple[Json, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    examples: tuple[Json, ...] = ()
    synonyms: tuple[str, ...] = ()


def describe(known: Known, path: Path) -> list[Field]:
    """A field in every kind whose schema speaks of it, each description once.

    Nothing where schemas leave room for it and say nothing of it.

    Raises:
        UsageError: no schema knows it.
    """
    known.own.check(path)
    found = [
        _field(kind, spot, path)
        for kind, starts in known.starts.items()
        for start in starts
        for spot in start.follow(path)
        if spot.declared
    ]
    return list(dict.fromkeys(found))


def top_level(known: Known) -> Iterator[tuple[str, str, str]]:
    """Kind, name and title of every field that stands at the root of a record."""
    for kind, starts in known.starts.items():
        for name, title in dict.fromkeys(part for start in starts for part in _parts(start)):
            yield kind, name, title


def _field(kind: str, spot: Spot, path: Path) -> Field:
    inner = [end for end in spot.ends() if end.place != spot.place]
    content = inner[0] if inner else spot
    holder = Spot(spot.shape, spot.place[:-1])
    values = content.allowed()
    types = {type_name(value) for value in values} if values else content.types - {"array"}
    required, instead = _need(str(path[-1]), holder)
    own = spot.schemas[:1] if content.holds_texts else spot.schemas  # else those of any text
    return Field(
        path=to_path(tuple(part for part in path if index_of(part) is None) or path),
        kind=kind,
        title=_text(spot, "title"),
        description=_text(spot, "description") or _of_a_text(spot, holder),
        types=tuple(sorted(types)),
        is_list="array" in spot.types,
        is_text=content.holds_texts,
        required=required,
        instead=instead,
        formats=tuple(sorted(content.formats())),
        values=tuple(values or ()),
        parts=tuple(_parts(content)),
        examples=_scalars(spot, own, "examples"),
        synonyms=tuple(str(word) for word in _scalars(spot, spot.schemas, "x-synonyms")),
    )


def _of_a_text(spot: Spot, holder: Spot) -> str:
    return f"The words in the language `{spot.place[-1]}`." if holder.holds_texts else ""


def _need(name: str, holder: Spot) -> tuple[bool, tuple[str, ...]]:
    """Whether a map must have a name, and those of which it must have one instead."""
    instead: dict[str, None] = {}
    branched: set[int] = set()
    for located in holder.schemas:
        choices = _choices(located)
        needed = [_required(one.schema) for one in choices]
        if any(name in names for names in needed):
            instead |= dict.fromkeys(each for names in needed for each in names - {name})
        conditional = [*choices, *_conditional(located)]
        branched |= {id(each.schema) for each in holder.shape.in_place(conditional)}
    always = (located for located in holder.schemas if id(located.schema) not in branched)
    return name in holder.shape.required(always), tuple(instead)


def _choices(located: Located) -> list[Located]:
    schema = located.schema if isinstance(located.schema, dict) else {}
    listed = [schema[key] for key in _BRANCHES if isinstance(schema.get(key), list)]
    return [Located(each, located.base) for branches in listed for each in branches]


def _conditional(located: Located) -> list[Located]:
    schema = located.schema if isinstance(located.schema, dict) else {}
    return [Located(schema[key], located.base) for key in _CONDITIONAL if key in schema]


def _required(schema: object) -> frozenset[str]:
    names = schema.get("required") if isinstance(schema, dict) else None
    return frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()


def _parts(spot: Spot) -> Iterator[tuple[str, str]]:
    for name, located in spot.names().items():
        schemas = tuple(spot.shape.in_place([located]))
        yield name, str(spot.shape.annotation(schemas, "title") or "")


def _text(spot: Spot, keyword: str) -> str:
    return str(spot.shape.annotation(spot.schemas, keyword) or "")


def _scalars(spot: Spot, schemas: Sequence[Located], keyword: str) -> tuple[Json, ...]:
    found = spot.shape.annotation(schemas, keyword)
    listed = found if isinstance(found, list) else []
    return tuple(each for each in listed if not isinstance(each, dict | list))
