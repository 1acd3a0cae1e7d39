"""A document: the text of a file, its value, and the position of every key and value."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from re import compile as _compile

from eventbook.findings import At, Span
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

_LINE_END = _compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Node:
    """One value in the text. Offsets count code points; `end` is exclusive.

    Attributes:
        style: how a scalar is written (`""` plain, `'`, `"`, `|`, `>`), `{` or `[` for flow
            collections, `-` for block lists, `:` for block maps.
        keys: for a map, each key's own start and end, and the node of its value.
        items: for a list, the nodes of its items.
    """

    start: int
    end: int
    style: str
    keys: dict[str, tuple[int, int, Node]] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Lines:
    """Offsets of a text turned into lines and columns, both from 1."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _ends(self) -> list[int]:
        return [*(match.start() for match in _LINE_END.finditer(self.text)), len(self.text)]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in code points."""
        offset = min(offset, len(self.text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of an offset range, cut at the end of its first line.

        A caret under many lines helps nobody; where a value begins is what is looked for.
        """
        line, column = self.at(start)
        end = min(end, self._ends[line - 1])
        return Span(line, column, line, column + max(end - start, 0))


@dataclass(frozen=True)
class Document:
    """One YAML document in the restricted profile.

    Attributes:
        text: the file's text, byte-order mark excluded.
        value: its JSON value.
        root: the tree of positions, parallel to the value.
    """

    text: str
    value: Json
    root: Node

    @cached_property
    def lines(self) -> Lines:
        """Positions as lines and columns."""
        return Lines(self.text)

    def node(self, place: Place) -> Node | None:
        """The node at a place, or None where nothing is written."""
        entry = self._entry(place)
        return entry[2] if entry else None

    def span(self, place: Place, at: At = "value") -> Span:
        """Where a place stands in the text.

        A place that is not in the text stands where its nearest parent does.
        """
        while place and self._entry(place) is None:
            place = place[:-1]
            at = "key"
        entry = self._entry(place)
        if entry is None or (not place and at != "value"):
            return self.lines.span(0, 1)
        key_start, key_end, node = entry
        if at == "start":
            return self.lines.span(node.start, node.start + 1)
        if at == "key":
            if key_end > key_start:
                return self.lines.span(key_start, key_end)
            return self.lines.span(node.start, node.start + 1)
        return self.lines.span(node.start, node.end)

    def _entry(self, place: Place) -> tuple[int, int, Node] | None:
        key_start = key_end = 0
        node = self.root
        for part in place:
            if isinstance(part, str):
                found = node.keys.get(part)
                if found is None:
                    return None
                key_start, key_end, node = found
            elif part < len(node.items):
                node = node.items[part]
                key_start = key_end = 0
            else:
                return None
        return key_start, key_end, node
