"""Small books in memory: settings, schemas and records, as filters see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import pytest

from eventbook.book.facts import Facts
from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import Kind, load_settings
from eventbook.query.known import Known
from eventbook.query.records import Record, rows
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape

Known_: TypeAlias = Callable[..., Known]
Rows: TypeAlias = Callable[..., list[Record]]

EVENT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "type": {
            "enum": ["concert", "reading", "lecture"],
            "x-value-synonyms": {"recital": "concert"},
        },
        "title": {"$ref": "#/$defs/text"},
        "date": {"type": ["string", "integer"], "format": "edtf-date"},
        "count": {"type": ["integer", "null"]},
        "place": {
            "type": "object",
            "x-synonyms": ["venue"],
            "properties": {
                "city": {"$ref": "#/$defs/text"},
                "country": {"type": "string"},
                "ref": {"type": "string"},
            },
            "additionalProperties": False,
        },
        "people": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "role": {"enum": ["speaker", "other"]},
                    "minor": {"type": "boolean"},
                },
                "if": {"properties": {"role": {"const": "other"}}},
                "then": {"required": ["name"]},
                "additionalProperties": False,
            },
        },
        "keywords": {"type": "array", "items": {"type": "string"}},
        "local": {"type": "object", "additionalProperties": True},
    },
    "unevaluatedProperties": False,
    "$defs": {
        "text": {
            "type": ["string", "object"],
            "propertyNames": {"format": "language-tag"},
            "additionalProperties": {"type": "string"},
        }
    },
}
SETTINGS = '[kinds.event]\nrecords = ["events/*.yaml"]\nschema = "schemas/event.json"\n'


@pytest.fixture
def known_of() -> Known_:
    """What is known of a book with these schemas, whose settings name them by kind."""

    def make(settings: str = SETTINGS, **schemas: Any) -> Known:
        schemas = schemas or {"event": EVENT}
        catalog = Catalog(
            {f"schemas/{name}.json": json.dumps(one).encode() for name, one in schemas.items()}
        )

        def judges_file(kind: Kind, pattern: RecordPattern) -> bool:
            shape = Shape(catalog, kind.schema)
            return bool(pattern.steps) and shape.types(shape.at(())) == {"array"}

        return Known.of(
            load_settings(settings.encode()), lambda kind: Shape(catalog, kind.schema), judges_file
        )

    return make


@pytest.fixture
def known(known_of: Known_) -> Known:
    """What is known of a book of events."""
    return known_of()


@pytest.fixture
def rows_of(known: Known) -> Rows:
    """Events as filters see them; the id of each is its number, unless it has one."""

    def make(values: Iterable[dict[str, Any]], known: Known = known) -> list[Record]:
        facts = [
            Facts(f"events/{number}.yaml", "event", id=value.get("id", str(number)), value=value)
            for number, value in enumerate(values)
        ]
        return rows(facts, known)

    return make
