"""A time in a calendar is the same moment that the time zone database says."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.render.ics.zones import components

ROME = """\
BEGIN:VTIMEZONE
TZID:Europe/Rome
BEGIN:STANDARD
DTSTART:20221030T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20230326T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
"""


def test_only_the_offsets_that_are_used_are_there_each_from_its_onset() -> None:
    times = [datetime(2023, 7, 1, 18), datetime(2023, 2, 24, 18), datetime(2023, 7, 2)]
    found = components(("Europe/Rome", when) for when in times)
    assert "\n".join(found) + "\n" == ROME


@pytest.mark.parametrize(
    ("zone", "when", "offset"),
    [
        ("Asia/Baku", datetime(2015, 7, 1), "+0500"),
        ("Asia/Baku", datetime(2023, 7, 1), "+0400"),
        ("Asia/Kathmandu", datetime(2023, 7, 1), "+0545"),
        ("America/St_Johns", datetime(2023, 1, 1), "-0330"),
        ("Europe/Amsterdam", datetime(1920, 1, 1), "+0000"),
        ("Europe/Rome", datetime(1850, 6, 1), "+004956"),
        ("Etc/GMT+3", datetime(2023, 1, 1), "-0300"),
        ("Europe/Rome", datetime(1, 1, 1), "+004956"),
        ("Pacific/Auckland", datetime(1, 1, 1), "+113904"),
        ("Europe/Rome", datetime(9999, 12, 31, 23, 59), "+0100"),
        ("America/New_York", datetime(9999, 12, 31, 23, 59), "-0500"),
    ],
)
def test_the_offset_is_that_of_the_day(zone: str, when: datetime, offset: str) -> None:
    assert f"TZOFFSETTO:{offset}" in list(components([(zone, when)]))


ZONES = st.sampled_from(
    ["Europe/Rome", "Asia/Baku", "America/New_York", "Africa/Casablanca", "Asia/Tehran"]
)
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2025, 1, 1))


@given(ZONES, st.lists(TIMES, min_size=1, max_size=5))
def test_every_time_is_the_moment_that_the_database_says(zone: str, times: list[datetime]) -> None:
    """Read as RFC 5545, section 3.6.5 has it: the last onset before a time holds for it."""
    lines = list(components((zone, when) for when in times))
    starts = [each.removeprefix("DTSTART:") for each in lines if each.startswith("DTSTART:")]
    after = [each.removeprefix("TZOFFSETTO:") for each in lines if each.startswith("TZOFFSETTO:")]
    onsets = sorted(
        zip((datetime.strptime(start, "%Y%m%dT%H%M%S") for start in starts), after, strict=True)
    )
    for when in times:
        there = ZoneInfo(zone)
        moment = when.replace(tzinfo=there).astimezone(UTC)
        if moment.astimezone(there).replace(tzinfo=None) != when:
            continue  # a time that the clocks skipped
        held = [offset for onset, offset in onsets if onset <= when]
        written = moment.astimezone(there).strftime("%z")
        if when.replace(fold=1, tzinfo=there).utcoffset() == moment.astimezone(there).utcoffset():
            assert held[-1] == written
