"""The words and marks of a text, as quotations are compared by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

QUOTE = '"'
"""The mark that stands around a quotation, in the shape of `tokens`."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Scripts that do not part words: each sign is one. Then words, ellipses, dashes, other marks.
_TOKEN = rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\.(?:\s?\.){{2,}}|-{{2,3}}|''|[^\w\s]"
_SHAPES = str.maketrans(
    {**dict.fromkeys("“”„‟«»〝〞〟″״「」『』", '"'), **dict.fromkeys("‘’‚‛‹›′`´ʼ׳", "'")}
    | dict.fromkeys("‐‑‒–—―−⸺⸻", "-")
)
_LONG_MARKS = {".": "…", "-": "-", "'": QUOTE}  # by what they begin with


def tokens(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each word and mark of a text, from where to where it stands; no space is one.

    Quotation marks, dashes and ellipses have one shape each. A single quotation mark is a double
    one, since what stands in one of them is often given in the other; so apostrophes are, too.

    Args:
        text: as `source_text.cleaned` gives it.
    """
    for match in _token().finditer(text.translate(_SHAPES)):
        token = match.group()
        if len(token) > 1 and not token[0].isalnum():
            token = _LONG_MARKS.get(token[0], token)
        yield QUOTE if token == "'" else token, match.span()


@lru_cache(maxsize=1)
def _token() -> re.Pattern[str]:
    """Slow to make, for all the ranges in it."""
    return re.compile(_TOKEN)


def is_mark(token: str) -> bool:
    """Whether a token is no word."""
    return not token[0].isalnum()
