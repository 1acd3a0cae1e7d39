"""Claimed figures in the record's own voice."""

from __future__ import annotations

import pytest

from eventbook.events.rules.figure_own_voice import RULE


def _claims(value, what="people killed"):
    return [{"speaker": "a", "figures": [{"what": what, "value": value}]}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (613, "It says that 613 died."),
        (12500, "12,500 came."),
        (12500, "Es kamen 12.500 Gäste."),
        (12500, "Il y en avait 12 500."),
        (12500, "12'500 came, or 12500."),
        (1992, "They were 1,992."),
        (2.5, "A rise of 2.5 points of people."),
        (12, "Twelve people spoke."),
        (7, "The people were seven."),
        (20, "Twenty people."),
        (9, "9 people."),
    ],
)
def test_in_digits_and_in_words(remarks, value, text) -> None:
    found = remarks(RULE, {"statements": _claims(value), "summary": text})
    assert {each.place for each in found} == {("summary",)}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (613, "Nobody counted 6130, 1613, A613, 613a, 61.3, 613/2 or 12:613."),
        (1992, "It happened in 1992."),
        (2023, "On 2023-02-24."),
        (12, "At 12 they rang the bell."),
        (12, "Twelve bells rang."),
        (31, "The 31st time, on the 31 of May."),
        (20, "20-21 people."),
        (True, "1 people"),
        ("613", "613 died."),
    ],
)
def test_years_small_numbers_and_others_are_not_meant(remarks, value, text) -> None:
    assert remarks(RULE, {"statements": _claims(value), "summary": text}) == []


def test_only_what_is_the_records_own(remarks) -> None:
    text = "There were 613."
    value = {
        "statements": [*_claims(613), {"text": text, "note": text}],
        "sources": [{"title": text, "note": text}],
        "formal_title": {"text": text, "note": text},
        "occasion": {"of": {"names_used": [{"text": text, "note": text}]}},
        "title": {"en": text},
        "notes": [{"text": text}],
        "place": {"note": text, "name": text},
    }
    assert [each.place for each in remarks(RULE, value)] == [
        ("title", "en"),
        ("notes", 0, "text"),
        ("place", "note"),
    ]
