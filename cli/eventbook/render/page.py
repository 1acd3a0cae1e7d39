"""A page as data: sections of facts, lists and groups, made of inline pieces.

`compose` fills it from an `EventView`, and a markup target writes it down piece by piece, so
that the order of a page is decided once and every text of a record is escaped in one place.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import Literal, NamedTuple, TypeAlias

from eventbook.render.eventview import Words

Style: TypeAlias = Literal["plain", "strong", "quote", "dim"]


class Text(NamedTuple):
    """A text, with its language where it is not the page's, and what it names (`Words.entity`)."""

    text: str
    lang: str | None = None
    style: Style = "plain"
    entity: str = ""


class Time(NamedTuple):
    """A date in words with its machine form."""

    text: str
    machine: str


class Address(NamedTuple):
    """An address: a link if the target finds it safe, else its text."""

    url: str


class Citation(NamedTuple):
    """A reference to source `number`; None if the record lists no such source."""

    number: int | None
    key: str
    locator: str = ""


Inline: TypeAlias = Text | Time | Address | Citation
Line: TypeAlias = tuple[Inline, ...]


class Entry(NamedTuple):
    """An item of a list, with further lines beneath; `anchor` is unique within its page."""

    line: Line
    details: tuple[Line, ...] = ()
    anchor: str = ""


class Facts(NamedTuple):
    """Named facts, each with one or more lines."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]


class Listing(NamedTuple):
    """A list; ordered where the order says something."""

    entries: tuple[Entry, ...]
    ordered: bool = False


class Group(NamedTuple):
    """Entries under a heading of their own."""

    heading: Line
    listing: Listing


class Paragraph(NamedTuple):
    """A line of its own."""

    line: Line


Block: TypeAlias = Facts | Listing | Group | Paragraph


class Section(NamedTuple):
    """A part of a page. `key` is stable (`statements`); the first one has no heading."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


class Page(NamedTuple):
    """One event's page.

    Attributes:
        id: the record's id.
        lang: the language of the page's own words.
        title: the neutral title.
        date: the date in words, for lists of pages.
        banner: the line that marks what is not published; empty if it is.
        advisory: stands above the title.
        summary: stands beneath it.
    """

    id: str
    lang: str
    title: Words
    date: str
    banner: str
    advisory: Line
    summary: Line
    sections: tuple[Section, ...]


def text(words: Words, style: Style = "plain") -> Line:
    """A line of one text."""
    return (Text(words.text, words.lang, style, words.entity),)


def fill(pattern: str, **parts: Line) -> Line:
    """A pattern with `{names}`, its parts filled in as pieces: their text is never a pattern."""
    line: list[Inline] = []
    for literal, name in _split(pattern):
        line += literal
        if name:
            line += parts[name]
    return tuple(line)


@lru_cache(maxsize=1024)
def _split(pattern: str) -> tuple[tuple[Line, str | None], ...]:
    """A pattern's literal texts, each with the name that follows it."""
    return tuple(
        ((Text(literal),) if literal else (), name)
        for literal, name, _spec, _conversion in Formatter().parse(pattern)
    )


def join(separator: str, lines: list[Line]) -> Line:
    """The lines that are not empty, with a separator between them."""
    said = [line for line in lines if line]
    if len(said) < 2:
        return said[0] if said else ()
    between = Text(separator)
    joined = [*said[0]]
    for line in said[1:]:
        joined.append(between)
        joined += line
    return tuple(joined)
