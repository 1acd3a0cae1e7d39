"""Which texts lack a language."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.query.known import Known
from eventbook.query.paths import Path
from eventbook.query.places import Spot
from eventbook.query.translations import MISSING, lacking

from .conftest import Known_, Rows

TEXT: dict[str, Any] = {
    "type": ["string", "object"],
    "propertyNames": {"format": "language-tag"},
    "additionalProperties": {"type": "string"},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "title": TEXT,
        "formal": {"type": "object", "properties": {"text": TEXT, "lang": {"type": "string"}}},
        "people": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": TEXT, "note": TEXT}},
        },
        "keywords": {"type": "array", "items": TEXT},
    },
}
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "title": {"en": "Song", "az-Latn": "Mahnı"}, "local": {"de": "Lied"}},
    {"id": "b", "title": "Lied", "formal": {"text": "Lied", "lang": "de"}},
    {
        "id": "c",
        "title": {"AZ": "Mahnı"},
        "formal": {"text": "Song"},
        "people": [{"name": "Ann"}, {"name": {"en": "Bo"}, "note": {"de": "Notiz"}}],
        "keywords": ["art", {"en": "song"}, {}, None],
    },
    {"id": "d", "people": "nobody"},
]


@pytest.fixture
def schema(known_of: Known_) -> Known:
    return known_of(event=SCHEMA)


@pytest.mark.parametrize(
    ("language", "own", "expected"),
    [
        (
            "az",
            "en",
            {
                "b": ["title"],
                "c": [
                    "formal.text",
                    "people[1].name",
                    "people[1].note",
                    "keywords[0]",
                    "keywords[1]",
                ],
            },
        ),
        ("en", "en-GB", {"c": ["title", "people[1].note"]}),
        (
            "az-Latn",
            "az",
            {
                "b": ["title"],
                "c": [
                    "title",
                    "formal.text",
                    "people[1].name",
                    "people[1].note",
                    "keywords[0]",
                    "keywords[1]",
                ],
            },
        ),
        ("de", "de", {"a": ["title"], "c": ["title", "people[1].name", "keywords[1]"]}),
    ],
)
def test_which_texts_lack_it(
    rows_of: Rows, schema: Known, language: str, own: str, expected: dict[str, list[str]]
) -> None:
    found = lacking(rows_of(RECORDS, schema), schema, language, own)
    assert {record.facts.id: record.row[MISSING] for record in found} == expected


def test_the_schema_is_asked_once_for_all_records_alike(
    schema: Known, rows_of: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    follow = Spot.follow

    def counted(spot: Spot, path: Path) -> list[Spot]:
        asked.append(path)
        return follow(spot, path)

    monkeypatch.setattr(Spot, "follow", counted)
    people = [{"name": {"en": str(number)}} for number in range(9)]
    records = [{"id": f"r{number}", "title": "Lied", "people": people} for number in range(9)]
    found = lacking(rows_of(records, schema), schema, "az", "en")
    assert [len(record.row[MISSING]) for record in found] == [10] * 9
    assert len(asked) == len(set(asked))
