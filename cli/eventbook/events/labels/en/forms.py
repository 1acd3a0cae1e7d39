"""English: words of lists, calendars and feeds."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "form": {
        "events.one": "{number} event",
        "events.other": "{number} events",
        "newest.one": "The {number} record that changed last",
        "newest.other": "The {number} records that changed last",
        "approximate-title": "{title} (date approximate)",
    },
}
