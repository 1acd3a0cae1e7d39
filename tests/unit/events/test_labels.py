"""Every word of the vocabularies has a label, in a table that the schema cannot outgrow."""

import json
import string
from pathlib import Path

import pytest

from eventbook.events.labels import LANGUAGES, counted, label, page_language, words

FORMS = ("zero", "one", "two", "few", "many", "other")
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


@pytest.mark.parametrize("where", sorted(GROUPS))
def test_every_word_has_an_english_label(where):
    missing = [word for word in FOUND[where] if f"{GROUPS[where]}.{word}" not in words("en")]
    assert missing == []


def test_every_identifier_has_a_label():
    common = json.loads((SCHEMAS / "common.schema.json").read_text(encoding="utf-8"))
    schemes = common["$defs"]["ids"]["properties"]
    assert [name for name in schemes if f"identifier.{name}" not in words("en")] == []


def test_the_pieces_of_an_anniversary_are_words_with_a_number():
    forms = {key: text for key, text in words("en").items() if key.startswith("ordinal.")}
    assert all(text.startswith("{number}") for text in forms.values())


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_patterns_of_a_language_have_the_parts_of_the_english_ones(lang):
    def parts(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    table, english = words(lang), words("en")
    number_forms = {f"{key.rpartition('.')[0]}.{form}" for key in english for form in FORMS}
    assert set(table) <= set(english) | number_forms
    like = {key: english.get(key) or english[f"{key.rpartition('.')[0]}.other"] for key in table}
    assert {key for key in table if parts(table[key]) != parts(like[key])} == set()
    assert {key for key in table if not table[key]} == set()


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
    [(None, "en"), ("", "en"), ("EN", "en"), ("en-GB", "en"), ("tlh", "en")],
)
def test_page_language(asked, expected):
    assert page_language(asked) == expected


@pytest.mark.parametrize(
    ("number", "lang", "expected"),
    [(0, "en", "0 events"), (1, None, "1 event"), (2, "tlh", "2 events")],
)
def test_counted(number, lang, expected):
    assert counted("form.events", number, lang) == expected
