"""Dates out of order."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.date_order import RULE
from eventbook.jsonvalue import Json


def places(fields: dict[str, Json]) -> list[object]:
    facts = Facts("a.yaml", "event", value=fields)
    return [remark.place for remark in RULE.check(facts, DEFAULTS)]


def test_crossed_limits_are_one_finding() -> None:
    fields: dict[str, Json] = {"date": "2020", "not_before": "2019-06", "not_after": "2019-05"}
    assert places(fields) == [("not_after",)]


@pytest.mark.parametrize("date", ["2019-06~", "2019-22", "2019-22/2019-12", "../2019-06", "XXXX"])
def test_a_date_without_firm_bounds_is_not_compared(date: str) -> None:
    assert places({"date": date, "not_after": "2019-05"}) == []


def test_a_date_that_may_lie_within_the_limits_is_fine() -> None:
    assert places({"date": 2019, "not_before": "2019-12-31", "not_after": "2020"}) == []


def test_sessions_are_judged_instead_of_the_whole() -> None:
    times: dict[str, Json] = {"date": "2019-05-18", "start_time": "20:00", "end_time": "10:00"}
    assert places(times) == [("end_time",)]
    sessions: list[Json] = [
        None,
        {"date": "2019-05-18", "start": "12:00", "end": "11:59"},
        {"date": "2019-05-18/2019-05-19", "start": "22:00", "end": "01:00"},
        {"date": "2019-05-18", "start": "12:00", "end": "12:00"},
    ]
    assert places({**times, "sessions": sessions}) == [("sessions", 1, "end")]


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ("2019-05-17", True),
        ("2019-05-18", False),
        ("2019-05", False),
        ("2019-06", True),
        ("2019-05-17~", False),
        ("2019-21", False),
        ("soon", False),
        (None, False),
    ],
)
def test_a_session_lies_within_the_date_of_the_event(day: Json, wrong: bool) -> None:
    sessions: list[Json] = [{"date": "2019-05-19"}, {"date": day}]
    found = places({"date": "2019-05-18/2019-05-20", "sessions": sessions})
    assert found == ([("sessions", 1, "date")] if wrong else [])
    assert places({"date": "2019-05~", "sessions": sessions}) == []


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2008", "2007", True),
        ("2008", "2008", False),
        ("2008-06", "2008", False),
        ("2008?", "2007", True),
        ("2008~", "2007", False),
        ("2008", "..", False),
        ("2008", None, False),
        (2008, 2007, True),
    ],
)
def test_an_office_ends_after_it_began(start: Json, end: Json, wrong: bool) -> None:
    positions: list[Json] = [None, {"title": "Director", "from": start, "to": end}]
    assert places({"positions": positions}) == ([("positions", 1, "to")] if wrong else [])
