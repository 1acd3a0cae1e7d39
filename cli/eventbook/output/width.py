"""Display width: how many cells of a terminal a text takes, and cutting it to fit.

Wide East Asian characters take two cells, combining marks none, an emoji sequence two
(Unicode Standard Annex 11, as the wcwidth package counts). Texts here are already escaped.
"""

from __future__ import annotations

import re

ELLIPSIS = "…"

# Latin and Cyrillic letters, their punctuation and arrows, a cell each: most texts hold no
# others, and the tables are slow to load.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u21ff]*"
)


def cells(text: str) -> int:
    """The cells a text takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    # A character unknown to the table counts as one cell.
    return width if width >= 0 else sum(char_cells(char) for char in text)


def char_cells(char: str) -> int:
    """The cells one code point takes by itself; 0 for what joins the one before."""
    if char.isascii() or _NARROW.fullmatch(char):
        return 1
    from wcwidth import wcwidth

    width = wcwidth(char)
    return width if width >= 0 else 1


def reach(text: str, start: int, room: int) -> int:
    """The furthest end such that `text[start:end]` takes at most `room` cells.

    A mark is never parted from the character it stands on.
    """
    end = start
    while end < len(text) and (room := room - char_cells(text[end])) >= 0:
        end += 1
    return end


def reach_back(text: str, end: int, room: int) -> int:
    """The lowest start such that `text[start:end]` takes at most `room` cells."""
    start = end
    while start > 0 and (room := room - char_cells(text[start - 1])) >= 0:
        start -= 1
    while start < end and char_cells(text[start]) == 0:
        start += 1
    return start


def clip(text: str, room: int) -> str:
    """The text, or as much of it as fits with an ellipsis at the end."""
    if cells(text) <= room:
        return text
    if room < 1:
        return ""
    kept = text[: reach(text, 0, room - 1)]
    return kept.rstrip(" \u200d") + ELLIPSIS
