"""Anniversaries that do not add up."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.ordinal_mismatch import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def said(date: Json, ordinal: Json, of: Json, kind: str = "anniversary", **more: Json) -> list[str]:
    occasion: Json = {"kind": kind, "ordinal": ordinal, "of": {"date": of}}
    facts = Facts("a.yaml", "event", value={"date": date, "occasion": occasion, **more})
    return [remark.message for _, remark in RULE.check([facts], CONTEXT)]


def referring(of: Json, *others: Facts) -> list[tuple[str, Remark]]:
    """What is said of a 30th anniversary in 2023 of a subject that is referred to."""
    occasion: Json = {"kind": "anniversary", "ordinal": 30, "of": of}
    event = Facts("a.yaml", "event", id="a", value={"date": "2023", "occasion": occasion})
    return [(one.path, remark) for one, remark in RULE.check([event, *others], CONTEXT)]


def subject(date: Json) -> Facts:
    return Facts("fire.yaml", "subject", id="fire", value={"name": "The fire", "date": date})


def test_the_date_may_stand_in_the_record_of_the_subject() -> None:
    assert referring({"ref": "subject/fire"}, subject("1992-02")) == [
        (
            "a.yaml",
            Remark(
                "the 30th anniversary of 1992 would be in 2022, not in 2023",
                ("occasion", "ordinal"),
                help="correct the ordinal, or one of the dates",
                related=(Related("fire.yaml", "its date", ("date",)),),
            ),
        )
    ]


def test_a_date_of_its_own_comes_first() -> None:
    assert referring({"ref": "subject/fire", "date": "1993"}, subject("1992")) == []
    assert referring({"ref": "subject/fire", "date": "some day"}, subject("1992")) == []


@pytest.mark.parametrize("ref", ["subject/smoke", "fire", "", None, ["subject/fire"], "event/a"])
def test_nothing_is_said_where_no_subject_is_found(ref: Json) -> None:
    assert referring({"ref": ref}, subject("1992")) == []


@pytest.mark.parametrize("date", ["1993", "1992~", "soon", None, ["1992"]])
def test_nothing_is_said_of_a_subject_whose_date_fits_or_cannot_be_told(date: Json) -> None:
    assert referring({"ref": "subject/fire"}, subject(date)) == []


def test_birthdays_are_counted_too_and_other_occasions_are_not() -> None:
    assert said("2019", 81, "1939", "birthday") == [
        "the 81st birthday of whoever was born in 1939 would be in 2020, not in 2019"
    ]
    assert said("2019", 80, "1939", "birthday") == []
    assert said("2019", 7, "1939", "opening") == []


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
