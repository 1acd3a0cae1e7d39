"""Notices of what is withheld, and the day to look again."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.notice_due import RULE
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark


def remarks(withheld: Json, today: str = "2026-01-15") -> list[Remark]:
    context = Context(DEFAULTS, date.fromisoformat(today))
    record = Facts("a.yaml", "event", value={"withheld": withheld})
    return [remark for _, remark in RULE.check([record], context)]


def test_what_is_said_of_a_notice_that_is_due() -> None:
    notices: Json = [{"at": "a"}, {"at": "b", "review_after": "2025-12"}]
    message = "what is withheld here was to be looked at again after 2025-12"
    help_ = "decide anew, and set the next date"
    assert remarks(notices) == [Remark(message, ("withheld", 1, "review_after"), help=help_)]


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        ("2026-01-15", "2026-01-15", 0),
        ("2026-01-15", "2026-01-16", 1),
        ("2026-01", "2026-01-31", 0),
        ("2026", "2026-12-31", 0),
        (2026, "2027-01-01", 1),
    ],
)
def test_it_is_due_when_its_whole_date_is_past(day: Json, today: str, said: int) -> None:
    assert len(remarks([{"review_after": day}], today)) == said


@pytest.mark.parametrize("day", ["2019?", "XXXX", "2019/..", "soon", None, [], {}, True])
def test_what_is_no_sure_date_is_never_due(day: Json) -> None:
    assert remarks([{"review_after": day}]) == []


@pytest.mark.parametrize("withheld", [None, "a", {}, ["a"], [None], [[{"review_after": 2019}]]])
def test_other_shapes_are_passed_over(withheld: Json) -> None:
    assert remarks(withheld) == []
