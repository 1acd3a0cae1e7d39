"""Reports that came before the event."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.event_after_report import RULE
from eventbook.jsonvalue import Json


def found(date: Json, published: Json, **more: Json) -> bool:
    value: dict[str, Json] = {"date": date, "status": "held", **more}
    value["sources"] = [{"published": published, "stance": more.get("stance", "reports")}]
    return list(RULE.check(Facts("a.yaml", "event", value=value), DEFAULTS)) != []


@pytest.mark.parametrize(
    ("date", "published", "wrong"),
    [
        ("2019-05-18", "2019-05-17", True),
        ("2019-05-18", "2019-05-18", False),
        ("2019-05-18/..", "2019-04", True),
        ("../2019-05-18", "2018", False),
        ("2019-05-18?", "2019-04", False),
        ("2019-05-18", "2019-04?", False),
        ("2019-05-18", "2019-04~", False),
        ("2019-22", "2019-02", False),
        ("2019-05-18", "2018-24", False),
        ("XXXX", "2018", False),
        ("2019-05-18", None, False),
    ],
)
def test_only_exact_dates_contradict_each_other(date: str, published: Json, wrong: bool) -> None:
    assert found(date, published) is wrong


def test_not_before_counts() -> None:
    assert found("2019", "2019-03", not_before="2019-05")
    assert not found("2019", "2019-03", not_before="2019-05~")


@pytest.mark.parametrize("status", [None, "scheduled", "cancelled", "unconfirmed", 3])
def test_what_is_not_held_may_be_told_before(status: Json) -> None:
    assert not found("2019-05-18", "2019-05-17", status=status)


def test_an_announcement_comes_before() -> None:
    assert not found("2019-05-18", "2019-05-17", stance="announces")
