"""One event as VEVENT components: one, or one for each of its sessions.

What people said is in none of them (record model, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from eventbook.render.brief import brief_view
from eventbook.render.citing import web_address
from eventbook.render.eventview import EventView, PlaceView, Words
from eventbook.render.ics import place as places
from eventbook.render.ics.lines import day, line, moment, text, texts
from eventbook.render.ics.people import described, participants
from eventbook.render.ics.spans import Span
from eventbook.render.reading import Reader, Record, as_text, maps, no_lookup

if TYPE_CHECKING:
    from eventbook.render import Changed, Item

_STATUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "scheduled": "CONFIRMED",
        "held": "CONFIRMED",
        "rescheduled": "CONFIRMED",
        "cancelled": "CANCELLED",
        "postponed": "TENTATIVE",
        "unconfirmed": "TENTATIVE",
    }
)
UTC_NAMES: Final = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Zulu", "Universal"})


class Event(NamedTuple):
    """What the components of one event are made from.

    Attributes:
        item: the record.
        changed: when it changed.
        view: what a page shows of it.
        reader: of the record, in the page's language.
        authority: what its identifiers end with.
        page: the full address of its page; empty where it has none.
    """

    item: Item
    changed: Changed
    view: EventView
    reader: Reader
    authority: str
    page: str

    @classmethod
    def of(cls, item: Item, changed: Changed, authority: str, page: str) -> Event:
        """An event, with its view."""
        reader = Reader.of(item.value, item.lang, item.lookup or no_lookup)
        return cls(item, changed, brief_view(item), reader, authority, page)

    def components(self, spans: tuple[Span, ...]) -> Iterator[str]:
        """The lines of a VEVENT for each span."""
        taken: dict[str, int] = {}
        first = ""
        for span in spans:
            taken[span.key] = taken.get(span.key, 0) + 1
            again = f"-{taken[span.key]}" if taken[span.key] > 1 else ""
            uid = f"{self.view.id}.{span.key}{again}" if span.key else self.view.id
            yield "BEGIN:VEVENT"
            yield line("UID", text(f"{uid}@{self.authority}"))
            yield from self._stamps()
            yield from _times(span)
            yield from self._words(span)
            yield from self._where(span)
            yield from self._ties(first)
            # Components stand behind all properties (RFC 9073, section 7).
            yield from places.component(*self._place(span), f"{uid}.place@{self.authority}")
            yield from participants(
                self.item.value, self.view, self.reader, f"{uid}.person", self.authority
            )
            yield "END:VEVENT"
            first = first or uid

    def _stamps(self) -> Iterator[str]:
        """The times of the record's changes: without the clock, the same record is the same."""
        updated = moment(_in_seconds(self.changed.updated))
        yield line("DTSTAMP", updated)
        if self.changed.published:
            yield line("CREATED", moment(_in_seconds(self.changed.published)))
        yield line("LAST-MODIFIED", updated)

    def _words(self, span: Span) -> Iterator[str]:
        view = self.view
        title = view.title
        if span.approximate:
            pattern = self.reader.label("form.approximate-title")
            title = title._replace(text=pattern.format(title=title.text))
        yield line("SUMMARY", text(title.text), LANGUAGE=self._language(title))
        yield line("DESCRIPTION", text("\n".join(filter(None, self._description(span)))))
        if names := tuple(filter(None, self._categories())):
            yield line("CATEGORIES", texts(names))
        if status := _STATUS.get(as_text(self.item.value.get("status"))):
            yield line("STATUS", status)
        yield line("TRANSP", "TRANSPARENT")  # nobody's time is taken by what an archive records
        if self.page:
            yield line("URL", self.page)
        for item in maps(self.item.value.get("broadcasts")):
            yield from _conference(item, self.reader.words(item.get("channel")))

    def _language(self, words: Words) -> str | None:
        """The language of the title; None where the record does not say it."""
        known = isinstance(self.item.value.get("title"), Mapping)
        return words.lang or (self.view.lang if known else None)

    def _description(self, span: Span) -> Iterator[str]:
        view, reader = self.view, self.reader
        session = view.sessions[span.session] if span.session is not None else None
        when = (session and session.date) or view.date
        date = reader.phrase("clauses").join((when.words, *when.notes))
        if span.approximate:
            yield self._named("field.date", date)
        yield view.review.banner
        yield self._named(
            "field.advisory", reader.phrase("clauses").join(each.text for each in view.advisory)
        )
        yield view.summary.text if view.summary else ""
        if when.notes and not span.approximate:
            yield self._named("field.date", date)
        yield when.note.text if when.note else ""
        if span.start is None or span.zone == "":
            yield self._named("field.time", session.time if session else view.time)
        yield session.note.text if session and session.note else ""
        for party in view.organisers:
            about = described(party, reader)
            named = reader.phrase("bracketed", text=party.name.text, note=about)
            yield self._named("heading.organisers", named if about else party.name.text)
        for notice in view.withheld:
            what = notice.what.text if notice.what else reader.phrase("withheld-something")
            if notice.whom:
                what = reader.phrase("withheld-of", whom=notice.whom.text, what=what)
            clauses = reader.phrase("clauses").join((what, *notice.clauses))
            yield self._named("heading.withheld", clauses)

    def _named(self, key: str, value: str) -> str:
        name = self.reader.label(key)
        return self.reader.phrase("colon", name=name, value=value) if value else ""

    def _categories(self) -> Iterator[str]:
        yield self.view.type
        yield from (keyword.text for keyword in self.view.keywords)
        if occasion := self.view.occasion:
            yield occasion.phrase
            yield occasion.subject.text if occasion.subject else ""

    def _place(self, span: Span) -> tuple[PlaceView | None, str | None]:
        """Where it takes place, and the point that a pin can show."""
        given, view = self.item.value.get("place"), self.view.place
        if span.session is not None and (own := self.view.sessions[span.session].place):
            given = list(maps(self.item.value.get("sessions")))[span.session].get("place")
            view = own
        return view, places.geo(given, self.reader)

    def _where(self, span: Span) -> Iterator[str]:
        view, point = self._place(span)
        if where := places.location(view, self.reader):
            yield line("LOCATION", text(where))
        if point:
            yield line("GEO", point)

    def _ties(self, first: str) -> Iterator[str]:
        """Ties for which iCalendar has a word: the larger event, the next one, a fellow session."""
        if first:
            yield self._tie(first, "SIBLING")
        for above in maps(self.item.value.get("part_of")):
            yield from self._tied(above.get("ref"), "PARENT")
        for relation in maps(self.item.value.get("relations")):
            kind = {"part-of": "PARENT", "precedes": "NEXT"}.get(as_text(relation.get("kind")))
            if kind:
                yield from self._tied(relation.get("event"), kind)

    def _tied(self, reference: object, kind: str) -> Iterator[str]:
        ref = as_text(reference)
        if ref and self.reader.lookup(ref) is not None:
            yield self._tie(ref.rpartition("/")[2], kind)

    def _tie(self, uid: str, kind: str) -> str:
        return line("RELATED-TO", text(f"{uid}@{self.authority}"), RELTYPE=kind)


def _times(span: Span) -> Iterator[str]:
    if span.start is None:
        yield line("DTSTART", day(span.first), VALUE="DATE")
        if span.after:
            yield line("DTEND", day(span.after), VALUE="DATE")
        return
    for name, when in (("DTSTART", span.start), ("DTEND", span.end)):
        if when and span.zone in UTC_NAMES:
            yield line(name, moment(when.replace(tzinfo=UTC)))
        elif when:
            yield line(name, moment(when), TZID=span.zone or None)


def _conference(item: Record, label: Words | None) -> Iterator[str]:
    """Where an event is to be followed (RFC 7986, section 5.11), if that is a safe address."""
    url = as_text(item.get("url"))
    if url.lower().startswith("https:") and web_address(url) == url:
        yield line("CONFERENCE", url, VALUE="URI", LABEL=label.text if label else None)


def _in_seconds(when: datetime) -> datetime:
    return when.astimezone(UTC)
