"""Finds where a release's text speaks of days. They become hints, never the event's date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.exchange import hints
from eventbook.exchange.dateline import WrittenDate, find_dates, read_dateline
from eventbook.exchange.hints import Doubt, Hint
from eventbook.exchange.release_bytes import Line
from eventbook.exchange.stance import names_another_event, names_relative_day, names_weekday

_DOUBTS: dict[str, Doubt] = {
    "order": hints.ORDER,
    "century": hints.CENTURY,
    "calendar": hints.NOT_IN_CALENDAR,
    "range": hints.RANGE,
    "no-year": hints.DAY_WITHOUT_YEAR,
}


def hints_on_days(body: Sequence[Line], published: str | None, lang: str | None) -> Iterator[Hint]:
    """Hints on the days that the body names, and where each of several is named first.

    Days of other years than the release's are history, and passed over.
    """
    days: dict[tuple[int | None, int | None], int] = {}
    another: set[int] = set()
    for line in body:
        dates = [date for date in find_dates(line.text) if _is_near(date, published)]
        dateline = read_dateline(line.text)
        for date in dates:
            if dateline and date == dateline.date:
                if dateline.end >= len(line.text):
                    yield hints.DATE_ALONE.at(line.number)
                continue
            yield _DOUBTS.get(date.doubt, hints.DAY_IN_TEXT).at(line.number)
            if date.day:
                days.setdefault((date.month, date.day), line.number)
        alone = not dates and names_weekday(line.text, lang)
        if alone or names_relative_day(line.text, lang):
            yield hints.RELATIVE_DAY.at(line.number)
        if names_another_event(line.text):
            another.add(line.number)
    if len(days) > 1:
        another |= set(days.values())
    for number in sorted(another):
        yield hints.SEVERAL_EVENTS.at(number)


def _is_near(date: WrittenDate, published: str | None) -> bool:
    if published is None or date.year is None:
        return True
    return date.iso != published and abs(date.year - int(published[:4])) <= 1
