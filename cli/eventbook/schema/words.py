"""Words for values, types and near misses in what is said about a schema's violations."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TYPES = {
    "null": "nothing",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "a list",
    "object": "a map",
}
_LONGEST = 60
_MOST = 12
_LONGEST_WORD = 100


def type_words(names: Iterable[str]) -> str:
    """`a text or a map` for `["string", "object"]`."""
    return alternatives(_TYPES.get(name, name) for name in names)


def alternatives(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} or {last}" if head else last


def shown(value: object) -> str:
    """A value on one line, short enough for a message."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(values: Iterable[object]) -> str:
    """Allowed values, comma-separated, cut after a dozen."""
    words = [shown(value) for value in values]
    return ", ".join(words[:_MOST]) + (f", … ({len(words)} in all)" if len(words) > _MOST else "")


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None; nobody means so long a word."""
    return _closest(word, tuple(known)) if len(word) <= _LONGEST_WORD else None


@lru_cache(maxsize=4096)  # thousands of records make the same mistake
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_fold(name), name)
    matches = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def same_word(a: str, b: str) -> bool:
    """Whether two words differ in case, accents, `-` and `_` only."""
    return _fold(a) == _fold(b)


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return letters.replace("-", "_").replace(" ", "_")


def first_sentence(text: str) -> str:
    """A description's first sentence, without its full stop."""
    return text.partition(". ")[0].rstrip(".")
