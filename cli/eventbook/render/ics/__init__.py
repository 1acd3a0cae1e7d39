"""Records as an iCalendar file (RFC 5545, with RFC 7986, 9073 and 9253).

An event's UID is `ID@AUTHORITY`. The authority is the archive's web address without its scheme;
where that is not known, a name made of the archive's title under `invalid` (RFC 2606). So one
archive gives one event the same UID in every file, and two archives never the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from eventbook.render import Item, LeftOut, Options, Rendering
from eventbook.render.brief import NO_TIME
from eventbook.render.ics.event import UTC_NAMES, Event
from eventbook.render.ics.lines import line, moment, text, written
from eventbook.render.ics.spans import Span, spans
from eventbook.render.ics.zones import components
from eventbook.render.reading import as_text, sub
from eventbook.render.site.paths import absolute, event_path
from eventbook.values.slug import slugify

_PRODUCT: Final = "-//eventbook//eventbook//EN"

Page = Callable[[str], str]
"""From an event's id to the full address of its page."""


def render(items: Sequence[Item], options: Options) -> Rendering:
    """One calendar of all events that have a day."""
    return calendar(items, options, lambda event: page_address(event, options.site))


def page_address(event: str, site: str | None) -> str:
    """The full address of an event's page; empty where the site's address is not known."""
    return absolute(event_path(event), site) if site else ""


def calendar(
    items: Sequence[Item],
    options: Options,
    page: Page,
    more: Sequence[str] = (),
    made: dict[str, str] | None = None,
) -> Rendering:
    """One calendar.

    Args:
        items: the events, in the order that it shall have.
        options: as for every target.
        page: where the page of a published event is.
        more: further lines of the calendar itself.
        made: the components of events by id, as calendars made before, with the same options and
            pages, have them; what is made now is added.
    """
    authority = authority_of(options)
    left_out: list[LeftOut] = []
    found: list[tuple[Item, tuple[Span, ...]]] = []
    known: set[str] = set()
    for item in items:
        id_ = as_text(item.value.get("id"))
        when, reasons = spans(item.value, approximate=options.approximate)
        if why := _why_not(item, id_, known):
            when, reasons = (), (why,)
        left_out += [LeftOut(id_, reason) for reason in reasons]
        if when:
            known.add(id_)
            found.append((item, when))
    texts = [written((*_head(found, options), *more, *_zones(found)))]
    known_texts = {} if made is None else made
    for item, when in found:
        event = as_text(item.value.get("id"))
        if event not in known_texts:
            address = page(event) if _is_published(item) else ""
            known_texts[event] = _components(item, when, authority, address)
        texts.append(known_texts[event])
    texts.append(written(["END:VCALENDAR"]))
    return Rendering("".join(texts), tuple(left_out))


def _components(item: Item, when: tuple[Span, ...], authority: str, page: str) -> str:
    assert item.changed is not None  # `_why_not` has left it out otherwise
    return written(Event.of(item, item.changed, authority, page).components(when))


def authority_of(options: Options) -> str:
    """What the UIDs of an archive's events end with."""
    if options.site:
        parts = urlsplit(options.site)
        return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"
    return f"{slugify(options.book or '')[:63].strip('-') or 'eventbook'}.invalid"


def _why_not(item: Item, id_: str, known: set[str]) -> str:
    """Why a record cannot be in a calendar, whatever its date; empty if it can."""
    if _status(item) == "withdrawn":
        return "it was withdrawn"
    if not id_:
        return "it has no id"
    if id_ in known:
        return "another record has the same id"
    return "" if item.changed else NO_TIME


def _status(item: Item) -> str:
    return as_text(sub(item.value.get("review")).get("status"))


def _is_published(item: Item) -> bool:
    return _status(item) == "published"


def _head(found: Sequence[tuple[Item, tuple[Span, ...]]], options: Options) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield line("VERSION", "2.0")
    yield line("PRODID", _PRODUCT)
    if options.book:
        yield line("NAME", text(options.book))
        yield line("X-WR-CALNAME", text(options.book))  # what many programs read instead
    if times := [item.changed.updated for item, _ in found if item.changed]:
        yield line("LAST-MODIFIED", moment(max(times)))


def _zones(found: Sequence[tuple[Item, tuple[Span, ...]]]) -> Iterator[str]:
    times: list[tuple[str, datetime]] = [
        (span.zone, when)
        for _, several in found
        for span in several
        if span.zone and span.zone not in UTC_NAMES
        for when in (span.start, span.end)
        if when
    ]
    return components(times)
