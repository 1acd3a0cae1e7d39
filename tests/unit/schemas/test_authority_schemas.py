"""What the schemas of people, organisations, places, works and subjects accept and refuse."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.schema.catalog import Catalog
from eventbook.schema.verdict import compile_schema

CATALOG = Catalog({f"{name}{ENDING}": data for name, data in builtin_schemas().items()})
STACKS = {
    kind: [compile_schema(CATALOG, f"{kind}{ENDING}", reference=each) for each in (False, True)]
    for kind in ("person", "organisation", "place", "work", "subject")
}
URL = "https://example.org/"
MINIMAL: dict[str, dict[str, Any]] = {
    "person": {"id": "ann-example", "name": "Ann Example"},
    "organisation": {"id": "lake-society", "name": "Lake Society"},
    "place": {"id": "boat-house", "name": {"en": "Boat house", "it": "Rimessa"}},
    "work": {"id": "the-lake", "title": "The Lake"},
    "subject": {"id": "flood-1953", "name": "Flood of 1953"},
}
SHARED: dict[str, Any] = {
    "aliases": ["A. E.", {"it": "Anna"}],
    "ids": {"wikidata": "Q42"},
    "sources": [{"key": "page", "url": URL}],
    "notes": [{"text": "A note."}],
    "waive": [{"rule": "todo-left", "reason": "Why.", "by": "editor", "on": "2026-11-22"}],
    "review": {"status": "draft", "by": None, "on": None},
    "former_ids": ["old-name"],
    "local": {"box": [1, {"any": None}]},
}
OWN: list[tuple[str, dict[str, Any]]] = [
    ("person", {"positions": [{"title": "Mayor"}]}),
    (
        "person",
        {
            "positions": [
                {
                    "title": {"en": "Mayor", "it": "Sindaca"},
                    "organisation": {"ref": "organisation/town"},
                    "from": 2017,
                    "to": "2020-05~",
                }
            ]
        },
    ),
    ("organisation", {"kind": "museum", "country": "IT", "part_of": {"name": "Town"}}),
    ("organisation", {"kind": "other", "as_written": "guild"}),
    (
        "place",
        {
            "address": "Shore 1",
            "city": "Como",
            "region": "Lombardy",
            "country": "IT",
            "coordinates": {"lat": 45.8, "lon": 9.1, "precision": "city"},
        },
    ),
    (
        "work",
        {
            "work_type": "opera",
            "author": "Ann Example",
            "composer": {"ref": "person/ann-example"},
            "translator": {"name": {"it": "Anna"}},
            "arranger": {"withheld": True, "label": "A neighbour"},
            "director": "Bob Example",
            "date": "18XX",
            "language": "it",
            "catalogue": "op. 1",
        },
    ),
    ("work", {"work_type": "other", "as_written": "mobile"}),
    (
        "subject",
        {
            "date": "1953-01-31/1953-02-01",
            "names_used": [{"text": "The great flood", "used_by": "publisher", "source": "page"}],
            "adjudication": {"term": "disaster", "body": "A court", "url": URL},
        },
    ),
]
REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("person", {"minor": False}, [("", "unevaluatedProperties")]),
    ("person", {"birth_date": "1990"}, [("", "unevaluatedProperties")]),
    ("person", {"positions": [{}]}, [("/positions/0", "required")]),
    (
        "person",
        {"positions": [{"title": "Mayor", "organisation": "Town"}]},
        [("/positions/0/organisation", "type")],
    ),
    (
        "person",
        {"positions": [{"title": "Mayor", "organisation": {"note": "?"}}]},
        [("/positions/0/organisation", "oneOf")],
    ),
    (
        "person",
        {"positions": [{"title": "Mayor", "from": "May 2017"}]},
        [("/positions/0/from", "format")],
    ),
    ("organisation", {"kind": "ministry"}, [("/kind", "enum")]),
    ("organisation", {"kind": "other"}, [("", "required")]),
    ("organisation", {"country": "Italy"}, [("/country", "format")]),
    ("place", {"coordinates": {"lat": 91, "lon": 0}}, [("/coordinates/lat", "maximum")]),
    ("place", {"ref": "place/other"}, [("", "unevaluatedProperties")]),
    ("work", {"work_type": "novel"}, [("/work_type", "enum")]),
    ("work", {"work_type": "other"}, [("", "required")]),
    ("work", {"name": "The Lake"}, [("", "unevaluatedProperties")]),
    ("subject", {"adjudication": {"term": "t", "body": "b"}}, [("/adjudication", "anyOf")]),
    ("subject", {"names_used": [{"used_by": "publisher"}]}, [("/names_used/0", "required")]),
]


def found(kind: str, record: object) -> list[tuple[str, str]]:
    """Pointer and keyword of what both stacks find wrong."""
    fast, reference = (
        sorted(
            ("".join(f"/{part}" for part in each.place), each.keyword)
            for each in stack.violations(record)  # type: ignore[arg-type]
        )
        for stack in STACKS[kind]
    )
    assert fast == reference
    return fast


@pytest.mark.parametrize("kind", MINIMAL)
def test_what_every_kind_may_hold(kind: str) -> None:
    assert found(kind, MINIMAL[kind]) == []
    assert found(kind, MINIMAL[kind] | SHARED) == []


@pytest.mark.parametrize(("kind", "fields"), OWN)
def test_what_a_kind_holds_of_its_own(kind: str, fields: dict[str, Any]) -> None:
    assert found(kind, MINIMAL[kind] | fields) == []


@pytest.mark.parametrize(("kind", "fields", "expected"), REFUSED)
def test_refused(kind: str, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(kind, MINIMAL[kind] | fields) == expected


@pytest.mark.parametrize("kind", MINIMAL)
def test_required_fields(kind: str) -> None:
    for name in MINIMAL[kind]:
        rest = {key: value for key, value in MINIMAL[kind].items() if key != name}
        assert found(kind, rest) == [("", "required")]
    assert found(kind, []) == [("", "type")]
