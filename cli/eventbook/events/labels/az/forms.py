"""Azerbaijani: words of lists, calendars and feeds."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "form": {
        "events.one": "{number} tədbir",
        "events.other": "{number} tədbir",
        "newest.one": "Sonuncu dəyişdirilmiş {number} yazı",
        "newest.other": "Sonuncu dəyişdirilmiş {number} yazı",
        "approximate-title": "{title} (təxmini tarix)",
    },
}
