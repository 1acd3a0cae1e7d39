"""What programs fetch again and again: a feed and a calendar a language, a calendar an event.

Only what is published is in the feed and in the calendar of all events, with a note in the feed
of what was withdrawn. The feed needs the site's address and since when that is the archive's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from heapq import nlargest
from typing import Final, NamedTuple

from eventbook.events.labels import counted, page_language
from eventbook.render import Item, Options, atom, ics
from eventbook.render.ics.lines import line
from eventbook.render.ics.spans import spans
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.paths import FOLDERS, absolute, event_path, file_stem, localised

FEED: Final = "feed.atom"
CALENDAR: Final = "calendar.ics"
"""Both from the folder of a language."""

_ATOM: Final = "application/atom+xml"
_ICS: Final = "text/calendar"


class Alternate(NamedTuple):
    """A file that says what a page says, for programs.

    Attributes:
        path: from the site's folder, in the page's language.
        media_type: of it (RFC 6838).
    """

    path: str
    media_type: str


def alternates(site: Site, lang: str, event: SiteEvent | None = None) -> tuple[Alternate, ...]:
    """What to name in the head of a page, besides its versions in other languages.

    Args:
        site: what the page belongs to.
        lang: of the page.
        event: the one whose page it is; None for every other page.
    """
    first = site.languages[0]
    found = []
    if event is not None and has_calendar(event):
        found.append(Alternate(localised(calendar_path(event.id), lang, first), _ICS))
    if has_feed(site):
        found.append(Alternate(localised(FEED, lang, first), _ATOM))
    if any(_in_calendar(each) for each in site.events):
        found.append(Alternate(localised(CALENDAR, lang, first), _ICS))
    return tuple(found)


def calendar_path(event: str) -> str:
    """Where an event's own calendar is, from the folder of a language."""
    return f"{FOLDERS['event']}/{file_stem(event)}.ics"


def has_feed(site: Site) -> bool:
    """Whether what the ids of a feed are made of is known, and anything is in it."""
    return bool(site.url and site.since) and any(map(_in_feed, site.events))


def has_calendar(event: SiteEvent) -> bool:
    """Whether an event can be put into a calendar."""
    if event.state == "withdrawn" or event.changed is None:
        return False
    return bool(spans(event.value, approximate=False)[0])


def files(site: Site, index: Index) -> Iterator[File]:
    """The feed and the calendar of each language, and each event's calendar."""
    of_each = [(entry, _inputs(site, entry)) for entry in index.entries]
    whole = digest(
        index.frame,
        site.since,
        [inputs for _, inputs in of_each],
        [(one.id, str(one.changed)) for one in index.withdrawn],
    )
    calendars = [(entry, inputs) for entry, inputs in of_each if has_calendar(entry.event)]
    for lang in site.languages:
        where = partial(localised, lang=lang, default=site.languages[0])
        inputs = digest(whole, lang)
        made: dict[str, str] = {}  # the components of an event, which are in two files
        if has_feed(site):
            yield File(where(FEED), inputs, partial(_feed, site, index, lang))
        if any(_in_calendar(entry.event) for entry, _ in calendars):
            make = partial(_calendar, site, index, lang, made)
            yield File(where(CALENDAR), inputs, make, where(CALENDAR))
        for entry, known in calendars:
            path = where(calendar_path(entry.event.id))
            inputs = digest(index.frame, lang, known)
            make = partial(_event, site, index, lang, made, entry.event)
            yield File(path, inputs, make, where(CALENDAR))


def _inputs(site: Site, entry: Entry) -> str:
    """A digest of what a feed or a calendar says of an event."""
    event = entry.event
    known = [(one.entity, site.digests.get(one.entity, "")) for one in entry.names]
    ties = (entry.parents, entry.related)
    return digest(event.id, event.digest, event.state, str(event.changed), known, ties)


def _in_feed(event: SiteEvent) -> bool:
    """Of a record that was withdrawn before anybody could read it there is nothing to say."""
    if event.changed is None or event.state == "draft":
        return False
    return event.state == "published" or event.changed.published is not None


def _in_calendar(event: SiteEvent) -> bool:
    return event.state == "published" and has_calendar(event)


def _updated(event: SiteEvent) -> tuple[str, str]:
    return (event.changed.updated.isoformat() if event.changed else "", event.id)


def _item(event: SiteEvent, index: Index, lang: str) -> Item:
    return Item(event.value, lang, index.lookup, event.changed)


def _options(site: Site, lang: str) -> Options:
    return Options(lang, site.url or None, site.since or None, site.title)


def _feed(site: Site, index: Index, lang: str) -> bytes:
    """The entries that changed last; of what was withdrawn it is said that it was."""
    found = [event for event in site.events if _in_feed(event)]
    newest = nlargest(atom.NEWEST, found, key=_updated)
    first = site.languages[0]
    about = atom.Feed(
        title=site.title,
        lang=page_language(lang),
        site=site.url,
        since=site.since,
        name=f"site/{lang}",
        address=absolute(localised(FEED, lang, first), site.url),
        home=absolute(localised("", lang, first), site.url),
        folder=localised("", lang, first),
        subtitle=counted("form.newest", len(newest), lang) if len(newest) < len(found) else "",
    )
    return _bytes(atom.feed([_item(event, index, lang) for event in newest], about).text)


def _calendar(site: Site, index: Index, lang: str, made: dict[str, str]) -> bytes:
    chosen = [event for event in site.events if _in_calendar(event)]
    more = [line("REFRESH-INTERVAL", "P1D", VALUE="DURATION")]
    if site.url:
        address = absolute(localised(CALENDAR, lang, site.languages[0]), site.url)
        more.append(line("SOURCE", address, VALUE="URI"))
    return _written(site, index, lang, made, chosen, more)


def _event(site: Site, index: Index, lang: str, made: dict[str, str], event: SiteEvent) -> bytes:
    return _written(site, index, lang, made, [event])


def _written(
    site: Site,
    index: Index,
    lang: str,
    made: dict[str, str],
    events: Sequence[SiteEvent],
    more: Sequence[str] = (),
) -> bytes:
    def page(event: str) -> str:
        path = localised(event_path(event), lang, site.languages[0])
        return absolute(path, site.url) if site.url else ""

    items = [_item(event, index, lang) for event in events]
    return _bytes(ics.calendar(items, _options(site, lang), page, more, made).text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
