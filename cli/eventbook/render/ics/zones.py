"""VTIMEZONE components: as much of a time zone as a calendar's own times need.

Each of them is written with the offset that holds at that time, which begins where the zone's
clocks were last changed before. Other changes are of no use to the calendar and are left out, so
that a file does not change with every edition of the time zone database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pkgutil import get_data
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from eventbook.render.ics.lines import line, moment, text

_STEP: Final = timedelta(days=7)
_SECOND: Final = timedelta(seconds=1)
_BEGIN: Final = datetime(1850, 1, 1, tzinfo=UTC)
"""Before this, no zone had a common time."""


class _Rule(NamedTuple):
    """What a zone's clocks show: their offset, its name, and whether it is summer time."""

    offset: timedelta
    name: str
    summer: bool


class _Onset(NamedTuple):
    """A change of the clocks: when, by the clocks as they were before, and what held."""

    when: datetime
    before: timedelta
    rule: _Rule


def components(times: Iterable[tuple[str, datetime]]) -> Iterator[str]:
    """The lines of a component for each zone, in the order of their names.

    Args:
        times: local times, each with the name of its zone, one of `values.timezone.zones`.
    """
    onsets: dict[str, set[_Onset]] = {}
    for zone, local in times:
        onsets.setdefault(zone, set()).add(_onset(zone, local))
    for zone in sorted(onsets):
        yield "BEGIN:VTIMEZONE"
        yield line("TZID", text(zone))
        for onset in sorted(onsets[zone]):
            yield from _observance(onset)
        yield "END:VTIMEZONE"


def _observance(onset: _Onset) -> Iterator[str]:
    name = "DAYLIGHT" if onset.rule.summer else "STANDARD"
    yield f"BEGIN:{name}"
    yield line("DTSTART", moment(onset.when))
    yield line("TZOFFSETFROM", _offset(onset.before))
    yield line("TZOFFSETTO", _offset(onset.rule.offset))
    yield line("TZNAME", text(onset.rule.name))
    yield f"END:{name}"


def _offset(value: timedelta) -> str:
    seconds = int(abs(value).total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    sign = "-" if value < timedelta(0) else "+"
    return f"{sign}{hours:02d}{minutes:02d}{f'{seconds:02d}' if seconds else ''}"


class _Span(NamedTuple):
    """A time throughout which a zone's clocks were not changed, as far as they were asked.

    Attributes:
        first: its beginning, in UTC.
        last: the latest time that is known to lie in it.
        onset: the change that began it.
    """

    first: datetime
    last: datetime
    onset: _Onset

    def holds(self, when: datetime, rule: _Rule) -> bool:
        """Whether a time with this rule lies in it."""
        return self.first <= when <= self.last and self.onset.rule == rule


@lru_cache(maxsize=1 << 14)
def _onset(name: str, local: datetime) -> _Onset:
    """The last change of a zone's clocks before a local time."""
    zone, spans = _zone(name), _spans(name)
    asked = late = early = _utc(local, zone)
    rule = _rule(late, zone)
    while early > _BEGIN and _rule(early, zone) == rule:
        for number, span in enumerate(spans):
            if span.holds(early, rule):
                spans[number] = span._replace(last=max(span.last, asked))
                return span.onset
        late, early = early, _earlier(early)
    if _rule(early, zone) == rule:
        first, onset = early, _Onset(datetime(1601, 1, 1), rule.offset, rule)
    else:
        first, before = _changed(late, early, rule, zone)
        onset = _Onset((first + before).replace(tzinfo=None), before, rule)
    spans.append(_Span(first, asked, onset))
    return onset


def _changed(
    late: datetime, early: datetime, rule: _Rule, zone: ZoneInfo
) -> tuple[datetime, timedelta]:
    """The second from which a rule held, and the offset until then."""
    while late - early > _SECOND:
        middle = early + ((late - early) // 2 // _SECOND or 1) * _SECOND
        late, early = (middle, early) if _rule(middle, zone) == rule else (late, middle)
    return late, _rule(early, zone).offset


@lru_cache(maxsize=1024)
def _spans(_name: str) -> list[_Span]:
    """What is known of a zone, so that no way back is gone twice; each asks for its own list."""
    return []


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    """A zone from the tzdata package: those that systems have differ in their oldest times."""
    data = get_data("tzdata", f"zoneinfo/{name}")
    assert data is not None  # its loader can read files
    return ZoneInfo.from_file(BytesIO(data), key=name)


def _utc(local: datetime, zone: ZoneInfo) -> datetime:
    try:
        return local.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return local.replace(tzinfo=UTC)


def _earlier(when: datetime) -> datetime:
    return when - _STEP if when - _BEGIN > _STEP else _BEGIN


def _rule(when: datetime, zone: ZoneInfo) -> _Rule:
    there = when.astimezone(zone)
    offset = there.utcoffset() or timedelta(0)
    return _Rule(offset, there.tzname() or "", bool(there.dst()))
