"""Waivers: which findings they answer, and which of them answer none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventbook.book.facts import Facts
from eventbook.events.waivers import apply, unused
from eventbook.findings import Finding

WAIVABLE = frozenset({"term-own-voice", "minor-suspected"})
SLUGS = WAIVABLE | {"minor-named"}
GOOD = {"rule": "term-own-voice", "reason": "a name of a house", "by": "editor"}


def record(*waive, path="a.yaml", place=()):
    return Facts(path, "event", place, "a", {"waive": list(waive)})


def found(slug="term-own-voice", path="a.yaml", place=("title",)):
    return Finding(slug, "warning", "m", path, place)


def said(findings, *records, idle=()):
    return [
        (each.message, each.place, each.help)
        for each in unused(findings, records, waivable=WAIVABLE, slugs=SLUGS, idle=idle)
    ]


def test_every_finding_of_the_rule_in_the_record_is_answered() -> None:
    findings = [found(), found(place=("id",)), found("figure-own-voice"), found(path="b.yaml")]
    first, second, *others = findings
    answered = [replace(first, waived=True), replace(second, waived=True), *others]
    assert apply(findings, [record(GOOD)], waivable=WAIVABLE) == answered
    assert said(answered, record(GOOD)) == []


def test_records_of_one_file_answer_for_themselves() -> None:
    findings = [found(place=(place, "title")) for place in (0, 1)]
    records = [record(GOOD, place=(1,)), record(GOOD, place=(2,))]
    answered = apply(findings, records, waivable=WAIVABLE)
    assert [each.waived for each in answered] == [False, True]
    assert said(answered, *records) == [
        ("the waiver of `term-own-voice` waives nothing", (2, "waive", 0, "rule"), "remove it")
    ]


@pytest.mark.parametrize(
    "waiver",
    [
        {**GOOD, "reason": ""},
        {**GOOD, "reason": None},
        {**GOOD, "rule": 1},
        {**GOOD, "rule": "Term"},
        {"rule": None},
        "x",
    ],
)
def test_a_waiver_without_rule_or_reason_is_none(waiver) -> None:
    assert apply([found()], [record(waiver)], waivable=WAIVABLE) == [found()]
    assert said([found()], record(waiver)) == []


@pytest.mark.parametrize("reason", [" ", {"en": "\t"}, [1], True])
def test_a_reason_has_words(reason) -> None:
    waiver = {**GOOD, "reason": reason}
    assert apply([found()], [record(waiver)], waivable=WAIVABLE) == [found()]
    assert said([found()], record(waiver)) == [
        (
            "the waiver of `term-own-voice` waives nothing",
            ("waive", 0, "rule"),
            "say why in `reason`",
        )
    ]


def test_of_two_for_one_rule_the_first_counts() -> None:
    waivers = record({**GOOD, "reason": " "}, GOOD, {**GOOD, "reason": {"en": "again"}})
    answered = apply([found()], [waivers], waivable=WAIVABLE)
    assert [each.waived for each in answered] == [True]
    message = "the waiver of `term-own-voice` waives nothing"
    assert said(answered, waivers) == [
        (message, ("waive", 0, "rule"), "say why in `reason`"),
        (message, ("waive", 2, "rule"), "an earlier one is for the same rule; remove it"),
    ]


@pytest.mark.parametrize(
    ("by", "waived"), [("editor", True), (" ", False), (None, False), (1, False)]
)
def test_a_suspected_minor_is_waived_by_somebody(by, waived) -> None:
    waiver = {"rule": "minor-suspected", "reason": "a ship", "by": by}
    answered = apply([found("minor-suspected")], [record(waiver)], waivable=WAIVABLE)
    assert [each.waived for each in answered] == [waived]
    message = "the waiver of `minor-suspected` waives nothing"
    place = ("waive", 0, "rule")
    expected = [] if waived else [(message, place, "say in `by` who answers for it")]
    assert said(answered, record(waiver)) == expected


@pytest.mark.parametrize(
    ("rule", "advice"),
    [
        ("minor-named", "what it names cannot be waived; mend it, and remove the waiver"),
        ("term-own-voices", "no rule is called that; did you mean `term-own-voice`?"),
        ("xyz", "no rule is called that; remove it"),
    ],
)
def test_what_cannot_be_waived_is_not(rule, advice) -> None:
    waiver = {**GOOD, "rule": rule}
    assert apply([found(rule)], [record(waiver)], waivable=WAIVABLE) == [found(rule)]
    message = f"the waiver of `{rule}` waives nothing"
    assert said([found(rule)], record(waiver)) == [(message, ("waive", 0, "rule"), advice)]


def test_nothing_is_said_of_rules_that_did_not_run() -> None:
    assert said([], record(GOOD), idle={"term-own-voice"}) == []
