"""Time zones: the names of the tzdata package that stand for a place."""

from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.problem import Problem
from eventbook.values.timezone import check, problem, zones

PLACE = "write the zone of the place, such as `Europe/Rome` or `Asia/Baku`"


def test_every_name_can_be_opened() -> None:
    assert len(zones()) > 500
    for name in sorted(zones()):
        assert zoneinfo.ZoneInfo(name).key == name


@pytest.mark.parametrize(
    "name",
    ["Europe/Rome", "Asia/Baku", "America/Argentina/Salta", "UTC", "GMT", "Etc/UTC", "Japan"],
)
def test_good_names(name: str) -> None:
    assert check(name) is None


REFUSED = [
    ("europe/rome", "`europe/rome` is not a time zone", "write `Europe/Rome`", "Europe/Rome"),
    (" UTC", "` UTC` is not a time zone", "write `UTC`", "UTC"),
    ("utc", "`utc` is not a time zone", "write `UTC`", "UTC"),
    ("Z", "`Z` is not a time zone", "write `UTC`", "UTC"),
    ("Rome", "`Rome` is not a time zone", "write `Europe/Rome`", "Europe/Rome"),
    ("New York", "`New York` is not a time zone", "write `America/New_York`", "America/New_York"),
    ("Europe/Rom", "`Europe/Rom` is not a time zone", "write `Europe/Rome`", "Europe/Rome"),
    ("CET", "`CET` is an abbreviation and names no place", PLACE, None),
    ("CEST", "`CEST` is an abbreviation and names no place", PLACE, None),
    ("EST5EDT", "`EST5EDT` is an abbreviation and names no place", PLACE, None),
    ("UTC+2", "`UTC+2` is an offset, not a time zone", PLACE, None),
    ("+04:00", "`+04:00` is an offset, not a time zone", PLACE, None),
    ("GMT−5", "`GMT−5` is an offset, not a time zone", PLACE, None),
    ("gmt+2", "`gmt+2` is an offset, not a time zone", PLACE, None),
    ("Europe", "`Europe` is not a time zone", PLACE, None),
    ("Middle/Earth", "`Middle/Earth` is not a time zone", PLACE, None),
    ("../../etc/passwd", "`../../etc/passwd` is not a time zone", PLACE, None),
    ("/etc/passwd", "`/etc/passwd` is not a time zone", PLACE, None),
    ("", "an empty text is not a time zone", PLACE, None),
    ("a/" * 999, f"`{'a/' * 30}…` is not a time zone", PLACE, None),
]


@pytest.mark.parametrize(("name", "message", "advice", "replacement"), REFUSED)
def test_refused_names(name: str, message: str, advice: str, replacement: str | None) -> None:
    assert problem(name) == Problem("timezone-invalid", message, advice, replacement)
    assert check(name) == f"{message}; {advice}"


@given(st.one_of(st.text(max_size=30), st.text("EuropeRmUTCGT/+-0123_ ", max_size=12)))
def test_any_text_gets_a_verdict_and_a_replacement_is_good(name: str) -> None:
    found = problem(name)
    assert found is not None or name in zones()
    assert found is None or found.replacement is None or problem(found.replacement) is None
