"""Records, kinds and databases for these tests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.exchange.exporting import sqlite
from eventbook.exchange.exporting.interface import Export, KindToExport
from eventbook.jsonvalue import Json
from eventbook.query.places import Spot
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape

TEXT = {
    "type": ["string", "object"],
    "propertyNames": {"format": "language-tag"},
    "additionalProperties": {"type": "string"},
}
CONCERT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "title": TEXT,
        "date": {"type": ["string", "integer"], "format": "edtf-date"},
        "type": {"enum": ["concert", "reading"]},
        "place": {
            "type": "object",
            "properties": {
                "name": TEXT,
                "city": {"type": "string"},
                "ref": {"type": "string", "x-ref": "hall"},
            },
        },
        "seats": {"type": "integer"},
        "sold_out": {"type": "boolean"},
        "keywords": {"type": "array", "items": {"type": "string"}},
        "days": {"type": "array", "items": {"type": "string", "format": "edtf-date"}},
        "programme": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "work": {"type": ["string", "object"]},
                    "note": TEXT,
                    "people": {
                        "type": "array",
                        "items": {"properties": {"name": {"type": "string"}}},
                    },
                },
            },
        },
    },
}
HALL: dict[str, Any] = {"properties": {"id": {"type": "string"}, "name": TEXT}}


def starts(schema: Json) -> tuple[Spot, ...]:
    """Where a record stands in a schema that is for one record."""
    catalog = Catalog({"kind.schema.json": json.dumps(schema).encode()})
    return (Spot(Shape(catalog, "kind.schema.json"), ()),)


def facts(kind: str, value: dict[str, Any], number: int = 1) -> Facts:
    """A record in a file of its own."""
    found = value.get("id")
    return Facts(f"{kind}/{number}.yaml", kind, id=found if isinstance(found, str) else None,
                 value=value)  # fmt: skip


def book(records: Mapping[str, Sequence[dict[str, Any]]], **schemas: Json) -> Export:
    """Records of kinds `concert` and `hall`, or of those whose schemas are given."""
    given = schemas or {"concert": CONCERT, "hall": HALL}
    kinds = [
        KindToExport(name, starts(schema), "name" if name == "hall" else "title")
        for name, schema in given.items()
    ]
    found = [
        facts(kind, value, number)
        for kind, values in records.items()
        for number, value in enumerate(values, 1)
    ]
    titles = {"hall/old-town-hall": "Old Town Hall", "hall/gone": "A hall that is not exported"}
    return Export(kinds, found, title="Test archive", titles=lambda: titles)


def database(exported: Export) -> sqlite3.Connection:
    """The database of an export, in memory."""
    made = sqlite3.connect(":memory:")
    sqlite.export(exported, made)
    made.row_factory = sqlite3.Row
    return made


def rows(made: sqlite3.Connection, query: str) -> list[dict[str, Any]]:
    """What a query finds."""
    return [dict(row) for row in made.execute(query)]


_HOSTILE = [
    'a"b', "a b", "A", "a", "select", "", "record_no", "value", "ROWID", "a.b", "x'; DROP TABLE--",
    "é", "\x1b[31m", "🎻", "ref", "item_no", "id_2", "title_earliest", "9", "_", "path", "year",
]  # fmt: skip
NAMES = st.one_of(
    st.sampled_from([*CONCERT["properties"], "name", "note", "people", "en", "it", *_HOSTILE]),
    st.text(max_size=5),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**53 + 1, 2**63 - 1, -(2**63), 2**63, 10**40]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=()), max_size=8),
    st.sampled_from(["2019-05", "XXXX", "hall/old-town-hall", "old-town-hall", "=1+1", "\ud800"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)
RECORDS = st.lists(st.dictionaries(NAMES, VALUES, max_size=5), min_size=1, max_size=4)
SCHEMAS = st.sampled_from(
    [
        True,
        {},
        CONCERT,
        TEXT,
        {"properties": {"a": {"$ref": "#"}, "b": {"type": "array", "items": {"$ref": "#"}}}},
        {"additionalProperties": TEXT},
        {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
    ]
)
"""Records of any shape, and schemas that fit them or do not."""
