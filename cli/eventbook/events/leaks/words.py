"""Texts as words: what counts as one when names are compared, and what may stand between two.

Case, accents, Unicode forms and invisible characters make no difference. Scripts that are written
without spaces (Han, kana, Hangul, Thai and its neighbours) give a word for each letter, so that a
name is found wherever it stands in a sentence.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Literal, TypeAlias

from eventbook.values.folding import fold

Between: TypeAlias = Literal["joined", "comma", "apart"]
"""What two neighbouring words are: parts of one name, divided as in an index, or strangers."""

LONGEST_GAP = 200
"""Most characters between two words of one name: a line end with its indentation."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_JAMO = "[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*"  # a Hangul syllable in pieces
_APOSTROPHES = "'’‘`´\u02b9\u02bb\u02bc\u02bd"
# White space on one line, hyphens and dashes, underscores, apostrophes, and what is not seen.
_THIN = (
    " \t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    r"_\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00b7\u30fb"
    + _APOSTROPHES
)
# A line may begin with the sign of a comment, a quotation or a list, and end with a backslash.
_LINE_END = rf"\\?(?:\r\n?|\n)[{_THIN}#>*/|;%]*"
# An initial may have its full stop.
_JOINED = re.compile(rf"(?:(?<=\b\w)\.)?[{_THIN}]*(?:{_LINE_END})?|[.+]")
_COMMA = re.compile(rf"[{_THIN}]*[\"”]?[,،、;][{_THIN}]*(?:{_LINE_END})?[\"“]?")
_ASCII = re.compile(r"[A-Za-z0-9]+")


def between(text: str, start: int, end: int) -> Between:
    """What the characters between two neighbouring words make of them."""
    if end - start > LONGEST_GAP:
        return "apart"
    if _JOINED.fullmatch(text, start, end):
        return "joined"
    return "comma" if _COMMA.fullmatch(text, start, end) else "apart"


@lru_cache(maxsize=1 << 16)  # the same words come up in most files
def key(word: str) -> str:
    """The word as it is compared."""
    if word.isascii():
        return word.lower()
    if not word.isprintable():
        word = "".join(char for char in word if unicodedata.category(char) != "Cf")
    return fold(word)


def is_spaceless(word: str) -> bool:
    """Whether a word is a single letter of a script that is written without spaces."""
    return re.match(rf"[{_SPACELESS}\u1100-\u11ff]", word) is not None


def pattern(text: str) -> re.Pattern[str]:
    """Matches one word of a text."""
    return _ASCII if text.isascii() else _unicode()


@lru_cache(maxsize=1)
def _unicode() -> re.Pattern[str]:
    marks = _marks()
    letter = rf"[^\W_{_APOSTROPHES}{_SPACELESS}\u1100-\u11ff]"
    return re.compile(
        rf"{letter}(?:{letter}|[{marks}])*|{_JAMO}|[{_SPACELESS}](?<![\W_])[{marks}]*"
    )


def _marks() -> str:
    """Accents and signs that belong to the letter before, and characters that are not seen."""
    belonging = {"Mn", "Mc", "Me", "Cf"}
    codes = (
        code
        for code in (*range(0x300, 0x20000), 0xAD, *range(0xE0000, 0xE0200))
        if code <= sys.maxunicode and unicodedata.category(chr(code)) in belonging
    )
    ranges = []
    for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        ranges.append(f"\\U{found[0]:08x}-\\U{found[-1]:08x}")
    return "".join(ranges)
