"""Reads a press release's text: what is sure of its head, and hints on all the rest.

The day of publication, the headline and the number of a release are taken; the event's day,
place and people never are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from eventbook.exchange import hints
from eventbook.exchange.days import hints_on_days
from eventbook.exchange.head import read_head
from eventbook.exchange.hints import Hint
from eventbook.exchange.language_guess import guess_language
from eventbook.exchange.minors import MinorHint, suspect_minors
from eventbook.exchange.release_bytes import Line, ReleaseError, decode_release
from eventbook.exchange.stance import Stance, read_stance

__all__ = ["Hint", "Line", "MinorHint", "Release", "ReleaseError", "read_release"]


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
        minors: lines that may name a child.
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


def read_release(data: bytes) -> Release:
    """Reads a release given as UTF-8 text. A pure function; it never guesses silently.

    Raises:
        ReleaseError: the bytes are no text in UTF-8, or hold none.
    """
    source = decode_release(data)
    head = read_head(source.lines)
    headline = head.headline
    texts = [line.text for line in head.body]
    lang = guess_language("\n".join([headline.text if headline else "", *texts]))
    lead = [headline.text if headline else "", *texts[:1]]
    reading = read_stance(lead, texts[1:], lang)
    suspicion = suspect_minors(source.lines)
    found = [hints.UNSEEN.at(number) for number in source.cleaned]
    found += [*head.hints, *hints_on_days(head.body, head.published, lang)]
    if reading.mixed and head.body:
        found.append(hints.STANCE_UNSURE.at(head.body[0].number))
    place = head.dateline_place
    if place and suspicion.touches(place):
        place = None
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
        dateline_place=place.text if place else None,
        stance=reading.stance,
        body=head.body,
        hints=tuple(sorted(set(found))),
        minors=suspicion.hints,
    )
