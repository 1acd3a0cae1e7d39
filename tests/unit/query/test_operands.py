"""Comparing values with what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.query.operands import Operand, as_text, date_of, is_empty, ordered, scalars
from eventbook.values.edtf import parse


@pytest.mark.parametrize(
    ("value", "typed", "true"),
    [
        # Numbers as numbers.
        (9, "10", {"<", "<="}),
        (10, "10", {"<=", ">="}),
        (10.5, "1e1", {">", ">="}),
        # Dates by their bounds: before all of it, to the end of it, from its beginning.
        ("2023-02-24", "2023", {"<=", ">="}),
        ("2022-12-31", "2023", {"<", "<="}),
        ("2024", "2023", {">", ">="}),
        (1992, "1992-05", set()),
        ("2019-05-28/2019-09-15", "2019-07", set()),
        ("2019-05-28/2019-09-15", "2019-09", {"<="}),
        ("2019-05-28/2019-09-15", "2019-05", {">="}),
        ("2019-05-28/..", "2020", set()),
        ("2021-05-28/..", "2020", {">", ">="}),
        ("../2019", "2020", {"<", "<="}),
        ("XXXX", "2020", set()),
        ("2023-02?", "2023-03", {"<", "<="}),
        # All else as texts, without accents and case.
        ("18:00", "18:30", {"<", "<="}),
        ("Ångström", "angstrom", {"<=", ">="}),
        ("12", "9", {"<", "<="}),
        ("2021-09-08 23:59:59", "2022-01-01", {"<", "<="}),
        (True, "false", {">", ">="}),
        (5, "many", {"<", "<="}),
    ],
)
def test_order(value: Any, typed: str, true: set[str]) -> None:
    operand = Operand.of(typed)
    assert {sign for sign in ("<", "<=", ">", ">=") if ordered(value, sign, operand)} == true


def test_in_a_field_of_dates_nothing_else_compares() -> None:
    operand = Operand.of("2020", dated=True)
    assert [ordered(value, "<", operand) for value in ("2019", "spring", "2019-13")] == [
        True,
        False,
        False,
    ]


def test_what_was_typed_can_mean() -> None:
    assert Operand.of("2020") == Operand("2020", 2020.0, parse("2020"))
    assert Operand.of("01") == Operand("01")
    assert Operand.of("-2.5e3") == Operand("-2.5e3", -2500.0)
    assert Operand.of("e\u0301") == Operand("é")


def test_scalars_of_values() -> None:
    assert list(scalars({"en": "Rome", "it": "Roma"})) == ["Rome", "Roma"]
    assert list(scalars({"lat": 41.9, "lon": 12.5})) == []
    assert list(scalars(["a", ["b", None], 1])) == ["a", "b", 1]
    assert list(scalars(None)) == []


def test_texts_of_scalars() -> None:
    assert [as_text(value) for value in (True, 1, 1.5, "e\u0301")] == ["true", "1", "1.5", "é"]


def test_emptiness() -> None:
    assert [is_empty(value) for value in (None, "", [], {})] == [True] * 4
    assert [is_empty(value) for value in (0, False, 0.0, " ", [None])] == [False] * 5


def test_dates_of_values() -> None:
    assert [date_of(value) for value in (1992, "1992-05", True, "May", None, [], 12)] == [
        parse("1992"),
        parse("1992-05"),
        None,
        None,
        None,
        None,
        None,
    ]
