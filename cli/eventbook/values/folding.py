"""Folding: texts as they are compared by people who type without accents and capitals."""

from __future__ import annotations

import unicodedata

# Letters that do not come apart into a Latin letter and an accent.
_LETTERS = str.maketrans(
    {
        "ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
        "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n", "’": "'",
    }
)  # fmt: skip

_FIRST_MARK = "\u0300"  # no character before it combines with another


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms (Unicode, NFKD); `ß` is `ss`.

    What is folded serves to compare and to sort, never to be shown.
    """
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(
        [char for char in split if char < _FIRST_MARK or not unicodedata.combining(char)]
    )
    # A compatibility form may hold capitals: `™` is `TM`.
    return bare.casefold().translate(_LETTERS)
