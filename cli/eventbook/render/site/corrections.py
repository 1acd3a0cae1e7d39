"""Corrections: what changed in published records, the latest first, by month.

The page shows the latest changes; where there are more, each year has a page of its own. It says
what the history of each record says, and nothing else (`history`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup

from eventbook.events.labels import label
from eventbook.render.site.file import File
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.history import Line, lines, news, parts_of, written
from eventbook.render.site.index import Index
from eventbook.render.site.leaf import Leaf, leaves
from eventbook.render.site.paths import event_path

PATH: Final = "corrections.html"
LATEST: Final = 200
"""How many changes the first page shows; where there are more, the years have pages too."""


class Changed(NamedTuple):
    """A record that changed after its first publication.

    Attributes:
        event: the record.
        days: of those commits that may have changed it, as `YYYY-MM-DD`, the latest first.
    """

    event: SiteEvent
    days: tuple[str, ...]


class Change(NamedTuple):
    """One line of the page."""

    event: SiteEvent
    line: Line


def files(site: Site, index: Index) -> Iterator[File]:
    """The pages in each language."""
    found = changed(site)
    inputs = {one.event.id: _inputs(index, one.event) for one in found}
    years = _years(found)
    for leaf in leaves(site, index, PATH):
        yield leaf.file(partial(_latest, found=found, years=years), inputs)
    for year in years:
        own = tuple(one for one in found if any(_year(day) == year for day in one.days))
        known = [inputs[one.event.id] for one in own]
        for leaf in leaves(site, index, year_path(year)):
            yield leaf.file(partial(_of_year, found=own, year=year), known, years)


def changed(site: Site) -> tuple[Changed, ...]:
    """The records that changed after their first publication, the last changed ones first."""
    found = []
    for event in site.events:
        if later := news(event):
            days = sorted({one.when.strftime("%Y-%m-%d") for one in later}, reverse=True)
            found.append(Changed(event, tuple(days)))
    return tuple(sorted(found, key=lambda one: (one.days[0], one.event.id), reverse=True))


def year_path(year: str) -> str:
    """The page of the corrections of a year, in the site's first language."""
    return f"corrections/{year}.html"


def _years(found: Iterable[Changed]) -> list[str]:
    """The years that have a page, the latest first; none where one page holds all."""
    days = [day for one in found for day in one.days]
    return sorted({_year(day) for day in days}, reverse=True) if len(days) > LATEST else []


def _year(day: str) -> str:
    return day.partition("-")[0]


def _inputs(index: Index, event: SiteEvent) -> list[object]:
    """What the lines about a record depend on."""
    entry = index.by_id.get(event.id)
    known = index.site.digests
    names = [known.get(one.entity, "") for one in entry.names] if entry else []
    commits = [one.commit for one in event.revisions]
    return [event.id, event.digest, event.state, commits, names]


def _told(leaf: Leaf, found: Iterable[Changed], enough: int | None = None) -> list[Change]:
    """The changes of records, the latest first; as many of them as are enough, or all."""
    told: list[Change] = []
    for one in found:
        # Whatever follows is older than this day.
        if enough is not None and sum(two.line.when > one.days[0] for two in told) >= enough:
            break
        later = lines(one.event, leaf.lang, leaf.index.lookup)[1:]
        told += [Change(one.event, line) for line in reversed(later)]
    latest = sorted(told, key=lambda two: (two.line.when, two.event.id), reverse=True)
    return latest[:enough]


def _latest(leaf: Leaf, *, found: tuple[Changed, ...], years: list[str]) -> bytes:
    told = _told(leaf, found, LATEST)
    links = [Markup('<a href="{}">{}</a>').format(leaf.to(year_path(one)), one) for one in years]
    return leaf.page(
        "corrections.html.jinja",
        label("history.corrections", leaf.lang),
        current="about",
        note=label("history.corrections-note", leaf.lang),
        months=_months(leaf, told),
        nothing=label("history.no-corrections", leaf.lang),
        years=links,
        by_year=label("history.by-year", leaf.lang),
        crumbs=[_link(leaf, "about.html", label("site.about", leaf.lang))],
    )


def _of_year(leaf: Leaf, *, found: tuple[Changed, ...], year: str) -> bytes:
    told = [one for one in _told(leaf, found) if _year(one.line.when) == year]
    return leaf.page(
        "corrections.html.jinja",
        label("history.corrections-of", leaf.lang).format(year=year),
        current="about",
        note="",
        months=_months(leaf, told),
        nothing=label("history.no-corrections", leaf.lang),
        years=[],
        by_year="",
        crumbs=[_link(leaf, PATH, label("history.corrections", leaf.lang))],
    )


def _months(leaf: Leaf, told: Iterable[Change]) -> list[tuple[str, list[Markup]]]:
    """The changes under the names of their months."""
    reader = leaf.reader({})
    return [
        (reader.date(month), [_item(leaf, one) for one in group])
        for month, group in groupby(told, key=lambda one: one.line.when[:7])
    ]


def _item(leaf: Leaf, change: Change) -> Markup:
    event, line = change
    entry = leaf.index.by_id.get(event.id)
    if entry:
        name = leaf.event(entry)
    else:
        text = label("history.withdrawn-record", leaf.lang).replace("{id}", event.id)
        name = _link(leaf, event_path(event.id), text)
    head = written(line._replace(said="", parts=()))
    said = Markup(": {}").format(line.said) if line.said else Markup("")
    return Markup("{}<p>{}{}</p>{}").format(head, name, said, parts_of(line))


def _link(leaf: Leaf, path: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(leaf.to(path), text)
