"""Dates and times are as precise as the record, never more."""

import pytest

from eventbook.render.jsonld.dates import is_fully_said, span, timed


@pytest.mark.parametrize(
    ("date", "expected", "fully"),
    [
        ("2023-02-24", ("2023-02-24", None), True),
        ("2023-02", ("2023-02", None), True),
        ("2023", ("2023", None), True),
        (2023, ("2023", None), True),
        ("-0044", ("-0044", None), True),
        ("2023-02-24?", ("2023-02-24", None), False),
        ("2023-02~", ("2023-02", None), False),
        ("2023-02-XX", ("2023-02", None), False),
        ("2023-XX-XX", ("2023", None), False),
        ("202X", (None, None), False),
        ("20XX", (None, None), False),
        ("2023-21", (None, None), False),
        ("XXXX", (None, None), False),
        ("2019-05-28/2019-09-15", ("2019-05-28", "2019-09-15"), True),
        ("2019-05/2019", ("2019-05", "2019"), True),
        ("2019-05-28~/2019-09", ("2019-05-28", "2019-09"), False),
        ("2019-05-28/..", ("2019-05-28", None), False),
        ("/2019", (None, "2019"), False),
        ("May", (None, None), False),
        (None, (None, None), False),
        (["2023"], (None, None), False),
        (True, (None, None), False),
    ],
)
def test_dates(date, expected, fully):
    assert span(date) == expected
    assert is_fully_said(date) is fully


@pytest.mark.parametrize(
    ("date", "start", "end", "zone", "expected"),
    [
        ("2023-02-24", "18:00", "20:30", "Europe/Rome",
         ("2023-02-24T18:00:00+01:00", "2023-02-24T20:30:00+01:00")),
        ("2023-07-24", "18:00", None, "Europe/Rome", ("2023-07-24T18:00:00+02:00", None)),
        ("2023-02-24", None, "20:30", "Asia/Kolkata", ("2023-02-24", "2023-02-24T20:30:00+05:30")),
        ("2023-02-24", "22:00", "01:00", "UTC",
         ("2023-02-24T22:00:00+00:00", "2023-02-25T01:00:00+00:00")),
        ("2023-12-31", "22:00", "01:00", None, ("2023-12-31T22:00:00", "2024-01-01T01:00:00")),
        ("2023-02-24/2023-02-26", "18:00", "12:00", "Europe/Rome",
         ("2023-02-24T18:00:00+01:00", "2023-02-26T12:00:00+01:00")),
        ("2023-02-24/2023-03", "18:00", "12:00", None, ("2023-02-24T18:00:00", "2023-03")),
        # what the day is not, the time cannot be
        ("2023-02", "18:00", "20:30", "Europe/Rome", ("2023-02", None)),
        ("2023-02-24?", "18:00", None, "Europe/Rome", ("2023-02-24", None)),
        ("XXXX", "18:00", None, "Europe/Rome", (None, None)),
        # before zones there was local time, to the second
        ("1689-12-01", "18:00", None, "Europe/London", ("1689-12-01T18:00:00", None)),
        ("-0044-03-15", "18:00", None, "Europe/Rome", ("-0044-03-15", None)),
        ("9999-12-31", "22:00", "01:00", None, ("9999-12-31T22:00:00", None)),
        # no time, no zone
        ("2023-02-24", "25:00", "6 pm", "Europe/Rome", ("2023-02-24", None)),
        ("2023-02-24", ["18:00"], 18, {}, ("2023-02-24", None)),
        ("2023-02-24", "18:00", None, "Atlantis/Poseidonis", ("2023-02-24T18:00:00", None)),
        ("2023-02-24", "18:00", None, "../../etc/passwd", ("2023-02-24T18:00:00", None)),
        ("2023-02-24", "18:00", None, "\0", ("2023-02-24T18:00:00", None)),
    ],
)  # fmt: skip
def test_times(date, start, end, zone, expected):
    assert timed(date, start, end, zone) == expected
