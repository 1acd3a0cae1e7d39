"""What the records of a kind are made of: the fields of their schema, and those that they have.

A table has a column, and a list a table, if some record fills it, or if the schema names it among
the record's own fields or those of a list's members. So a question about a field that no record
happens to have has an answer, and the hundreds of fields that a schema allows further in do not
stand around empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.query.places import Spot
from eventbook.schema.catalog import Located
from eventbook.values.formats import FORMATS

MOST_NAMES = 500
"""A map with more names than this, over all records, has no fields: it is one value, as JSON."""
MOST_LISTS = 1_000
"""Of a kind; the members of further ones have no place of their own: those are JSON."""
_MOST_DECLARED = 1_000  # fields that are there only because a schema names them
_ANY = 7  # how many types JSON Schema has: what may be anything

Scalar: TypeAlias = Literal["text", "integer", "long", "huge", "number", "boolean"]
"""What a single value is. An integer is `long` from 2**53 on, where a float has it no longer
exactly, and `huge` where 64 bits do not hold it."""
_DECLARED: Mapping[str, Scalar] = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_EXACT, _LONG = 1 << 53, 1 << 63


class Node:
    """A place of a kind's records, list members being all alike.

    Attributes:
        spots: where it is in the schema.
        place: where it is in a record; 0 for members of lists.
        fields: of the maps here, by name.
        member: of the lists here.
        scalars: what single values are here; those that the schema allows where there are none.
        tags: of the languages of texts here, as they come up.
        has_maps, has_lists: whether there are any.
        whole: maps and lists here are kept as JSON, since there are too many of them.
    """

    __slots__ = (
        "__dict__", "declared", "fields", "has_lists", "has_maps", "member", "place", "scalars",
        "spots", "tags", "whole",
    )  # fmt: skip

    def __init__(self, spots: Sequence[Spot], place: Place = ()) -> None:
        self.spots = tuple(spots)
        self.place = place
        self.fields: dict[str, Node] = {}
        self.member: Node | None = None
        self.scalars: set[Scalar] = set()
        self.declared: frozenset[Scalar] | None = None
        self.tags: dict[str, None] = {}
        self.has_maps = False
        self.has_lists = False
        self.whole = False

    @cached_property
    def is_translated(self) -> bool:
        """Whether a map here is one of texts by language; a record is none, whatever its schema."""
        return self.place != () and any(spot.holds_texts for spot in self.spots)

    @cached_property
    def is_dated(self) -> bool:
        """Whether texts here are dates of EDTF."""
        return any("edtf-date" in spot.formats() for spot in self.spots)

    @cached_property
    def refers_to(self) -> tuple[str, ...] | None:
        """The kinds of record that a text here may refer to; None where it is no reference.

        A text under `ref` is one whatever the schema says.
        """
        kinds: list[str] = []
        for spot in self.spots:
            said = spot.shape.annotation(spot.schemas, "x-ref")
            kinds += map(str, said if isinstance(said, list) else [said] if said else [])
        return tuple(kinds) if kinds or self.place[-1:] == ("ref",) else None

    @cached_property
    def is_code(self) -> bool:
        """Whether the schema holds texts here to a closed list, a format or a whole pattern."""
        return self.refers_to is not None or any(
            _is_code(schema) for spot in self.spots for schema in _maps(spot.schemas)
        )

    @property
    def has_column(self) -> bool:
        """Whether single values stand here, or may."""
        return self.whole or bool(self.scalars) or self.declared is not None

    def names(self) -> dict[str, None]:
        """The names that the schema gives to the fields here, in its order."""
        return dict.fromkeys(
            name for spot in self.spots for name in spot.shape.properties(spot.schemas)
        )

    def ordered(self) -> Iterator[tuple[str, Node]]:
        """The fields: first those that the schema names, in its order."""
        for name in (
            *(known := self.names()),
            *(name for name in self.fields if name not in known),
        ):
            if name in self.fields:
                yield name, self.fields[name]

    def child(self, part: str | int) -> Node:
        """A node for what stands under a name, or for the members of the lists here."""
        spots = [Spot(spot.shape, (*spot.place, part), spot.declared) for spot in self.spots]
        return Node([spot for spot in spots if spot.schemas], (*self.place, part))


class Structure:
    """What the records of one kind are made of.

    Attributes:
        root: the record itself.
    """

    def __init__(self, starts: Sequence[Spot]) -> None:
        self._left = _MOST_DECLARED
        self._lists_left = MOST_LISTS
        self.root = Node(starts)
        self.root.has_maps = True
        self._declare(self.root, frozenset())

    def add(self, value: Json) -> None:
        """Make room for a record."""
        self._add(self.root, value)

    def _add(self, node: Node, value: Json) -> None:
        if node.whole or value is None:
            return
        if isinstance(value, str):
            node.scalars.add("text")
        elif isinstance(value, dict):
            node.has_maps = True
            if not node.is_translated:
                self._add_fields(node, value)
            elif not all(isinstance(text, str) for text in value.values()):
                _close(node)
            else:
                self._add_tags(node, value)
        elif isinstance(value, list):
            self._add_members(node, value)
        else:
            node.scalars.add(_scalar(value))

    def _add_members(self, node: Node, items: list[Json]) -> None:
        node.has_lists = True
        if node.member is None and not self._lists_left:
            _close(node)
            return
        member = node.member or self._member(node)
        for item in items:
            self._add(member, item)

    def _add_fields(self, node: Node, value: dict[str, Json]) -> None:
        fields = node.fields
        for name, child in value.items():
            field = fields.get(name)
            if field is None:
                if len(fields) >= MOST_NAMES:
                    _close(node)
                    return
                field = fields[name] = node.child(name)
            if child.__class__ is str:
                field.scalars.add("text")
            else:
                self._add(field, child)

    def _add_tags(self, node: Node, value: dict[str, Json]) -> None:
        node.tags |= dict.fromkeys(value)
        if len(node.tags) > MOST_NAMES:
            _close(node)

    def _member(self, node: Node, above: frozenset[tuple[int, ...]] = frozenset()) -> Node:
        self._lists_left -= 1
        node.member = node.child(0)
        _allow(node.member)
        self._declare(node.member, above)
        return node.member

    def _declare(self, row: Node, above: frozenset[tuple[int, ...]]) -> None:
        """Give a record or a list's member the fields that its schema names.

        Args:
            above: the schemas around it; what lies in itself is not followed for ever.
        """
        here = tuple(id(schema) for spot in row.spots for schema in _maps(spot.schemas))
        names = row.names()
        if here in above or not names or len(names) > min(self._left, MOST_NAMES):
            return
        row.has_maps = True
        self._left -= len(names)
        for name in names:
            field = row.fields[name] = row.child(name)
            _allow(field)
            if "array" in _types(field) and self._lists_left:
                field.has_lists = True
                self._member(field, above | {here})


def _types(node: Node) -> frozenset[str]:
    """The types that the schema gives to what stands here; none where it may be anything."""
    types = frozenset(each for spot in node.spots for each in spot.types)
    return types if len(types) < _ANY else frozenset()


def _allow(node: Node) -> None:
    """Note which single values the schema allows."""
    types = _types(node)
    found = frozenset(_DECLARED[each] for each in types if each in _DECLARED)
    if found or (node.spots and not types):
        node.declared = found


def _close(node: Node) -> None:
    """Keep what stands at a place as JSON from now on."""
    node.whole = True
    node.fields = {}
    node.member = None


def _scalar(value: float) -> Scalar:
    if isinstance(value, bool):
        return "boolean"
    if not isinstance(value, int):
        return "number"
    if -_EXACT <= value <= _EXACT:
        return "integer"
    return "long" if -_LONG <= value < _LONG else "huge"


def _is_code(schema: Mapping[str, Json]) -> bool:
    pattern = schema.get("pattern")
    whole = isinstance(pattern, str) and pattern.startswith("^") and pattern.endswith("$")
    return whole or "enum" in schema or "const" in schema or str(schema.get("format")) in FORMATS


def _maps(schemas: Sequence[Located]) -> Iterator[Mapping[str, Json]]:
    return (one.schema for one in schemas if isinstance(one.schema, dict))
