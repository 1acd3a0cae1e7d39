"""What a schema says of a place: names, types, annotations, identities."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.pointer import Place
from eventbook.schema.shape import ListIdentity, Shape
from unit.schema.small import PATH, catalog

EVENT: dict[str, Any] = {
    "type": "object",
    "title": "Event",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "title": "Id"},
        "place": {"$ref": "#/$defs/place"},
        "people": {
            "type": "array",
            "x-list-key": [["key"], ["name|ref", "role"], "skipped"],
            "items": {"$ref": "#/$defs/person"},
        },
        "tags": {"x-list": "set", "items": {"type": "string"}},
        "free": {"additionalProperties": {"type": "integer"}},
        "by": {
            "patternProperties": {"^x-": {"type": "null"}, r"\p{Nothing}": {"type": "array"}},
            "properties": {"x-1": {"type": "boolean"}},
            "unevaluatedProperties": {"type": "string"},
        },
        "pair": {
            "prefixItems": [{"type": "integer"}, {"type": "string"}],
            "items": {"type": "null"},
        },
        "old": {"items": [{"type": "integer"}], "additionalItems": {"type": "boolean"}},
        "rest": {"unevaluatedItems": {"type": "number"}},
        "gone": False,
        "any": True,
    },
    "if": {"properties": {"id": {"const": "x"}}},
    "then": {"required": ["place"], "properties": {"extra": {"type": "string"}}},
    "else": {"properties": {"place": {"title": "Elsewhere"}}},
    "dependentSchemas": {"place": {"properties": {"map": {"type": "string"}}}},
    "$defs": {
        "place": {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": {"city": {"type": "string"}}},
            ]
        },
        "person": {
            "oneOf": [
                {"properties": {"name": {"type": "string"}}},
                {"properties": {"ref": {"type": "string"}}},
            ],
            "properties": {"friends": {"items": {"$ref": "#/$defs/person"}}},
        },
    },
}


@pytest.fixture
def shape() -> Shape:
    return Shape(catalog({PATH: EVENT}), PATH)


@pytest.mark.parametrize(
    ("place", "types"),
    [
        ((), {"object"}),
        (("id",), {"string"}),
        (("place",), {"string", "object"}),
        (("place", "city"), {"string"}),
        (("people", 3), {"null", "boolean", "integer", "number", "string", "array", "object"}),
        (("people", 3, "name"), {"string"}),
        (("people", 0, "friends", 1, "friends", 2, "ref"), {"string"}),
        (("free", "anything"), {"integer"}),
        (("by", "x-1"), {"boolean", "null"}),
        (("by", "x-2"), {"null"}),
        (("by", "other"), {"string"}),
        (("pair", 0), {"integer"}),
        (("pair", 1), {"string"}),
        (("pair", 2), {"null"}),
        (("old", 0), {"integer"}),
        (("old", 1), {"boolean"}),
        (("rest", 0), {"number"}),
        (("extra",), {"string"}),
        (("map",), {"string"}),
    ],
)
def test_types(shape: Shape, place: Place, types: set[str]) -> None:
    assert shape.types(shape.at(place)) == types


def test_a_list_of_types() -> None:
    shape = Shape(catalog({PATH: {"type": ["string", "null"]}}), PATH)
    assert shape.types(shape.at(())) == {"string", "null"}


@pytest.mark.parametrize(
    "place", [("nowhere",), ("id", "x"), ("id", 0), ("any", "x"), ("gone",), ("place", 0)]
)
def test_where_a_schema_says_nothing(shape: Shape, place: Place) -> None:
    assert shape.at(place) == ()
    assert len(shape.types(shape.at(place))) == 7


def test_names(shape: Shape) -> None:
    names = list(shape.properties(shape.at(())))
    assert names == [
        *("id", "place", "people", "tags", "free", "by", "pair", "old", "rest", "any"),
        *("extra", "map"),
    ]
    assert list(shape.properties(shape.at(("people", 0)))) == ["friends", "name", "ref"]
    assert shape.required(shape.at(())) == {"id", "place"}


def test_annotations(shape: Shape) -> None:
    assert shape.annotation(shape.at(()), "title") == "Event"
    assert shape.annotation(shape.at(("place",)), "title") == "Elsewhere"
    assert shape.annotation(shape.at(()), "description") is None


@pytest.mark.parametrize(
    ("place", "identity"),
    [
        (("people",), ((("key",),), (("name", "ref"), ("role",)))),
        (("people", 1, "friends"), None),
        (("tags",), "set"),
        (("pair",), None),
        (("nowhere",), None),
    ],
)
def test_how_items_are_told_apart(shape: Shape, place: Place, identity: ListIdentity) -> None:
    assert shape.list_identity(place) == identity


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#"}, {"not": {}}]}}},
        {"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}},
        {"$dynamicRef": "#me", "$dynamicAnchor": "me"},
        {"$recursiveRef": "#"},
    ],
)
def test_a_schema_that_refers_to_itself_comes_to_an_end(schema: Any) -> None:
    shape = Shape(catalog({PATH: schema}), PATH)
    shape.at(("a", 0, "a", "a", 0, "a"))
    assert shape.properties(shape.at(())) == shape.properties(shape.at(()))


def test_schemas_of_other_files_and_metaschemas() -> None:
    files = {
        PATH: {
            "properties": {
                "a": {"$ref": "other.json"},
                "b": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
            }
        },
        "other.json": {
            "$id": "https://x.example/o",
            "properties": {"c": {"$ref": "#/$defs/c"}},
            "$defs": {"c": {"type": "null"}},
        },
    }
    shape = Shape(catalog(files), PATH)
    assert shape.types(shape.at(("a", "c"))) == {"null"}
    assert shape.types(shape.at(("b", "minLength"))) == {"integer"}
    assert shape.at(("b", "properties", "x"))


@pytest.mark.parametrize("schema", [True, False])
def test_true_and_false_say_nothing(schema: bool) -> None:
    shape = Shape(catalog({PATH: schema}), PATH)
    assert shape.at(()) == ()
    assert shape.properties([shape.located(schema)]) == {}
    assert shape.required([shape.located(schema)]) == frozenset()
    assert shape.annotation([shape.located(schema)], "title") is None
    assert list(shape.in_place([shape.located(schema)])) == []
    assert len(shape.types([shape.located(schema)])) == 7
