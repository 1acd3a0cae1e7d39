"""The EDTF profile: what is read, its bounds, and what falls in a range."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eventbook.values.days import Day, last_day
from eventbook.values.edtf import (
    PRECISIONS,
    Edtf,
    EdtfError,
    from_value,
    parse,
    try_parse,
)
from unit.values.edtf_strategies import NEAR_YEARS, YEARS, single_dates, written_intervals

BOUNDS = [
    ("2023-02-24", "day", "2023-02-24", "2023-02-24"),
    ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
    ("0000-02-29", "day", "0000-02-29", "0000-02-29"),
    ("-0044-03-15", "day", "-0044-03-15", "-0044-03-15"),
    ("2023-02", "month", "2023-02-01", "2023-02-28"),
    ("2023-02-XX", "month", "2023-02-01", "2023-02-28"),
    ("2023", "year", "2023-01-01", "2023-12-31"),
    ("2023-XX", "year", "2023-01-01", "2023-12-31"),
    ("1974-XX-XX", "year", "1974-01-01", "1974-12-31"),
    ("-0001", "year", "-0001-01-01", "-0001-12-31"),
    ("2023-21", "season", "2023-03-01", "2023-05-31"),
    ("2023-22", "season", "2023-06-01", "2023-08-31"),
    ("2023-23", "season", "2023-09-01", "2023-11-30"),
    ("2023-24", "season", "2023-12-01", "2024-02-29"),
    ("9999-24", "season", "9999-12-01", "10000-02-29"),
    ("202X", "decade", "2020-01-01", "2029-12-31"),
    ("-199X", "decade", "-1999-01-01", "-1990-12-31"),
    ("-000X", "decade", "-0009-01-01", "-0001-12-31"),
    ("000X", "decade", "0000-01-01", "0009-12-31"),
    ("18XX", "century", "1800-01-01", "1899-12-31"),
    ("-00XX", "century", "-0099-01-01", "-0001-12-31"),
    ("XXXX", "unknown", None, None),
    ("2019-05-28/2019-09-15", "day", "2019-05-28", "2019-09-15"),
    ("2019-05/2019-09-15", "month", "2019-05-01", "2019-09-15"),
    ("2019/2019-02", "year", "2019-01-01", "2019-02-28"),
    ("199X/2003", "decade", "1990-01-01", "2003-12-31"),
    ("1985-04/..", "month", "1985-04-01", None),
    ("1985-04-12/", "day", "1985-04-12", None),
    ("../1985", "year", None, "1985-12-31"),
    ("/1985-04", "month", None, "1985-04-30"),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest"), BOUNDS)
def test_bounds(text: str, precision: str, earliest: str | None, latest: str | None) -> None:
    date = parse(text)
    bounds = [None if day is None else str(day) for day in (date.earliest, date.latest)]
    assert (str(date), date.precision, bounds) == (text, precision, [earliest, latest])
    assert date.is_interval == ("/" in text)
    assert date.is_unknown == (text == "XXXX")


def test_an_interval_keeps_its_ends() -> None:
    date = parse("1905~/1910?")
    assert (date.start, date.end) == (parse("1905~"), parse("1910?"))
    open_end = parse("1985/..")
    assert (open_end.start, open_end.end) == (parse("1985"), None)
    single = parse("1985")
    assert (single.start, single.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2023-02", False, False),
        ("2023-02?", True, False),
        ("2023-02~", False, True),
        ("2023-02%", True, True),
        ("18XX?", True, False),
        ("1905~/1910", False, True),
        ("1905/1910?", True, False),
        ("1905~/1910?", True, True),
        ("1985%/..", True, True),
    ],
)
def test_qualifiers(text: str, uncertain: bool, approximate: bool) -> None:
    date = parse(text)
    assert (date.uncertain, date.approximate) == (uncertain, approximate)
    assert date.is_exact is not (uncertain or approximate)


REFUSED = [
    *(
        "",
        " ",
        "2023-02-30",
        "2023-02-29",
        "2023-00",
        "2023-13",
        "2023-20",
        "2023-25",
        "2023-02-00",
    ),
    *("2023-21-05", "2023-XX-05", "2023-0X", "1XXX", "X", "XXX", "20X3", "20XX-02", "XXXX-02"),
    *("-0000", "-0000-05", "-XXXX", "XXXX?", "2023??", "2023?~", "?2023", "2023?-02", "+2023"),
    *(
        "/",
        "../..",
        "/..",
        "../",
        "..",
        "XXXX/2023",
        "2023/XXXX",
        "2023/2022",
        "2023-05/2023-04-XX",
    ),
    *("2023/2024/2025", "2023/2024 ", "2023-2-4", "20230224", "12023", "Y12023", "202x", "2023-xx"),
    *("2023-02-24T18:00", "[2023]", "{2023}", "2023\n", "２０２３", "٢٠٢٣", "2023–2024", "1950S2"),
    *("2023-02-24/2023-02-25/2023-02-26/2023", "2023" * 1000),
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_profile_refuses(text: str) -> None:
    assert try_parse(text) is None
    with pytest.raises(EdtfError) as caught:
        parse(text)
    error = caught.value
    assert error.message
    assert error.help
    assert str(error) == f"{error.message}; {error.help}"
    assert error.replacement is None or try_parse(error.replacement)


def test_the_error_says_what_to_write() -> None:
    with pytest.raises(EdtfError) as caught:
        parse("2023-02-30")
    assert caught.value.message == "`2023-02-30` is not a date"
    assert caught.value.help == "February 2023 has 28 days; write `2023-02` if the day is unknown"
    assert caught.value.replacement is None


def test_values_of_a_date_field() -> None:
    assert from_value(2023) == from_value("2023") == parse("2023")
    assert from_value(-1985) == parse("-1985")


ADVICE = 'write a text such as "2023-02-24", or "XXXX" if the date is unknown'


@pytest.mark.parametrize(
    ("value", "message", "advice"),
    [
        (None, "a date cannot be null", ADVICE),
        (True, "a date cannot be true or false", ADVICE),
        (2023.5, "a date cannot be a number other than a year", ADVICE),
        (10**18, "a date cannot be a number other than a year", ADVICE),
        ({"year": 2023}, "a date cannot be a map", ADVICE),
        (["..2023-02-24"], "a date cannot be a list", "write an open interval as `../2023-02-24`"),
        (20230224, "`20230224` is not a date", "write `2023-02-24`"),
        (
            999,
            "`999` is not a date",
            "years have four digits: write `1944`, or `0044` for the year 44",
        ),
    ],
)
def test_values_that_are_no_date(value: object, message: str, advice: str) -> None:
    with pytest.raises(EdtfError) as caught:
        from_value(value)
    assert (caught.value.message, caught.value.help) == (message, advice)


@given(single_dates())
def test_every_single_date_of_the_grammar_is_read_back(text: str) -> None:
    assume(not text.startswith("-0000"))
    date = parse(text)
    assert str(date) == text
    assert parse(str(date)) == date
    assert date.earliest is not None
    assert date.latest is not None
    assert date.earliest <= date.latest
    assert pickle.loads(pickle.dumps(date)) == date


@given(single_dates(), st.sampled_from("?~%"))
def test_qualifiers_never_widen(text: str, mark: str) -> None:
    bare = try_parse(text.rstrip("?~%"))
    qualified = try_parse(text.rstrip("?~%") + mark)
    assert (bare is None) == (qualified is None)
    if bare and qualified:
        assert (bare.earliest, bare.latest) == (qualified.earliest, qualified.latest)


@given(written_intervals())
def test_an_interval_is_read_unless_it_ends_before_it_starts(text: str) -> None:
    first, second = (try_parse(end) for end in text.split("/"))
    ends_missing = [end in ("", "..") for end in text.split("/")]
    date = try_parse(text)
    if (
        all(ends_missing)
        or (first is None) != ends_missing[0]
        or (second is None) != ends_missing[1]
    ):
        assert date is None
    elif first and second and second.latest and first.earliest and second.latest < first.earliest:
        assert date is None
    else:
        assert date is not None
        assert (date.start, date.end, str(date)) == (first, second, text)
        assert PRECISIONS.index(date.precision) == max(
            PRECISIONS.index(end.precision) for end in (first, second) if end
        )
        assert date == parse(str(date))


@given(st.text("0123456789-/X?~%.T:", max_size=26))
def test_any_text_is_a_date_or_gets_advice(text: str) -> None:
    date = try_parse(text)
    if date is not None:
        assert str(date) == text
        return
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert caught.value.replacement is None or try_parse(caught.value.replacement)


# The oracle: days are counted from 2015-01-01, and every meaning of a date is tried.

FIRST = dt.date(2015, 1, 1)
EPOCH = FIRST.toordinal()


def number(day: Day) -> int:
    return dt.date(*day).toordinal() - EPOCH


def day(count: int) -> Day:
    date = FIRST + dt.timedelta(days=count)
    return Day(date.year, date.month, date.day)


def meanings(date: Edtf) -> list[tuple[int, int]]:
    """The pairs of first and last day that a date can mean; a missing bound is far off."""

    def span(one: Edtf | None, missing: tuple[int, int]) -> range:
        if one is None or one.earliest is None or one.latest is None:
            return range(missing[0], missing[1] + 1)
        return range(number(one.earliest), number(one.latest) + 1)

    if not date.is_interval:
        return [(one, one) for one in span(date, (0, 0))]
    starts = span(date.start, (-5000, -4999))
    ends = span(date.end, (9000, 9001))
    # every start with the first and the last end it can have: those between add nothing
    possible = [start for start in starts if start <= ends[-1]]
    return [(start, max(start, ends[0])) for start in possible] + [
        (start, ends[-1]) for start in possible
    ]


near_dates = st.one_of(single_dates(NEAR_YEARS), written_intervals(NEAR_YEARS)).map(try_parse)


@st.composite
def near_limits(draw: st.DrawFn, date: Edtf) -> int:
    """A day close to a bound of the date or of its ends, where mistakes show, or any other."""
    dates = [one for one in (date, date.start, date.end) if one]
    bounds = [number(one) for date in dates for one in (date.earliest, date.latest) if one]
    return draw(st.sampled_from(bounds)) + draw(st.integers(-1, 1) | st.integers(-800, 800))


@settings(max_examples=600, deadline=None)
@given(st.data(), near_dates)
def test_ranges_against_every_day_a_date_can_mean(data: st.DataObject, date: Edtf | None) -> None:
    assume(date is not None and date.precision not in ("decade", "century"))
    assert date is not None
    low, high = data.draw(near_limits(date)), data.draw(near_limits(date))
    meant = meanings(date)
    overlapping = [start <= high and end >= low and low <= high for start, end in meant]
    within = [low <= start and end <= high for start, end in meant]
    loose = not date.is_exact or date.earliest is None or date.latest is None
    assert date.possibly_overlaps(day(low), day(high)) == any(overlapping)
    assert date.certainly_overlaps(day(low), day(high)) == (all(overlapping) and not loose)
    assert date.certainly_within(day(low), day(high)) == (all(within) and not loose)


def test_the_ends_of_a_range_belong_to_it() -> None:
    first, last = Day(2023, 2, 1), Day(2023, 2, 28)
    month = parse("2023-02")
    for certain in (month.certainly_within, month.certainly_overlaps):
        assert [certain(first, last), certain(first, None), certain(None, last)] == [True] * 3
        assert not certain(Day(2023, 2, 2), last)
        assert not certain(first, Day(2023, 2, 27))
    assert month.possibly_overlaps(last, None)
    assert month.possibly_overlaps(None, first)
    assert not month.possibly_overlaps(Day(2023, 3, 1), None)
    assert not month.possibly_overlaps(None, Day(2023, 1, 31))


all_dates = st.one_of(single_dates(YEARS), written_intervals(YEARS), st.just("XXXX"))
limits = st.none() | st.builds(
    Day, st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28)
)


@given(all_dates, limits, limits)
def test_certain_implies_possible(text: str, low: Day | None, high: Day | None) -> None:
    date = try_parse(text)
    assume(date is not None)
    assert date is not None
    certain = date.certainly_overlaps(low, high)
    assert not certain or date.possibly_overlaps(low, high)
    assert not date.certainly_within(low, high) or certain


@given(all_dates, all_dates, all_dates, limits, limits)
def test_narrowing_never_widens(
    text: str, before: str, after: str, low: Day | None, high: Day | None
) -> None:
    date, not_before, not_after = try_parse(text), try_parse(before), try_parse(after)
    assume(date is not None)
    assert date is not None
    narrow = date.narrowed(not_before, not_after)
    assert str(narrow) == str(date)
    assert date.earliest is None or (narrow.earliest and narrow.earliest >= date.earliest)
    assert date.latest is None or (narrow.latest and narrow.latest <= date.latest)
    assert narrow.earliest is None or narrow.latest is None or narrow.earliest <= narrow.latest
    assert not narrow.possibly_overlaps(low, high) or date.possibly_overlaps(low, high)
    assert not date.certainly_within(low, high) or narrow.certainly_within(low, high)
    assert narrow.narrowed(not_before, not_after) == narrow


def test_narrowing() -> None:
    narrow = parse("2023-02?").narrowed(None, parse("2023-02-24"))
    assert (narrow.earliest, narrow.latest) == (Day(2023, 2, 1), Day(2023, 2, 24))
    assert not narrow.certainly_within(Day(2023, 2, 1), Day(2023, 2, 24))
    known = parse("XXXX").narrowed(parse("2023-02"), parse("2023-03"))
    assert (known.earliest, known.latest) == (Day(2023, 2, 1), Day(2023, 3, 31))
    assert known.certainly_within(Day(2023, 1, 1), last_day(2023, 12))
    # limits that leave no day change nothing
    assert parse("2023").narrowed(parse("2024"), None) == parse("2023")
    assert parse("2023").narrowed(None, parse("2022")) == parse("2023")
    assert parse("XXXX").narrowed(parse("2024"), parse("2023")) == parse("XXXX")


def test_what_lasts_over_a_month_certainly_overlaps_it() -> None:
    july = (Day(2019, 7, 1), Day(2019, 7, 31))
    exhibition = parse("2019-05-28/2019-09-15")
    assert exhibition.certainly_overlaps(*july)
    assert not exhibition.certainly_within(*july)
    assert not parse("2019-05-28/2019-07").certainly_overlaps(Day(2019, 7, 2), Day(2019, 7, 31))
    assert not parse("2019-05-28?/2019-09-15").certainly_overlaps(*july)
    assert not parse("2019-05/..").certainly_overlaps(*july)
    assert parse("2019-05/..").possibly_overlaps(*july)


def test_a_season_is_never_certain() -> None:
    year = (Day(2023, 1, 1), Day(2023, 12, 31))
    assert not parse("2023-21").certainly_within(*year)
    assert not parse("2023-21/2023").certainly_overlaps(*year)
    assert parse("2023-21").possibly_overlaps(Day(2023, 5, 31), None)
    assert not parse("2023-21").possibly_overlaps(None, Day(2023, 2, 28))


def test_an_unknown_date_may_fall_anywhere() -> None:
    assert parse("XXXX").possibly_overlaps(Day(1, 1, 1), Day(1, 1, 1))
    assert not parse("XXXX").certainly_within(None, None)
    assert parse("2023").certainly_within(None, None)


def test_nothing_falls_in_a_range_turned_round() -> None:
    low, high = Day(2023, 7, 1), Day(2023, 6, 1)
    date = parse("2023-01-01/2023-12-31")
    assert not date.possibly_overlaps(low, high)
    assert not date.certainly_overlaps(low, high)
    assert not date.certainly_within(low, high)


def test_a_number_of_thousands_of_digits_is_refused_in_time() -> None:
    with pytest.raises(EdtfError, match="a date cannot be a number other than a year"):
        from_value(10**5000)


def test_sorting() -> None:
    expected = [
        *("-0044-03-15", "0000", "18XX", "1985", "../1985", "2023", "2023-01/2023", "2023-02-01"),
        *(
            "2023-02",
            "2023-02?",
            "2023-02-24",
            "2023-21",
            "2023-24",
            "2024/2025",
            "2024/..",
            "XXXX",
        ),
    ]
    dates = map(parse, sorted(expected))
    found = sorted(dates, key=lambda date: (date.sort_key, str(date)))
    assert [str(date) for date in found] == expected
