"""The turns of phrase that every part of a page uses, in the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.events.labels import label
from eventbook.render import page
from eventbook.render.eventview import Cites, EventView, Speaker, Words
from eventbook.render.page import Citation, Line


def plain(text: str) -> Line:
    """A line of one text of the page's own; empty for the empty text."""
    return (page.Text(text),) if text else ()


def timed(words: str, machine: str | None) -> Line:
    """A date in words, with its machine form where it has one."""
    return (page.Time(words, machine),) if machine else plain(words)


def worded(words: Words | None) -> Line:
    """A line of one text of the record; empty for None."""
    return page.text(words) if words else ()


def aside(words: Words | None) -> Line:
    """A note of the record beside a fact; empty for None."""
    return page.text(words, "dim") if words else ()


def remarks(note: Words | None) -> tuple[Line, ...]:
    """A note as the lines beneath an entry."""
    return (page.text(note),) if note else ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases about one event; lines go in and out, so that no text loses its language."""

    event: EventView

    def word(self, key: str) -> str:
        """A label in the page's language."""
        return label(key, self.event.lang)

    def phrase(self, key: str, **parts: Line) -> Line:
        """A phrase, its parts filled in."""
        return page.fill(self.word(f"phrase.{key}"), **parts)

    def quoted(self, words: Words) -> Line:
        """A text in quotation marks, marks and text in one piece."""
        pattern = self.word("phrase.quoted")
        return page.text(
            Words(pattern.replace("{text}", words.text), words.lang, words.entity), "quote"
        )

    def listed(self, lines: list[Line]) -> Line:
        """Lines as an enumeration; empty ones are left out."""
        return page.join(self.word("phrase.list"), lines)

    def clauses(self, lines: list[Line]) -> Line:
        """Lines as clauses of one sentence; empty ones are left out."""
        return page.join(self.word("phrase.clauses"), lines)

    def cited(self, line: Line, cites: Cites) -> Line:
        """A line with its references to sources behind it."""
        marks = [(Citation(cite.number, cite.key, cite.locator),) for cite in cites]
        return page.join(" ", [line, *marks])

    def row(self, field: str, *lines: Line) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """A named fact, if any of its lines says something."""
        found = tuple(filter(None, lines))
        if found:
            yield self.word(f"field.{field}"), found

    def speaker(self, speaker: Speaker) -> Line:
        """Who speaks, with the position held at the time."""
        name = worded(speaker.name)
        if speaker.kind == "publisher":
            return self.phrase("publisher", name=name) if name else self.phrase("publisher-unknown")
        if not name:
            return self.phrase("unnamed" if speaker.kind == "unnamed" else "no-speaker")
        behalf: Line = ()
        if speaker.on_behalf_of:
            behalf = self.phrase("on-behalf-of", name=page.text(speaker.on_behalf_of))
        return self.listed([name, worded(speaker.position), behalf])
