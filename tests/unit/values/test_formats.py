"""The table of JSON Schema formats."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.formats import FORMATS, Problem

GOOD = {
    "edtf-date": ["2023-02?", "1905~/..", "XXXX"],
    "language-tag": ["it", "az-Arab", "und"],
    "timezone": ["Europe/Rome"],
    "country": ["IT"],
    "record-id": ["2023-rome-commemoration"],
    "date": ["2023-02-24", "2024-02-29", "0000-01-01", "9999-12-31"],
    "time-of-day": ["00:00", "18:00", "23:59:59"],
    "web-url": ["https://example.org/"],
    "sha256": ["0123456789abcdef" * 4],
}


@pytest.mark.parametrize("name", FORMATS)
def test_good_texts_and_values_that_are_no_text(name: str) -> None:
    values: list[object] = [*GOOD[name], None, True, 1.5, [], {}, b"x"]
    assert [FORMATS[name](value) for value in values] == [None] * len(values)


def test_the_formats_are_those_of_the_schemas() -> None:
    assert list(FORMATS) == list(GOOD)


def test_an_edtf_date_may_be_a_whole_number() -> None:
    date = FORMATS["edtf-date"]
    assert date(2023) is None
    assert date(20230224) == Problem(
        "date-invalid", "`20230224` is not a date", "write `2023-02-24`", "2023-02-24"
    )
    assert all(FORMATS[name](7) is None for name in FORMATS if name != "edtf-date")


FULL = "write year, month and day, such as `2023-02-24`"
CLOCK = "write hours and minutes, `18:00`, on 24 hours"
MIDNIGHT = "a day ends at `23:59`; midnight is `00:00` of the next day"
ID_FORM = "an id is made of lower-case letters a to z, digits, and single hyphens between them"
ID_HELP = "write an id such as `2023-rome-commemoration`"

REFUSED = [
    (
        "edtf-date",
        "2023-02-30",
        Problem(
            "date-invalid",
            "`2023-02-30` is not a date",
            "February 2023 has 28 days; write `2023-02` if the day is unknown",
        ),
    ),
    (
        "language-tag",
        "Italian",
        Problem("code-invalid", "`Italian` is not a language tag", "write `it`", "it"),
    ),
    (
        "timezone",
        "Rome",
        Problem(
            "timezone-invalid", "`Rome` is not a time zone", "write `Europe/Rome`", "Europe/Rome"
        ),
    ),
    ("country", "UK", Problem("code-invalid", "`UK` is not a country code", "write `GB`", "GB")),
    (
        "web-url",
        "javascript:x",
        Problem(
            "url-invalid",
            "`javascript:` is not the address of a web page",
            "write an address that begins with `https://` or `http://` and a host",
        ),
    ),
    (
        "record-id",
        "Rome 2023",
        Problem(
            "format-invalid",
            f"`Rome 2023` is not an id: {ID_FORM}",
            "write `rome-2023`",
            "rome-2023",
        ),
    ),
    ("record-id", "日本", Problem("format-invalid", f"`日本` is not an id: {ID_FORM}", ID_HELP)),
    (
        "record-id",
        "NUL",
        Problem("format-invalid", f"`NUL` is not an id: {ID_FORM}", ID_HELP),
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), REFUSED)
def test_each_format_has_its_slug(name: str, text: str, expected: Problem) -> None:
    assert FORMATS[name](text) == expected


@pytest.mark.parametrize(
    ("text", "advice", "replacement"),
    [
        ("2023-02-30", "that month has 28 days", None),
        ("2023-13-01", FULL, None),
        ("2023-02", FULL, None),
        ("2023-02-24?", FULL, None),
        ("-2023-02-24", FULL, None),
        ("2023-02-24/2023-02-24", FULL, None),
        ("24.02.2023", "write `2023-02-24`", "2023-02-24"),
        ("February 24, 2023", "write `2023-02-24`", "2023-02-24"),
        ("", FULL, None),
    ],
)
def test_days(text: str, advice: str, replacement: str | None) -> None:
    message = f"`{text}` is not a day" if text else "an empty text is not a day"
    expected = Problem("date-invalid", message, advice, replacement)
    assert FORMATS["date"](text) == expected


@given(st.dates())
def test_every_day_of_the_calendar_is_a_day(day: dt.date) -> None:
    assert FORMATS["date"](day.isoformat()) is None


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_what_the_standard_library_calls_one(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        dt.date(year, month, day)
    except ValueError:
        assert FORMATS["date"](text) is not None
    else:
        assert FORMATS["date"](text) is None


@pytest.mark.parametrize(
    ("text", "advice", "replacement"),
    [
        ("9:30", "write `09:30`", "09:30"),
        ("18.00", "write `18:00`", "18:00"),
        ("6 pm", "write `18:00`", "18:00"),
        ("6:30 p.m.", "write `18:30`", "18:30"),
        ("12 am", "write `00:00`", "00:00"),
        ("12PM", "write `12:00`", "12:00"),
        ("18h30", "write `18:30`", "18:30"),
        ("18 Uhr", "write `18:00`", "18:00"),
        ("9:30:15", "write `09:30:15`", "09:30:15"),
        (" 18:00", "write `18:00`", "18:00"),
        ("24:00", MIDNIGHT, None),
        ("13 pm", CLOCK, None),
        ("25:00", CLOCK, None),
        ("18:60", CLOCK, None),
        ("1800", CLOCK, None),
        ("18:00Z", CLOCK, None),
        ("noon", CLOCK, None),
        ("١٨:٠٠", CLOCK, None),
    ],
)
def test_times_of_day(text: str, advice: str, replacement: str | None) -> None:
    message = f"`{text}` is not a time of day"
    expected = Problem("format-invalid", message, advice, replacement)
    assert FORMATS["time-of-day"](text) == expected


@given(st.times())
def test_every_time_to_the_minute_or_second_is_good(time: dt.time) -> None:
    assert FORMATS["time-of-day"](f"{time:%H:%M}") is None
    assert FORMATS["time-of-day"](f"{time:%H:%M:%S}") is None


def test_hashes() -> None:
    upper, short = "ABCDEF0123456789" * 4, "ab" * 31
    start = upper[:60]
    assert FORMATS["sha256"](upper) == Problem(
        "format-invalid",
        f"`{start}…` is not a SHA-256 hash",
        "write it in small letters",
        upper.lower(),
    )
    assert FORMATS["sha256"](short) == Problem(
        "format-invalid",
        f"`{short[:60]}…` is not a SHA-256 hash",
        "it has 64 digits of 0 to 9 and a to f",
    )


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=40))
def test_any_text_gets_a_verdict_and_a_replacement_is_good(name: str, text: str) -> None:
    found = FORMATS[name](text)
    if found is not None:
        assert found.message
        assert found.help
        assert found.replacement is None or FORMATS[name](found.replacement) is None
