"""Times of day without a day."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.time_needs_day import RULE
from eventbook.jsonvalue import Json


def found(date: Json, **more: Json) -> list[object]:
    facts = Facts("a.yaml", "event", value={"date": date, **more})
    return [remark.place for remark in RULE.check(facts, DEFAULTS)]


@pytest.mark.parametrize("date", [2019, "2019-05", "2019-22", "2019-05-18/..", "XXXX"])
def test_the_first_of_two_times_is_shown(date: Json) -> None:
    assert found(date, start_time="18:00", end_time="17:00") == [("start_time",)]


@pytest.mark.parametrize(
    ("date", "start", "end", "fine"),
    [
        ("2019-05-18/2019-05-19", "22:00", "02:00", True),
        ("2020-02-28/2020-02-29", "22:00", "02:00", True),
        ("2019-05-18/2019-05-19", "18:00", "20:00", False),
        ("2019-05-18/2019-05-20", "22:00", "02:00", False),
        ("2019-05-18/2019-06", "22:00", "02:00", False),
        ("9999-12-31/9999-12-31", "22:00", "02:00", False),
        ("-0001-12-30/-0001-12-31", "22:00", "02:00", False),
    ],
)
def test_one_night_is_fine(date: str, start: str, end: str, fine: bool) -> None:
    assert (found(date, start_time=start, end_time=end) == []) is fine


@pytest.mark.parametrize("time", ["6 pm", "24:00", None, 18])
def test_what_is_no_time_needs_no_day(time: Json) -> None:
    assert found("2019-05", start_time=time) == []


def test_a_date_that_cannot_be_read_is_passed_over() -> None:
    assert found("May", start_time="18:00") == []
