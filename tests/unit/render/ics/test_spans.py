"""Which days and hours an event has in a calendar, and why others have none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from eventbook.render.ics.spans import Span, spans

ASK = "; `--approximate` shows it as a span of days"


def exactly(**value: object) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    return spans(value, approximate=False)


@pytest.mark.parametrize(
    ("given", "first", "after"),
    [
        ("2023-02-24", date(2023, 2, 24), None),
        ("2024-02-29/2024-03-01", date(2024, 2, 29), date(2024, 3, 2)),
        ("2023-12-31/2023-12-31", date(2023, 12, 31), None),
        ("0001-01-01", date(1, 1, 1), None),
        ("9999-12-31", date(9999, 12, 31), None),
    ],
)
def test_days_and_runs_of_days(given: str, first: date, after: date | None) -> None:
    assert exactly(date=given) == ((Span(first, after),), ())


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (None, "it has no date"),
        ("soon", "its date cannot be read"),
        ([1], "its date cannot be read"),
        ("XXXX", "its date is not known"),
        ("../2023-01-01", "its date has no beginning"),
        ("2023-01-01/..", "its date has no end"),
        ("2023-01-01/", "its date has no end"),
        ("2023-02", f"its date is a month{ASK}"),
        ("2023-02-XX", f"its date is a month{ASK}"),
        ("2023-21", f"its date is a season{ASK}"),
        (2023, f"its date is a year{ASK}"),
        ("202X", f"its date is a decade{ASK}"),
        ("19XX", f"its date is a century{ASK}"),
        ("2023-02-24?", f"its date is uncertain{ASK}"),
        ("2023-02-24~", f"its date is approximate{ASK}"),
        ("2023-02-24%", f"its date is uncertain{ASK}"),
        ("2023-02-24~/2023-02-26", f"its date is approximate{ASK}"),
        ("2023-02/2023-03-01", f"an end of its date is a month{ASK}"),
        ("-0044-03-15", "a calendar begins with the year 1"),
        ("0000", "a calendar begins with the year 1"),
        ("9999-12-30/9999-12-31", "a calendar ends with the year 9999"),
    ],
)
def test_what_a_calendar_cannot_hold_is_left_out_and_why(given: object, why: str) -> None:
    assert exactly(date=given) == ((), (why,))


@pytest.mark.parametrize(
    ("given", "first", "after"),
    [
        ("2023-02", date(2023, 2, 1), date(2023, 3, 1)),
        ("2023-02-24?", date(2023, 2, 24), None),
        ("2023-24", date(2023, 12, 1), date(2024, 3, 1)),
        ("2023-02/2023-04~", date(2023, 2, 1), date(2023, 5, 1)),
        (2023, date(2023, 1, 1), date(2024, 1, 1)),
    ],
)
def test_what_is_not_exact_can_be_asked_for_from_its_first_to_its_last_day(
    given: object, first: date, after: date | None
) -> None:
    found = spans({"date": given, "start_time": "18:00"}, approximate=True)
    assert found == ((Span(first, after, approximate=True),), ())


def test_bounds_that_the_record_gives_make_the_span_shorter() -> None:
    value = {"date": "2023-02?", "not_before": "2023-02-10", "not_after": "2023-02-24"}
    assert spans(value, approximate=True) == (
        (Span(date(2023, 2, 10), date(2023, 2, 25), approximate=True),),
        (),
    )
    assert spans({**value, "date": "2023/.."}, approximate=True)[0] == (
        Span(date(2023, 2, 10), date(2023, 2, 25), approximate=True),
    )


@pytest.mark.parametrize("given", ["XXXX", "2023/..", "../2023", "-0044", "9999", None])
def test_what_has_no_bounds_is_left_out_all_the_same(given: object) -> None:
    assert spans({"date": given}, approximate=True)[0] == ()


DAY = date(2023, 10, 28)


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ("18:00", None, "2023-10-28T18:00", None),
        ("18:00", "20:30:15", "2023-10-28T18:00", "2023-10-28T20:30:15"),
        ("22:00", "01:00", "2023-10-28T22:00", "2023-10-29T01:00"),
        ("22:00", "00:00", "2023-10-28T22:00", "2023-10-29T00:00"),
        ("22:00", "24:00", "2023-10-28T22:00", "2023-10-29T00:00"),
        ("24:00", None, "2023-10-29T00:00", None),
        ("18:00", "18:00", "2023-10-28T18:00", None),
        ("18:00", "late", "2023-10-28T18:00", None),
        (None, "20:00", None, None),
        ("6 pm", "20:00", None, None),
        (18, "20:00", None, None),
    ],
)
def test_hours(start: object, end: object, begins: str | None, ends: str | None) -> None:
    (found,), _ = exactly(date="2023-10-28", start_time=start, end_time=end, timezone="Asia/Baku")
    assert found == Span(
        DAY,
        None,
        datetime.fromisoformat(begins) if begins else None,
        datetime.fromisoformat(ends) if ends else None,
        "Asia/Baku",
    )


def test_there_is_no_hour_after_the_last_day() -> None:
    (found,), _ = exactly(date="9999-12-31", start_time="23:00", end_time="01:00")
    assert (found.start, found.end) == (datetime(9999, 12, 31, 23), None)


@pytest.mark.parametrize("zone", [None, "Mars/Base", "../etc/passwd", "+04:00", 4])
def test_hours_without_a_zone_that_is_known_are_those_of_the_place(zone: object) -> None:
    (found,), _ = exactly(date="2023-10-28", start_time="18:00", timezone=zone)
    assert (found.start, found.zone) == (datetime(2023, 10, 28, 18), "")


def test_a_run_of_days_has_no_hours() -> None:
    (found,), _ = exactly(date="2023-10-28/2023-10-29", start_time="18:00", end_time="20:00")
    assert found == Span(DAY, date(2023, 10, 30))


def test_each_session_has_its_own_span_and_a_key_that_stays() -> None:
    sessions = [
        {"date": "2023-10-28", "start": "18:00", "end": "19:00"},
        {"date": "2023-11"},
        {"date": "2023-10-30"},
        {"start": "20:00"},
    ]
    found, reasons = exactly(date="2023-10-28/2023-10-30", sessions=sessions)
    assert [(span.session, span.key) for span in found] == [
        (0, "20231028T1800"),
        (2, "20231030"),
        (3, "20231028"),
    ]
    assert reasons == (f"session 2: its date is a month{ASK}",)
    assert exactly(date="2023-10-28", sessions=sessions[1:3])[0][0].key == "20231030"
