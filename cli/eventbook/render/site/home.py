"""The first page: what the archive is, its time line, its newest records, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from markupsafe import Markup

from eventbook.events.labels import label
from eventbook.render.eventview import Words
from eventbook.render.site.about import paragraphs
from eventbook.render.site.days import day_of
from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Leaf, leaves
from eventbook.render.site.map import PATH as MAP
from eventbook.render.site.map import spots
from eventbook.render.site.paths import FOLDERS
from eventbook.render.site.timeline import Axis, ruler, strips
from eventbook.render.site.topics import KINDS, index_path
from eventbook.render.site.years import decades, picture

PATH: Final = "index.html"
_EACH: Final = 60
"""Of how many events each has its own line; of more, each year has a bar."""
_NEWEST: Final = 6


def files(site: Site, index: Index) -> Iterator[File]:
    """The page in each language."""
    changed = [_since(entry) for entry in index.entries]
    further = _further(index)
    for leaf in leaves(site, index, PATH):
        yield leaf.file(partial(_home, further=further), index.whole, site.about, changed, further)


def newest(index: Index) -> list[Entry]:
    """The records published last; where that is not known, changed last."""
    known = [(_since(entry), entry.event.id, entry) for entry in index.entries]
    dated = [one for one in known if one[0]]
    ordered = sorted(dated, key=lambda one: (one[0], one[1]), reverse=True)
    return [entry for _when, _id, entry in ordered[:_NEWEST]]


def _since(entry: Entry) -> str:
    changed = entry.event.changed
    if changed is None:
        return ""
    when: datetime = changed.published or changed.updated
    return when.isoformat()


def _further(index: Index) -> list[tuple[str, str, int]]:
    """The map and the days: the page, its label, and how many things stand there."""
    days = sum(day_of(entry) is not None for entry in index.entries)
    return [(MAP, "map.heading", len(spots(index))), ("days.html", "days.heading", days)]


def _home(leaf: Leaf, *, further: list[tuple[str, str, int]]) -> bytes:
    index = leaf.index
    few = len(index.entries) <= _EACH
    ways = [
        (leaf.link(index_path(kind), leaf.said(FOLDERS[kind])), len(index.kinds.get(kind, ())))
        for kind in KINDS
    ]
    ways += [
        (leaf.link(path, Words(label(key, leaf.lang))), number) for path, key, number in further
    ]
    last = newest(index) if len(index.entries) > _NEWEST else []
    return leaf.page(
        "home.html.jinja",
        leaf.site.title,
        current="home",
        about=paragraphs(leaf)[:1],
        counts=leaf.counted("events", len(index.entries)),
        years=_range(leaf),
        timeline=_each(leaf) if few else picture(leaf),
        each=few,
        decades="" if few else decades(leaf),
        newest=leaf.rows(last) if last else "",
        ways=[way for way in ways if way[1]],
    )


def _range(leaf: Leaf) -> str:
    years = leaf.index.years.years
    if not years:
        return ""
    first, last = leaf.year(min(years)).text, leaf.year(max(years)).text
    return leaf.word("from-to", first=first, last=last) if first != last else first


def _each(leaf: Leaf) -> Markup:
    """Every event with its bar, on one axis."""
    entries = leaf.index.entries
    axis = Axis.of_years(entry.date for entry in entries if entry.date)
    head = Markup('<div class="ruled">{}</div>\n').format(ruler(axis))
    return head + leaf.rows(entries, strips=strips(entries, axis))
