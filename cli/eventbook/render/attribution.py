"""Who said what, and where it is written: names used, statements and sources on a page.

Nothing of a statement is shown without its speaker; figures and terms stand inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.render import page
from eventbook.render.citing import ascii_host
from eventbook.render.eventview import SourceView, Speaker, Statement, Words
from eventbook.render.page import Address, Entry, Group, Line, Listing, Section
from eventbook.render.wording import Wording, plain, remarks, timed, worded

_ANCHOR = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Attribution(Wording):
    """Phrases about what is said of an event, and by whom."""

    def names_used(self) -> Iterator[Entry]:
        """Each name with who uses it, and each term with who established it."""
        for name in self.event.names_used:
            who = self.speaker(name.used_by)
            line = self.phrase("used-by", text=self.quoted(name.text), who=who)
            yield Entry(self.cited(line, name.cites), remarks(name.note))
        for found in self.event.adjudications:
            body = page.text(found.body)
            line = self.phrase("adjudicated", term=self.quoted(found.term), body=body)
            line = self.listed([line, plain(found.date)])
            details = (self.address(found.url),) if found.url else ()
            yield Entry(self.cited(line, found.cites), details + remarks(found.note))

    def statements(self) -> Section:
        """What people said, under each speaker."""
        groups = tuple(
            Group(
                self._said(group.speaker),
                Listing(tuple(self.statement(one) for one in group.statements)),
            )
            for group in self.event.statements
        )
        return Section("statements", self.word("heading.statements"), groups)

    def _said(self, speaker: Speaker) -> Line:
        """The heading over what somebody said."""
        aside = speaker.position or speaker.on_behalf_of or speaker.kind == "publisher"
        known = aside and speaker.name
        return self.phrase("said-aside" if known else "said", who=self.speaker(speaker))

    def statement(self, said: Statement) -> Entry:
        """One statement, with what it is about, its figures and its terms."""
        words = self.quoted(said.text) if said.quoted else page.text(said.text)
        kind = self.word(f"statement-kind.{'quote' if said.quoted else 'paraphrase'}")
        line = page.join(" ", [words, page.text(Words(f"({kind})"), "dim")])
        if not said.cites:
            line = page.join(
                " ", [line, page.text(Words(f"[{self.word('phrase.no-source')}]"), "dim")]
            )
        about = self.phrase("about", name=page.text(said.about)) if said.about else ()
        figures = []
        for figure in said.figures:
            value = self.listed([plain(figure.value), *map(page.text, figure.notes)])
            what = worded(figure.what)
            key = "figure" if what else "figure-no-what"
            figures.append(self.phrase(key, what=what, value=value))
        quoted = self.listed([self.quoted(term) for term in said.terms])
        terms = self.phrase("terms", terms=quoted) if quoted else ()
        details = page.join(self.word("phrase.asides"), [about, *figures, terms])
        anchor = f"statement-{said.id}" if _ANCHOR.fullmatch(said.id) else ""
        lines = (details,) if details else ()
        return Entry(self.cited(line, said.cites), lines + remarks(said.note), anchor)

    def source(self, source: SourceView) -> Entry:
        """Where things are written."""
        publisher = worded(source.publisher)
        if publisher and source.publisher_inferred:
            note = self.phrase("publisher-inferred")
            publisher = self.phrase("bracketed", text=publisher, note=note)
        title = self.quoted(source.title) if source.title else plain(source.host)
        kind = plain(source.kind or self.word("field.source"))
        details = [
            self.clauses([publisher, *map(page.text, source.notes)]),
            self.clauses([*self._source_dates(source)]),
            self.address(source.url),
            plain(self.word("link.omit")) if source.url_omitted else (),
        ]
        if source.archive_url:
            details.append(self.phrase("archived", url=self.address(source.archive_url)))
        details.extend(self._source_copy(source))
        line = self.phrase("colon", name=kind, value=title) if title else kind
        return Entry(line, tuple(filter(None, details)), f"source-{source.number}")

    def _source_dates(self, source: SourceView) -> Iterator[Line]:
        if source.published:
            yield self.phrase("published", date=timed(source.published, source.published_day))
        else:
            yield self.phrase("publication-unknown")
        if source.accessed:
            yield self.phrase("accessed", date=plain(source.accessed))

    def _source_copy(self, source: SourceView) -> Iterator[Line]:
        if source.sha256 and source.sha256_of:
            what = page.text(source.sha256_of)
            yield self.phrase("hash-of", hash=plain(source.sha256), what=what)
        elif source.sha256:
            yield self.phrase("hash", hash=plain(source.sha256))
        if source.stored is not None:
            yield self.phrase("stored" if source.stored else "not-stored")

    def address(self, url: str) -> Line:
        """An address; a host in letters beyond ASCII also as the net knows it."""
        line: Line = (Address(url),) if url else ()
        host = ascii_host(url)
        return self.phrase("bracketed", text=line, note=plain(host)) if host else line
