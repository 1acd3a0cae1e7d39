"""The order of keys, all the way down a schema, and in files that list records."""

from __future__ import annotations

import json

from eventbook.formatting.keys import FREE, Keys, keys_in_lists, keys_of
from eventbook.pointer import Place
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape

SCHEMA = {
    "properties": {
        "id": {},
        "when": {"format": "edtf-date"},
        "people": {"type": "array", "items": {"$ref": "#/$defs/person"}},
        "pair": {"prefixItems": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
        "old": {"items": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
        "text": {"additionalProperties": {"properties": {"x": {}, "y": {}}}},
    },
    "$defs": {
        "person": {
            "properties": {"name": {}, "friends": {"items": {"$ref": "#/$defs/person"}}},
            "allOf": [{"properties": {"role": {}}}],
        }
    },
}
KEYS = keys_of(Shape(Catalog({"s.json": json.dumps(SCHEMA).encode()}), "s.json"))


def at(keys: Keys, place: Place) -> Keys:
    for part in place:
        keys = keys.under(part)
    return keys


def names(place: Place) -> list[str]:
    rank = at(KEYS, place).rank
    return sorted(rank, key=lambda name: rank[name])


def test_the_order_is_that_of_the_schema_at_every_depth():
    assert names(()) == ["id", "when", "people", "pair", "old", "text"]
    assert names(("people",)) == []
    assert names(("people", 0)) == ["name", "friends", "role"]
    assert names(("people", 9, "friends", 3, "friends", 7)) == ["name", "friends", "role"]
    assert names(("text", "any")) == ["x", "y"]
    assert names(("unknown", 0, "more")) == []


def test_items_are_alike_unless_the_schema_tells_them_apart():
    assert at(KEYS, ("people", 5)) is at(KEYS, ("people", 0))
    assert [names(("pair", index)) for index in (0, 1, 2)] == [["a"], ["b"], []]
    assert [names(("old", index)) for index in (0, 1, 2)] == [["a"], ["b"], []]


def test_dates_are_known_by_their_format():
    assert at(KEYS, ("when",)).is_date
    assert not at(KEYS, ("id",)).is_date


def test_a_file_of_records_has_no_order_but_theirs():
    assert keys_in_lists((), KEYS) is KEYS
    plain = keys_in_lists(((),), KEYS)
    assert (plain.rank, plain.under(3), plain.under("x")) == ({}, KEYS, FREE)
    deep = keys_in_lists(((), ("days", "talks")), KEYS)
    assert at(deep, (0, "days", "talks", 2)) is KEYS
    for place in ((0, "days", "other"), (0, "days", 0), ("days",), (0, "days", "talks", "x")):
        assert at(deep, place) is FREE
    assert FREE.under("any") is FREE
