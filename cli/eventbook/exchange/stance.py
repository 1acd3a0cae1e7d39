"""Says whether a release announces an event or reports it, where its verbs leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from eventbook.exchange.dateline import weekday_names
from eventbook.exchange.wording import (
    ANOTHER_EVENT,
    RELATIVE_DAYS,
    TOOK_PLACE,
    WILL_TAKE_PLACE,
    fold,
)

Stance = Literal["announces", "reports"]

QUOTED = re.compile(r"“[^“”]{0,400}”|„[^„“”]{0,400}[“”]|«[^«»]{0,400}»|\"[^\"]{0,400}\"")
"""Words in quotation marks, of the forms in use: “…”, „…“, «…», "…"."""

_WORDS = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]+)?")
_QUOTATION = 6
"""Fewer words in quotation marks are taken for a title."""


@dataclass(frozen=True, slots=True)
class StanceReading:
    """The stance, or None; `mixed` when past and future stand side by side."""

    stance: Stance | None
    mixed: bool


def read_stance(lead: Sequence[str], rest: Sequence[str], lang: str | None) -> StanceReading:
    """Judges by the lead (headline and first paragraph); by the rest only if that is silent.

    Words inside quotation marks do not count: they may be a title.
    """
    for texts in (lead, rest):
        text = "\n".join(QUOTED.sub(" ", text) for text in texts)
        past = bool(_pattern("past", lang).search(text))
        future = bool(_pattern("future", lang).search(text))
        if past and future:
            return StanceReading(None, True)
        if past or future:
            return StanceReading("announces" if future else "reports", False)
    return StanceReading(None, False)


def quotes(text: str) -> bool:
    """True if more words stand in quotation marks than a title has as a rule."""
    return any(len(found.split()) >= _QUOTATION for found in QUOTED.findall(text))


def names_relative_day(text: str, lang: str | None) -> bool:
    """True if words such as "today" or "of this year" stand in the text."""
    return bool(_pattern("relative", lang).search(text))


def names_weekday(text: str, lang: str | None) -> bool:
    """True if a day of the week stands in the text."""
    return any(fold(word) in weekday_names(lang) for word in _WORDS.findall(text))


def names_another_event(text: str) -> bool:
    """True if the text says that it tells of several events."""
    return bool(_another().search(text))


@lru_cache(maxsize=1)
def _another() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{ANOTHER_EVENT})\b", re.I)


@lru_cache(maxsize=32)
def _pattern(which: Literal["past", "future", "relative"], lang: str | None) -> re.Pattern[str]:
    """The phrases of one language, or of all where the language is not known."""
    tables: dict[str, Mapping[str, str]] = {
        "past": TOOK_PLACE,
        "future": WILL_TAKE_PLACE,
        "relative": RELATIVE_DAYS,
    }
    table = tables[which]
    known = table.get(lang) if lang else None
    phrases = known or "|".join(table.values())
    return re.compile(rf"\b(?:{phrases})\b", re.I)
