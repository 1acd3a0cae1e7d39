"""The comments of a document: where each begins, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.document.document import Node
from eventbook.document.page import Page

_COMMENT = re.compile(r"#[^\n]*")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|$)")


@dataclass(slots=True)
class Comment:
    """One comment.

    Attributes:
        text: with its sign, without white space at its end.
        blank: a blank line stands above it.
    """

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A comment in the text.

    Attributes:
        offset: of its sign.
        alone: nothing stands before it on its line, but perhaps the marker of a document.
    """

    offset: int
    alone: bool
    comment: Comment


def comments(page: Page) -> list[Found]:
    """The comments of a document whose lines end with LF, in their order."""
    if "#" not in page.text:
        return []
    found: list[Found] = []
    at = 0
    end_of_text = (len(page.text), len(page.text))
    for start, end in (*_texts(page, page.document.root), end_of_text):
        for match in _COMMENT.finditer(page.text, at, start):
            line = page.line_start(match.start())
            alone = not _MARKER.sub("", page.text[line : match.start()]).strip(" \t\ufeff")
            comment = Comment(match[0].rstrip(), alone and blank_above(page, match.start()))
            found.append(Found(match.start(), alone, comment))
        at = end
    return found


def blank_above(page: Page, offset: int) -> bool:
    """Whether the line above that of an offset is blank."""
    start = page.line_start(offset)
    return start > 0 and not page.text[page.line_start(start - 1) : start].strip(" \t\n")


def _texts(page: Page, node: Node) -> Iterator[tuple[int, int]]:
    """The stretches, in order, in which a `#` is part of a key or a value."""
    for start, end, child in node.keys.values():
        yield start, end
        yield from _texts(page, child)
    for child in node.items:
        yield from _texts(page, child)
    if node.style in ("|", ">"):  # the indicator's own line may end with a comment
        yield min(page.stop(node.start), node.end), node.end
    elif not node.keys and not node.items and node.style not in ("{", "["):
        yield node.start, node.end
