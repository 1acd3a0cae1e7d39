"""What the schemas of a book say of a field: its title, description, types and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import to_path
from eventbook.query.known import Known
from eventbook.query.paths import Path
from eventbook.query.places import Spot


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
        required: whether the map that it stands in must have it.
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
    required: bool = False
    formats: tuple[str, ...] = ()
    values: tuple[Json, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    examples: tuple[Json, ...] = ()
    synonyms: tuple[str, ...] = ()


def describe(known: Known, path: Path) -> list[Field]:
    """A field in every kind whose schema speaks of it, each description once.

    Raises:
        UsageError: no schema knows it.
    """
    known.check(path)
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
    return Field(
        path=to_path(path),
        kind=kind,
        title=_text(spot, "title"),
        description=_text(spot, "description"),
        types=tuple(
            sorted({type_name(v) for v in values} if values else content.types - {"array"})
        ),
        is_list="array" in spot.types,
        required=str(path[-1]) in spot.shape.required(holder.schemas),
        formats=tuple(sorted(content.formats())),
        values=tuple(values or ()),
        parts=tuple(_parts(content)),
        examples=_scalars(spot, "examples"),
        synonyms=tuple(str(word) for word in _scalars(spot, "x-synonyms")),
    )


def _parts(spot: Spot) -> Iterator[tuple[str, str]]:
    for name, located in spot.names().items():
        schemas = tuple(spot.shape.in_place([located]))
        yield name, str(spot.shape.annotation(schemas, "title") or "")


def _text(spot: Spot, keyword: str) -> str:
    return str(spot.shape.annotation(spot.schemas, keyword) or "")


def _scalars(spot: Spot, keyword: str) -> tuple[Json, ...]:
    found = spot.shape.annotation(spot.schemas, keyword)
    listed = found if isinstance(found, list) else []
    return tuple(each for each in listed if not isinstance(each, dict | list))
