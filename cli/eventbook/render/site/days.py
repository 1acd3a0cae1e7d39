"""On this day: the events of each day of the year, of those that have one day for certain.

An event stands here if its date is one day without a qualifier, and nothing says that it did not
take place then. The year at a glance leads to a page for each month, and where a month has very
many events, to a page for each of its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from markupsafe import Markup

from eventbook.events.labels import capital, counted, label
from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Leaf, leaves
from eventbook.values import date_lexicon
from eventbook.values.days import days_in_month

PATH: Final = "days.html"
MOST: Final = 400
"""Up to how many events a month's page lists them all."""

_LEAP: Final = 2000
_ELSEWHEN: Final = frozenset({"cancelled", "postponed", "rescheduled", "unconfirmed"})


class Month(NamedTuple):
    """The events of one month, whatever the year.

    Attributes:
        number: from 1.
        days: by the day of the month, for those that have any.
    """

    number: int
    days: Mapping[int, tuple[Entry, ...]]

    @property
    def path(self) -> str:
        """Of its page, in the site's first language."""
        return f"days/{self.number:02d}.html"

    @property
    def is_long(self) -> bool:
        """Whether each of its days has a page of its own."""
        return sum(map(len, self.days.values())) > MOST

    def day_path(self, day: int) -> str:
        """Of the page where the events of a day stand."""
        return f"days/{self.number:02d}-{day:02d}.html" if self.is_long else self.path


def files(site: Site, index: Index) -> Iterator[File]:
    """The pages in each language; a month without a certain day has none."""
    year = months(index)
    counts = [[(day, len(found)) for day, found in month.days.items()] for month in year]
    for leaf in leaves(site, index, PATH):
        yield leaf.file(partial(_year, year=year), counts)
    for month in year:
        shown = [(day, [one.brief for one in found]) for day, found in month.days.items()]
        if not month.days:
            continue
        for leaf in leaves(site, index, month.path):
            yield leaf.file(partial(_month, month=month), shown)
        for day in month.days if month.is_long else ():
            briefs = [one.brief for one in month.days[day]]
            for leaf in leaves(site, index, month.day_path(day)):
                yield leaf.file(partial(_day, month=month, day=day), briefs)


def months(index: Index) -> tuple[Month, ...]:
    """The twelve months with their events."""
    found: dict[tuple[int, int], list[Entry]] = {}
    for entry in index.entries:
        if day := day_of(entry):
            found.setdefault(day, []).append(entry)
    return tuple(
        Month(
            number,
            {
                day: tuple(found[number, day])
                for day in range(1, days_in_month(_LEAP, number) + 1)
                if (number, day) in found
            },
        )
        for number in range(1, 13)
    )


def day_of(entry: Entry) -> tuple[int, int] | None:
    """The month and day of an event that has one for certain."""
    found = entry.date
    if found is None or found.precision != "day" or found.is_interval or not found.is_exact:
        return None
    if entry.event.value.get("status") in _ELSEWHEN or found.earliest is None:
        return None
    return found.earliest.month, found.earliest.day


def _year(leaf: Leaf, *, year: tuple[Month, ...]) -> bytes:
    shown = [
        (
            _link(leaf, month.path, _month_heading(month, leaf.lang)) if month.days else "",
            _month_heading(month, leaf.lang),
            [_cell(leaf, month, day) for day in range(1, days_in_month(_LEAP, month.number) + 1)],
        )
        for month in year
    ]
    note = _word("note" if any(month.days for month in year) else "none", leaf)
    return leaf.page("days.html.jinja", _word("heading", leaf), note=note, months=shown)


def _month(leaf: Leaf, *, month: Month) -> bytes:
    name = month_name(month.number, leaf.lang)
    days = []
    for day, found in month.days.items():
        heading = day_name(month.number, day, leaf.lang)
        count = counted("days.events", len(found), leaf.lang)
        link = _link(leaf, month.day_path(day), count) if month.is_long else None
        days.append((day, heading, link or leaf.rows(found)))
    title = _word("of-month", leaf).format(month=name)
    title = capital(title, leaf.lang)
    return leaf.page("days-month.html.jinja", title, days=days, crumbs=[_up(leaf)])


def _day(leaf: Leaf, *, month: Month, day: int) -> bytes:
    title = day_name(month.number, day, leaf.lang)
    back = _link(leaf, month.path, _month_heading(month, leaf.lang))
    rows = leaf.rows(month.days[day])
    return leaf.page("days-day.html.jinja", title, rows=rows, crumbs=[_up(leaf), back])


def _cell(leaf: Leaf, month: Month, day: int) -> Markup:
    """A day in the calendar: a link where something happened."""
    found = month.days.get(day, ())
    if not found:
        return Markup("<span>{}</span>").format(day)
    said = f"{day_name(month.number, day, leaf.lang)}: "
    said += counted("days.events", len(found), leaf.lang)
    anchor = "" if month.is_long else f"#d{day}"
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(
        leaf.to(month.day_path(day)) + anchor, said, day
    )


def _month_heading(month: Month, lang: str) -> str:
    return capital(month_name(month.number, lang), lang)


def month_name(month: int, lang: str) -> str:
    """A month's name, as it stands alone within a line."""
    return date_lexicon.month_name(_locale(lang), month, with_day=False)


def day_name(month: int, day: int, lang: str) -> str:
    """A day of the year in words, as `24 February`."""
    from babel.dates import format_skeleton

    if _locale(lang) == "en":
        return f"{day} {month_name(month, lang)}"
    return str(format_skeleton("MMMMd", date(_LEAP, month, day), locale=_locale(lang)))


def _locale(lang: str) -> str:
    from eventbook.events.labels import page_language

    return page_language(lang)


def _up(leaf: Leaf) -> Markup:
    return _link(leaf, PATH, _word("heading", leaf))


def _link(leaf: Leaf, path: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(leaf.to(path), text)


def _word(key: str, leaf: Leaf) -> str:
    return label(f"days.{key}", leaf.lang)
