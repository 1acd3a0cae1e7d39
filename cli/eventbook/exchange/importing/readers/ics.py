"""ics: the events of iCalendar files (RFC 5545).

The library takes content lines apart. Time zones are never worked out from what a file says of
them: a wall-clock time and the name of its zone are all that a record holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from eventbook.exchange.importing.source import (
    Content,
    Options,
    Position,
    Row,
    SourceError,
    decoded,
)
from eventbook.jsonvalue import Json

_EVENT = "VEVENT"
_TOLD_BY_OTHERS = {"VTIMEZONE"}
_LISTS = {"CATEGORIES", "RESOURCES"}
_URIS = {"URL", "ATTENDEE", "ORGANIZER", "ATTACH", "GEO", "RRULE", "UID", "SOURCE", "CONFERENCE"}
_KEPT_PARAMETERS = ("CN", "LANGUAGE")
_LONGEST_LINE = 1 << 20
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
_HEAD = re.compile(r'(?:[^":]|"[^"]*+"?)*+:?')
"""Up to the value; the library would give that without the backslashes that part a list."""
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")


@dataclass(slots=True)
class _Component:
    name: str
    line: int
    inside: str
    fields: dict[str, list[Json]] = field(default_factory=dict)
    times: dict[str, tuple[str, str]] = field(default_factory=dict)
    fault: str = ""


def read(data: bytes, name: str, _options: Options) -> Content:
    """The VEVENTs of one calendar or several.

    A row has the properties by name, texts unescaped; repeated ones and categories are lists.
    In place of DTSTART, DTEND and DURATION it has `start` and `end`, each with `date`, `time` and
    `timezone`. The end of days that are whole is the last of them, not the day after; one at
    midnight is the end of the day before.

    Raises:
        SourceError: it is not UTF-8, or holds no calendar.
    """
    text = decoded(data, name)
    rows: list[Row] = []
    others: Counter[str] = Counter()
    seen = False
    for component in _components(text):
        seen = True
        if component.name == _EVENT:
            rows.append(_row(component, Position(name, len(rows) + 1, component.line)))
        elif component.inside == "VCALENDAR" and component.name not in _TOLD_BY_OTHERS:
            others[component.name] += 1
    if not seen:
        raise SourceError(f"{name}: no calendar: no line says BEGIN", help="is it iCalendar?")
    return Content(tuple(rows), dict(others))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The content lines, unfolded (RFC 5545, 3.1), each with the line that it begins in."""
    ends = "\n" if "\n" in text else "\r"  # a CR alone within a text is no line's end
    start, parts = 1, [""]
    for number, line in enumerate(text.split(ends), 1):
        bare = line.removesuffix("\r")
        if bare[:1] in (" ", "\t"):
            parts.append(bare[1:])
            continue
        if whole := "".join(parts):
            yield start, whole
        start, parts = number, [bare]
    if whole := "".join(parts):
        yield start, whole


def _components(text: str) -> Iterator[_Component]:
    """Every component, in the order in which they begin; what is not closed has a fault."""
    begun: list[_Component] = []
    open_ones: list[_Component] = []
    for number, line in _lines(text):
        word, _, rest = line.partition(":")
        name = rest.strip().upper()
        match word.strip().upper():
            case "BEGIN":
                inside = open_ones[-1].name if open_ones else ""
                open_ones.append(_Component(name, number, inside))
                begun.append(open_ones[-1])
            case "END":
                _close(open_ones, name)
            case _ if open_ones and open_ones[-1].name == _EVENT:
                _add(open_ones[-1], number, line)
    for each in open_ones:
        each.fault = each.fault or "its end is missing"
    yield from begun


def _close(open_ones: list[_Component], name: str) -> None:
    """Close the innermost component of a name, and what is still open inside it."""
    if not any(each.name == name for each in open_ones[-100:]):
        return
    while (closed := open_ones.pop()).name != name:
        closed.fault = closed.fault or "its end is missing"


def _add(event: _Component, number: int, line: str) -> None:
    from icalendar.parser import Contentline

    if len(line) > _LONGEST_LINE:
        event.fault = event.fault or f"line {number} is longer than {_LONGEST_LINE:,} characters"
        return
    try:
        name, parameters, _ = Contentline(line, strict=False).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        event.fault = event.fault or f"line {number} is no content line (NAME:VALUE)"
        return
    name, value = name.upper(), line[_HEAD.match(line).end() :]  # type: ignore[union-attr]
    zone = parameters.get("TZID", "")
    if name in ("DTSTART", "DTEND", "DURATION"):
        event.times.setdefault(name, (value, zone if isinstance(zone, str) else ""))
        return
    event.fields.setdefault(name, []).extend(_values(name, value))
    for parameter in _KEPT_PARAMETERS:
        if isinstance(kept := parameters.get(parameter), str):
            event.fields.setdefault(f"{name};{parameter}", []).append(kept)


def _values(name: str, value: str) -> Iterator[Json]:
    if name in _LISTS:
        marked = _COMMA.sub("\\1\0", value.replace("\0", " "))
        yield from (_unescaped(part) for part in marked.split("\0"))
    elif name == "GEO":
        latitude, _, longitude = value.partition(";")
        yield {"latitude": latitude, "longitude": longitude}
    else:
        yield value if name in _URIS else _unescaped(value)


def _unescaped(text: str) -> str:
    r"""A TEXT value (RFC 5545, 3.3.11): `\,` `\;` `\\` and `\n` are what they stand for."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def _row(event: _Component, position: Position) -> Row:
    if event.fault:
        return Row(position, {}, event.fault)
    fields: dict[str, Json] = {
        name: values[0] if len(values) == 1 else values for name, values in event.fields.items()
    }
    return Row(position, {**_when(event.times), **fields})


def _when(times: dict[str, tuple[str, str]]) -> dict[str, Json]:
    """`start` and `end`; what is no date stays as it is written, so that it is reported."""
    if "DTSTART" not in times:
        return {}
    written, zone = times["DTSTART"]
    start = _read(written)
    if start is None:
        return {"start": {"date": written}}
    found: dict[str, Json] = {"start": _told(start, zone, written)}
    if "DTEND" in times:
        end_written, end_zone = times["DTEND"]
        end = _read(end_written)
        if end is None:
            found["end"] = {"date": end_written}
            return found
    elif "DURATION" in times:
        end_written, end_zone = written, zone
        duration = _duration(times["DURATION"][0])
        end = _later(start, duration) if duration is not None else None
        if end is None:
            found["end"] = {"date": times["DURATION"][0]}
            return found
    else:
        return found
    found["end"] = _told(_inclusive(start, end), end_zone, end_written)
    return found


def _read(text: str) -> date | datetime | None:
    """A DATE or a DATE-TIME as the wall clock has it."""
    found = _DATE.fullmatch(text.strip()) if text.isascii() else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    try:
        if found[4] is None:
            return date(year, month, day)
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None


def _duration(text: str) -> timedelta | None:
    found = _DURATION.fullmatch(text.strip()) if text.isascii() else None
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return timedelta(days=weeks * 7 + days, hours=hours, minutes=minutes, seconds=seconds)


def _later(start: date, duration: timedelta) -> date | None:
    try:
        return start + duration
    except OverflowError:
        return None


def _inclusive(start: date, end: date) -> date:
    """The last day instead of the one after it; of a time at midnight, the day that it ends."""
    whole_days = not isinstance(end, datetime)
    at_midnight = isinstance(end, datetime) and (end.hour, end.minute, end.second) == (0, 0, 0)
    if not (whole_days or at_midnight):
        return end
    last = date(end.year, end.month, end.day) - timedelta(days=1)
    first = date(start.year, start.month, start.day)
    return last if last >= first else end


def _told(when: date, zone: str, written: str) -> dict[str, Json]:
    told: dict[str, Json] = {"date": f"{when.year:04d}-{when.month:02d}-{when.day:02d}"}
    if isinstance(when, datetime):
        told["time"] = f"{when.hour:02d}:{when.minute:02d}"
        if name := "UTC" if written.strip().endswith("Z") else _zone(zone):
            told["timezone"] = name
    return told


def _zone(name: str) -> str:
    """The name of a zone; those that Windows gives have others in the database."""
    if "/" in name or not name:
        return name
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name, name))
