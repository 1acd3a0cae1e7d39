"""How a page of texts that act differs from the same page of plain words in more than its words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from acceptance import naughty
from acceptance.hostile_browser import Structure
from acceptance.naughty import WORD, Plain
from eventbook.render.reading import clean


def differing(found: Structure, meant: Structure, path: str) -> list[str]:
    """The elements and comments that are more or fewer than with plain words."""
    if (found.tags, found.comments) == (meant.tags, meant.comments):
        return []
    more, fewer = Counter(found.tags), Counter(meant.tags)
    return [f"{path}: more {dict(more - fewer)}, fewer {dict(fewer - more)}"]


def lost(
    plain: Plain, found: Structure, meant: Structure, hidden: set[str], path: str
) -> list[str]:
    """The texts whose words the plain page shows, and which the hostile one does not."""
    shown = found.shown.casefold()  # some begin with a capital there
    return [
        f"{path}: lost {text[:80]!r}"
        for word in dict.fromkeys(re.findall(WORD, meant.shown))
        if (text := plain.texts.get(word, "")) not in hidden and text.casefold() not in shown
    ]


def pointing(value: dict[str, Any]) -> set[str]:
    """The texts that only say which other thing is meant; they are no words of a page."""
    fields = {"id", "ref", "event", "key"}
    found = set()
    for slot in naughty.slots(value):
        if slot.path[-1] in fields:
            text: Any = value
            for step in slot.path:
                text = text[step]
            found.add(clean(text))
    return found
