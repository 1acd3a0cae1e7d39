"""A document in pieces: each key with its value, each item with its dash, and their comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from eventbook.document.document import Document, Node
from eventbook.document.page import Page
from eventbook.formatting.comments import Comment, Found, blank_above, comments
from eventbook.formatting.keys import FREE
from eventbook.formatting.texts import flow_text, key_text
from eventbook.jsonvalue import Json

WIDTH = 100
"""How long a line may become by what stood on several lines between brackets."""

_MARKER = re.compile(r"^---(?=[ \t\n]|$)", re.MULTILINE)


@dataclass(slots=True, eq=False)
class Piece:
    """A key with its value, or an item with its dash.

    Attributes:
        part: the key, or the position.
        name: the key as it is to be written; nothing for an item.
        node: the value's node.
        value: what it holds.
        start: of the key or dash, in the text.
        at: where the value begins; behind the colon or dash where none is written.
        indent: where the key or dash is to stand.
        opened: each entry of the value gets lines of its own.
        parent: what holds it; None for the record, which is a piece without a key.
        pieces: the entries of an opened value.
        blank: a blank line stands above it, below its comments.
        lead: the comments above it.
        trailing: the comments on its own line.
        foot: the comments below it that belong to it.
    """

    part: str | int
    name: str
    node: Node
    value: Json
    start: int
    at: int
    indent: int
    opened: bool
    parent: Piece | None
    pieces: list[Piece] = field(default_factory=list)
    blank: bool = False
    lead: list[Comment] = field(default_factory=list)
    trailing: list[Comment] = field(default_factory=list)
    foot: list[Comment] = field(default_factory=list)

    def up(self) -> Iterator[Piece]:
        """The piece, what holds it, and so on; the record is left out."""
        piece = self
        while piece.parent is not None:
            yield piece
            piece = piece.parent


@dataclass(slots=True)
class Sheet:
    """A document in pieces.

    Attributes:
        page: its text.
        root: the record.
        order: all pieces but the root, in the order of the text.
        found: all comments, in the order of the text.
        marker: where the `---` stands above the record; -1 where there is none.
        top: the comments above the marker, then the one on its line.
        head: the comments at the top that belong to no key.
        parted: a blank line stands below the head.
    """

    page: Page
    root: Piece
    order: list[Piece]
    found: list[Found]
    marker: int
    top: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)
    head: list[Comment] = field(default_factory=list)
    parted: bool = False


def sheet(document: Document) -> Sheet:
    """Take a document apart whose lines end with LF and which holds a map or a list."""
    page = Page(document)
    found = comments(page)
    offsets = [each.offset for each in found]
    node = document.root
    root = Piece("", "", node, document.value, node.start, node.start, -2, True, None)
    order: list[Piece] = []
    _take_apart(page, root, offsets, order)
    marker = _MARKER.search(page.text, 0, node.start)
    return Sheet(page, root, order, found, marker.start() if marker else -1)


def _take_apart(page: Page, parent: Piece, comments: Sequence[int], order: list[Piece]) -> None:
    for entry in page.entries(parent.node):
        if isinstance(parent.value, dict):
            start, end, _ = parent.node.keys[str(entry.part)]
            name, value = key_text(page, str(entry.part), start, end), parent.value[str(entry.part)]
        else:
            assert isinstance(parent.value, list)
            name, value = "", parent.value[int(entry.part)]
        piece = Piece(
            entry.part,
            name,
            entry.node,
            value,
            entry.start,
            entry.value,
            parent.indent + 2,
            False,
            parent,
            blank=page.first_on_line(entry.start) and blank_above(page, entry.start),
        )
        piece.opened = _opens(page, piece, comments)
        parent.pieces.append(piece)
        order.append(piece)
        if piece.opened:
            _take_apart(page, piece, comments, order)


def _opens(page: Page, piece: Piece, comments: Sequence[int]) -> bool:
    """Whether the entries of a value get lines of their own.

    What stands between brackets on one line stays there; on several, only where it fits on one
    and holds no comment.
    """
    node = piece.node
    if not piece.value or node.style not in ("{", "["):
        return node.style in (":", "-")
    if bisect_left(comments, node.start) < bisect_left(comments, node.end):
        return True
    if "\n" not in page.text[node.start : node.end]:
        return False
    text = flow_text(page, node, piece.value, FREE)
    before = len(piece.name) + 2  # a dash or colon, and a space
    return piece.indent + before + len(text) > WIDTH
