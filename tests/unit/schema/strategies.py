"""Hypothesis strategies: small schemas, and values that nearly fit them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from eventbook.jsonvalue import Json

NAMES = st.sampled_from(["a", "b", "c", "$ref", "it's", "a/b~c %"])
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 0.5, 1.0, 2.5, -0.1, 0.3])
TEXTS = st.sampled_from(["", "a", "b", "ab", "A1", "2023-02-24", "é", "a\n", "\U0001f56f"])
SCALARS: st.SearchStrategy[Json] = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
_COUNTS = st.integers(0, 2)
_LEAVES: dict[str, st.SearchStrategy[Any]] = {
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
    "const": SCALARS,
    "enum": st.lists(VALUES, min_size=1, max_size=3),
    "minimum": NUMBERS,
    "maximum": NUMBERS,
    "exclusiveMinimum": NUMBERS,
    "exclusiveMaximum": NUMBERS,
    "multipleOf": st.sampled_from([1, 2, 0.5, 0.1]),
    "minLength": _COUNTS,
    "maxLength": _COUNTS,
    "pattern": st.sampled_from(["^a", "b$", r"^\w*$", r"\d", "^[^a]*$"]),
    "format": st.sampled_from(["edtf-date", "date", "record-id"]),
    "minItems": _COUNTS,
    "maxItems": _COUNTS,
    "uniqueItems": st.booleans(),
    "minProperties": _COUNTS,
    "maxProperties": _COUNTS,
    "required": st.lists(NAMES, max_size=2, unique=True),
    "dependentRequired": st.dictionaries(
        NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2
    ),
    "minContains": _COUNTS,
    "maxContains": _COUNTS,
}


def _inner(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(schemas, min_size=1, max_size=3)
    named = st.dictionaries(NAMES, schemas, max_size=2)
    composed: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), several),
        **dict.fromkeys(("properties", "dependentSchemas"), named),
        **dict.fromkeys(
            ("not", "if", "then", "else", "items", "contains", "propertyNames"), schemas
        ),
        **dict.fromkeys(("additionalProperties", "unevaluatedProperties"), schemas),
        "unevaluatedItems": schemas,
        "patternProperties": st.dictionaries(
            st.sampled_from(["^a", "b$", r"\W"]), schemas, max_size=2
        ),
    }
    return st.fixed_dictionaries({}, optional={**_LEAVES, **composed}).flatmap(_some)


def _some(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A few of a schema's keywords: with all of them no value fits."""
    keys = (
        st.lists(st.sampled_from(sorted(schema)), max_size=4, unique=True)
        if schema
        else st.just([])
    )
    return keys.map(lambda kept: {key: schema[key] for key in kept})


_LEAF = st.sampled_from(sorted(_LEAVES)).flatmap(
    lambda keyword: _LEAVES[keyword].map(lambda value: {keyword: value})
)
_REFERENCES = st.sampled_from([{"$ref": "#/$defs/x"}, {"$ref": "other.json#/$defs/y"}])
SCHEMAS: st.SearchStrategy[Any] = st.recursive(
    _LEAF | st.booleans() | _REFERENCES, _inner, max_leaves=5
)
