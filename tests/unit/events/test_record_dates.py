"""Dates of records, read whatever they look like."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.events import dates
from eventbook.jsonvalue import Json
from eventbook.values.days import Day
from eventbook.values.edtf import parse


@pytest.mark.parametrize("value", [None, [], {}, True, 1.5, "soon", "2023-02-30", 10**30])
def test_what_is_no_date_is_none(value: Json) -> None:
    assert dates.read({"date": value}, "date") is None
    assert dates.event_date({"date": value}) is None


def test_only_exact_limits_narrow_the_date() -> None:
    fields: dict[str, Json] = {"date": 2023, "not_before": "2023-02~", "not_after": "2023-06"}
    found = dates.event_date(fields)
    assert found is not None
    assert (found.earliest, found.latest) == (Day(2023, 1, 1), Day(2023, 6, 30))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-02-24", Day(2023, 2, 24)),
        ("2023-02-24?", Day(2023, 2, 24)),
        ("2023-02", None),
        ("2023-02-24/2023-02-24", None),
        ("XXXX", None),
    ],
)
def test_a_single_day(text: str, day: Day | None) -> None:
    assert dates.single_day(parse(text)) == day


@pytest.mark.parametrize(
    ("value", "read"),
    [("18:00", "18:00"), ("18:00:30", "18:00"), ("24:00", None), ("6 pm", None), (1800, None)],
)
def test_a_time_of_day_is_hours_and_minutes(value: Json, read: str | None) -> None:
    assert dates.time_of_day({"start_time": value}, "start_time") == read


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-02", Day(2023, 2, 28), Day(2023, 2, 1)),
        ("2023-02/2023-04", Day(2023, 2, 28), Day(2023, 4, 1)),
        ("../2023-04", None, Day(2023, 4, 1)),
        ("2023-02/", Day(2023, 2, 28), None),
        ("XXXX", None, None),
    ],
)
def test_when_it_must_have_begun_and_can_have_ended(
    text: str, start: Day | None, end: Day | None
) -> None:
    assert (dates.last_start(parse(text)), dates.first_end(parse(text))) == (start, end)


def test_today_as_a_day() -> None:
    assert dates.as_day(date(2026, 1, 15)) == Day(2026, 1, 15)
