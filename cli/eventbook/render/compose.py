"""The order of an event's page, and the sentences on it (record model, section 4).

The advisory comes first, then the neutral title, the facts, and who was there; what people said
stands apart, always under a speaker and with its source; then the sources, what is withheld, the
editor's public notes, other titles, and the state of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.render import page
from eventbook.render.attribution import Attribution
from eventbook.render.citing import event_page
from eventbook.render.eventview import (
    EventView,
    LinkView,
    Party,
    PlaceView,
    ProgrammeItem,
    Tie,
    Words,
    WorkView,
)
from eventbook.render.page import Entry, Facts, Line, Listing, Section
from eventbook.render.wording import aside, plain, remarks, timed, worded


def compose(event: EventView, book: str = "", site: str = "") -> page.Page:
    """The page of an event.

    Args:
        event: what it shows.
        book: the title of the archive, for the citation.
        site: the archive's address, for the citation; a published record is cited by its page.
    """
    composer = _Composer(event, book, site)
    return page.Page(
        id=event.id,
        lang=event.lang,
        title=event.title,
        date=event.date.words,
        banner=event.review.banner,
        advisory=composer.advisory(),
        summary=page.text(event.summary) if event.summary else (),
        sections=tuple(section for section in composer.sections() if section.blocks),
    )


@dataclass(frozen=True, slots=True)
class _Composer(Attribution):
    book: str
    site: str

    # -- the order ------------------------------------------------------------------------

    def sections(self) -> Iterator[Section]:
        event = self.event
        yield Section("facts", "", (Facts(tuple(self.facts())),))
        yield self.section("organisers", [self.party(party) for party in event.organisers])
        programme = [self.programme_item(item) for item in event.programme]
        yield self.section("programme", programme, ordered=True)
        yield self.section("people", [self.party(party) for party in event.participants])
        yield self.section("groups", list(self.groups()))
        yield self.section("mentions", [self.party(party) for party in event.mentions])
        yield self.section("campaigns", [self.party(party) for party in event.campaigns])
        yield self.section("names-used", list(self.names_used()))
        yield self.statements()
        yield self.section("sources", [self.source(one) for one in event.sources], ordered=True)
        yield self.section("withheld", list(self.withheld()))
        yield self.section("notes", list(self.notes()))
        yield self.fact_section("titles", self.titles())
        yield self.fact_section("more", self.more())
        yield self.fact_section("review", self.review())
        citation = page.Paragraph(self.citation())
        yield Section("citation", self.word("heading.citation"), (citation,))

    def section(self, key: str, entries: list[Entry], *, ordered: bool = False) -> Section:
        blocks = (Listing(tuple(entries), ordered),) if entries else ()
        return Section(key, self.word(f"heading.{key}"), blocks)

    def fact_section(self, key: str, rows: Iterator[tuple[str, tuple[Line, ...]]]) -> Section:
        found = tuple(rows)
        return Section(key, self.word(f"heading.{key}"), (Facts(found),) if found else ())

    # -- the parts ------------------------------------------------------------------------

    def advisory(self) -> Line:
        if not self.event.advisory:
            return ()
        name = page.text(Words(self.word("field.advisory")), "strong")
        return self.phrase(
            "colon",
            name=name,
            value=self.clauses([page.text(words) for words in self.event.advisory]),
        )

    def facts(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        event = self.event
        date = self.clauses([self.date_words(), *map(plain, event.date.notes)])
        yield from self.row("date", date, aside(event.date.note))
        yield from self.row("time", plain(event.time))
        yield from self.row("sessions", *self.sessions())
        yield from self.row("previous-dates", self.clauses([*map(plain, event.previous_dates)]))
        yield from self.row("status", plain(event.status))
        yield from self.row("attendance-mode", plain(event.attendance_mode))
        yield from self.row("broadcasts", *map(self.link, event.broadcasts))
        yield from self.row("place", *self.place(event.place))
        yield from self.row("type", self.clauses([plain(event.type), self.type_as_written()]))
        yield from self.row("occasion", *self.occasion())
        yield from self.row("part-of", *map(self.tie, event.part_of))
        yield from self.row("relations", *map(self.tie, event.relations))
        yield from self.row("languages", self.listed([*map(plain, event.languages)]))

    def type_as_written(self) -> Line:
        written = self.event.type_as_written
        return self.phrase("wording", text=self.quoted(written)) if written else ()

    def tie(self, tie: Tie) -> Line:
        line = page.text(tie.title)
        if tie.kind:
            line = self.phrase("colon", name=plain(tie.kind), value=line)
        return self.phrase("bracketed", text=line, note=page.text(tie.note)) if tie.note else line

    def date_words(self) -> Line:
        return timed(self.event.date.words, self.event.date.machine)

    def sessions(self) -> Iterator[Line]:
        for session in self.event.sessions:
            date = timed(session.date.words, session.date.machine) if session.date else ()
            place = next(self.place(session.place), ())
            yield self.clauses(
                [self.listed([date, plain(session.time)]), place, worded(session.note)]
            )

    def place(self, place: PlaceView | None) -> Iterator[Line]:
        if not place:
            return
        line = self.listed([page.text(part) for part in place.parts])
        notes = [*map(plain, place.notes)]
        if place.as_written:
            notes.append(self.phrase("name-wording", text=self.quoted(place.as_written)))
        yield self.cited(self.clauses([line, *notes]), place.cites)
        if place.coordinates:
            yield page.text(Words(place.coordinates), "dim")
        if place.note:
            yield page.text(place.note, "dim")

    def occasion(self) -> Iterator[Line]:
        occasion = self.event.occasion
        if not occasion:
            return
        subject = worded(occasion.subject)
        if subject and occasion.subject_date:
            date = plain(occasion.subject_date)
            subject = self.phrase("bracketed", text=subject, note=date)
        line = kind = plain(occasion.phrase)
        if kind and subject:
            line = self.phrase("occasion-of", occasion=kind, subject=subject)
        yield self.cited(line or subject, occasion.cites)
        if occasion.note:
            yield page.text(occasion.note, "dim")

    def party(self, party: Party) -> Entry:
        clauses = [self.listed([*map(plain, party.roles)]), worded(party.position)]
        if party.on_behalf_of:
            clauses.append(self.phrase("on-behalf-of", name=page.text(party.on_behalf_of)))
        if party.as_written:
            clauses.append(self.phrase("wording", text=self.quoted(party.as_written)))
        clauses.append(plain(party.match))
        line = self.listed([page.text(party.name, "strong"), self.clauses(clauses)])
        return Entry(self.cited(line, party.cites), remarks(party.note))

    def programme_item(self, item: ProgrammeItem) -> Entry:
        kind = page.text(Words(item.kind), "strong") if item.kind else ()
        title = self.quoted(item.title) if item.title else ()
        people = self.listed([self.named(name, item) for name in item.people])
        if item.performer_missing:
            people = self.phrase("performer-not-stated")
        rest = self.clauses([title, plain(item.time), people, *map(page.text, item.details)])
        line = self.phrase("colon", name=kind, value=rest) if kind and rest else kind or rest
        details: list[Line] = []
        for work in item.works:
            details.append(self.cited(self.work(work), work.cites))
            details.extend(remarks(work.note))
        details.extend(page.text(note) for note in item.notes)
        return Entry(self.cited(line, item.cites), tuple(details))

    def named(self, name: Words, item: ProgrammeItem) -> Line:
        text = page.text(name)
        return self.phrase("only-mentioned", name=text) if name in item.mentioned else text

    def work(self, work: WorkView) -> Line:
        by = [
            page.fill(one.pattern, names=self.listed([page.text(name) for name in one.names]))
            for one in work.contributions
        ]
        details = [plain(work.kind), *by, *map(page.text, work.details)]
        return self.listed([self.quoted(work.title), *details])

    def groups(self) -> Iterator[Entry]:
        present = self.event.attendance
        if present:
            name = plain(self.word("field.attendance-count"))
            line = self.phrase("colon", name=name, value=plain(present.number))
            yield Entry(self.cited(line, present.cites), remarks(present.note))
        for group in self.event.groups:
            line = page.text(group.label)
            if group.number:
                line = self.phrase("group-count", label=line, count=plain(group.number))
            yield Entry(self.cited(line, group.cites), remarks(group.note))

    def withheld(self) -> Iterator[Entry]:
        for notice in self.event.withheld:
            what = worded(notice.what) or self.phrase("withheld-something")
            if notice.whom:
                what = self.phrase("withheld-of", what=what, whom=page.text(notice.whom))
            line = self.clauses([what, *map(plain, notice.clauses)])
            yield Entry(line, remarks(notice.note))

    def notes(self) -> Iterator[Entry]:
        for note in self.event.notes:
            by = self.listed([plain(note.by), plain(note.on)])
            line = page.text(note.text)
            yield Entry(self.phrase("bracketed", text=line, note=by) if by else line)

    def titles(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        event = self.event
        if event.headline:
            line = self.cited(self.quoted(event.headline.text), event.headline.cites)
            yield from self.row("headline", line, aside(event.headline.note))
        yield from self.row("other-titles", *map(page.text, event.other_titles))
        yield from self.row("title-type", plain(event.title_type))

    def more(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        event = self.event
        yield from self.row("subjects", self.listed([*map(page.text, event.subjects)]))
        yield from self.row("keywords", self.listed([*map(page.text, event.keywords)]))
        yield from self.row("ids", *map(plain, event.ids))
        yield from self.row("links", *map(self.link, event.links))
        yield from self.row("media", *map(self.link, event.media))
        yield from self.row("contact", *map(self.link, event.contact))
        yield from self.row("local", *map(plain, event.local))

    def link(self, link: LinkView) -> Line:
        name = worded(link.label)
        address = self.address(link.url)
        if name and address:
            name = self.phrase("colon", name=name, value=address)
        return self.clauses([name or address, *map(page.text, link.notes)])

    def review(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        review = self.event.review
        state = self.listed([plain(review.status), plain(review.by), plain(review.on)])
        yield from self.row("review", state, plain(review.banner))
        yield from self.row("id", plain(self.event.id))
        yield from self.row("former-ids", self.listed([*map(plain, self.event.former_ids)]))

    def citation(self) -> Line:
        event = self.event
        record = self.phrase("cite-record", id=plain(event.id)) if event.id else ()
        book = self.phrase("cite-from", book=plain(self.book)) if self.book else ()
        state = plain(event.review.status)
        site = event_page(self.site, event) or self.site
        address = self.address(site)
        parts = [self.quoted(event.title), plain(event.date.words)]
        line = page.join(". ", [*parts, self.listed([record, book]), state, address])
        return line if address else (*line, page.Text("."))
