"""Where in a schema a typed path can lead, and what the schema says of that place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.query.paths import Path, index_of
from eventbook.schema.catalog import Located
from eventbook.schema.shape import Shape
from eventbook.schema.words import same_word

_OF_LISTS = frozenset({"items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"})
_OF_MAPS = frozenset(
    {"properties", "patternProperties", "additionalProperties", "propertyNames", "required",
     "unevaluatedProperties", "minProperties", "maxProperties"}
)  # fmt: skip
_OF_SCALARS = frozenset(
    {"enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
     "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)  # fmt: skip
_DEEPEST = 64  # a schema may say that the members of a list are such lists themselves


class Spot(NamedTuple):
    """A place of a schema.

    Attributes:
        shape: the schema's names and annotations.
        place: where in there; list members are all alike, so they count as number 0.
        declared: the schema speaks of it; else it only leaves room for it.
    """

    shape: Shape
    place: Place
    declared: bool = True

    @property
    def schemas(self) -> tuple[Located, ...]:
        """Every schema that may apply here."""
        return self.shape.at(self.place)

    @property
    def types(self) -> frozenset[str]:
        """The JSON types that a value here can have, as far as the schema tells."""
        named = self.shape.types(self.schemas)
        if len(named) < 7:
            return named
        keywords = {key for one in _maps(self.schemas) for key in one}
        found = {"array"} if keywords & _OF_LISTS else set()
        found |= {"object"} if keywords & _OF_MAPS else set()
        found |= {"string", "number", "boolean"} if keywords & _OF_SCALARS else set()
        return frozenset(found) or named

    def names(self) -> dict[str, Located]:
        """The names of the maps here, lists being transparent."""
        found: dict[str, Located] = {}
        for spot in self.maps():
            for name, located in self.shape.properties(spot.schemas).items():
                found.setdefault(name, located)
        return found

    def maps(self) -> Iterator[Spot]:
        """This place, and where it may be a list, that of its members."""
        if "object" in self.types:
            yield self
        if member := self._member():
            yield from member.maps()

    def ends(self) -> Iterator[Spot]:
        """The places of the values here that are no lists."""
        if self.types - {"array"}:
            yield self
        if member := self._member():
            yield from member.ends()

    def members(self) -> Iterator[Spot]:
        """The places of what a list here holds, lists in lists being transparent."""
        if member := self._member():
            yield from member.ends()

    def follow(self, path: Path) -> list[Spot]:
        """Where a path can lead from here; nowhere where the schema has no room for it."""
        spots = [self]
        for part in path:
            spots = [further for spot in spots for further in spot._step(part)]
        return spots

    def allowed(self) -> list[Json] | None:
        """The only values that can stand here; None where there is no closed list of them."""
        named = self.types - {"null"}
        if named == {"boolean"}:
            return [True, False]
        lists = [values for one in _maps(self.schemas) if (values := _list(one, "enum"))]
        if not lists or any(self._opens(one) for one in _maps(self.schemas)):
            return None
        return [value for values in lists for value in values]

    def formats(self) -> set[str]:
        """The formats that values here have."""
        return {str(one["format"]) for one in _maps(self.schemas) if "format" in one}

    @property
    def holds_texts(self) -> bool:
        """Whether a map here is one of texts by language."""
        return any(
            isinstance(names := one.get("propertyNames"), dict)
            and names.get("format") == "language-tag"
            for one in _maps(self.schemas)
        )

    def _step(self, part: str | int) -> Iterator[Spot]:
        if not self.schemas:
            yield Spot(self.shape, self._at(part).place, declared=False)
            return
        if member := self._member():
            yield from (member,) if index_of(part) is not None else member._step(part)
        elif "array" in self.types:
            yield Spot(self.shape, self._at(part).place, declared=False)
        if "object" in self.types and isinstance(part, str):
            yield from self._key(part)

    def _key(self, name: str) -> Iterator[Spot]:
        key = self._at(name)
        if name in self.shape.properties(self.schemas):
            yield key
        elif not all(_name_fits(one, name) for one in _maps(self.schemas)):
            return
        elif key.schemas:
            yield Spot(self.shape, key.place, self.declared)
        elif not self._is_closed():
            yield Spot(self.shape, key.place, declared=False)

    def _member(self) -> Spot | None:
        """The members of a list here, if the schema says what they are."""
        if "array" not in self.types or len(self.place) > _DEEPEST:
            return None
        member = self._at(0)
        return member if member.schemas else None

    def _at(self, part: str | int) -> Spot:
        return Spot(self.shape, (*self.place, part), self.declared)

    def _is_closed(self) -> bool:
        """Whether other names than those that are listed cannot stand here."""
        rests = [
            one[keyword]
            for one in _maps(self.schemas)
            for keyword in ("additionalProperties", "unevaluatedProperties")
            if keyword in one
        ]
        return bool(rests) and all(rest is False for rest in rests)

    def _opens(self, schema: dict[str, Json]) -> bool:
        """Whether a schema offers other values beside those of a closed list."""
        for keyword in ("anyOf", "oneOf"):
            closed = [
                any("enum" in one for one in _maps(tuple(self.shape.in_place([branch]))))
                for branch in map(self.shape.located, _list(schema, keyword))
            ]
            if any(closed) and not all(closed):
                return True
        return False


def alike(place: Place) -> Place:
    """A place of a record as a path in a schema, where the members of a list are all alike."""
    return tuple(0 if isinstance(part, int) else part for part in place)


def called(name: str, known: dict[str, Located]) -> str | None:
    """The known name for which people try this one (`x-synonyms`)."""
    for candidate, located in known.items():
        schema = located.schema
        words = schema.get("x-synonyms", ()) if isinstance(schema, dict) else ()
        if any(same_word(str(word), name) for word in words):
            return candidate
    return None


def _maps(schemas: Sequence[Located]) -> list[dict[str, Json]]:
    return [one.schema for one in schemas if isinstance(one.schema, dict)]


def _list(schema: dict[str, Json], keyword: str) -> list[Json]:
    value = schema.get(keyword)
    return value if isinstance(value, list) else []


def _name_fits(schema: dict[str, Json], name: str) -> bool:
    rule = schema.get("propertyNames")
    if not isinstance(rule, dict):
        return True
    from eventbook.values.formats import FORMATS

    check = FORMATS.get(str(rule.get("format")))
    if check is not None and check(name) is not None:
        return False
    pattern = rule.get("pattern")
    if "enum" in rule and name not in _list(rule, "enum"):
        return False
    try:
        return not isinstance(pattern, str) or re.search(pattern, name) is not None
    except re.error:  # a pattern of the ECMA dialect that Python does not know
        return True
