"""What the event schema accepts and refuses, and where it says so; two validators must agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eventbook.document.loader import load

ROME = Path(__file__).parents[3] / "records/events/2023/2023-rome-embassy-commemoration.yaml"
MINIMAL: dict[str, Any] = {
    "id": "2023-rome-embassy-commemoration",
    "title": "Commemoration at an embassy, Rome",
    "date": "2023-02?",
    "sources": [{"url": "https://archive.example/59/5254/"}],
}
URL = "https://archive.example/"
CHILD: dict[str, Any] = {"minor": True, "label": "A child (name withheld)"}
ADULT: dict[str, Any] = {"withheld": True, "label": "A survivor (name withheld)"}
ANN: dict[str, Any] = {"name": "Ann Example"}

ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing but the required fields": {},
    "a bare year": {"date": 1689, "previous_dates": [1688, "1687-05/1687-06"]},
    "texts in several languages": {"title": {"en": "Reading", "it": "Lettura", "az": "Oxunuş"}},
    "a source with a title only": {"sources": [{"title": "Programme of the evening"}]},
    "a child with a label": {"participants": [{**CHILD, "key": "reader", "roles": ["reader"]}]},
    "an adult with a label": {"participants": [ADULT], "mentions": [ADULT]},
    "not a minor": {"participants": [{**ANN, "minor": False, "withheld": False}]},
    "a person by reference": {"organisers": [{"ref": "organisation/mfa", "role": "host"}]},
    "a role in the source's words": {
        "participants": [{**ANN, "roles": ["other"], "as_written": "flag-bearer"}]
    },
    "a type in the source's words": {"type": "other", "as_written": "regatta"},
    "a spoken name, an entity, no speaker": {
        "statements": [
            {"kind": "quote", "text": "Yes.", "speaker": "Ann Example"},
            {"kind": "quote", "text": "No.", "speaker": ANN},
            {"kind": "paraphrase", "text": "Said maybe.", "speaker": CHILD},
            {"kind": "paraphrase", "text": "Said nothing."},
        ]
    },
    "contributors as names and as entities": {
        "programme": [
            {"kind": "reading", "works": [{"title": "A", "author": "B", "translator": ANN}]}
        ]
    },
    "what the sources do not tell": {
        "attendance": {"count": None},
        "programme": [{"kind": "exhibition", "title": None, "people": []}],
        "review": {"status": "draft", "by": None, "on": None},
    },
    "a larger event by name": {"part_of": {"name": "Subscription concerts"}},
    "a relation": {"relations": [{"kind": "follows", "event": "2022-rome-embassy"}]},
    "a local copy by file": {"sources": [{"url": URL, "stored": "2023/release.txt"}]},
    "a ruling with its address": {
        "subjects": [{**ANN, "adjudication": {"term": "t", "body": "b", "url": URL}}]
    },
    "an archive's own fields": {"local": {"box": 12, "nested": {"any": [1, None, "x"]}}},
    "a broadcast without an address": {"broadcasts": [{"channel": "Third", "kind": "live"}]},
    "a negative latitude": {"place": {**ANN, "coordinates": {"lat": -33.9, "lon": 18.4}}},
}

REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("unknown field", {"agenda": []}, [("", "unevaluatedProperties")]),
    ("id of no form", {"id": "WRONG"}, [("/id", "format")]),
    ("numeric id", {"id": 7}, [("/id", "type")]),
    ("empty title", {"title": ""}, [("/title", "minLength")]),
    ("title in no language", {"title": {}}, [("/title", "minProperties")]),
    ("title in a wrong language", {"title": {"WRONG": "x"}}, [("/title", "format")]),
    ("title null", {"title": None}, [("/title", "type")]),
    ("title as a list", {"title": ["a"]}, [("/title", "type")]),
    ("translation no text", {"title": {"en": 1}}, [("/title/en", "type")]),
    ("translation empty", {"title": {"en": ""}}, [("/title/en", "minLength")]),
    ("date of no form", {"date": "WRONG"}, [("/date", "format")]),
    ("date null", {"date": None}, [("/date", "type")]),
    ("date a decimal", {"date": 2023.5}, [("/date", "type")]),
    ("date a day count", {"date": 45000}, [("/date", "maximum")]),
    ("date of three digits", {"date": 905}, [("/date", "minimum")]),
    ("type not in the list", {"type": "regatta"}, [("/type", "enum")]),
    ("type other without words", {"type": "other"}, [("", "property-missing")]),
    ("time a number", {"start_time": 1830}, [("/start_time", "type")]),
    ("time of no form", {"end_time": "WRONG"}, [("/end_time", "format")]),
    ("zone unknown", {"timezone": "WRONG"}, [("/timezone", "format")]),
    ("status misspelt", {"status": "canceled"}, [("/status", "enum")]),
    (
        "a date moved twice alike",
        {"previous_dates": ["2020", "2020"]},
        [("/previous_dates", "uniqueItems")],
    ),
    ("no sources", {"sources": []}, [("/sources", "minItems")]),
    ("source a bare address", {"sources": [URL]}, [("/sources/0", "type")]),
    ("source of nothing", {"sources": [{"key": "a"}]}, [("/sources/0", "source-form")]),
    ("source address", {"sources": [{"url": "WRONG"}]}, [("/sources/0/url", "format")]),
    (
        "source hash",
        {"sources": [{"url": URL, "sha256": "WRONG"}]},
        [("/sources/0/sha256", "format")],
    ),
    (
        "source day",
        {"sources": [{"url": URL, "accessed": "WRONG"}]},
        [("/sources/0/accessed", "format")],
    ),
    (
        "source language",
        {"sources": [{"url": URL, "lang": "WRONG"}]},
        [("/sources/0/lang", "format")],
    ),
    (
        "source kind",
        {"sources": [{"url": URL, "kind": "other"}]},
        [("/sources/0", "property-missing")],
    ),
    (
        "source key form",
        {"sources": [{"url": URL, "key": "My Key"}]},
        [("/sources/0/key", "key-form")],
    ),
    (
        "source key reserved",
        {"sources": [{"url": URL, "key": "publisher"}]},
        [("/sources/0/key", "key-form")],
    ),
    ("cited key form", {"default_source": "The release"}, [("/default_source", "key-form")]),
    ("person a bare name", {"participants": ["Ann"]}, [("/participants/0", "type")]),
    ("person of nothing", {"participants": [{"key": "a"}]}, [("/participants/0", "entity-form")]),
    (
        "person twice over",
        {"mentions": [{**ANN, "ref": "person/ann"}]},
        [("/mentions/0", "entity-form")],
    ),
    (
        "reference without kind",
        {"organisers": [{"ref": "mfa"}]},
        [("/organisers/0/ref", "ref-form")],
    ),
    (
        "role not in the list",
        {"participants": [{**ANN, "roles": ["singer"]}]},
        [("/participants/0/roles/0", "enum")],
    ),
    (
        "role a bare word",
        {"participants": [{**ANN, "roles": "reader"}]},
        [("/participants/0/roles", "type")],
    ),
    ("no role", {"participants": [{**ANN, "roles": []}]}, [("/participants/0/roles", "minItems")]),
    (
        "role other",
        {"participants": [{**ANN, "roles": ["other"]}]},
        [("/participants/0", "property-missing")],
    ),
    (
        "organiser's role other",
        {"organisers": [{**ANN, "role": "other"}]},
        [("/organisers/0", "property-missing")],
    ),
    (
        "organiser's own reader",
        {"organisers": [{**ANN, "role": "reader"}]},
        [("/organisers/0/role", "enum")],
    ),
    (
        "person's other field",
        {"mentions": [{**ANN, "age": 30}]},
        [("/mentions/0", "unevaluatedProperties")],
    ),
    (
        "wrong type beside an unknown field",
        {"mentions": [{"name": 5, "age": 30}]},
        [("/mentions/0", "unevaluatedProperties"), ("/mentions/0/name", "type")],
    ),
    (
        "child without label",
        {"participants": [{"minor": True}]},
        [("/participants/0", "property-missing")],
    ),
    (
        "adult without label",
        {"mentions": [{"withheld": True}]},
        [("/mentions/0", "property-missing")],
    ),
    (
        "empty map as a title",
        {"programme": [{"kind": "talk", "title": {}}]},
        [("/programme/0/title", "minProperties")],
    ),
    (
        "minor no boolean",
        {"participants": [{**CHILD, "minor": "yes"}]},
        [("/participants/0/minor", "type")],
    ),
    ("place a bare name", {"place": "Rome"}, [("/place", "type")]),
    ("place of nothing", {"place": {"city": "Rome"}}, [("/place", "entity-form")]),
    ("country", {"place": {**ANN, "country": "WRONG"}}, [("/place/country", "format")]),
    (
        "coordinates out of range",
        {"place": {**ANN, "coordinates": {"lat": 90.5, "lon": -181}}},
        [("/place/coordinates/lat", "maximum"), ("/place/coordinates/lon", "minimum")],
    ),
    (
        "half a point",
        {"place": {**ANN, "coordinates": {"lat": 1}}},
        [("/place/coordinates", "required")],
    ),
    ("ordinal zero", {"occasion": {"ordinal": 0}}, [("/occasion/ordinal", "minimum")]),
    ("ordinal as words", {"occasion": {"ordinal": "31st"}}, [("/occasion/ordinal", "type")]),
    (
        "occasion without subject's name",
        {"occasion": {"of": {"date": 1992}}},
        [("/occasion/of", "entity-form")],
    ),
    (
        "ruling nowhere to be read",
        {"subjects": [{**ANN, "adjudication": {"term": "t", "body": "b"}}]},
        [("/subjects/0/adjudication", "property-missing")],
    ),
    (
        "statement without words",
        {"statements": [{"kind": "quote"}]},
        [("/statements/0", "required")],
    ),
    (
        "statement of another kind",
        {"statements": [{"kind": "document", "text": "x"}]},
        [("/statements/0/kind", "enum")],
    ),
    (
        "speaker a list",
        {"statements": [{"kind": "quote", "text": "x", "speaker": ["a"]}]},
        [("/statements/0/speaker", "type")],
    ),
    (
        "figure as words",
        {
            "statements": [
                {"kind": "quote", "text": "x", "figures": [{"what": "a", "value": "ten"}]}
            ]
        },
        [("/statements/0/figures/0/value", "type")],
    ),
    ("programme item of no kind", {"programme": [{"title": "x"}]}, [("/programme/0", "required")]),
    (
        "programme with order",
        {"programme": [{"kind": "talk", "order": 1}]},
        [("/programme/0", "unevaluatedProperties")],
    ),
    (
        "programme people as entities",
        {"programme": [{"kind": "talk", "people": [ANN]}]},
        [("/programme/0/people/0", "type")],
    ),
    (
        "work of nothing",
        {"programme": [{"kind": "talk", "works": [{"author": "B"}]}]},
        [("/programme/0/works/0", "entity-form")],
    ),
    (
        "work other",
        {"programme": [{"kind": "talk", "works": [{"title": "A", "work_type": "other"}]}]},
        [("/programme/0/works/0", "property-missing")],
    ),
    ("attendance below zero", {"attendance": {"count": -1}}, [("/attendance/count", "minimum")]),
    (
        "group count null",
        {"attendance": {"groups": [{"label": "a", "count": None}]}},
        [("/attendance/groups/0/count", "type")],
    ),
    (
        "campaign by reference",
        {"campaigns": [{"ref": "campaign/a"}]},
        [("/campaigns/0", "required"), ("/campaigns/0", "unevaluatedProperties")],
    ),
    (
        "relation to a reference",
        {"relations": [{"kind": "follows", "event": "WRONG"}]},
        [("/relations/0/event", "format")],
    ),
    (
        "broadcast nowhere",
        {"broadcasts": [{"kind": "live"}]},
        [("/broadcasts/0", "property-missing")],
    ),
    ("identifier without quotes", {"ids": {"viaf": 113230702}}, [("/ids/viaf", "code-invalid")]),
    (
        "identifier with its address",
        {"ids": {"wikidata": "https://www.wikidata.org/wiki/Q42"}},
        [("/ids/wikidata", "code-invalid")],
    ),
    ("register unknown", {"ids": {"wikidta": "Q42"}}, [("/ids", "unevaluatedProperties")]),
    ("e-mail", {"contact": {"email": "nobody"}}, [("/contact/email", "format-invalid")]),
    (
        "waiver without reason",
        {"waive": [{"rule": "a", "by": "b", "on": "c"}]},
        [("/waive/0", "required")],
    ),
    ("review status withheld", {"review": {"status": "withheld"}}, [("/review/status", "enum")]),
    ("review of null", {"review": {"status": "draft", "of": None}}, [("/review/of", "type")]),
    ("former id", {"former_ids": ["WRONG"]}, [("/former_ids/0", "format")]),
]


def test_the_rome_record_is_valid(judge: Any, judge_fast: Any) -> None:
    loaded = load(ROME.read_bytes(), ROME.name)
    assert loaded.findings == ()
    assert loaded.document is not None
    assert judge(loaded.document.value) == []
    assert judge_fast(loaded.document.value) == []
    assert isinstance(loaded.document.value, dict)
    assert loaded.document.value["id"] == ROME.stem


def test_the_rome_record_names_its_schema_to_editors() -> None:
    first = ROME.read_text("utf-8").splitlines()[0]
    relative = first.removeprefix("# yaml-language-server: $schema=")
    assert (ROME.parent / relative).resolve() == ROME.parents[3] / "schemas/event.schema.json"


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, judge: Any, judge_fast: Any) -> None:
    record = MINIMAL | ACCEPTED[name]
    assert (judge(record), judge_fast(record)) == ([], [])


@pytest.mark.parametrize(
    ("change", "expected"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused(
    change: Any, expected: Any, judge: Any, judge_fast: Any, judge_keywords: Any
) -> None:
    record = MINIMAL | change
    assert judge(record) == sorted(expected)
    assert judge_fast(record) == judge_keywords(record)


@pytest.mark.parametrize("field", ["id", "title", "date", "sources"])
def test_required_fields(field: str, judge: Any, judge_fast: Any) -> None:
    record = {key: value for key, value in MINIMAL.items() if key != field}
    assert judge(record) == judge_fast(record) == [("", "required")]


@pytest.mark.parametrize("record", [None, [], "text", 5])
def test_a_record_is_a_map(record: object, judge: Any, judge_fast: Any) -> None:
    assert judge(record) == judge_fast(record) == [("", "type")]
