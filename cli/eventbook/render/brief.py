"""The view of an event for calendars and feeds, which show less of it than a page.

A view of a whole record takes most of the time of a calendar of ten thousand of them. So this is
the view of a record without the fields that they do not show.
"""

from __future__ import annotations

from typing import Final

from eventbook.render import Item
from eventbook.render.eventview import EventView
from eventbook.render.reading import Record, as_text, is_map, maps, sub

NO_TIME: Final = (
    "when it changed is not known; commit it, or say the day of its review: `review.on`"
)
"""Why a record is left out of a form that tells when records changed."""

_SHOWN: Final = frozenset(
    {"id", "title", "languages", "type", "as_written", "summary", "content_advisory", "keywords",
     "date", "date_basis", "date_note", "not_before", "not_after", "start_time", "end_time",
     "timezone", "sessions", "status", "place", "organisers", "participants", "withheld", "review"}
)  # fmt: skip
_NAMED: Final = ("mentions", "campaigns")
"""Whom a notice that something is withheld may be about, besides those who are shown."""
_REPORTS: Final = ("published", "stance")
"""What of a source tells when a vague date was reported."""
_USED_OF_SUBJECT: Final = frozenset({"names_used", "adjudication"})


def brief_view(item: Item) -> EventView:
    """What a page shows of an event, where calendars and feeds show it, too; the rest is empty."""
    return item._replace(value=_shown(item.value)).view()


def _shown(value: Record) -> Record:
    kept = {key: each for key, each in value.items() if key in _SHOWN}
    if "withheld" in value:
        kept |= {key: value[key] for key in _NAMED if key in value}
    if len(as_text(value.get("date"))) < len("2023-02-24"):
        kept["sources"] = [
            {key: source[key] for key in _REPORTS if key in source}
            for source in maps(value.get("sources"))
        ]
    if occasion := sub(value.get("occasion")):
        kept["occasion"] = {**occasion, "of": _subject(occasion.get("of"))}
    return kept


def _subject(of: object) -> object:
    """What an event marks, without what people called it."""
    if not is_map(of):
        return of
    return {key: each for key, each in of.items() if key not in _USED_OF_SUBJECT}
