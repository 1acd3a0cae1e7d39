"""Checking: a file becomes facts, a book's facts become findings, findings find their lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventbook.check as check
from eventbook.book.facts import Facts, facts_from_json, facts_to_json
from eventbook.book.resources import builtin_schemas
from eventbook.book.settings import DEFAULTS, Kind, Level, RecordPattern, Settings
from eventbook.check import Checker
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark
from eventbook.schema.catalog import Catalog
from eventbook.schema.verdict import Stack, compile_schema

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").rglob("*.yaml"))
TODAY = date(2026, 1, 15)
TALK: Mapping[str, Any] = {
    "type": "object",
    "required": ["title"],
    "properties": {"title": {"type": "string"}, "id": {}, "year": {"type": "integer"}},
    "additionalProperties": False,
}
TALKS: Mapping[str, Any] = {"type": "array", "items": TALK, "maxItems": 1}
EVENT = DEFAULTS.kinds[0]


def kind(text: str = "talks/*.yaml", **more: Any) -> Kind:
    """A kind of records by the schema `s.json`."""
    return Kind("talk", (RecordPattern.parse(text),), "s.json", **more)


LISTED = kind("talks/*.yaml[]")


def settings(*kinds: Kind, rules: Mapping[str, Level] | None = None) -> Settings:
    return replace(DEFAULTS, kinds=kinds or DEFAULTS.kinds, rules=rules or {})


def checker(of: Kind, schema: Any = TALK, *, reference: bool = False) -> Checker:
    catalog = Catalog({"s.json": json.dumps(schema).encode()})
    return Checker(settings(of), lambda _: (catalog, "s.json"), reference=reference)


def mapped(text: str, of: Kind, schema: Any = TALK, path: str = "talks/a.yaml") -> list[Facts]:
    """The facts of a file's text, the same on every call and on both stacks."""
    judge = checker(of, schema)
    facts = judge.map_file(path, of, of.records[0], text.encode())
    assert judge.map_file(path, of, of.records[0], text.encode()) == facts
    other = checker(of, schema, reference=True)
    assert other.map_file(path, of, of.records[0], text.encode()) == facts
    return list(facts)


@cache
def event_checker() -> Checker:
    """A checker of events by the shipped schema."""
    shipped = {f"{name}.schema.json": data for name, data in builtin_schemas().items()}
    catalog = Catalog(shipped)
    return Checker(DEFAULTS, lambda kind: (catalog, f"{kind.name}.schema.json"))


def brief(findings: Sequence[Finding]) -> list[tuple[str, Place, str | None]]:
    return [(each.slug, each.place, each.record) for each in findings]


# One file, one record


def test_a_sound_record_is_a_fact_and_no_more() -> None:
    value: Json = {"id": "a", "title": "A talk"}
    sound = Facts("talks/a.yaml", "talk", (), "a", value)
    assert mapped("id: a\ntitle: A talk\n", kind()) == [sound]


def test_what_the_text_and_the_schema_say_carries_the_record() -> None:
    (facts,) = mapped("id: a\nyear: 0123\nplace: Rome\n", kind())
    assert facts.value == {"id": "a", "year": "0123", "place": "Rome"}
    assert sorted(brief(facts.findings)) == [
        ("number-doubtful", (), "a"),
        ("property-missing", (), "a"),
        ("property-unknown", ("place",), "a"),
        ("type-mismatch", ("year",), "a"),
    ]
    assert {each.path for each in facts.findings} == {"talks/a.yaml"}


def test_a_file_that_cannot_be_read_as_yaml_has_no_record() -> None:
    (facts,) = mapped("id: a\nb: [\n", kind())
    assert (facts.value, facts.id, facts.alone) == (None, None, True)
    assert brief(facts.findings) == [("yaml-syntax", (), None)]


def test_such_a_file_of_many_records_stands_for_none_of_them() -> None:
    (facts,) = mapped("- id: a\n-id: [\n", LISTED)
    assert (facts.value, facts.place, facts.alone) == (None, (), False)
    assert [each.slug for each in facts.findings] == ["yaml-syntax"]


def test_a_schema_is_compiled_once_and_only_when_something_is_judged_by_it() -> None:
    asked: list[str] = []

    def schema_of(of: Kind) -> tuple[Catalog, str]:
        asked.append(of.name)
        return Catalog({"s.json": b"{}"}), "s.json"

    of = kind()
    judge = Checker(settings(of), schema_of)
    judge.map_file("a.yaml", of, of.records[0], b": :")
    assert asked == []
    for name in ("a.yaml", "b.yaml"):
        judge.map_file(name, of, of.records[0], b"id: a\n")
    assert asked == ["talk"]
    assert judge.schemas.shape(of) is judge.schemas.shape(of)
    assert asked == ["talk", "talk"]


@pytest.mark.parametrize("reference", [False, True])
def test_the_stack_asked_for_judges(reference: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def compile_(catalog: Catalog, path: str, *, reference: bool) -> Stack:
        asked.append(reference)
        return compile_schema(catalog, path, reference=reference)

    monkeypatch.setattr(check, "compile_schema", compile_)
    of = kind()
    judge = checker(of, reference=reference)
    (facts,) = judge.map_file("a.yaml", of, of.records[0], b"id: a\n")
    assert brief(facts.findings) == [("property-missing", (), "a")]
    assert asked == [reference]


# Where ids come from


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("field:id", "id: a", "a"),
        ("field:nr", "nr: 7", "7"),
        ("field:id", "id: true", None),
        ("field:id", "id: 1.5", None),
        ("field:id", "id: ''", None),
        ("field:id", "id: [a]", None),
        ("field:id", "title: a", None),
        ("field:id", "- id: a", None),
        ("field:id", "a", None),
        ("stem", "id: other", "a-talk"),
        ("stem", "- id: other", "a-talk"),
        ("folder", "id: other", "rome"),
    ],
)
def test_the_source_of_an_id(source: str, text: str, expected: str | None) -> None:
    (facts,) = mapped(text, kind(id=source), True, "talks/rome/a-talk.yaml")
    assert facts.id == expected
    told = [each.slug for each in facts.findings]
    assert told == ([] if expected or text in ("a", "- id: a") else ["id-form"])


# Lists of records


def test_every_item_of_a_list_is_a_record_of_its_own() -> None:
    first, second = mapped("- id: a\n  title: A\n- id: b\n  tittle: B\n", LISTED)
    sound = Facts("talks/a.yaml", "talk", (0,), "a", {"id": "a", "title": "A"}, alone=False)
    assert first == sound
    assert (second.place, second.id, second.alone) == ((1,), "b", False)
    assert second.value == {"id": "b", "tittle": "B"}
    assert brief(second.findings) == [("property-unknown", (1, "tittle"), "b")]


def test_an_item_may_be_anything() -> None:
    (facts,) = mapped("- 5\n", LISTED)
    assert (facts.place, facts.id, facts.value, facts.readable) == ((0,), None, 5, False)
    assert brief(facts.findings) == [("type-mismatch", (0,), None)]


def test_an_empty_list_holds_no_record() -> None:
    assert mapped("[]\n", LISTED) == []


def test_lists_in_lists() -> None:
    text = "- confs:\n  - {id: a, title: A}\n  - {id: b}\n- confs:\n  - {id: c, title: C}\n"
    facts = mapped(text, kind("talks/*.yaml[].confs[]"))
    assert [(each.place, each.id, brief(each.findings)) for each in facts] == [
        ((0, "confs", 0), "a", []),
        ((0, "confs", 1), "b", [("property-missing", (0, "confs", 1), "b")]),
        ((1, "confs", 0), "c", []),
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("[]", "id: a", [((), "a map")]),
        ("[]", "a", [((), "a text")]),
        ("[].confs[]", "- confs: {}", [((0, "confs"), "a map")]),
        ("[].confs[]", "- name: x\n- 5", [((0, "confs"), "nothing"), ((1, "confs"), "nothing")]),
        ("[].confs.all[]", "- confs: [1]", [((0, "confs", "all"), "nothing")]),
    ],
)
def test_where_a_list_should_be(pattern: str, text: str, found: list[tuple[Place, str]]) -> None:
    path = "talks/a.yaml"
    messages = [(place, f"expected a list of records, found {what}") for place, what in found]
    findings = tuple(
        Finding("type-mismatch", "error", message, path, place=place) for place, message in messages
    )
    assert mapped(text, kind(path + pattern)) == [
        Facts(path, "talk", findings=findings, alone=False)
    ]


def test_what_the_text_of_a_list_says_belongs_to_the_file() -> None:
    of_file, record = mapped("- id: a\n  title: 0123\n", LISTED)
    assert (of_file.place, of_file.id, of_file.value, of_file.alone) == ((), None, None, False)
    assert brief(of_file.findings) == [("number-doubtful", (), None)]
    assert (record.place, record.id, record.findings) == ((0,), "a", ())


def test_a_schema_of_a_list_judges_the_file_and_each_record_has_its_share() -> None:
    of_file, first, second = mapped("- id: a\n- id: b\n  title: 5\n", LISTED, TALKS)
    assert (of_file.place, of_file.value) == ((), None)
    assert brief(of_file.findings) == [("length-out-of-range", (), None)]
    assert brief(first.findings) == [("property-missing", (0,), "a")]
    assert brief(second.findings) == [("type-mismatch", (1, "title"), "b")]


def test_a_schema_of_a_list_says_itself_that_there_is_none() -> None:
    (of_file,) = mapped("id: a\n", LISTED, TALKS)
    assert brief(of_file.findings) == [("type-mismatch", (), None)]


@pytest.mark.parametrize(
    ("of", "schema", "whole"),
    [("a.yaml[]", TALKS, True), ("a.yaml[]", TALK, False), ("a.yaml", TALKS, False)],
)
def test_which_schemas_judge_a_whole_file(of: str, schema: Any, whole: bool) -> None:
    assert checker(kind(of), schema).schemas.judges_file(kind(of), kind(of).records[0]) is whole


# Rules on one record


def noting(slug: str = "noted", model: str | None = None) -> RecordRule:
    def check_(record: Facts, using: Settings) -> Iterator[Remark]:
        yield Remark(f"{record.id} of {using.title}", ("title",), "key", severity="info")

    return RecordRule(slug, "error", Manual("", "", "", "", ""), check_, model)


def test_a_rule_places_its_remarks_from_the_record_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_RECORD_RULES", (noting(),))
    (facts,) = mapped("- id: a\n  title: A\n", LISTED)
    assert facts.findings == (
        Finding("noted", "info", "a of ", "talks/a.yaml", (0, "title"), "key", "a"),
    )


def test_a_rule_of_a_model_is_for_records_of_that_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_RECORD_RULES", (noting("ours", "event"), noting("everybody's")))
    (plain,) = mapped("id: a\ntitle: A\n", kind())
    (modelled,) = mapped("id: a\ntitle: A\n", kind(model="event"))
    assert [each.slug for each in plain.findings] == ["everybody's"]
    assert [each.slug for each in modelled.findings] == ["ours", "everybody's"]


# What is not shown of entries that withhold a name


def of_event(value: Json) -> Facts:
    text = json.dumps(value, ensure_ascii=False).encode()
    (facts,) = event_checker().map_file("records/events/a.yaml", EVENT, EVENT.records[0], text)
    return facts


SECRET = "Qzwxv"
INNER = st.recursive(
    st.sampled_from([SECRET, SECRET.lower(), f"TODO {SECRET}", True, None, 7]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["en", "name", "ref", SECRET]), inner, max_size=2)
    ),
    max_leaves=4,
)
KNOWN = "key name ref ids image role roles label position note source as_written on_behalf_of match"
FIELDS = st.sampled_from([*KNOWN.split(), SECRET, SECRET.lower()])


@given(
    st.sampled_from(["participants", "organisers", "mentions"]),
    st.sampled_from(["minor", "withheld"]),
    st.dictionaries(FIELDS, INNER, max_size=4),
)
def test_no_finding_tells_what_stands_in_such_an_entry(
    field: str, flag: str, entry: dict[str, Json]
) -> None:
    facts = of_event({"id": "a", "title": "t", "date": "XXXX", field: [{**entry, flag: True}]})
    inside = [each for each in facts.findings if each.place[:2] == (field, 0)]
    assert all(each.private for each in inside)
    said = [replace(each, place=()) for each in facts.findings]  # the place is no words
    assert SECRET.lower() not in repr(said).lower()


def test_in_a_list_such_an_entry_is_found_from_the_record_on() -> None:
    listed = kind("talks/*.yaml[]", model="event")
    schema = {"properties": {"people": {"items": {"properties": {"role": {"enum": ["a"]}}}}}}
    text = "- people: []\n- people: [{withheld: true, role: x}, {role: y}]\n"
    _, facts = mapped(text, listed, schema)
    shown = [(each.place, each.private, "x" in each.label) for each in facts.findings]
    assert shown == [
        ((1, "people", 0, "role"), True, False),
        ((1, "people", 1, "role"), False, False),
    ]


def test_a_kind_without_a_model_conceals_nothing() -> None:
    schema = {"properties": {"role": {"enum": ["a"]}}}
    (facts,) = mapped("id: a\nwithheld: true\nrole: x\n", kind(), schema)
    assert [each.private for each in facts.findings] == [False]


# Any file at all


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_facts_of_every_example_survive_json(file: Path) -> None:
    path = f"records/events/{file.name}"
    facts = event_checker().map_file(path, EVENT, EVENT.records[0], file.read_bytes())
    again = facts_from_json(facts_to_json(facts))
    assert again == facts
    assert [each.extracts for each in again] == [each.extracts for each in facts]
    assert event_checker().map_file(path, EVENT, EVENT.records[0], file.read_bytes()) == facts


@given(st.binary(max_size=60) | st.text("[]{}-:?,&*!|>'\"%@\n ab0", max_size=60).map(str.encode))
def test_any_bytes_have_facts(data: bytes) -> None:
    for of in (EVENT, replace(EVENT, records=(RecordPattern.parse("a.yaml[].b[]"),))):
        facts = event_checker().map_file("a.yaml", of, of.records[0], data)
        assert facts_from_json(facts_to_json(facts)) == facts


@pytest.mark.parametrize("model", [None, "event", "authority"])
def test_rules_look_at_the_kinds_they_are_for(
    model: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remark(facts: Facts, _settings: Settings) -> Iterator[Remark]:
        yield Remark("x")

    manual = Manual("s", "w", "r", "", "")
    named = {"every": None, "any": ANY_MODEL, "event": "event", "authority": "authority"}
    rules = [RecordRule(name, "error", manual, remark, of) for name, of in named.items()]
    monkeypatch.setattr(check, "_RECORD_RULES", tuple(rules))
    (facts,) = mapped("title: A\n", kind(model=model))
    assert {each.slug for each in facts.findings} == {"every"} | (
        {"any", model} if model else set()
    )


@pytest.mark.parametrize("of", DEFAULTS.kinds[1:], ids=lambda of: of.name)
def test_what_events_refer_to_meets_the_rules_that_suit_it(of: Kind) -> None:
    """A TODO and a wrong file name are found; nobody misses an event's sources or place."""
    shipped = {f"{name}.schema.json": data for name, data in builtin_schemas().items()}
    judge = Checker(DEFAULTS, lambda of: (Catalog(shipped), f"{of.name}.schema.json"))
    good, bad = f"id: ann\n{of.title}: Ann\n", f"id: bob\n{of.title}: TODO\n"
    path = f"{'/'.join(of.records[0].folder)}/ann.yaml"

    def slugs(text: str) -> list[str]:
        (facts,) = judge.map_file(path, of, of.records[0], text.encode())
        return sorted(each.slug for each in facts.findings)

    assert slugs(good) == []
    assert slugs(bad) == ["id-filename", "todo-left"]
