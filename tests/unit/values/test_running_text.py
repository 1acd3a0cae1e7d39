"""Months in running text: the names written out are those of the Unicode tables."""

from __future__ import annotations

from eventbook.values.running_text import month_numbers, months_in


def test_the_months_are_those_of_the_unicode_tables() -> None:
    assert month_numbers() == months_in((("format", "wide"), ("stand-alone", "wide")))


def test_a_few_months() -> None:
    names = ("february", "febbraio", "fevral", "subat", "marz")
    assert [month_numbers()[name] for name in names] == [2, 2, 2, 2, 3]
