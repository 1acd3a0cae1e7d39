"""Walking a schema: its subschemas with their base URIs, the anchors and references in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast
from urllib.parse import urldefrag, urljoin

from eventbook.pointer import Place
from eventbook.schema.violation import Schema

# Keywords whose values are data, not schemas: a `$ref` in an example refers to nothing.
DATA_KEYWORDS = frozenset({"enum", "const", "default", "examples"})
# Keywords whose values map names to schemas: a property may be called `enum`.
NAME_MAPS = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"}
)


class Located(NamedTuple):
    """A schema and the base URI against which its references resolve."""

    schema: Schema
    base: str


class Reference(NamedTuple):
    """A `$ref` or the like.

    Attributes:
        target: as written.
        uri: the target, resolved.
        place: of the keyword, in its file.
        holder: the schema that has it.
    """

    target: str
    uri: str
    place: Place
    holder: Schema


# The same few addresses are asked for in every part of a schema; taking one apart is slow.


@lru_cache(maxsize=4096)
def split_fragment(address: str) -> tuple[str, str]:
    """An address and the fragment behind its `#`, as `urldefrag` gives them."""
    uri, fragment = urldefrag(address)
    return uri, fragment


@lru_cache(maxsize=4096)
def resolve(base: str, reference: str) -> str:
    """`urljoin`, which knows nothing of bases without a hierarchy, such as `urn:`."""
    if reference.startswith("#"):
        return split_fragment(base)[0] + reference
    return urljoin(base, reference)


def subschemas(schema: Any, base: str, place: Place = ()) -> Iterator[tuple[Place, Located]]:
    """Every map that may be a schema, outermost first, with its base URI.

    Raises:
        ValueError: an `$id` is no address.
    """
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from subschemas(item, base, (*place, index))
    if not isinstance(schema, dict):
        return
    identifier = schema.get("$id", schema.get("id") if place == () else None)
    if isinstance(identifier, str) and not identifier.startswith("#"):
        base = split_fragment(resolve(base, identifier))[0]
    yield place, Located(schema, base)
    for key, value in schema.items():
        if key in NAME_MAPS and isinstance(value, dict):
            for name, child in value.items():
                yield from subschemas(child, base, (*place, key, name))
        elif key not in DATA_KEYWORDS and isinstance(value, dict | list):
            yield from subschemas(value, base, (*place, key))


def references(place: Place, located: Located) -> Iterator[Reference]:
    """What a schema itself refers to.

    Raises:
        ValueError: an address is none.
    """
    for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
        target = cast("dict[str, Any]", located.schema).get(keyword)
        if isinstance(target, str):
            uri = resolve(located.base, target)
            yield Reference(target, uri, (*place, keyword), located.schema)


def anchors(schema: Mapping[str, Any]) -> Iterator[str]:
    """The names that a schema gives itself, behind the `#` of its base URI."""
    for keyword in ("$anchor", "$dynamicAnchor"):
        if isinstance(schema.get(keyword), str):
            yield schema[keyword]
    for keyword in ("$id", "id"):  # up to draft-07 an anchor is written as `"$id": "#name"`
        identifier = schema.get(keyword)
        if isinstance(identifier, str) and split_fragment(identifier)[1]:
            yield split_fragment(identifier)[1]
