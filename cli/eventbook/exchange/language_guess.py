"""Guesses the language of a text from its frequent words, or says nothing."""

from __future__ import annotations

import re
from collections import Counter

from eventbook.exchange.wording import OWN_WORDS

_MIN_HITS = 6
_MIN_WORDS = 3
_MARGIN = 5
"""How many times more hits than the runner-up a language needs."""

_NOT_RUSSIAN = re.compile(r"[іїєґў]", re.I)
_RUSSIAN = re.compile(r"[ыэ]", re.I)  # Bulgarian, Serbian and Macedonian have neither


def guess_language(text: str) -> str | None:
    """The BCP 47 tag of the text's language, or None unless it is clear.

    Clear is: at least six frequent words of the language, three of them different, and five times
    as many as any other language's.
    """
    words = Counter(re.findall(r"[^\W\d_]+(?:['’]|\b)", text.casefold()))
    hits = {tag: _hits(words, own) for tag, own in OWN_WORDS.items()}
    (first, count), (_, second) = Counter(hits).most_common(2)
    different = sum(word in words for word in OWN_WORDS[first].split())
    if count < max(_MIN_HITS, _MARGIN * second) or different < _MIN_WORDS:
        return None
    if first == "ru" and (_NOT_RUSSIAN.search(text) or not _RUSSIAN.search(text)):
        return None
    return first


def _hits(words: Counter[str], own: str) -> int:
    return sum(words[word] for word in own.split())
