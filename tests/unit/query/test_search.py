"""Words in texts: what is found, where, and the text around it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.errors import UsageError
from eventbook.pointer import to_path
from eventbook.query.known import Known
from eventbook.query.paths import Path
from eventbook.query.places import Spot
from eventbook.query.search import excerpt, search, words_of
from eventbook.values.folding import fold

from .conftest import Known_, Rows

TEXT: dict[str, Any] = {
    "type": ["string", "object"],
    "propertyNames": {"format": "language-tag"},
    "additionalProperties": {"type": "string"},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "record-id"},
        "type": {"enum": ["concert", "reading"]},
        "title": TEXT,
        "date": {"type": ["string", "integer"], "format": "edtf-date"},
        "place": {"type": "object", "properties": {"city": TEXT}},
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "about": {"anyOf": [{"pattern": "^[a-z-]+$"}, {"type": "string"}]},
                    "text": TEXT,
                    "figures": {"type": "array", "items": {"type": "object"}},
                },
            },
        },
    },
}
RECORD: dict[str, Any] = {
    "id": "2023-concert",
    "type": "concert",
    "title": {"en": "Concert in the City", "az": "Şəhər konserti"},
    "date": "2023-02-24",
    "place": {"city": "Bakı"},
    "default_source": "page",
    "statements": [
        {
            "speaker": "ann",
            "about": "concert",
            "text": "It was\n  the best concert.",
            "source": "paper",
            "locator": "para 2",
            "figures": [{"what": {"en": "guests"}, "value": 613, "exact": True, "parts": [1, 2]}],
        },
        {"about": "The concert's length", "text": "1613 seconds, 613 of them silent"},
    ],
    "sources": [{"key": "paper", "title": "Straße und Stadt"}, "page"],
    "local": {"613": [613, None, True, "x613"]},
}


@pytest.fixture
def schema(known_of: Known_) -> Known:
    return known_of(event=SCHEMA)


def _found(rows_of: Rows, known: Known, text: str) -> list[str]:
    hits = search(rows_of([RECORD], known), known, words_of(text))
    return [to_path(hit.place) for hit in hits]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("CONCERT", ["title.en", "statements[0].text", "statements[1].about"]),
        ("seher konsert", ["title.az"]),
        ("baki", ["place.city"]),
        ("city concert", ["title.en"]),
        ("city best", []),
        ("strasse", ["sources[0].title"]),
        ("reading", []),
        ("2023-02-24", []),
        (
            "613",
            [
                "statements[0].figures[0].value",
                "statements[1].text",
                'local["613"][0]',
                'local["613"][3]',
            ],
        ),
        ("61", ["statements[1].text", 'local["613"][3]']),
        ("613 silent", ["statements[1].text"]),
        ("true", []),
    ],
)
def test_where_words_stand(rows_of: Rows, schema: Known, text: str, places: list[str]) -> None:
    assert _found(rows_of, schema, text) == places


def test_what_a_hit_tells(rows_of: Rows, schema: Known) -> None:
    records = rows_of([RECORD], schema)
    told = [
        (to_path(hit.item), hit.language, hit.text, hit.excerpt, hit.said)
        for text in ("seher", "best", "613", "stadt")
        for hit in search(records, schema, words_of(text))
    ]
    said = {"speaker": "ann", "source": "paper", "locator": "para 2"}
    silent = "1613 seconds, 613 of them silent"
    assert told == [
        ("title", "az", "Şəhər konserti", "Şəhər konserti", {}),
        (
            "statements[0]",
            None,
            "It was\n  the best concert.",
            "It was the best concert.",
            said,
        ),
        (
            "statements[0].figures[0]",
            None,
            "613",
            "what: guests, value: 613, exact: true, parts: 1",
            said,
        ),
        ("statements[1]", None, silent, silent, {"source": "page"}),
        ('local["613"][0]', None, "613", "613", {}),
        ('local["613"][3]', None, "x613", "x613", {}),
        ("sources[0]", None, "Straße und Stadt", "Straße und Stadt", {"source": "paper"}),
    ]


def test_nothing_to_look_for() -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        words_of(" \n")


def test_an_excerpt_is_cut_between_words() -> None:
    text = " ".join(f"word{number:02d}" for number in range(40))
    assert excerpt(text, ["word20"]) == (
        "…word14 word15 word16 word17 word18 word19 word20 "
        "word21 word22 word23 word24 word25 word26…"
    )
    assert excerpt("a" * 100 + "NEEDLE" + "b" * 100, ["needle"]) == (
        f"…{'a' * 48}NEEDLE{'b' * 48}…"
    )


@given(st.text(min_size=1, max_size=200), st.integers(0, 199), st.integers(1, 30))
def test_an_excerpt_has_the_first_word_found(text: str, start: int, length: int) -> None:
    words = fold(text[start : start + length]).split()[:1]
    if words and words[0] in fold(" ".join(text.split())):
        assert words[0] in fold(excerpt(text, words))


def test_the_schema_is_asked_once_for_all_records_alike(
    rows_of: Rows, schema: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    follow = Spot.follow

    def counted(spot: Spot, path: Path) -> list[Spot]:
        asked.append(path)
        return follow(spot, path)

    monkeypatch.setattr(Spot, "follow", counted)
    records = [{**RECORD, "id": f"r{number}"} for number in range(9)]
    hits = list(search(rows_of(records, schema), schema, ["city"]))
    assert [hit.record.facts.id for hit in hits] == [f"r{number}" for number in range(9)]
    assert len(asked) == len(set(asked))
