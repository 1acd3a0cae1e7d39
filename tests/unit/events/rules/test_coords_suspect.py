"""Coordinates in the wrong place."""

from __future__ import annotations

import pytest

from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.coords_suspect import RULE
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record
from eventbook.rules.rule import Remark


def said(lat: Json, lon: Json, country: Json = None) -> list[str]:
    place: Json = {"country": country, "coordinates": {"lat": lat, "lon": lon}}
    facts = Record("a.yaml", "event", value={"place": place, "local": {"here": place}})
    return [remark.message for remark in RULE.check(facts, DEFAULTS)]


def test_every_place_of_the_record_is_looked_at() -> None:
    wrong: Json = {"country": "IT", "coordinates": {"lat": 52.5, "lon": 13.4}}
    value: Json = {"sessions": [{"place": wrong}], "programme": [{}, {"place": wrong}]}
    message, advice = "52.5/13.4 lies outside of IT", "correct the coordinates, or the country"
    assert list(RULE.check(Record("a.yaml", "event", value=value), DEFAULTS)) == [
        Remark(message, ("sessions", 0, "place", "coordinates"), help=advice),
        Remark(message, ("programme", 1, "place", "coordinates"), help=advice),
    ]


def test_what_swapping_would_mend_is_called_so() -> None:
    assert said(7.69, 45.07, "IT") == ["7.69/45.07 lies outside of IT, but 45.07/7.69 in it"]


def test_one_degree_more_than_the_box_is_fine() -> None:
    assert said(34, 12, "IT") == []
    assert said(33.9, 12, "IT") == ["33.9/12 lies outside of IT"]


@pytest.mark.parametrize("country", [None, "IT", "XX"])
def test_zero_zero_is_nowhere(country: Json) -> None:
    assert said(0, 0.0, country) == ["0/0 lies in the sea off Africa"]


@pytest.mark.parametrize(
    ("lat", "lon"), [(None, 0), ("0", "0"), (False, False), (10**400, 0), (0, 200), ([], {})]
)
def test_what_is_no_point_is_passed_over(lat: Json, lon: Json) -> None:
    assert said(lat, lon, "IT") == []


@pytest.mark.parametrize("country", [None, "XX", "AQ", ["IT"]])
def test_a_country_without_a_box_holds_everything(country: Json) -> None:
    assert said(52.5, 13.4, country) == []
