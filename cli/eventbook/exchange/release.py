"""Reads a press release's text: what is sure of its head, and hints on all the rest.

The day of publication, the headline and the number of a release are taken; the event's day,
place and people never are. Where a release surely speaks of several events, it has parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eventbook.exchange import hints
from eventbook.exchange.days import hints_on_days
from eventbook.exchange.head import Head, read_head
from eventbook.exchange.hints import Hint
from eventbook.exchange.language_guess import guess_language
from eventbook.exchange.minors import MinorHint, Suspicion, suspect_minors
from eventbook.exchange.parts import Layout, Part, lay_out
from eventbook.exchange.release_bytes import Line, ReleaseError, decode_release
from eventbook.exchange.stance import Stance, StanceReading, quotes, read_stance

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

__all__ = [
    "Hint", "Line", "MinorHint", "Release", "ReleaseError", "ReleasePart", "read_release",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """The lines of a release that tell of one of its events. `repr` shows none of its words.

    Attributes:
        first, last: its lines, from 1.
        headline: of this part alone, as written, in NFC, with single spaces.
        headline_line: the line it stands on.
        headline_may_name_minor: as of a release.
        stance: as of a release.
        hints: on its lines, in order.
        minors: those of its lines that may name a child.
    """

    first: int
    last: int
    headline: str | None = field(repr=False)
    headline_line: int | None
    headline_may_name_minor: bool
    stance: Stance | None
    hints: tuple[Hint, ...]
    minors: tuple[MinorHint, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release's text, read. `repr` shows none of its words.

    Attributes:
        sha256: of the bytes as given, in hexadecimal.
        size: of the bytes as given.
        encoding_note: how they are written, such as `UTF-8, LF, no final newline`.
        published: the day of publication, `YYYY-MM-DD`.
        published_line: the line it stands on, from 1.
        headline: as written, in NFC, with single spaces.
        headline_line: the line it stands on.
        headline_may_name_minor: a line or word near a child is in the headline too; a record must
            not hold it.
        lang: BCP 47, where it is clear.
        identifier: such as `PRESS RELEASE No 07`.
        dateline_place: as written; for the editor's eyes, not for a record.
        stance: whether an event is announced or reported, where the verbs leave no doubt.
        body: the other lines, without the blank ones.
        hints: lines to look at, in order.
        minors: lines that may name a child, or somebody of the list of withheld names.
        parts: two or more, each of an event of its own; none where that is not sure. Days that
            parts open with are the events' or those of publication, so neither is taken for sure.
        sign: what each part begins with, such as `a dateline`; empty without parts.
    """

    sha256: str
    size: int
    encoding_note: str
    published: str | None
    published_line: int | None
    headline: str | None = field(repr=False)
    headline_line: int | None
    headline_may_name_minor: bool
    lang: str | None
    identifier: str | None
    dateline_place: str | None = field(repr=False)
    stance: Stance | None
    body: tuple[Line, ...]
    hints: tuple[Hint, ...]
    minors: tuple[MinorHint, ...]
    parts: tuple[ReleasePart, ...] = ()
    sign: str = ""


def read_release(data: bytes, listed: Matcher | None = None) -> Release:
    """Reads a release given as UTF-8 text. A pure function; it never guesses silently.

    Args:
        listed: the names of the list of withheld names: lines that hold one are told of as those
            that may name a child.

    Raises:
        ReleaseError: the bytes are no text in UTF-8, or hold none.
    """
    source = decode_release(data)
    layout = lay_out(source.lines)
    head = _above_parts(read_head(source.lines), layout)
    headline = head.headline
    texts = [line.text for line in head.body]
    lang = guess_language("\n".join([headline.text if headline else "", *texts]))
    lead = [headline.text if headline else "", *texts[:1]]
    reading = StanceReading(None, False) if layout.parts else read_stance(lead, texts[1:], lang)
    suspicion = suspect_minors(source.lines, listed)
    found = [*head.hints, *_hints_on_events(head, layout, lang)]
    found += [hints.UNSEEN.at(number) for number in source.cleaned]
    found += [hints.QUOTATION.at(line.number) for line in head.body if quotes(line.text)]
    if reading.mixed and head.body:
        found.append(hints.STANCE_UNSURE.at(head.body[0].number))
    place = head.dateline_place
    every = tuple(sorted(set(found)))
    return Release(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        encoding_note=source.encoding_note,
        published=head.published,
        published_line=head.published_line,
        headline=headline.text if headline else None,
        headline_line=headline.number if headline else None,
        headline_may_name_minor=headline is not None and suspicion.touches(headline),
        lang=lang,
        identifier=head.identifier,
        dateline_place=place.text if place and not suspicion.touches(place) else None,
        stance=reading.stance,
        body=head.body,
        hints=every,
        minors=suspicion.hints,
        parts=tuple(_read_part(part, lang, every, suspicion) for part in layout.parts),
        sign=layout.sign,
    )


def _above_parts(head: Head, layout: Layout) -> Head:
    """The head without what may belong to one of several events.

    A day at the head that is written as those of the events are may be an event's, too.
    """
    inside = {line.number for part in layout.parts for line in part.lines}
    if head.published_line in (inside | set(layout.doubtful)):
        opening = hints.OPENING_DAY.at(head.published_line or 0)
        head = replace(head, published=None, published_line=None, hints=(*head.hints, opening))
    if head.headline and head.headline.number in inside:
        head = replace(head, headline=None)
    if not inside:
        return head
    about_headlines = (hint for hint in head.hints if hint.about == "formal_title")
    gone = {hints.OTHER_DATE.at(line) for line in inside}
    gone |= {hint for hint in about_headlines if hint.line in inside}
    kept = tuple(hint for hint in head.hints if hint not in gone)
    return replace(head, dateline_place=None, hints=kept)


def _hints_on_events(head: Head, layout: Layout, lang: str | None) -> list[Hint]:
    """Hints on the days and verbs of each part, and on the days of lines that belong to none."""
    inside = {line.number for part in layout.parts for line in part.lines}
    found = [hints.SEVERAL_EVENTS.at(number) for number in layout.doubtful]
    for part in layout.parts:
        at = part.opening.number
        found += hints_on_days(part.lines, head.published, lang)
        opened = {hints.DATE_ALONE.at(at)}
        if hints.OPENING_DAY in (doubts := part.opening.doubts):
            opened.add(hints.DAY_IN_TEXT.at(at))
        found = [hint for hint in found if hint not in opened]
        found += [doubt.at(at) for doubt in doubts]
        if _stance(part, lang).mixed:
            found.append(hints.STANCE_UNSURE.at(at))
    common = [line for line in (head.headline, *head.body) if line and line.number not in inside]
    return [*found, *hints_on_days(common, head.published, lang)]


def _read_part(
    part: Part, lang: str | None, known: Sequence[Hint], suspicion: Suspicion
) -> ReleasePart:
    headline = part.headline
    first, last = part.lines[0].number, part.lines[-1].number
    return ReleasePart(
        first=first,
        last=last,
        headline=headline.text if headline else None,
        headline_line=headline.number if headline else None,
        headline_may_name_minor=headline is not None and suspicion.touches(headline),
        stance=_stance(part, lang).stance,
        hints=tuple(hint for hint in known if first <= hint.line <= last),
        minors=tuple(minor for minor in suspicion.hints if first <= minor.line <= last),
    )


def _stance(part: Part, lang: str | None) -> StanceReading:
    texts = [line.text for line in part.lines]
    return read_stance(texts[:3], texts[3:], lang)
