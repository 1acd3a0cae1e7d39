"""Plain text in lines of so many columns, safe to show on a terminal."""

from __future__ import annotations

import unicodedata

from eventbook import escape

COLUMNS = 72
_LONGEST = 60


def count(lines: list[str]) -> int:
    """How many words some lines have."""
    return sum(len(line.split()) for line in lines)


def words(text: str) -> list[str]:
    """The words of a text, safe to show; one too long for a line is cut into pieces."""
    found: list[str] = []
    for word in escape.terminal(text).split():
        if len(word) <= _LONGEST and word.isascii():
            found.append(word)
            continue
        piece = ""
        for char in word:
            if width(piece + char) > _LONGEST:
                found.append(piece)
                piece = ""
            piece += char
        found.append(piece)
    return found


def clip(text: str, most: int) -> str:
    """The first words of a text, and an ellipsis where there are more."""
    found = words(text)
    return " ".join(found[:most]) + ("…" if len(found) > most else "")


def wrapped(text: str, hang: str, first: str = "") -> list[str]:
    """The text as lines of at most COLUMNS columns, later ones indented by `hang`."""
    lines, line = [], first
    for word in words(text):
        if line.strip() and width(f"{line} {word}") > COLUMNS:
            lines.append(line)
            line = hang
        line += word if not line.strip() else f" {word}"
    return [*lines, line]


def width(text: str) -> int:
    """Columns on a terminal (UAX #11): wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
