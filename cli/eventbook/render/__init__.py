"""Records as pages, texts, calendars and feeds: one file a target.

A new target is one file with a function `render(items, options) -> Rendering` and one line in
`TARGETS`. The file is imported when it is first used, and so are the libraries it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventbook.render.eventview import EventView
    from eventbook.render.reading import Lookup, Record


class Changed(NamedTuple):
    """When a record changed, as aware times in UTC.

    Attributes:
        updated: its last change.
        published: when it was first published; None if it never was, or nobody knows.
    """

    updated: datetime
    published: datetime | None = None


class Item(NamedTuple):
    """One record to be rendered.

    Attributes:
        value: the record's value; a field of a wrong shape is left out or shown as its text.
        lang: the language wanted (BCP 47).
        lookup: from a reference to the value of the record it means; None finds nothing.
        changed: when it changed, where that is known.
    """

    value: Record
    lang: str | None = None
    lookup: Lookup | None = None
    changed: Changed | None = None

    def view(self) -> EventView:
        """What a page shows of it."""
        from eventbook.render.reading import no_lookup
        from eventbook.render.view import view

        return view(self.value, self.lang, self.lookup or no_lookup)


class Options(NamedTuple):
    """What a page needs beside its records.

    Attributes:
        lang: the language asked for (BCP 47); the page's own words fall back to English.
        site: the archive's web address with a slash at its end, named in citations.
        since: the day or year since which that address is the archive's (RFC 4151), as in
            `2026-01-15` or `2026`.
        book: the archive's title, named in citations.
        approximate: whether a calendar shows events without a day as spans of days.
    """

    lang: str | None = None
    site: str | None = None
    since: str | None = None
    book: str | None = None
    approximate: bool = False


class LeftOut(NamedTuple):
    """A record that a form cannot hold, and why not."""

    id: str
    reason: str


class Rendering(NamedTuple):
    """What a target made: one text that ends in a line end, and what is not in it."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


class Target(NamedTuple):
    """A form in which records are rendered.

    Attributes:
        name: what `--format` calls it.
        media_type: of what it makes (RFC 6838).
        suffix: of the files it makes, with the dot.
        module: where its `render(items, options)` lives.
        kept: programs keep what they got from it, so that of many records only published ones are
            in it, unless drafts are asked for.
        needs_times: `Item.changed` has to be known.
        approximates: `Options.approximate` means something to it.
        sources: absolute paths of files of the user's that it is made with.
    """

    name: str
    media_type: str
    suffix: str
    module: str
    kept: bool = False
    needs_times: bool = False
    approximates: bool = False
    sources: tuple[str, ...] = ()

    def render(self, items: Sequence[Item], options: Options) -> Rendering:
        """The records as one text; the same for the same records and options."""
        module = import_module(f"eventbook.render.{self.module}")
        rendering: Rendering = module.render(items, options)
        return rendering


_MARKDOWN = "text/markdown; charset=utf-8; variant=CommonMark"
_ALL = (
    Target("html", "text/html; charset=utf-8", ".html", "html"),
    Target("markdown", _MARKDOWN, ".md", "markdown"),
    Target("text", "text/plain; charset=utf-8", ".txt", "text"),
    Target("html-list", "text/html; charset=utf-8", ".html", "html_list"),
    Target("markdown-list", _MARKDOWN, ".md", "markdown_list"),
    Target("ics", "text/calendar; charset=utf-8", ".ics", "ics", True, True, True),
    Target("atom", "application/atom+xml; charset=utf-8", ".atom", "atom", True, True),
    Target("jsonld", "application/ld+json", ".jsonld", "jsonld", kept=True, needs_times=True),
)
TARGETS: Final[Mapping[str, Target]] = MappingProxyType({target.name: target for target in _ALL})
