"""Time zones of other countries."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.timezone_country import RULE
from eventbook.findings import Fix
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Remark
from eventbook.values.timezone import zones


def said(zone: Json, country: Json) -> list[Remark]:
    value: Json = {"timezone": zone, "place": {"name": "Town hall", "country": country}}
    return list(RULE.check(Facts("a.yaml", "event", value=value), DEFAULTS))


def test_a_country_with_one_zone() -> None:
    assert said("Asia/Baku", "IT") == [
        Remark(
            "`Asia/Baku` is not a time zone of the country, IT",
            ("timezone",),
            help="used there: `Europe/Rome`",
            fix=Fix("unsafe", "Europe/Rome"),
        )
    ]


def test_no_zone_is_proposed_where_there_are_several() -> None:
    assert [remark.fix for remark in said("Asia/Baku", "ES")] == [None]


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Kiev", "UA"),
        ("US/Eastern", "US"),
        ("Africa/Ceuta", "ES"),
        ("Europe/Berlin", "SE"),
        ("Europe/Stockholm", "SE"),
        ("Europe/Simferopol", "UA"),
        ("Pacific/Auckland", "AQ"),
        ("UTC", "IT"),
        ("Etc/GMT+5", "US"),
        ("Mars/Olympus", "IT"),
        ("Europe/Rome", "XX"),
        ("Europe/Rome", "BV"),  # nobody lives there: no zone is given
        (None, "IT"),
        ("Europe/Rome", None),
    ],
)
def test_what_is_used_there_or_cannot_be_told_is_fine(zone: Json, country: Json) -> None:
    assert said(zone, country) == []


def test_every_zone_can_be_asked_about() -> None:
    assert sum(bool(said(zone, "IT")) for zone in zones()) > 400
