"""The years: a page for each, for what is dated more widely, and for what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from eventbook.render.eventview import Words
from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Group, Leaf, leaves
from eventbook.render.site.paging import Part, parts
from eventbook.render.site.spans import Year, edtf_year, year_path, year_words
from eventbook.render.site.timeline import Axis, density, ruler, strips
from eventbook.values.date_words import in_words
from eventbook.values.edtf import parse

INDEX: Final = "years/index.html"
WIDE: Final = "years/wide.html"
UNDATED: Final = "years/undated.html"
_MONTHS_ALONE: Final = 30
"""From how many events on a year's certain ones stand under the names of months."""

_NO_MONTH: Final = 13
"""Where those whose month is not known stand among the months."""


def files(site: Site, index: Index) -> Iterator[File]:
    """The pages in each language."""
    for leaf in leaves(site, index, INDEX):
        yield leaf.file(_index, index.whole)
    for key, entries in (("wide", index.years.wide), ("undated", index.years.undated)):
        for part in parts(f"years/{key}.html", len(entries)):
            for leaf in leaves(site, index, part.path):
                make = partial(_apart, key=key, entries=entries, part=part)
                yield leaf.file(make, part, [entry.brief for entry in part.of(entries)])
    years = list(index.years.years.items())
    for at, (year, found) in enumerate(years):
        near = (*years[max(at - 1, 0) : at], *years[at + 1 : at + 2])
        beside = tuple(other for other, _found in near)
        both = (*found.certain, *found.possible)
        for part in parts(year_path(year), len(both)):
            for leaf in leaves(site, index, part.path):
                make = partial(_year, year=year, found=found, near=beside, part=part)
                shown = [entry.brief for entry in part.of(both)]
                yield leaf.file(make, part, shown, len(found.certain), len(both), beside)


def picture(leaf: Leaf) -> Markup:
    """How many events each year has, as a picture with its ruler."""
    years = leaf.index.years.years
    dates = [entry.date for entry in leaf.index.entries if entry.date]
    axis = Axis.of_years(dates)
    counts = {year: (len(one.certain), len(one.possible)) for year, one in years.items()}
    title = leaf.word("density")
    if not years:
        return Markup("")
    first, last = (year_words(year, leaf.lang) for year in (min(years), max(years)))
    text = leaf.word("density-text", first=first, last=last)
    return density(counts, axis, title, text) + ruler(axis)


def decades(leaf: Leaf) -> Markup:
    """The years with their numbers of events, a line for each decade."""
    out = ['<dl class="decades">\n']
    for decade, years in groupby(leaf.index.years.years.items(), lambda item: item[0] // 10):
        name = in_words(parse(f"{decade:03d}X"), leaf.lang) if decade >= 0 else ""
        out.append(f"<div><dt>{escape(name)}</dt>\n")
        for year, found in years:
            count = len(found.certain) + len(found.possible)
            link = leaf.link(year_path(year), Words(year_words(year, leaf.lang)))
            out.append(f'<dd>{link} <span class="number">{count}</span></dd>\n')
        out.append("</div>\n")
    return Markup("".join((*out, "</dl>")))


def _index(leaf: Leaf) -> bytes:
    apart = []
    for path, key, entries in (
        (WIDE, "wide", leaf.index.years.wide),
        (UNDATED, "undated", leaf.index.years.undated),
    ):
        if entries:
            apart.append((leaf.link(path, Words(leaf.word(key))), len(entries)))
    return leaf.page(
        "years.html.jinja",
        leaf.word("years"),
        current="years",
        picture=picture(leaf),
        decades=decades(leaf),
        apart=apart,
    )


def _apart(leaf: Leaf, *, key: str, entries: Sequence[Entry], part: Part) -> bytes:
    shown = part.of(entries)
    return leaf.page(
        "year.html.jinja",
        leaf.word(key),
        current="years",
        count=leaf.counted("events", len(entries)),
        lead=leaf.word(f"{key}-lead"),
        ruler="",
        groups=[Group("", leaf.rows(shown))] if shown else [],
        near=[],
        part=part,
        years_link=leaf.link(INDEX, Words(leaf.word("years"))),
    )


def _year(leaf: Leaf, *, year: int, found: Year, near: tuple[int, ...], part: Part) -> bytes:
    sure = part.of((*found.certain, *found.possible))[: max(len(found.certain) - part.start, 0)]
    maybe = part.of((*found.certain, *found.possible))[len(sure) :]
    names = [in_words(parse(f"2001-{month:02d}"), leaf.lang) for month in range(1, 13)]
    axis = Axis.of_months(year, [name.replace("2001", "").strip()[:3] for name in names])
    groups = list(_by_month(leaf, sure, axis, year))
    if maybe:
        rows = leaf.rows(maybe, strips=strips(maybe, axis))
        groups.append(Group(leaf.word("possibly"), rows, leaf.word("possibly-lead")))
    return leaf.page(
        "year.html.jinja",
        year_words(year, leaf.lang),
        current="years",
        count=leaf.counted("events", len(found.certain) + len(found.possible)),
        lead="",
        ruler=ruler(axis),
        groups=groups,
        near=[
            (leaf.link(year_path(one), Words(year_words(one, leaf.lang))), one > year)
            for one in near
        ],
        part=part,
        years_link=leaf.link(INDEX, Words(leaf.word("years"))),
    )


def _by_month(leaf: Leaf, entries: Sequence[Entry], axis: Axis, year: int) -> Iterator[Group]:
    if len(entries) < _MONTHS_ALONE:
        if entries:
            yield Group("", leaf.rows(entries, strips=strips(entries, axis)))
        return
    by_month = sorted(entries, key=lambda entry: _month(entry, year) or _NO_MONTH)
    for key, found in groupby(by_month, lambda entry: _month(entry, year)):
        some = list(found)
        known = in_words(parse(f"{edtf_year(year)}-{key:02d}"), leaf.lang) if key else ""
        rows = leaf.rows(some, strips=strips(some, axis))
        yield Group(known or leaf.word("no-month"), rows)


def _month(entry: Entry, year: int) -> int:
    """The month of a date that is known that well, else 0; of one that began before, 0 too."""
    date = entry.date
    if date is None or date.earliest is None or date.latest is None or date.earliest.year != year:
        return 0
    same = date.is_interval or date.earliest[:2] == date.latest[:2]
    return date.earliest.month if same else 0
