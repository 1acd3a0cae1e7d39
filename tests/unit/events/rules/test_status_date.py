"""Status and calendar."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.status_date import RULE
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context


def count(today: str = "2026-01-15", **fields: Json) -> int:
    context = Context(DEFAULTS, date.fromisoformat(today))
    return len(list(RULE.check([Facts("a.yaml", "event", value=dict(fields))], context)))


def test_the_rule_says_that_it_looks_at_the_clock() -> None:
    assert RULE.needs == "clock"


@pytest.mark.parametrize(("today", "said"), [("2019-05-18", 0), ("2019-05-19", 1)])
def test_the_day_itself_is_not_past(today: str, said: int) -> None:
    assert count(today, date="2019-05-18", status="scheduled") == said


@pytest.mark.parametrize(("today", "said"), [("2019-05-18", 0), ("2019-05-17", 1)])
def test_what_was_held_is_today_at_the_latest(today: str, said: int) -> None:
    assert count(today, date="2019-05-18", status="held") == said


@pytest.mark.parametrize("day", ["2019-05?", "2019~", "2019-22", "2019/..", "XXXX", None, []])
def test_what_is_not_exactly_past_may_be_scheduled(day: Json) -> None:
    assert count(date=day, status="scheduled") == 0


def test_limits_count() -> None:
    assert count(date="202X", status="scheduled") == 0
    assert count(date="202X", not_after="2024", status="scheduled") == 1


@pytest.mark.parametrize("status", ["cancelled", "postponed", "unconfirmed", None, ["held"]])
@pytest.mark.parametrize("day", ["2019", "2030"])
def test_other_statuses_go_with_any_date(day: str, status: Json) -> None:
    assert count(date=day, status=status) == 0


def test_rescheduled_can_be_wrong_twice() -> None:
    assert count(date="2019", status="rescheduled", previous_dates=[]) == 2
