"""Boxes around countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from eventbook.events.country_boxes import Box, box
from eventbook.values.country import ISO_3166_1

WITHOUT = {"AQ", "BV", "HM", "TF", "UM"}
"""Where hardly anybody lives, or what is scattered over an ocean."""


def cities() -> Iterator[tuple[str, float, float]]:
    """The places that stand for the time zones of each country, by the IANA database."""
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, point = line.split("\t")[:2]
            lat, lon = re.findall(r"[+-]\d+", point)
            yield country, degrees(lat, 2), degrees(lon, 3)


def degrees(text: str, whole: int) -> float:
    """`+4154` and `-0120257` as degrees."""
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    minutes, seconds = digits[whole : whole + 2], digits[whole + 2 :] or "0"
    return sign * (int(digits[:whole]) + int(minutes) / 60 + int(seconds) / 3600)


def test_every_inhabited_country_has_a_box() -> None:
    assert {code for code in ISO_3166_1 if box(code) is None} == WITHOUT


def test_the_boxes_hold_the_cities_of_their_time_zones() -> None:
    listed = [(code, lat, lon) for code, lat, lon in cities() if code not in WITHOUT]
    assert len(listed) > 390
    assert [each for each in listed if not _holds(*each)] == []


def _holds(country: str, lat: float, lon: float) -> bool:
    bounds = box(country)
    return bounds is not None and bounds.holds(lat, lon)


def test_most_boxes_hold_only_few_of_those_cities() -> None:
    points = [(lat, lon) for _, lat, lon in cities()]
    held = [
        sum(bounds.holds(*point) for point in points)
        for code in ISO_3166_1
        if (bounds := box(code))
    ]
    assert sorted(held)[len(held) // 2] < 10


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((-18, 178.4), True),
        ((-18, -179), True),
        ((-18, 180), True),
        ((-18, -180), True),
        ((-18, -177), True),
        ((-18, -176.9), False),
        ((-18, 174.9), False),
        ((-23.1, 178), False),
        ((-11, 178), True),
        ((-18, 0), False),
    ],
)
def test_a_box_may_reach_across_the_line_of_180_degrees(
    point: tuple[float, float], inside: bool
) -> None:
    assert Box(-22, 176, -12, -178).holds(*point) is inside
