"""Every word of the vocabularies has a label in every language; how a label is found."""

import json
from pathlib import Path

import pytest

from eventbook.events.labels import LANGUAGES, capital, counted, label, page_language, words

SCHEMAS = Path(__file__).parents[3] / "schemas"
# Which vocabulary a property's words belong to: by its owner in the schema, where names repeat.
GROUPS = {
    "basis": "basis", "coordinates.precision": "precision", "workType": "work-type",
    "source.kind": "source-kind", "source.relation": "source-relation", "source.stance": "stance",
    "source.link": "link", "note.visibility": "visibility", "review.status": "review-status",
    "event.type": "type", "event.title_type": "title-type", "event.status": "status",
    "event.attendance_mode": "attendance-mode", "broadcast.kind": "broadcast-kind",
    "relation.kind": "event-relation", "occasion.kind": "occasion-kind",
    "organiser.role": "organiser-role", "participant.roles": "participant-role",
    "mention.match": "match", "campaign.relation": "campaign-relation",
    "item.kind": "programme-kind", "figure.qualifier": "figure-qualifier",
    "statement.kind": "statement-kind", "medium.kind": "media-kind",
    "organisation.kind": "organisation-kind",
}  # fmt: skip


def vocabularies():
    """(where, words) of every enumeration in the schemas that ship."""
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        name = path.name.removesuffix(".schema.json")
        schema = json.loads(path.read_text(encoding="utf-8"))
        for owner, definition in {name: schema, **schema.get("$defs", {})}.items():
            if "enum" in definition:
                yield owner, definition["enum"]
            for field, value in definition.get("properties", {}).items():
                words = value.get("enum") or value.get("items", {}).get("enum")
                if words:
                    yield f"{owner}.{field}", words


FOUND = dict(vocabularies())


def test_the_vocabularies_are_those_of_the_schema():
    assert sorted(FOUND) == sorted(GROUPS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", sorted(GROUPS))
def test_every_word_has_a_label_in_every_language(where, lang):
    table = words(lang)
    assert [word for word in FOUND[where] if not table.get(f"{GROUPS[where]}.{word}")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_identifier_has_a_label(lang):
    common = json.loads((SCHEMAS / "common.schema.json").read_text(encoding="utf-8"))
    schemes = common["$defs"]["ids"]["properties"]
    assert [name for name in schemes if f"identifier.{name}" not in words(lang)] == []


@pytest.mark.parametrize(
    ("key", "lang", "expected"),
    [
        ("programme-kind.wreath-laying", None, "Laying of wreaths"),
        ("status.held", "en-GB", "Held"),
        ("status.held", "tlh", "Held"),
        ("programme-kind.wine-tasting", "en", "wine tasting"),
        ("status.As-Written Text", "en", "As-Written Text"),
        ("status.a.b", "en", "a.b"),
    ],
)
def test_label(key, lang, expected):
    assert label(key, lang) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("tlh", "en"),
        ("it-CH", "it"),
        ("az-Latn", "az"),
    ],
)
def test_page_language(asked, expected):
    assert page_language(asked) == expected


@pytest.mark.parametrize(
    ("number", "lang", "expected"),
    [
        (0, "en", "0 events"),
        (1, None, "1 event"),
        (2, "tlh", "2 events"),
        (1, "it", "1 evento"),
        (5, "it-CH", "5 eventi"),
        (1_000_000, "it", "1000000 eventi"),
        (1, "az", "1 tədbir"),
        (3, "az", "3 tədbir"),
    ],
)
def test_counted(number, lang, expected):
    assert counted("form.events", number, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("iyun", "az", "İyun"),
        ("idman", "az-Latn", "İdman"),
        ("ırmaq", "az", "Irmaq"),
        ("aprel", "az", "Aprel"),
        ("inverno", "it", "Inverno"),
        ("iris", None, "Iris"),
        ("“x”", "en", "“x”"),
        ("", "az", ""),
    ],
)
def test_capital(text, lang, expected):
    assert capital(text, lang) == expected
