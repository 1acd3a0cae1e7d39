"""Dates taken over from sources."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.date_is_publication_date import RULE
from eventbook.jsonvalue import Json


def found(date: Json, published: Json, **more: Json) -> bool:
    value: dict[str, Json] = {"date": date, "sources": [3, {"published": published}], **more}
    return list(RULE.check(Facts("a.yaml", "event", value=value), DEFAULTS)) != []


@pytest.mark.parametrize("basis", [None, "inferred", "unknown", 3])
def test_only_a_stated_day_may_be_the_same(basis: Json) -> None:
    assert found("2019-05-18", "2019-05-18", date_basis=basis)
    assert not found("2019-05-18", "2019-05-18", date_basis="stated")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2019-05-18", "2019-05-17"),
        ("2019-05-18", "2019-05"),
        ("2019-05", "2019-05"),
        ("2019-05-18?", "2019-05-18"),  # whoever doubts the day has thought of it
        ("2019-05-18/2019-05-20", "2019-05-18"),
        ("2019-05-18", None),
        (None, "2019-05-18"),
    ],
)
def test_other_days_are_fine(date: Json, published: Json) -> None:
    assert not found(date, published)


def test_two_reports_of_one_day_are_one_finding() -> None:
    sources: Json = [{"published": "2019-05-18"}, {"published": "2019-05-18"}]
    facts = Facts("a.yaml", "event", value={"date": "2019-05-18", "sources": sources})
    assert len(list(RULE.check(facts, DEFAULTS))) == 1
