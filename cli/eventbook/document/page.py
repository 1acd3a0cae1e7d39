"""The text of a document by its lines and entries: where a key or an item begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from eventbook.document.document import Document, Node
from eventbook.document.emit import Layout
from eventbook.pointer import Place

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*+")
_BETWEEN_IN_FLOW = re.compile(r"(?:[ \t\r\n,]|#[^\r\n]*)*+")


Edit: TypeAlias = tuple[int, int, str]
"""A range of the text, in code points, and what takes its place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or an item with its dash. Offsets count code points.

    Attributes:
        part: the key, or the position.
        start: of the key (or its `?`), of the dash, or in a flow list of the item.
        after: behind the colon or dash; in a flow list the item's start.
        value: where the value starts; `after` where nothing is written.
        end: the value's end, exclusive.
        bare: a key without a colon, `{a}`.
        node: the value's node.
    """

    part: str | int
    start: int
    after: int
    value: int
    end: int
    bare: bool
    node: Node

    @property
    def empty(self) -> bool:
        """Whether no value is written."""
        return self.value == self.end


@dataclass(frozen=True)
class Page:
    """A document as somebody who writes into it sees it."""

    document: Document

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def line_end(self) -> str:
        """The characters that end lines here: those of the first line."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    def line(self, offset: int) -> int:
        """The number of the line that holds an offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def start(self, number: int) -> int:
        """Where a line begins, by its number from 0."""
        return self._starts[number]

    def line_start(self, offset: int) -> int:
        """Where the line begins that holds an offset."""
        return self._starts[self.line(offset)]

    def column(self, offset: int) -> int:
        """How many characters of its line stand before an offset."""
        return offset - self.line_start(offset)

    def rest(self, offset: int) -> str:
        """What follows an offset on its line, the line end excluded."""
        return self.text[offset : self.stop(offset)]

    def stop(self, offset: int) -> int:
        """Where the line ends that holds an offset, its line end excluded."""
        found = _LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def below(self, offset: int) -> int:
        """Where the next line begins; the text's end where there is none."""
        found = _LINE_END.search(self.text, offset)
        return found.end() if found else len(self.text)

    def skip(self, offset: int) -> int:
        """The next character that is neither white space nor in a comment."""
        found = _BETWEEN.match(self.text, offset)
        assert found is not None  # it may match nothing
        return found.end()

    def first_on_line(self, offset: int) -> bool:
        """Whether only white space stands before an offset on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def nothing_behind(self, offset: int) -> bool:
        """Whether at most a comment follows an offset on its line."""
        return not self.rest(offset).partition("#")[0].strip(" \t")

    def blank_below(self, offset: int) -> int:
        """Behind the blank lines that begin at an offset."""
        while found := _BLANK.match(self.text, offset):
            offset = found.end()
        return offset

    def blank_above(self, offset: int) -> int:
        """Where the blank lines begin that end at the beginning of a line."""
        number = self.line(offset)
        while number and _BLANK.fullmatch(self.text, self._starts[number - 1], offset):
            number -= 1
            offset = self._starts[number]
        return offset

    def lead(self, start: int) -> int:
        """Where the comment lines begin that stand directly above an entry, in its column.

        The comment at the very top of a file is its header and belongs to no entry.
        """
        number = first = self.line(start)
        column = self.column(start)
        while number and self._is_comment(number - 1, column):
            number -= 1
        if not number or self.text.startswith("---", self._starts[number - 1]):
            number = first
        return self._starts[number]

    def _is_comment(self, number: int, column: int) -> bool:
        start = self._starts[number]
        return self.text.startswith("#", start + column) and self.first_on_line(start + column)

    def bottom(self, entry: Entry) -> int:
        """Where the line begins that follows an entry in block style.

        Blank lines are part of a block scalar that keeps them (`|+`).
        """
        offset = self.below(entry.end)
        return self.blank_below(offset) if keeps_blank_lines(self, entry.node) else offset

    def trailing(self, entry: Entry) -> int:
        """Behind an entry in block style and the comments that stand deeper below it."""
        offset = reached = self.bottom(entry)
        column = self.column(entry.start)
        while entry.node.style in (":", "-"):
            offset = self.blank_below(offset)
            found = re.compile(r"( *)#").match(self.text, offset)
            if found is None or len(found[1]) <= column:
                break
            offset = reached = self.below(offset)
        return reached

    def entries(self, node: Node) -> list[Entry]:
        """The entries of a collection, in the order of the text."""
        return list(self._entries(node))

    def entry(self, place: Place) -> Entry:
        """The entry at a place that is in the document, the root excluded."""
        parent = self.node(place[:-1])
        return next(entry for entry in self._entries(parent) if entry.part == place[-1])

    def node(self, place: Place) -> Node:
        """The node at a place that is in the document."""
        node = self.document.node(place)
        assert node is not None
        return node

    def _entries(self, node: Node) -> Iterator[Entry]:
        flow = node.style in ("{", "[")
        between = _BETWEEN_IN_FLOW if flow else _BETWEEN
        at = node.start + (1 if flow and self.text[node.start] in "{[" else 0)
        children: list[tuple[str | int, int, Node]] = [
            *((key, end, child) for key, (_, end, child) in node.keys.items()),
            *((index, -1, child) for index, child in enumerate(node.items)),
        ]
        for part, key_end, child in children:
            found = between.match(self.text, at)
            assert found is not None
            start, bare = found.end(), False
            if key_end >= 0:
                colon = self.skip(key_end)
                bare = not self.text.startswith(":", colon)
                after = key_end if bare else colon + 1
            else:
                after = child.start if flow else start + 1
            written = child.end > child.start
            value, end = (child.start, child.end) if written else (after, after)
            yield Entry(part, start, after, value, end, bare, child)
            at = end

    def layout(self, node: Node) -> Layout:
        """How the values of a block map are indented; where it has none, as elsewhere."""
        here = Counter(self._steps(node))
        return Layout(self._step(":", here), self._step("-", here))

    def _step(self, style: str, here: Counter[tuple[str, int]]) -> int:
        for votes in (here, self._all_steps):
            if found := [(n, step) for (other, step), n in votes.items() if other == style]:
                return max(found)[1]
        return 2

    @cached_property
    def _all_steps(self) -> Counter[tuple[str, int]]:
        votes: Counter[tuple[str, int]] = Counter()
        nodes = [self.document.root]
        while nodes:
            node = nodes.pop()
            votes.update(self._steps(node))
            nodes += [*(child for _, _, child in node.keys.values()), *node.items]
        return votes

    def _steps(self, node: Node) -> Iterator[tuple[str, int]]:
        if node.style == ":":
            column = self.column(node.start)
            for _, _, child in node.keys.values():
                if child.style in (":", "-"):
                    yield child.style, self.column(child.start) - column


def last_leaf(node: Node) -> Node:
    """What ends a node: the last value in its last entry, and so on."""
    while node.keys or node.items:
        node = node.items[-1] if node.items else list(node.keys.values())[-1][2]
    return node


def keeps_blank_lines(page: Page, node: Node) -> bool:
    """Whether a node ends with a block scalar that keeps the blank lines below it (`|+`)."""
    leaf = last_leaf(node)
    return leaf.style in ("|", ">") and "+" in page.rest(leaf.start).partition("#")[0]
