"""A document cut into its entries: what stands above each, on its lines, and behind its value.

Every character of a document is in exactly one part: the head; for each entry what leads up to it
(blank lines and comments), its own text and what trails behind its value; and the tail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from eventbook.document.document import Document, Node
from eventbook.document.page import Entry, Page
from eventbook.formatting.comments import Found, comments
from eventbook.pointer import Place


class UnmovableError(Exception):
    """A text cannot stand in another column, or not on lines of its own."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a text, which may be put into another column.

    Attributes:
        text: as it stands; lines end with LF.
        column: of the entry that it belongs to; its first line begins there.
    """

    text: str
    column: int

    @property
    def normal(self) -> str:
        """The text for comparisons: in column 0, without white space at the end of lines."""
        return "\n".join(
            line.rstrip(" \t") for line in _shifted(self.text, -self.column, loose=True)
        )

    def at(self, column: int) -> str:
        """The text in another column.

        Raises:
            UnmovableError: a line stands too far to the left for that.
        """
        if column == self.column:
            return self.text
        return "\n".join(_shifted(self.text, column - self.column))


def _shifted(text: str, by: int, *, loose: bool = False) -> Iterator[str]:
    first, *others = text.split("\n")
    yield first
    for line in others:
        inner = line.lstrip(" ")
        space = len(line) - len(inner)
        if not inner.strip(" \t"):
            yield line
        elif space + by >= 0:
            yield " " * (space + by) + inner
        elif loose or inner.startswith("#"):
            yield inner
        else:
            raise UnmovableError


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a collection in block style.

    Attributes:
        entry: the key or item.
        lead: where the lines above it begin that lead up to it.
        start: of its own text: the key or the dash.
        stop: where its own lines end, with comments that stand deeper below it.
        compact: it stands on the line of the dash that holds it.
    """

    entry: Entry
    lead: int
    start: int
    stop: int
    compact: bool


@dataclass(frozen=True)
class Sheet:
    """One version of a file. Its lines end with LF."""

    document: Document
    _parts: dict[Place, dict[str | int, Part]] = field(default_factory=dict, repr=False)

    @cached_property
    def page(self) -> Page:
        """Its text, by lines and entries."""
        return Page(self.document)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.document.text

    def node(self, place: Place) -> Node:
        """The node at a place that is there."""
        return self.page.node(place)

    def is_block(self, place: Place) -> bool:
        """Whether the entries of what stands at a place have lines of their own."""
        return self.node(place).style in (":", "-")

    def column(self, place: Place) -> int:
        """Where the keys or dashes stand of the collection at a place."""
        return self.page.column(self.node(place).start)

    @cached_property
    def body(self) -> int:
        """Where the first entry's lead begins: behind the head, which belongs to no entry."""
        root = self.document.root
        return self.page.lead(root.start) if self.page.first_on_line(root.start) else 0

    def parts(self, place: Place) -> Mapping[str | int, Part]:
        """The entries of a collection in block style, by key or position."""
        if place not in self._parts:
            self._parts[place] = self._found(place)
        return self._parts[place]

    def _found(self, place: Place) -> dict[str | int, Part]:
        node = self.node(place)
        found: dict[str | int, Part] = {}
        at = self.header_stop(place) if place else self.body
        for entry in self.page.entries(node):
            compact = not self.page.first_on_line(entry.start)
            lead = entry.start if compact else at
            stop = self.page.trailing(entry)
            found[entry.part] = Part(entry, lead, entry.start, stop, compact)
            at = stop
        return found

    def part(self, place: Place) -> Part:
        """The entry at a place whose holder is in block style."""
        return self.parts(place[:-1])[place[-1]]

    def header_stop(self, place: Place) -> int:
        """Where what introduces a collection ends: behind its line, or before its first key."""
        entry = self.page.entry(place)
        first = self.page.node(place).start
        return min(first, self.page.below(entry.after))

    def lead(self, part: Part) -> Slice:
        """What leads up to an entry, from the beginning of its first line."""
        line = part.start if part.compact else self.page.line_start(part.start)
        return Slice(self.text[part.lead : line], self.page.column(part.start))

    def own(self, part: Part) -> Slice:
        """An entry's lines, from the key or dash on."""
        return Slice(self.text[part.start : part.stop], self.page.column(part.start))

    def header(self, place: Place) -> Slice:
        """What introduces a collection: its key with the rest of that line, or its dash."""
        start = self.page.entry(place).start
        return Slice(self.text[start : self.header_stop(place)], self.page.column(start))

    def value(self, part: Part) -> Slice:
        """An entry up to the end of its value."""
        return Slice(self.text[part.start : self.value_stop(part)], self.page.column(part.start))

    def behind(self, part: Part) -> Slice:
        """What follows an entry's value on its lines: white space and a comment."""
        return Slice(self.text[self.value_stop(part) : part.stop], self.page.column(part.start))

    def value_stop(self, part: Part) -> int:
        """Where a scalar or a collection between brackets ends."""
        node = part.entry.node
        if node.style in ("|", ">", ":", "-"):  # what follows its header is its own
            return part.stop
        return part.entry.end

    def comments(self, start: int, stop: int) -> list[str]:
        """The comments that begin in a stretch of the text."""
        return [each.comment.text for each in self._comments if start <= each.offset < stop]

    @cached_property
    def _comments(self) -> list[Found]:
        return comments(self.page)

    def tail(self) -> str:
        """What follows the last entry of the record."""
        return self.text[max(part.stop for part in self.parts(()).values()) :]
