"""Days of the proleptic Gregorian calendar."""

from __future__ import annotations

import calendar

from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.days import Day, days_in_month, last_day


def test_month_lengths_are_those_of_the_standard_library() -> None:
    wrong = [
        (year, month)
        for year in range(1, 2401)
        for month in range(1, 13)
        if days_in_month(year, month) != calendar.monthrange(year, month)[1]
    ]
    assert wrong == []


@given(st.integers(-9999, 0), st.integers(1, 12))
def test_years_before_1_repeat_the_cycle_of_400_years(year: int, month: int) -> None:
    assert days_in_month(year, month) == days_in_month(year % 400 + 400, month)


def test_days_are_written_with_four_digits_of_the_year() -> None:
    written = [str(day) for day in (Day(2023, 2, 4), Day(44, 3, 15), Day(-43, 3, 15), Day(0, 1, 1))]
    assert written == ["2023-02-04", "0044-03-15", "-0043-03-15", "0000-01-01"]
    assert last_day(0, 2) == Day(0, 2, 29)


def test_days_order_as_they_follow_each_other() -> None:
    days = [Day(-1, 12, 31), Day(0, 1, 1), Day(2023, 2, 4), Day(2023, 11, 1)]
    shuffled = [days[2], days[0], days[3], days[1]]
    assert sorted(shuffled) == days
