"""The press summary: one event in plain text, at most 72 columns wide and 250 words long.

What happened, when, where, who, on what occasion; the programme; at most two statements, each
whole and under its speaker; the first source. A statement is never shortened: one that does not
fit is left out. Characters that a terminal could act on are shown in a visible form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbook.events.labels import label
from eventbook.render import Rendering
from eventbook.render.columns import COLUMNS, clip, count, words, wrapped
from eventbook.render.eventview import Cite, EventView, Party, ProgrammeItem, Speaker, Statement

if TYPE_CHECKING:
    from eventbook.render import Item, Options

MOST_WORDS = 250
MOST_STATEMENTS = 2
_FOR_STATEMENTS = 60
_MORE = 3
# How many words a part may have in any case, its label not counted. All parts at their longest
# stay within MOST_WORDS. What some leave over, the first that need more may have, up to as much
# again, and then the statements.
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
    """One summary on its way: the lines so far, and the words that no part has claimed yet."""

    event: EventView
    lines: list[str] = field(default_factory=list)
    spare: int = 0

    def written(self) -> str:
        event = self.event
        who, source = [*self.who()], self.source()
        texts = {
            "advisory": "; ".join(each.text for each in event.advisory),
            "what": event.summary.text if event.summary else event.type,
            "when": "; ".join(filter(None, self.when())),
            "where": self.where(),
            "who": "; ".join(who),
            "why": self.why(),
        }
        self.spare = self.unclaimed({**texts, "title": event.title.text}, count(source))
        if event.review.banner:
            self.add(event.review.banner)
        self.labelled("advisory", texts["advisory"])
        self.gap()
        self.add(clip(event.title.text, self.room("title", event.title.text)))
        self.gap()
        for key in ("what", "when", "where"):
            self.labelled(key, texts[key])
        self.labelled("who", self.fitting(who, self.room("who", texts["who"])))
        self.labelled("why", texts["why"])
        self.programme(count(source))
        self.statements(count(source))
        self.gap()
        self.lines += source
        return "\n".join(self.lines).strip("\n") + "\n"

    # -- room -----------------------------------------------------------------------------

    def unclaimed(self, texts: Mapping[str, str], source: int) -> int:
        """How many words are left when every part has what it needs of its share."""
        event = self.event
        parts = {**texts, "programme": " ".join(self.items())}
        claimed = source + len(words(event.review.banner))
        for key, text in parts.items():
            if text:
                name = "" if key == "title" else label(f"field.{key}", event.lang)
                claimed += len(words(name)) + min(len(words(text)), _SHARE[key])
        return max(0, MOST_WORDS - claimed - (_FOR_STATEMENTS if event.statements else 0))

    def room(self, key: str, text: str) -> int:
        """How many words a part may have: its share, and as much again of what nobody claims."""
        more = min(max(0, len(words(text)) - _SHARE[key]), self.spare, _SHARE[key])
        self.spare -= more
        return _SHARE[key] + more

    # -- writing --------------------------------------------------------------------------

    def phrase(self, key: str, **parts: str) -> str:
        return label(f"phrase.{key}", self.event.lang).format(**parts)

    def add(self, text: str, hang: str = "") -> None:
        self.lines += wrapped(text, hang)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def labelled(self, key: str, text: str) -> None:
        if text:
            name = label(f"field.{key}", self.event.lang)
            shown = text if key == "who" else clip(text, self.room(key, text))
            self.add(self.phrase("colon", name=name, value=shown), "  ")

    def fitting(self, items: list[str], most: int, separator: str = "; ") -> str:
        """As many of the items as fit whole, and how many more there are."""
        shown = self.that_fit(items, most)
        if len(shown) < len(items):
            shown = self.that_fit(items, most - _MORE)
            shown.append(self.phrase("more-items", count=str(len(items) - len(shown))))
        return separator.join(shown)

    def that_fit(self, items: list[str], most: int) -> list[str]:
        shown: list[str] = []
        for item in items:
            if sum(len(words(one)) for one in (*shown, item)) > most:
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
        yield from map(self.party, self.parties())
        yield from (group.label.text for group in self.event.groups)

    def parties(self) -> list[Party]:
        """Who organised it and who took part; each is named once, with all parts they had."""
        found: dict[object, Party] = {}
        for number, party in enumerate((*self.event.organisers, *self.event.participants)):
            position = party.position.text if party.position else ""
            # Two whose names are withheld may share a label.
            who = number if party.withheld else (party.name.text, position)
            known = found.get(who)
            roles = (*known.roles, *party.roles) if known else party.roles
            found[who] = party._replace(roles=tuple(dict.fromkeys(roles)))
        return [*found.values()]

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
        items = self.items()
        if not items:
            return
        self.gap()
        self.add(self.phrase("colon", name=label("field.programme", self.event.lang), value=""))
        left = MOST_WORDS - count(self.lines) - reserved - _FOR_STATEMENTS
        most = max(_SHARE["programme"], left)
        for line in self.fitting(items, most, "\n").split("\n"):
            self.lines += wrapped(line, "     ", "  ")

    def items(self) -> list[str]:
        programme = enumerate(self.event.programme, start=1)
        return [f"{number}. {self.item(item)}" for number, item in programme]

    def item(self, item: ProgrammeItem) -> str:
        titles = [item.title, *(work.title for work in item.works)]
        parts = [
            self.phrase("only-mentioned", name=one.text) if one in item.mentioned else one.text
            for one in item.people
        ]
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
        left = MOST_WORDS - count(self.lines) - reserved
        shown = 0
        for speaker, said in first + more:
            lines = wrapped(self.said(speaker, said), "  ")
            if shown < MOST_STATEMENTS and count(lines) <= left:
                self.gap()
                self.lines += lines
                left -= count(lines)
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
        text = clip(", ".join(filter(None, parts)) or name, _SHARE["source"])
        return wrapped(self.phrase("colon", name=name, value=text), "  ")
