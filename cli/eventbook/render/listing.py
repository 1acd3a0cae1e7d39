"""A list of events as data: title, date in words, place and kind of each, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from eventbook.events.labels import counted, label, page_language
from eventbook.render.citing import event_page
from eventbook.render.eventview import EventView
from eventbook.render.page import Entry, Line, Listing, Text, join, text
from eventbook.render.view import status
from eventbook.render.wording import plain, timed

if TYPE_CHECKING:
    from eventbook.render import Item, Options


class EventList(NamedTuple):
    """A list of events.

    Attributes:
        lang: the language of its own words.
        title: its heading.
        size: how many there are, in words.
        listing: an entry for each; what is not published is marked.
        pages: the address of the page of each that has one on the archive's site, by entity.
    """

    lang: str
    title: str
    size: str
    listing: Listing
    pages: Callable[[str], str | None]


def event_list(items: Sequence[Item], options: Options) -> EventList:
    """The list of some events."""
    lang = page_language(options.lang)
    views = [item.view() for item in items]
    pages = {f"event/{view.id}": event_page(options.site or "", view) for view in views}
    return EventList(
        lang,
        label("heading.records", lang),
        counted("form.events", len(views), lang),
        Listing(tuple(_entry(view, item) for view, item in zip(views, items, strict=True))),
        lambda entity: pages.get(entity) or None,
    )


def _entry(event: EventView, item: Item) -> Entry:
    title = event.title._replace(entity=f"event/{event.id}")
    mark = "withdrawn" if status(item.value) == "withdrawn" else "draft"
    state = label(f"review-status.{mark}", event.lang) if event.review.banner else ""
    return Entry(text(title, "strong"), (_details(event, state),))


def _details(event: EventView, state: str) -> Line:
    when = timed(event.date.words, event.date.machine)
    parts = event.place.parts if event.place else ()
    where = join(label("phrase.list", event.lang), [text(part) for part in parts])
    mark: Line = (Text(state, style="strong"),) if state else ()
    return join(label("phrase.asides", event.lang), [when, where, plain(event.type), mark])
