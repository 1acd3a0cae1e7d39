"""A quick way to write a value over another: found by its line, and not by reading the document.

What comes out is a guess. Whoever takes it reads it, and compares the value with the one that is
wanted; where it is another, or where there is no guess, `splice` has the word. A right guess is
what `splice` would write: `tests/unit/document/test_quick.py` holds the two to each other.
"""

from __future__ import annotations

import re

from eventbook.document.spelling import spellings
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

# A scalar that ends on its line, and what follows it there. A plain one may go on below: then the
# guess reads back as something else.
_SCALAR = re.compile(
    r' +("(?:[^"\\\n]|\\.)*"|\'(?:[^\'\n]|\'\')*\'|[^\s"\'#&*!|>%@`\[\]{},?:-][^\n#]*?)'
    r"(?= *(?:\n| #))"
)
_CONTENT = re.compile(r"^( *)(- )?(?=[^ #\n])", re.MULTILINE)


_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}\n")
_DEEPEST = 4


def is_simple(data: bytes) -> bool:
    """Whether lines tell how a document is built: every bracket is closed on its line, and nothing
    but spaces and line feeds parts its words.
    """
    if b"\r" in data or b"\t" in data:
        return False
    brackets = data.translate(None, _NO_BRACKETS)
    for _ in range(_DEEPEST):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return not brackets.strip(b"\n")


def put_quickly(text: str, place: Place, value: Json) -> str | None:
    """The text with a scalar written over the one at a place; None where that is no small matter.

    Args:
        text: of a document that `is_simple`.
        place: of a scalar in block style, as a rule.
        value: a scalar.
    """
    if isinstance(value, dict | list) or not place:
        return None
    found = _line(text, place)
    if found is None:
        return None
    end, column = found
    old = _SCALAR.match(text, end)
    if old is None:
        return None
    style = old[1][0] if old[1][0] in "\"'" else ""
    new = spellings(value, old[1], style, " " * column, in_flow=False)[0]
    if "\n" in new:
        return None
    return f"{text[: old.start(1)]}{new}{text[old.end(1) :]}"


def _line(text: str, place: Place) -> tuple[int, int] | None:
    """Behind the colon or dash of a place, and the column of its key or dash."""
    start, stop, column, end = 0, len(text), 0, 0
    for depth, part in enumerate(place):
        if depth and isinstance(place[depth - 1], int):
            column += 2
        elif depth:
            inside = _inside(text, end, stop, column)
            if inside is None:
                return None
            start, stop, column = inside
        if isinstance(part, str):
            # The first key of an item stands behind its dash.
            dash = f"|^ {{{column - 2}}}- " if column > 1 else ""
            pattern = rf"(?:^ {{{column}}}{dash}){re.escape(part)}:(?=[ \n])"
            found = re.compile(pattern, re.MULTILINE).search(text, start, stop)
            if found is None:
                return None
            end = found.end()
        else:
            dashes = re.compile(rf"^ {{{column}}}-(?= )", re.MULTILINE)
            items = list(dashes.finditer(text, start, stop))
            if part >= len(items):
                return None
            start, end = items[part].start(), items[part].end()
            stop = items[part + 1].start() if part + 1 < len(items) else stop
    return end, column


def _inside(text: str, end: int, stop: int, column: int) -> tuple[int, int, int] | None:
    """The lines of a collection below its key, and their column."""
    line = text.find("\n", end, stop) + 1
    if not line:
        return None
    first = _CONTENT.search(text, line, stop)
    if first is None:
        return None
    inner, dash = len(first[1]), first[2]
    if inner < column or (inner == column and not dash):
        return None
    deeper = f" {{{inner}}}[ -]" if dash else f" {{{inner}}}"
    after = re.compile(rf"^(?!{deeper}| *$| *#)", re.MULTILINE).search(text, first.end(), stop)
    return line, after.start() if after else stop, inner
