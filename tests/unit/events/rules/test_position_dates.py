"""Offices at other times than they were held."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.position_dates import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def found(
    *positions: Json, held: str = "2019-05-18", position: Json = "Director", **more: Json
) -> list[Remark]:
    entity: Json = {"ref": "person/ann", "position": position, **more}
    event: Json = {"date": held, "participants": [None, entity]}
    records = [
        Facts("a.yaml", "event", id="a", value=event),
        Facts("ann.yaml", "person", id="ann", value={"positions": list(positions)}),
    ]
    return [remark for _, remark in RULE.check(records, CONTEXT)]


def test_a_second_term_is_told_too() -> None:
    terms: list[Json] = [
        {"title": "director", "from": "2008", "to": "2012"},
        {"title": {"en": "Director", "it": "Direttrice"}, "from": "2020-02"},
    ]
    assert found(*terms) == [
        Remark(
            "`person/ann` held this office from 2008 until 2012, from 2020-02, "
            "the event was on 2019-05-18",
            ("participants", 1, "position"),
            help="correct the position or its dates; a former office is called so",
            related=(Related("ann.yaml", "the office", ("positions", 0)),),
        )
    ]


@pytest.mark.parametrize(
    "position",
    [
        {"title": "Director"},
        {"title": "Director", "from": "2019"},
        {"title": "Director", "to": "2018~"},
        {"title": "Director", "from": "2020?"},
        {"title": "Deputy director", "to": "2018"},
        {"title": None, "to": "2018"},
        {"to": "2018"},
    ],
)
def test_what_may_fit_is_fine(position: Json) -> None:
    assert found(position) == []


def test_one_term_that_fits_is_enough() -> None:
    assert found({"title": "Director", "to": "2018"}, {"title": "Director", "from": "2019"}) == []


@pytest.mark.parametrize("held", ["2019?", "2019-22", "XXXX"])
def test_an_event_at_an_uncertain_time_is_passed_over(held: str) -> None:
    assert found({"title": "Director", "to": "2001"}, held=held) == []


@pytest.mark.parametrize("more", [{"withheld": True}, {"minor": True}, {"ref": "person/bob"}])
def test_nothing_is_said_of_whom_nobody_may_know(more: dict[str, Json]) -> None:
    assert found({"title": "Director", "to": "2001"}) != []
    assert found({"title": "Director", "to": "2001"}, **more) == []
