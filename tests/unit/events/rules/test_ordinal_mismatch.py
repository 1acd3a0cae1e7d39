"""Anniversaries that do not add up."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.ordinal_mismatch import RULE
from eventbook.jsonvalue import Json


def said(date: Json, ordinal: Json, of: Json, **more: Json) -> list[str]:
    occasion: Json = {"kind": "anniversary", "ordinal": ordinal, "of": {"date": of}}
    facts = Facts("a.yaml", "event", value={"date": date, "occasion": occasion, **more})
    return [remark.message for remark in RULE.check(facts, DEFAULTS)]


@pytest.mark.parametrize(
    ("ordinal", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (23, "23rd")],
)
def test_the_ordinal_in_words(ordinal: int, words: str) -> None:
    due = 1000 + ordinal
    assert said("1900", ordinal, 1000) == [
        f"the {words} anniversary of 1000 would be in {due}, not in 1900"
    ]


@pytest.mark.parametrize(
    ("date", "ordinal", "of"),
    [
        ("2023-02?", 31, "1992-02-26"),
        ("2023-24", 32, "1992"),  # a winter reaches into the next year
        ("2023", 33, "199X"),
        ("2023~", 1, "1992"),
        ("0056", 99, "-0043"),
        ("2023", 1, "1992/.."),
        ("XXXX", 1, "1992"),
        ("2023", 1, None),
        ("2023", True, "1992"),
        ("2023", "1", "1992"),
    ],
)
def test_what_fits_or_cannot_be_told_is_fine(date: Json, ordinal: Json, of: Json) -> None:
    assert said(date, ordinal, of) == []


def test_limits_leave_fewer_years() -> None:
    assert said("202X", 31, 1992) == []
    assert said("202X", 31, 1992, not_after="2022") == [
        "the 31st anniversary of 1992 would be in 2023, not in 2020 to 2022"
    ]
