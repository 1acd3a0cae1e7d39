"""The press summary: one event in plain text, at most 72 columns wide and 250 words long.

What happened, when, where, who, on what occasion; the programme; at most two statements, each
whole and under its speaker; the first source. A statement is never shortened: one that does not
fit is left out. Characters that a terminal could act on are shown in a visible form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbook import escape
from eventbook.events.labels import label
from eventbook.render import Rendering
from eventbook.render.eventview import Cite, EventView, Party, ProgrammeItem, Speaker, Statement

if TYPE_CHECKING:
    from eventbook.render import Item, Options

COLUMNS = 72
MOST_WORDS = 250
MOST_STATEMENTS = 2
_FOR_STATEMENTS = 60
_MORE = 3
_LONGEST_WORD = 60
# How many words a part may have, its label not counted. All parts at their longest stay within
# MOST_WORDS; what they leave over is for the statements.
_SHARE = {
    "advisory": 15,
    "title": 20,
    "what": 30,
    "when": 24,
    "where": 18,
    "who": 42,
    "why": 15,
    "programme": 38,
    "source": 20,
}


def render(items: Sequence[Item], options: Options) -> Rendering:
    """The press summaries of records, a ruled line between them."""
    del options  # the language is the views' own; a summary names no archive
    summaries = [_Summary(item.view()).written() for item in items]
    return Rendering(f"\n{'-' * COLUMNS}\n\n".join(summaries))


@dataclass(slots=True)
class _Summary:
    """One summary on its way: the lines so far."""

    event: EventView
    lines: list[str] = field(default_factory=list)

    def written(self) -> str:
        event = self.event
        if event.review.banner:
            self.add(event.review.banner)
        if event.advisory:
            self.labelled("advisory", "; ".join(words.text for words in event.advisory))
        self.gap()
        self.add(_clip(event.title.text, _SHARE["title"]))
        self.gap()
        self.labelled("what", event.summary.text if event.summary else event.type)
        self.labelled("when", "; ".join(filter(None, self.when())))
        self.labelled("where", self.where())
        self.labelled("who", self.fitting([*self.who()], _SHARE["who"]))
        self.labelled("why", self.why())
        source = self.source()
        self.programme(_count(source))
        self.statements(_count(source))
        self.gap()
        self.lines += source
        return "\n".join(self.lines).strip("\n") + "\n"

    # -- writing --------------------------------------------------------------------------

    def phrase(self, key: str, **parts: str) -> str:
        return label(f"phrase.{key}", self.event.lang).format(**parts)

    def add(self, text: str, hang: str = "") -> None:
        self.lines += _wrapped(text, hang)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def labelled(self, key: str, text: str) -> None:
        if text:
            name = label(f"field.{key}", self.event.lang)
            self.add(self.phrase("colon", name=name, value=_clip(text, _SHARE[key])), "  ")

    def fitting(self, items: list[str], most: int, separator: str = "; ") -> str:
        """As many of the items as fit whole, and how many more there are."""
        shown = self.that_fit(items, most - _MORE)
        if len(shown) < len(items):
            shown.append(self.phrase("more-items", count=str(len(items) - len(shown))))
        return separator.join(shown)

    def that_fit(self, items: list[str], most: int) -> list[str]:
        shown: list[str] = []
        for item in items:
            if sum(len(_words(one)) for one in (*shown, item)) > most:
                break
            shown.append(item)
        return shown

    # -- the parts ------------------------------------------------------------------------

    def when(self) -> Iterator[str]:
        event = self.event
        yield event.date.words
        yield event.time
        yield from event.date.notes
        yield event.status

    def where(self) -> str:
        place = self.event.place
        parts = place.parts if place else ()
        channels = [link.label.text for link in self.event.broadcasts if link.label]
        shown = [part.text for part in parts] or [self.event.attendance_mode, *channels]
        return ", ".join(filter(None, shown))

    def who(self) -> Iterator[str]:
        yield from map(self.party, (*self.event.organisers, *self.event.participants))
        yield from (group.label.text for group in self.event.groups)

    def party(self, party: Party) -> str:
        position = [party.position.text] if party.position else []
        note = ", ".join([*party.roles, *position])
        name = party.name.text
        if not note or name.endswith(")"):
            return ", ".join(filter(None, (name, note)))
        return self.phrase("bracketed", text=name, note=note)

    def why(self) -> str:
        occasion = self.event.occasion
        if not occasion:
            return ""
        subject = occasion.subject.text if occasion.subject else ""
        if not (occasion.phrase and subject):
            return occasion.phrase or subject
        return self.phrase("occasion-of", occasion=occasion.phrase, subject=subject)

    def programme(self, reserved: int) -> None:
        """The items; beyond their share they may have what earlier parts left over."""
        items = [
            f"{number}. {self.item(item)}" for number, item in enumerate(self.event.programme, 1)
        ]
        if not items:
            return
        self.gap()
        self.add(self.phrase("colon", name=label("field.programme", self.event.lang), value=""))
        left = MOST_WORDS - _count(self.lines) - reserved - _FOR_STATEMENTS
        most = max(_SHARE["programme"], left)
        for line in self.fitting(items, most, "\n").split("\n"):
            self.lines += _wrapped(line, "     ", "  ")

    def item(self, item: ProgrammeItem) -> str:
        titles = [item.title, *(work.title for work in item.works)]
        parts = [name.text for name in item.people]
        if item.performer_missing:
            parts.append(self.phrase("performer-not-stated"))
        parts += [self.phrase("quoted", text=title.text) for title in titles if title]
        parts += [detail.text for detail in item.details]
        rest = ", ".join(parts)
        return self.phrase("colon", name=item.kind, value=rest) if rest else item.kind

    def statements(self, reserved: int) -> None:
        """The first statement of each of two speakers, if each fits whole; else the next ones."""
        groups = self.event.statements
        first = [(group.speaker, group.statements[0]) for group in groups]
        more = [(group.speaker, said) for group in groups for said in group.statements[1:]]
        left = MOST_WORDS - _count(self.lines) - reserved
        shown = 0
        for speaker, said in first + more:
            lines = _wrapped(self.said(speaker, said), "  ")
            if shown < MOST_STATEMENTS and _count(lines) <= left:
                self.gap()
                self.lines += lines
                left -= _count(lines)
                shown += 1

    def said(self, speaker: Speaker, said: Statement) -> str:
        text = self.phrase("quoted", text=said.text.text) if said.quoted else said.text.text
        where = "; ".join(map(self.cited, said.cites)) or self.phrase("no-source")
        line = self.phrase("said-briefly", who=self.speaker(speaker), text=text)
        return self.phrase("bracketed", text=line, note=where)

    def cited(self, cite: Cite) -> str:
        """The source in words: its publisher where there are several, and where in it."""
        sources = self.event.sources
        if not cite.number:
            return cite.key
        source = sources[cite.number - 1]
        publisher = source.publisher.text if source.publisher else ""
        name = publisher or source.host or source.kind or cite.key
        parts = [name if len(sources) > 1 or not cite.locator else "", cite.locator]
        return ", ".join(filter(None, parts))

    def speaker(self, speaker: Speaker) -> str:
        name = speaker.name.text if speaker.name else ""
        if speaker.kind == "publisher":
            return self.phrase("publisher", name=name) if name else self.phrase("publisher-unknown")
        if not name:
            return self.phrase("unnamed" if speaker.kind == "unnamed" else "no-speaker")
        parts = [name, speaker.position.text if speaker.position else ""]
        if speaker.on_behalf_of:
            parts.append(self.phrase("on-behalf-of", name=speaker.on_behalf_of.text))
        return ", ".join(filter(None, parts))

    def source(self) -> list[str]:
        if not self.event.sources:
            return []
        first, *others = self.event.sources
        parts = [
            first.publisher.text if first.publisher else "",
            first.kind,
            first.published,
            first.host,
            self.phrase("more-items", count=str(len(others))) if others else "",
        ]
        name = label("field.source", self.event.lang)
        text = _clip(", ".join(filter(None, parts)) or name, _SHARE["source"])
        return _wrapped(self.phrase("colon", name=name, value=text), "  ")


def _count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _words(text: str) -> list[str]:
    """The words of a text, safe to show; one too long for a line is cut into pieces."""
    words: list[str] = []
    for word in escape.terminal(text).split():
        piece = ""
        for char in word:
            if _width(piece + char) > _LONGEST_WORD:
                words.append(piece)
                piece = ""
            piece += char
        words.append(piece)
    return words


def _clip(text: str, most: int) -> str:
    words = _words(text)
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + "…"


def _wrapped(text: str, hang: str, first: str = "") -> list[str]:
    """The text as lines of at most COLUMNS columns, later ones indented by `hang`."""
    lines, line = [], first
    for word in _words(text):
        if line.strip() and _width(f"{line} {word}") > COLUMNS:
            lines.append(line)
            line = hang
        line += word if not line.strip() else f" {word}"
    return [*lines, line]


def _width(text: str) -> int:
    """Columns on a terminal (UAX #11): wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
