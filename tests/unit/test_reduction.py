"""Reducing: what the whole book shows, and the same again where only a part has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventbook.reduction as reduction
from eventbook.book.facts import (
    Facts,
    Reduced,
    facts_from_json,
    facts_to_json,
    reduced_from_json,
    reduced_to_json,
)
from eventbook.book.resources import builtin_schemas
from eventbook.book.settings import DEFAULTS, Kind, Level, RecordPattern, Settings
from eventbook.check import BOOK_RULES, Checker
from eventbook.findings import Finding, Related, Span
from eventbook.jsonvalue import Json
from eventbook.reduction import Change, reduce, reduced_again
from eventbook.rules.rule import ANY_MODEL, BookRule, Context, Manual, Remark
from eventbook.schema.catalog import Catalog

TODAY = date(2026, 1, 15)
NO_MANUAL = Manual("", "", "", "", "")


def kind(text: str = "talks/*.yaml", **more: Any) -> Kind:
    """A kind of records by the schema `s.json`."""
    return Kind("talk", (RecordPattern.parse(text),), "s.json", **more)


def settings(*kinds: Kind, rules: Mapping[str, Level] | None = None) -> Settings:
    return replace(DEFAULTS, kinds=kinds or DEFAULTS.kinds, rules=rules or {})


def remark(slug: str, message: str = "m", path: str = "a.yaml", **more: Any) -> Finding:
    return Finding(slug, "warning", message, path, **more)


def reduced(facts: Sequence[Facts], of: Settings = DEFAULTS) -> list[Finding]:
    return reduce(facts, Context(of, TODAY))


def test_findings_come_in_the_order_of_the_facts() -> None:
    first = remark("b", path="a.yaml")
    second = remark("a", path="b.yaml")
    facts = [Facts(each.path, "event", findings=(each,)) for each in (first, second)]
    assert reduced(facts) == [first, second]
    assert reduced([]) == []


def test_settings_give_severities() -> None:
    found = (remark("kept"), remark("gone"), remark("raised"), remark("lowered"))
    using = settings(rules={"gone": "off", "raised": "error", "lowered": "info"})
    assert reduced([Facts("a.yaml", "event", findings=found)], using) == [
        remark("kept"),
        replace(remark("raised"), severity="error"),
        replace(remark("lowered"), severity="info"),
    ]


def test_settings_hold_for_what_the_whole_book_shows_too() -> None:
    facts = [Facts(f"{name}.yaml", "event", id="x") for name in "ab"]
    assert [each.slug for each in reduced(facts)] == ["id-duplicate"]
    assert reduced(facts, settings(rules={"id-duplicate": "off"})) == []
    (found,) = reduced(facts, settings(rules={"id-duplicate": "info"}))
    assert (found.severity, found.path) == ("info", "b.yaml")


def test_a_later_record_with_the_same_id_is_reported_with_the_earlier() -> None:
    using = settings(kind("talks.yaml[]"))
    facts = [Facts("talks.yaml", "talk", (index,), "A", alone=False) for index in range(2)]
    facts += [Facts("z.yaml", "talk", (), "a"), Facts("z.yaml", "event", (), "A")]
    first, second = reduced(facts, using)
    also = Related("talks.yaml", "also here", (0, "id"))
    assert (first.path, first.place, first.record) == ("talks.yaml", (1, "id"), "A")
    assert (second.path, second.place, second.record) == ("z.yaml", ("id",), "a")
    assert first.related == second.related == (also,)


def test_a_book_rule_of_a_model_sees_the_records_of_that_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def each_seen(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
        for record in records:
            yield record, Remark(f"seen on {context.today}")

    rules = [BookRule(slug, "info", NO_MANUAL, each_seen, ()) for slug in ("all", "ours")]
    rules[1] = rules[1]._replace(model="event")
    monkeypatch.setattr(reduction, "BOOK_RULES", tuple(rules))
    using = settings(kind(), replace(kind(model="event"), name="fair"))
    facts = [Facts("a.yaml", "talk"), Facts("b.yaml", "fair"), Facts("c.yaml", "gone")]
    seen = [(each.slug, each.path, each.message) for each in reduced(facts, using)]
    assert seen == [
        ("all", "a.yaml", "seen on 2026-01-15"),
        ("all", "b.yaml", "seen on 2026-01-15"),
        ("all", "c.yaml", "seen on 2026-01-15"),
        ("ours", "b.yaml", "seen on 2026-01-15"),
    ]


def test_a_waiver_answers_what_a_rule_finds_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reduction, "WAIVABLE", frozenset({"noted", "muted", "idle"}))
    rules = ("noted", "muted", "idle", "date-invalid")
    waive: Json = [{"rule": rule, "reason": "r", "by": "editor"} for rule in rules]
    found = [remark("noted"), remark("date-invalid")]
    facts = [
        Facts("a.yaml", "event", id="a", value={"waive": waive}, findings=tuple(found)),
        Facts("-", "event", value={"waive": waive}),
        Facts("f.yaml", "foreign", value={"waive": waive}),
    ]
    left = reduced(facts, settings(rules={"idle": "off", "waiver-unused": "error"}))
    assert [(each.slug, each.severity, each.place, each.waived) for each in left] == [
        ("noted", "warning", (), True),
        ("date-invalid", "warning", (), False),
        ("waiver-unused", "error", ("waive", 1, "rule"), False),
        ("waiver-unused", "error", ("waive", 3, "rule"), False),
    ]


@pytest.mark.parametrize("model", [None, "event", "authority"])
def test_rules_look_at_the_kinds_they_are_for(
    model: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remarks(facts: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Remark]]:
        yield from ((each, Remark("x")) for each in facts)

    named = {"every": None, "any": ANY_MODEL, "event": "event", "authority": "authority"}
    rules = [BookRule(name, "error", NO_MANUAL, remarks, (), of) for name, of in named.items()]
    monkeypatch.setattr(reduction, "BOOK_RULES", tuple(rules))
    found = reduced([Facts("a.yaml", "talk")], settings(kind(model=model)))
    assert {each.slug for each in found} == {"every"} | ({"any", model} if model else set())


# The same again


@cache
def checker() -> Checker:
    """A checker of events and what they refer to, by the shipped schemas."""
    shipped = {f"{name}.schema.json": data for name, data in builtin_schemas().items()}
    catalog = Catalog(shipped)
    return Checker(DEFAULTS, lambda of: (catalog, f"{of.name}.schema.json"))


def mapped(path: str, value: Json) -> tuple[Facts, ...]:
    of = next(each for each in DEFAULTS.kinds if path.startswith("/".join(each.records[0].folder)))
    return checker().map_file(path, of, of.records[0], json.dumps(value).encode())


def or_none(*values: Json) -> st.SearchStrategy[Json]:
    return st.sampled_from([None, *values])


def maps(**fields: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Maps with some of the fields."""
    drawn = st.fixed_dictionaries(fields)
    return drawn.map(lambda one: {key: value for key, value in one.items() if value is not None})


NAMES = or_none("Ada Castellani", "Ada Castelani", {"en": "Ada Castellani", "it": "Ada C."})
EVENT_IDS = ("concert", "recital", "festival")
REFS = or_none("person/ada", "person/adda", "person/bea", 3)
ENTITIES = st.lists(
    maps(
        name=NAMES,
        ref=REFS,
        aliases=or_none(["A. Castellani"], ["Bea"]),
        position=or_none("Director"),
        minor=or_none(True),
        on_behalf_of=or_none({"name": "Ada Castellini"}),
    ),
    max_size=2,
)
EVENTS = maps(
    id=or_none(*EVENT_IDS),
    title=or_none("Concert of organ music", "Organ music: a concert", "Occupation"),
    date=or_none("2019-05-18", "2019-05", "2031-01-01", "2019-05-18/2019-05-20", "no"),
    not_before=or_none("2019-05-10"),
    start_time=or_none("11:00", "20:00"),
    status=or_none("held", "scheduled", "rescheduled"),
    previous_dates=or_none(["2019-05-01"]),
    place=or_none({"name": "Hall", "city": "Turin"}, {"ref": "place/turin"}, "Turin", ["Turin"]),
    part_of=or_none({"ref": "event/festival"}, {"ref": "event/concert"}),
    relations=or_none([{"kind": "part-of", "event": "recital"}], [{"kind": "related"}]),
    ids=or_none({"wikidata": "Q1"}, {"wikidata": "q 1"}),
    former_ids=or_none(["old"], ["concert"]),
    participants=ENTITIES,
    mentions=ENTITIES | or_none({"name": "Ada"}),
    statements=or_none([{"speaker": {"name": "Ada Castelani"}, "terms": ["Occupation"]}]),
    programme=or_none([{"works": [{"title": "X", "composer": {"name": "Ada Castellanni"}}]}]),
    summary=or_none("Of the occupation."),
    occasion=or_none({"of": {"ref": "subject/war"}}, {"of": {"name": "Occupation"}}),
    waive=or_none(
        [{"rule": "duplicate-event", "reason": "r"}], [{"rule": "similar-names", "reason": "r"}]
    ),
    notes=or_none([{"text": "Occupation"}], [{"text": "TODO"}]),
)
PEOPLE = maps(
    id=or_none("ada", "bea"),
    name=NAMES,
    aliases=or_none(["Ada Castelani"]),
    former_ids=or_none(["adda"]),
    positions=or_none([{"title": "Director", "from": 2008, "to": 2015}]),
    ids=or_none({"wikidata": "Q1"}),
    minor=or_none(True),
)
SUBJECTS = maps(
    id=or_none("war"), name=or_none("War"), adjudication=or_none({"term": "occupation"})
)
BOOKS = st.fixed_dictionaries(
    {},
    optional={
        **{f"records/events/2019/{name}.yaml": EVENTS for name in EVENT_IDS},
        "records/events/2019/z.yaml": EVENTS | or_none([]),
        **{f"records/people/{name}.yaml": PEOPLE for name in ("ada", "bea")},
        "records/subjects/war.yaml": SUBJECTS,
    },
)


def facts_of(book: Mapping[str, Json]) -> list[Facts]:
    return [facts for path in sorted(book) for facts in mapped(path, book[path])]


def sort_key(found: Finding) -> str:
    return repr((found.path, found.slug, found.message, found.place, found))


@given(BOOKS)
def test_lean_facts_come_to_the_same(book: Mapping[str, Json]) -> None:
    context = Context(DEFAULTS, TODAY)
    whole = facts_of(book)
    assert reduce([each.lean for each in whole], context) == reduce(whole, context)


@given(BOOKS, BOOKS)
def test_a_change_comes_to_what_the_book_comes_to_anew(
    book: Mapping[str, Json], edits: Mapping[str, Json]
) -> None:
    """What an edit gives as null goes away."""
    using = replace(DEFAULTS, contested_terms={"en": ("occupation",)})
    context = Context(using, TODAY)
    now = {path: value for path, value in {**book, **edits}.items() if value is not None}
    paths = frozenset(path for path in {**book, **now} if book.get(path, ()) != now.get(path, ()))
    before = facts_from_json(facts_to_json(each.lean for each in facts_of(book)))
    after = [each.lean for each in facts_of(now)]
    old = reduction.reduction(before, context)
    change = Change(
        paths,
        [each for each in before if each.path in paths],
        [each for each in after if each.path in paths],
    )
    again = reduced_again(old, change, lambda: after, context)
    anew = reduction.reduction(after, context)
    assert sorted(again.findings, key=sort_key) == sorted(anew.findings, key=sort_key)
    assert (again.waiving, again.distinct) == (anew.waiving, anew.distinct)
    assert reduced_from_json(reduced_to_json(again)) == replace(again, findings=[*again.findings])


def test_a_rule_is_asked_again_only_if_something_changed_that_it_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def asking(rule: BookRule) -> BookRule:
        def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
            asked.append(rule.slug)
            return rule.check(records, context)

        return rule._replace(check=check)

    monkeypatch.setattr(reduction, "BOOK_RULES", tuple(map(asking, BOOK_RULES)))
    path = "records/events/2019/concert.yaml"
    part_of: Json = {"ref": "event/season"}
    old = {"id": "concert", "title": "Concert", "date": "2019-05-18", "part_of": part_of}
    context = Context(DEFAULTS, TODAY)

    def asked_after(now: Json) -> list[str]:
        before = facts_from_json(facts_to_json(mapped(path, old)))
        after = mapped(path, now)
        kept = reduction.reduction(before, context)
        asked.clear()
        reduced_again(kept, Change(frozenset({path}), before, after), lambda: after, context)
        return asked

    assert asked_after({**old, "notes": [{"text": "A note."}], "capacity": 3}) == []
    assert asked_after({**old, "status": "held"}) == ["status-date"]
    assert asked_after({**old, "title": "Recital"}) == ["duplicate-event"]
    contested: Json = [{"terms": ["Concert"], "text": "A concert."}]
    assert asked_after({**old, "statements": contested}) == ["term-own-voice"]
    assert asked_after({**old, "place": {"ref": "place/hall"}}) == [
        *("duplicate-event", "orphan-authority", "part-of-cycle", "ref-missing", "ref-withdrawn")
    ]
    assert asked_after({**old, "date": "2019-05-19"}) == [
        *("date-outside-parent", "duplicate-event", "ordinal-mismatch", "position-dates"),
        "status-date",
    ]
    every = [rule.slug for rule in BOOK_RULES if rule.needs != "sources"]
    assert asked_after({**old, "id": "recital"}) == every


def test_lines_stay_where_no_file_changed() -> None:
    line = Span(3, 1, 3, 5)
    other = Related("b.yaml", "also here", span=line)
    own = [
        replace(remark("x", path="a.yaml"), span=line),
        replace(remark("y", path="a.yaml", waived=True), span=line),
        replace(remark("id-duplicate", path="b.yaml"), span=line),
        replace(remark("ref-missing", path="a.yaml", related=(other,)), span=line),
    ]
    change = Change(frozenset({"b.yaml"}), (), ())
    again = reduced_again(Reduced(own), change, lambda: (), Context(DEFAULTS, TODAY))
    assert [(each.slug, each.span, each.related, each.waived) for each in again.findings] == [
        ("x", line, (), False),
        ("y", line, (), False),
        ("id-duplicate", None, (), False),
        ("ref-missing", None, (other._replace(span=None),), False),
    ]


def test_findings_of_records_that_look_like_those_of_the_whole_are_told_apart_by_nobody() -> None:
    own = remark("id-duplicate", path="a.yaml")
    found = reduction.reduction(
        [Facts("a.yaml", "event", findings=(own,))], Context(DEFAULTS, TODAY)
    )
    assert (list(found.findings), found.distinct) == ([own], False)
