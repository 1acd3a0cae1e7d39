"""The page of each record in each language: the article, and its place among the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from eventbook.render import Item, Options
from eventbook.render.article import article
from eventbook.render.compose import compose
from eventbook.render.jsonld import block
from eventbook.render.page import Line, Text
from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.history import section
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Leaf, alternate, leaves
from eventbook.render.site.paths import localised
from eventbook.render.site.spans import year_path


def files(site: Site, index: Index) -> Iterator[File]:
    """A page for each record and language."""
    for entry in index.entries:
        event = entry.event
        beside = neighbours(index, entry)
        children = index.children.get(event.id, ())
        around = [[one.event.id, one.brief] for one in (*beside.values(), *children)]
        shown = index.trace.shown(event.value)
        revisions = [(one.commit, one.when) for one in event.revisions]
        inputs = (event.digest, event.state, event.changed, revisions, around, shown)
        for leaf in leaves(site, index, entry.path):
            yield leaf.file(partial(_page, entry=entry), inputs, site.since, _series(index, entry))


def neighbours(index: Index, entry: Entry) -> dict[str, Entry]:
    """The events before and after one in the order of dates."""
    at = entry.number
    found = {}
    if at > 0:
        found["previous"] = index.entries[at - 1]
    if at + 1 < len(index.entries):
        found["next"] = index.entries[at + 1]
    return found


def _series(index: Index, entry: Entry) -> list[str]:
    """The pages of the series without a record that an event belongs to."""
    found = (index.path(one.entity) for one in entry.names if one.entity.startswith("series/"))
    return [path for path in found if path]


def _page(leaf: Leaf, *, entry: Entry) -> bytes:
    site, index = leaf.site, leaf.index
    event = entry.event
    item = Item(event.value, leaf.lang, index.lookup, event.changed)
    shown = compose(item.view(), site.title, site.url)
    links = {key: leaf.event(one) for key, one in neighbours(index, entry).items()}
    children = index.children.get(event.id, ())
    path = localised(entry.path, leaf.lang, site.languages[0])
    options = Options(leaf.lang, site.url or None, site.since or None, site.title)
    return leaf.page(
        "record.html.jinja",
        shown.title.text,
        head=block(item, options, path) + alternate(leaf, event),
        current="",
        description=" ".join(filter(None, (shown.banner, _summary(shown.summary)))),
        crumbs=list(_crumbs(leaf, entry)),
        article=article(shown, href=leaf.href),
        children=leaf.rows(children) if children else "",
        history=section(event, leaf.lang, index.lookup),
        near=[(link, key == "next") for key, link in links.items()],
    )


def _summary(line: Line) -> str:
    return "".join(piece.text for piece in line if isinstance(piece, Text))


def _crumbs(leaf: Leaf, entry: Entry) -> Iterator[Markup]:
    """The year, then the series."""
    date = entry.date
    low, high = (date.earliest, date.latest) if date else (None, None)
    if low and high and low.year == high.year:
        yield leaf.link(year_path(low.year), leaf.year(low.year))
    else:
        yield leaf.link("years/index.html", leaf.said("years"))
    for parent in entry.parents[:1]:
        yield leaf.event(leaf.index.by_id[parent])
    for one in entry.names:
        path = leaf.index.path(one.entity) if one.entity.startswith("series/") else None
        if path:
            yield leaf.link(path, leaf.words(leaf.index.topics[one.entity].name))
