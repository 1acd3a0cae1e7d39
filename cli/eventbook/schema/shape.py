"""What a schema says of a place, without a value at hand: names, types, annotations.

Where a schema offers alternatives (`anyOf`, `oneOf`, `if`), all of them count. That is right for
what this is asked for: which names exist, how list items are told apart, what a text may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, TypeAlias, cast

from eventbook.errors import SchemaError
from eventbook.pointer import Place
from eventbook.schema.catalog import Catalog, Located
from eventbook.schema.ecma import matches

ListIdentity: TypeAlias = Literal["set"] | tuple[tuple[tuple[str, ...], ...], ...] | None
"""How the items of a list are told apart: candidates in order, each a tuple of fields, each field
a tuple of alternative names; `"set"` where order means nothing; None where nothing is declared."""

_ALL_OF = ("allOf", "anyOf", "oneOf")
_ONE = ("if", "then", "else")
_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


class Shape:
    """The places of one schema."""

    def __init__(self, catalog: Catalog, path: str) -> None:
        self._catalog = catalog
        self._root = catalog.root(path)
        self.at = lru_cache(maxsize=4096)(self._at)
        self._counts: dict[int, int] = {}

    def _at(self, place: Place) -> tuple[Located, ...]:
        """Every schema that may apply to the value at a place, outermost first."""
        if not place:
            return tuple(self.in_place([self._root]))
        found = [child for parent in self.at(place[:-1]) for child in _children(parent, place[-1])]
        return tuple(self.in_place(found))

    def in_place(self, schemas: Iterable[Located], *, negated: bool = False) -> Iterator[Located]:
        """The schemas and all that they apply to the same value, each once.

        Args:
            negated: those, too, that the value must not fit.
        """
        queue = list(schemas)
        seen: set[int] = set()
        while queue:
            located = queue.pop(0)
            schema = located.schema
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            seen.add(id(schema))
            yield located
            queue[:0] = self._applied(located, negated=negated)

    def times(self, located: Located, most: int) -> int:
        """How many schemas a schema applies to one value, each as often as it is led to.

        A schema of few lines may lead to millions, by two ways to what has two ways itself. What
        applies itself to the same value again is refused before (`Catalog.refuse_endless`).

        Args:
            most: the count stops where it is above.
        """
        counts = self._counts
        stack = [(located, False)]
        while stack:
            each, is_counted = stack.pop()
            known = id(each.schema)
            inner = self._applied(each, negated=True)
            if is_counted:
                counts[known] = min(1 + sum(counts[id(one.schema)] for one in inner), most + 1)
            elif known not in counts:
                counts[known] = 1  # what leads back to it counts it as one
                stack.append((each, True))
                stack += [(one, False) for one in inner]
        return counts[id(located.schema)]

    def _applied(self, located: Located, *, negated: bool) -> list[Located]:
        """The schemas that a schema applies to the same value by itself."""
        schema = located.schema
        if not isinstance(schema, dict):
            return []
        inner = [child for key in _ALL_OF for child in _list(schema, key)]
        inner += [schema[key] for key in _ONE if key in schema]
        inner += list(_map(schema, "dependentSchemas").values())
        inner += [schema["not"]] if negated and "not" in schema else []
        found = [self._located(child, located.base) for child in inner]
        for key in ("$ref", "$dynamicRef", "$recursiveRef"):
            if isinstance(schema.get(key), str):
                found[:0] = self._lookup(located.base, schema[key])
        return found

    def located(self, schema: Any) -> Located:
        """A schema object of the catalog with its base URI."""
        return self._located(schema, self._root.base)

    def properties(self, schemas: Iterable[Located]) -> dict[str, Located]:
        """The property names that schemas give, in order, each with its first schema."""
        names: dict[str, Located] = {}
        for located in schemas:
            if isinstance(located.schema, dict):
                for name, schema in _map(located.schema, "properties").items():
                    if schema is not False:
                        names.setdefault(name, self._located(schema, located.base))
        return names

    def required(self, schemas: Iterable[Located]) -> frozenset[str]:
        """The property names that some schema requires."""
        return frozenset(
            name
            for located in schemas
            if isinstance(located.schema, dict)
            for name in _list(located.schema, "required")
        )

    def annotation(self, schemas: Iterable[Located], keyword: str) -> Any:
        """The first value of a keyword among schemas, or None."""
        for located in schemas:
            if isinstance(located.schema, dict) and keyword in located.schema:
                return located.schema[keyword]
        return None

    def types(self, schemas: Iterable[Located]) -> frozenset[str]:
        """The JSON types that some schema names; all of them where none does."""
        named: set[str] = set()
        for located in schemas:
            declared = located.schema.get("type") if isinstance(located.schema, dict) else None
            named.update([declared] if isinstance(declared, str) else declared or ())
        return frozenset(named) or _TYPES

    def list_identity(self, place: Place) -> ListIdentity:
        """How the items of the list at a place are told apart (`x-list-key`, `x-list`)."""
        schemas = self.at(place)
        if self.annotation(schemas, "x-list") == "set":
            return "set"
        declared = self.annotation(schemas, "x-list-key")
        if not isinstance(declared, list):
            return None
        return tuple(
            tuple(tuple(str(field).split("|")) for field in candidate)
            for candidate in declared
            if isinstance(candidate, list)
        )

    def _located(self, schema: Any, base: str) -> Located:
        return Located(schema, self._catalog.base_of(schema, base))

    def _lookup(self, base: str, reference: str) -> list[Located]:
        try:
            return [self._catalog.lookup(base, reference)]
        except SchemaError:  # a metaschema: known to validators, of no interest here
            return []


def _children(parent: Located, part: str | int) -> Iterator[Located]:
    schema = cast("dict[str, Any]", parent.schema)  # `in_place` gives no others
    found = _items(schema, part) if isinstance(part, int) else _property(schema, part)
    yield from (Located(child, parent.base) for child in found if isinstance(child, dict))


def _property(schema: dict[str, Any], name: str) -> Iterator[Any]:
    known = False
    if name in _map(schema, "properties"):
        known = True
        yield schema["properties"][name]
    for pattern, child in _map(schema, "patternProperties").items():
        if matches(pattern, name):
            known = True
            yield child
    if not known:
        yield schema.get("additionalProperties")
        yield schema.get("unevaluatedProperties")


def _items(schema: dict[str, Any], index: int) -> Iterator[Any]:
    tuples = _list(schema, "prefixItems") or _list(schema, "items")
    if index < len(tuples):
        yield tuples[index]
        return
    yield schema.get("additionalItems") if isinstance(schema.get("items"), list) else None
    yield schema.get("items")
    yield schema.get("unevaluatedItems")


def _list(schema: dict[str, Any], keyword: str) -> list[Any]:
    value = schema.get(keyword)
    return value if isinstance(value, list) else []


def _map(schema: dict[str, Any], keyword: str) -> dict[str, Any]:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}
