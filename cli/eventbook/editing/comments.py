"""The comments of a document, by the key or item they belong to, so that none is lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from eventbook.document.document import Document, Node
from eventbook.pointer import Place

MODELINE = "yaml-language-server:"
"""How the line begins that tells editors which schema to use; it depends on the file's place."""

_SIGN = re.compile(r"(?:^|(?<=[ \t]))#", re.M)
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_BEFORE_DOCUMENT = re.compile(r"---(?=[ \t\r\n])")


def comments_of(document: Document) -> dict[Place, tuple[str, ...]]:
    """The comment lines of a document, without `#`, by the place they stand above.

    One that stands alone belongs to what follows it; one behind a value, to that value; those at
    the end, to the last key or item. Modelines are left out.
    """
    entries = sorted(_entries(document.root, ()), key=lambda entry: entry[0])
    offsets = [offset for offset, _ in entries]
    found: dict[Place, tuple[str, ...]] = {}
    for start, line in _comments(document):
        if not entries or line.startswith(MODELINE):
            continue
        before = bisect_right(offsets, start)
        index = before if _alone(document.text, start) else before - 1
        index = max(min(index, len(entries) - 1), 0)
        place = entries[bisect_left(offsets, offsets[index])][1]  # an item before its first key
        found[place] = (*found.get(place, ()), line)
    return found


def _comments(document: Document) -> Iterator[tuple[int, str]]:
    """Each comment's offset and its line, without the sign."""
    text = document.text
    texts = sorted(_texts(document.root, text))
    starts = [start for start, _ in texts]
    end = 0
    for match in _SIGN.finditer(text):
        nearest = bisect_right(starts, match.start()) - 1
        inside_text = nearest >= 0 and match.start() < texts[nearest][1]
        if match.start() < end or inside_text:
            continue
        rest = _REST_OF_LINE.match(text, match.end())
        end = rest.end() if rest else match.end()
        yield match.start(), text[match.end() : end].removeprefix(" ").rstrip()


def _alone(text: str, offset: int) -> bool:
    line = text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]
    return not _BEFORE_DOCUMENT.sub("", line).strip()


def _entries(node: Node, place: Place) -> Iterator[tuple[int, Place]]:
    """Where each key and item begins, outermost first; a list or map on one line is one."""
    children: list[tuple[int, str | int, Node]]
    children = [(start, key, child) for key, (start, _, child) in node.keys.items()]
    children += [(child.start, index, child) for index, child in enumerate(node.items)]
    for start, part, child in children:
        yield start, (*place, part)
        if child.style not in ("{", "["):
            yield from _entries(child, (*place, part))


def _texts(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a `#` is part of a key or a value."""
    for start, end, child in node.keys.values():
        yield start, end
        yield from _texts(child, text)
    for child in node.items:
        yield from _texts(child, text)
    if not node.keys and not node.items and node.style not in ("{", "["):
        start = node.start
        if node.style in ("|", ">"):  # the indicator's own line may end with a comment
            start = min(max(text.find("\n", start), start), node.end)
        yield start, node.end
