"""Which records fall in a span of time, and how surely."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.errors import UsageError
from eventbook.query.during import MATCH, Period
from eventbook.query.records import Record
from eventbook.values.days import Day

from .conftest import Rows

S, P = "certain", "possible"


def _record(**fields: Any) -> Record:
    return Record(Facts("a.yaml", "event", value=fields), fields, {})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2023-02-28"}, S),
        ({"date": "2023-02-01"}, S),
        ({"date": "2023-03-01"}, None),
        ({"date": "2023-02"}, S),
        ({"date": "2023-02?"}, P),
        ({"date": "2023-02-10~"}, P),
        ({"date": "2023-02-10%"}, P),
        ({"date": "2023"}, P),
        ({"date": 2023}, P),
        ({"date": "2022-24"}, P),  # a winter runs to the end of February
        ({"date": "2023-01/2023-03"}, S),
        ({"date": "2023-01/.."}, P),
        ({"date": "../2023-01"}, None),
        ({"date": "XXXX"}, None),
        ({"date": "some day"}, None),
        ({"date": None}, None),
        ({}, None),
        ({"date": "2023", "not_before": "2023-03"}, None),
        ({"date": "2023", "not_after": "2023-02", "not_before": "2023-02"}, S),
        ({"date": "2023", "not_before": "2023-03~"}, P),
        ({"date": "2023?", "not_before": "2023-02", "not_after": "2023-02"}, P),
        ({"date": "XXXX", "not_before": "2023-02-03", "not_after": "2023-02-05"}, S),
        ({"date": "XXXX", "not_before": "2023-01", "not_after": "2023-02"}, P),
        ({"date": "XXXX", "not_before": "2023-02~"}, P),
        ({"date": "XXXX", "not_after": "2023-01~"}, None),
        ({"date": "XXXX", "not_after": "long ago"}, None),
    ],
)
def test_a_month(fields: dict[str, Any], expected: str | None) -> None:
    period = Period.of(during="2023-02")
    assert period is not None
    assert period.match(_record(**fields)) == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, None),
        ({"since": "2023-02"}, Period(Day(2023, 2, 1), None)),
        ({"until": "2023-02"}, Period(None, Day(2023, 2, 28))),
        ({"since": "2019", "until": "2023"}, Period(Day(2019, 1, 1), Day(2023, 12, 31))),
        ({"since": "2019/2020"}, Period(Day(2019, 1, 1), None)),
        ({"during": "2023-21"}, Period(Day(2023, 3, 1), Day(2023, 5, 31))),
        ({"during": "../2020", "since": "2019"}, Period(Day(2019, 1, 1), Day(2020, 12, 31))),
        (
            {"during": "c. 1905"},
            Period(Day(1905, 1, 1), Day(1905, 12, 31), False, ("`c. 1905` is read as 1905~",)),
        ),
    ],
)
def test_the_days_that_are_left(given_: dict[str, str], expected: Period | None) -> None:
    assert Period.of(**given_) == expected


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        (
            {"since": "2023-02-30"},
            (
                "--since: `2023-02-30` is not a date; February 2023 has 28 days; "
                "write `2023-02` if the day is unknown"
            ),
        ),
        (
            {"during": "unknown"},
            (
                "--during XXXX: of that, no day is known; "
                "`-w date=XXXX` lists what has an unknown date"
            ),
        ),
        (
            {"since": "../2020"},
            "--since ../2020: that has no first day; use --until, or --during",
        ),
        (
            {"until": "2020/.."},
            "--until 2020/..: that has no last day; use --since, or --during",
        ),
        (
            {"since": "2024", "until": "2023"},
            "no day lies between 2024-01-01 and 2023-12-31; the earlier day belongs to --since",
        ),
    ],
)
def test_what_is_no_span(given_: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        Period.of(**given_)
    assert str(error.value) == message


def test_a_span_with_a_qualifier_is_never_certain() -> None:
    period = Period.of(during="2023~")
    assert period is not None
    assert period.match(_record(date="2023-05-01")) == P


def test_rows_say_how_they_match(rows_of: Rows) -> None:
    records = rows_of([{"date": "2023-05-01"}, {"date": "2023?"}, {"date": "2024"}])
    period = Period.of(during="2023")
    assert period is not None
    found = period.among(records)
    assert [(one.facts.id, one.row[MATCH]) for one in found] == [("0", S), ("1", P)]
    assert [one.facts.id for one in period.among(records, certain=True)] == ["0"]
    assert MATCH not in records[0].row


days = st.dates().map(str)


@given(days, days, days)
def test_a_day_matches_as_days_order(day: str, one: str, other: str) -> None:
    low, high = sorted((one, other))
    period = Period.of(since=low, until=high)
    assert period is not None
    assert period.match(_record(date=day)) == (S if low <= day <= high else None)
