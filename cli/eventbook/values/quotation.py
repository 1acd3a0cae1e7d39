"""Quotations: what of one has to stand in its source, and in which order.

Words and punctuation marks are compared in their order, with capitals and accents. Not compared
are the space between them, line breaks, the shapes of quotation marks, dashes and ellipses, Unicode
normal forms, characters that nobody sees, quotation marks around the whole, and one full stop or
comma at its end, where the sentence of the source may go on.

What an editor left out (`…`, `[…]`, `(...)`) parts a quotation into pieces that stand in the text
in that order. What an editor put in (`[the mayor]`) stands for at most eight words or marks, or for
none; a letter in brackets (`[T]he`) for the same letter, small or capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from eventbook.values.source_text import cleaned
from eventbook.values.tokens import QUOTE, tokens

Tokens: TypeAlias = tuple[str, ...]

MOST_PUT_FOR = 8
"""How many words or marks of the text an editor's words in brackets may stand for."""

_PARTING = re.compile(
    r"(?P<omission>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,})"
    r"|(?<!\w)\[(?P<letter>\w)\](?=\w)"
    r"|(?P<editor>\[[^\[\]]*\])"
)
_MOST_EDITED = 30  # brackets in a quotation beyond which they count as omissions


class Part(NamedTuple):
    """A piece of a quotation that stands in the text without a break.

    Attributes:
        spellings: its words and marks; two where an editor changed the first letter.
        gap: most tokens between it and the part before; None for any number.
    """

    spellings: tuple[Tokens, ...]
    gap: int | None


def parts(quotation: str) -> tuple[Part, ...]:
    """The pieces of a quotation between what an editor left out or put in."""
    text = cleaned(quotation)
    found: list[Part] = []
    gap: int | None = None
    edited = start = 0
    letter = ""
    for match in (*_PARTING.finditer(text), None):
        piece = letter + text[start : match.start() if match else None]
        words = tuple(token for token, _ in tokens(piece))
        if words:
            found.append(Part(_spellings(words, letter), gap))
            gap = 0
        if match is None:
            break
        letter, start = match["letter"] or "", match.end()
        edited += match["omission"] is None
        if match["omission"] or edited > _MOST_EDITED:
            gap = None
        elif match["editor"] and gap is not None:
            gap = MOST_PUT_FOR
    return tuple(_trimmed(found))


def _spellings(words: Tokens, letter: str) -> tuple[Tokens, ...]:
    if not letter:
        return (words,)
    firsts = {letter.lower() + words[0][1:], letter.upper() + words[0][1:]}
    return tuple((first, *words[1:]) for first in sorted(firsts))


def _trimmed(found: list[Part]) -> Iterator[Part]:
    """The parts without marks around the whole; what is nothing else falls out."""
    first = 0  # of those that stay; it may begin anywhere
    for number, part in enumerate(found):
        start, end = 0, len(part.spellings[0])
        words = part.spellings[0]
        while number == 0 and start < end and words[start] == QUOTE:
            start += 1
        if number == len(found) - 1:
            end = _without_marks(words, start, end)
            if start < end and words[end - 1] in (".", ","):
                end = _without_marks(words, start, end - 1)
        if start < end:
            gap = None if number == first else part.gap
            yield Part(tuple(spelling[start:end] for spelling in part.spellings), gap)
        elif number == first:
            first += 1


def _without_marks(words: Tokens, start: int, end: int) -> int:
    while start < end and words[end - 1] == QUOTE:
        end -= 1
    return end
