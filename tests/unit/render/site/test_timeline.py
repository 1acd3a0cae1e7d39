"""Time as a picture: bars lie on the axis, in the order of their dates, and look as they should."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.render.site.spans import WIDEST, year_path, year_words
from eventbook.render.site.timeline import Axis, Bar, bar, density, moment, ruler
from eventbook.values.days import Day, days_in_month
from eventbook.values.edtf import Edtf, parse

YEARS = st.one_of(st.integers(1900, 2030), st.integers(-800, 2500))


@st.composite
def dates(draw: st.DrawFn) -> Edtf:
    year, month = draw(YEARS), draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in_month(year, month)))
    whole = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    forms = [
        whole,
        f"{whole}-{month:02d}",
        f"{whole}-{month:02d}-{day:02d}",
        f"{whole}-{month:02d}?",
    ]
    forms += [f"{whole}/{whole}", f"{whole}/..", f"../{whole}", f"{whole}-21", "XXXX"]
    forms += [f"{year:04d}"[:3] + "X"] if year >= 0 else []
    return parse(draw(st.sampled_from(forms)))


@given(st.lists(dates(), max_size=30))
def test_bars_lie_on_the_axis_and_keep_the_order_of_their_dates(given_dates: list[Edtf]) -> None:
    axis = Axis.of_years(given_dates)
    spans = [edge for span in axis.spans for edge in (span.left, span.right)]
    assert spans == sorted(spans)
    assert all(-0.001 <= edge <= 100.001 for edge in spans)
    assert all(-0.001 <= tick.at <= 100.001 for tick in axis.ticks)
    ordered = sorted((date for date in given_dates if not date.is_unknown), key=_first)
    bars = [bar(date, axis) for date in ordered]
    assert all(one is not None and -0.001 <= one.left < one.right <= 100.61 for one in bars)
    for before, after in pairwise(one for one in bars if one):
        # A bar of the least width may have been moved to stay within the axis.
        assert before.left <= after.left + 0.6
    assert bar(parse("XXXX"), axis) is None


def _first(date: Edtf) -> Day:
    first = date.earliest or date.latest
    assert first is not None
    return first


@given(st.lists(dates(), min_size=1, max_size=12), st.floats(-900, 2600), st.floats(-900, 2600))
def test_a_later_moment_never_stands_before_an_earlier_one(
    given_dates: list[Edtf], one: float, other: float
) -> None:
    axis = Axis.of_years(given_dates)
    assert axis.position(min(one, other)) <= axis.position(max(one, other))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001-07-02", Bar(50.27, 50.87, "day")),
        ("2001-02", Bar(8.33, 16.67, "within")),
        ("2001-02?", Bar(8.33, 16.67, "uncertain")),
        ("2001-02~", Bar(8.33, 16.67, "uncertain")),
        ("2001-04/2001-06", Bar(25.0, 50.0, "lasting")),
        ("2000-11/2001-03", Bar(0.0, 25.0, "lasting")),
        ("2001-04/..", Bar(25.0, 25.6, "lasting", opens_right=True)),
        ("../2001-04", Bar(32.73, 33.33, "lasting", opens_left=True)),
    ],
)
def test_how_a_date_is_drawn_on_the_axis_of_a_year(text: str, expected: Bar) -> None:
    found = bar(parse(text), Axis.of_months(2001, [str(month) for month in range(1, 13)]))
    assert found is not None
    rounded = found._replace(left=round(found.left, 2), right=round(found.right, 2))
    assert rounded == expected


def test_empty_years_are_skipped_and_the_axis_says_so() -> None:
    axis = Axis.of_years([parse("1689"), parse("2009-07"), parse("2010")])
    assert [(span.low, span.high) for span in axis.spans] == [(1689, 1690), (2009, 2011)]
    assert [tick.text for tick in axis.ticks][:2] == ["1689", "2009"]
    assert str(ruler(axis)).count("…") == 1


def test_a_moment_is_in_years() -> None:
    assert moment(Day(2001, 1, 1)) == 2001
    assert moment(Day(2001, 12, 31), after=True) == 2002
    assert moment(Day(2001, 7, 1)) == 2001.5


def test_the_picture_of_many_names_what_it_shows() -> None:
    axis = Axis.of_years([parse("2001"), parse("2002")])
    text = str(density({2001: (3, 1), 2002: (0, 2)}, axis, "Events <by> year", "Two & two"))
    assert '<title id="density-title">Events &lt;by&gt; year</title>' in text
    assert '<desc id="density-text">Two &amp; two</desc>' in text
    assert re.findall(r'class="(\w+)" x="([\d.]+)%".*?height="([\d.]+)%"', text) == [
        ("lasting", "0", "75"),
        ("uncertain", "0", "25"),
        ("uncertain", "50", "50"),
    ]


def test_years_before_the_first_have_pages_and_names() -> None:
    assert year_path(1689) == "years/1689.html"
    assert year_path(-43) == "years/bce-0044.html"
    assert year_words(-43, "en") == "44 BC"
    assert WIDEST > 10
