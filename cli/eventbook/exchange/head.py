"""Reads the head of a release: when it was published, and which of its lines is the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventbook.exchange import hints
from eventbook.exchange.head_lines import SHORT_SENTENCE, HeadLine, is_list_item, walk_head
from eventbook.exchange.hints import Hint
from eventbook.exchange.release_bytes import Line
from eventbook.exchange.wording import fold

_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Words are compared by their first letters, so that endings do not count."""
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1900, 2100, 31
_FEW_WORDS = 6
"""Words of a line that is hardly more than a date: `Press release of 12.05.2026`."""
_ENOUGH = 15
"""With fewer content words than this, a text says little about its headline."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; `body` is every line that was not used or passed over."""

    published: str | None
    published_line: int | None
    headline: Line | None
    identifier: str | None
    dateline_place: Line | None
    body: tuple[Line, ...]
    hints: tuple[Hint, ...]


def read_head(lines: Sequence[Line]) -> Head:
    """The head of a release, given its lines that are not blank.

    The first sure date is the day of publication. The headline is the first line that looks like
    one and shares words with the text; where that is not clear, there is none, and hints.
    """
    head = list(walk_head(lines))
    after = lines[len(head) :]
    text = [Line(item.number, item.text) for item in head if item.role == "text"]
    candidates = [item for item in head if item.role == "headline"]
    labelled = [item for item in candidates if item.labelled][:1]
    body = _stems(line.text for line in (*text, *after))
    headline, passed_over = _choose(labelled or candidates, body)
    found = [doubt.at(item.number) for item in head for doubt in item.doubts]
    found += passed_over or _without_headline(head, headline)
    dated = [item for item in head if item.date]
    found += [hints.OTHER_DATE.at(item.number) for item in dated[1:] if item.date != dated[0].date]
    gone = {hint.line for hint in passed_over if hint.text == hints.OTHER_ITEM.text}
    gone |= {headline.number} if headline else set()
    kept = [Line(i.number, i.text) for i in head if i.text and i.number not in gone]
    return Head(
        published=dated[0].date if dated else None,
        published_line=dated[0].number if dated else None,
        headline=headline,
        identifier=next((item.identifier for item in head if item.identifier), None),
        dateline_place=next((Line(i.number, i.place) for i in head if i.place), None),
        body=(*kept, *after),
        hints=tuple(found),
    )


def _choose(candidates: Sequence[HeadLine], body: frozenset[str]) -> tuple[Line | None, list[Hint]]:
    """The headline among the candidates, and hints on the others."""
    unread = [
        item for item in candidates if _looks_dated(item.text) and not _share(item.text, body)
    ]
    if unread:
        others = [item for item in candidates if item not in unread]
        headline, rest = _choose(others, body)
        return headline, [*(hints.UNREAD_DATE.at(item.number) for item in unread), *rest]
    several = [item for item in candidates if len(item.text.split()) > 1]
    pool = several or list(candidates)
    if not pool:
        return None, []
    shares = [_share(item.text, body) for item in pool]
    if max(shares) == 0 and (len(body) >= _ENOUGH and len(_stems([pool[0].text])) > 2):
        kind = hints.OTHER_ITEM if len(candidates) == 1 else hints.MAYBE_HEADLINE
        return None, [kind.at(item.number) for item in candidates]
    likely = 0 if len(body) < _ENOUGH else max(shares) / 2
    chosen = next(item for item, share in zip(pool, shares, strict=True) if share >= likely)
    passed_over = [
        (hints.OTHER_ITEM if item.number < chosen.number else hints.SUBTITLE).at(item.number)
        for item in candidates
        if item is not chosen
    ]
    return Line(chosen.number, " ".join(chosen.text.split())), passed_over


def _without_headline(head: Sequence[HeadLine], headline: Line | None) -> list[Hint]:
    """Where the text begins, if no headline was found."""
    texts = [item for item in head if item.role == "text"]
    if headline is not None or not texts:
        return []
    first = texts[0]
    if is_list_item(first.text):
        return [hints.BULLET_FIRST.at(first.number)]
    alone = first.place is None and len(first.text) <= SHORT_SENTENCE and len(texts) > 1
    return [(hints.MAYBE_HEADLINE if alone else hints.NO_HEADLINE).at(first.number)]


def _looks_dated(text: str) -> bool:
    """Whether a short line has a year and a day, in the digits of any script."""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    years = [number for number in numbers if _FIRST_YEAR <= number <= _LAST_YEAR]
    days = [number for number in numbers if 1 <= number <= _LAST_DAY]
    return bool(years and days) and len(text.split()) <= _FEW_WORDS


def _stems(texts: Iterable[str]) -> frozenset[str]:
    words = (word for text in texts for word in _CONTENT_WORD.findall(text))
    return frozenset(fold(word)[:_STEM] for word in words)


def _share(text: str, body: frozenset[str]) -> float:
    """How much of a line's content words the body has: 0 to 1."""
    own = _stems([text])
    return len(own & body) / len(own) if own else 0.0
