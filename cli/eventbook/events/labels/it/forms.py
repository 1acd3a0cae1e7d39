"""Italian: words of lists, calendars and feeds."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "form": {
        "events.one": "{number} evento",
        "events.many": "{number} eventi",
        "events.other": "{number} eventi",
        "newest.one": "L’ultima scheda modificata ({number})",
        "newest.many": "Le ultime schede modificate ({number})",
        "newest.other": "Le ultime schede modificate ({number})",
        "approximate-title": "{title} (data approssimativa)",
    },
}
