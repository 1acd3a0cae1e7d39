"""Takes the first lines of a release one by one: date, kind, headline, furniture or text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from eventbook.exchange import hints
from eventbook.exchange.dateline import (
    Dateline,
    WrittenDate,
    find_dates,
    is_place,
    month_only,
    read_dateline,
    weekday_names,
)
from eventbook.exchange.hints import Doubt
from eventbook.exchange.release_bytes import Line
from eventbook.exchange.wording import (
    ADDRESS_LABELS,
    EMBARGO_WORDS,
    FURNITURE,
    OPENERS,
    PUBLISHED_LABELS,
    RELEASE_KINDS,
    SUBJECT_LABELS,
    UPDATE_WORDS,
    fold,
)

Role = Literal["furniture", "kind", "date", "headline", "text"]

_MAX_HEAD = 20
_MAX_HEADLINE = 250
SHORT_SENTENCE = 160
"""A sentence of no more characters may be a headline with a full stop."""

_BULLET = re.compile(r"(?:[•◦▪‣●○■–—*·-]|\d{1,2}[.)])\s+\S")
_BREADCRUMB = re.compile(
    r"[^>»›/|]{1,40}(?:\s*[>»›]\s*[^>»›]{1,80}){2,}|[^>»›/|]{1,30}\s[>»›/|]\s.{1,80}"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_TIME = re.compile(
    r"[\s,|–—-]*(?:T|at\s|alle\s|à\s|um\s)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?(?:Z|\s?[+-]\d{2}:?\d{2})?"
    r"(?:\s*(?:[ap]\.?m\.?|[A-Z]{3,4}|Uhr))?(?!\w)"
)
_KIND = re.compile(
    rf"(?:{RELEASE_KINDS})(?:\s*(?:no|nr|n|№|number|numero|num)?\s*[.°º:]?\s*"
    r"(?P<number>\d{1,6}(?:[/-]\d{1,6})?)(?![\d.]))?(?!\w)",
    re.I,
)
_LABEL = re.compile(rf"(?:{PUBLISHED_LABELS})\s*:?\s+", re.I)
_SUBJECT = re.compile(rf"(?:{SUBJECT_LABELS})\s*:\s+(?=\S)", re.I)
_TO_WHOM = re.compile(rf"(?:{ADDRESS_LABELS})\s*:\s", re.I)
_HEADING = re.compile(r"#{1,6}\s+(?P<text>\S.*?)(?:\s+#+)?")  # of Markdown
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^\s*_](?:[^*_]*[^\s*_])?)(?P=mark)")
_UPDATED = re.compile(rf"(?:{UPDATE_WORDS})\b.{{0,8}}", re.I)
_EMBARGO = re.compile(rf"(?:{EMBARGO_WORDS})\b", re.I)
_DAY_IN_FIGURES = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?!\d)")  # 6.5. - of a calendar
_LABELLED = re.compile(r"[^\W\d_][^:]{1,40}:\s+")
_CLOSING = '”"»“’)'
_SEPARATORS = " \t\u00a0.,:;|–—-"
_PLACE_BEHIND = re.compile(r"\s*,\s*(?P<place>[^.:—–]{2,60}?)\s*(?:$|[.:—–]\s*|\s-\s)")
_DATE_DOUBTS = {
    "dotted": hints.DOTTED,
    "order": hints.ORDER,
    "century": hints.CENTURY,
    "calendar": hints.NOT_IN_CALENDAR,
    "range": hints.RANGE,
    "no-year": hints.DAY_WITHOUT_YEAR,
}


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of the head and what it was taken for.

    Attributes:
        number: the line, from 1.
        role: `text` is the first line of the release's body.
        text: the headline, or the text; without a date or kind that stands before it.
        date: the day of publication, ISO.
        identifier: such as `PRESS RELEASE No 07`.
        place: the place of a dateline.
        doubts: what was not sure.
        labelled: a label says that this is the headline.
    """

    number: int
    role: Role
    text: str = field(default="", repr=False)
    date: str | None = None
    identifier: str | None = None
    place: str | None = field(default=None, repr=False)
    doubts: tuple[Doubt, ...] = ()
    labelled: bool = False


def walk_head(lines: Sequence[Line]) -> Iterator[HeadLine]:
    """The head's lines, up to and with the first that is text.

    If that is one short sentence, and a line that holds nothing but a date follows, it was still
    head.
    """
    dated = False
    for index, line in enumerate(lines[:_MAX_HEAD]):
        following = lines[index + 1] if index + 1 < len(lines) else None
        item = classify(line, following)
        dated = dated or item.date is not None
        yield item
        if item.role == "text" and (
            dated or len(item.text) > SHORT_SENTENCE or not _is_date_line(following)
        ):
            return


def classify(line: Line, following: Line | None = None) -> HeadLine:
    """What one line of the head is, in view of the line that follows it."""
    line = Line(line.number, _unmarked(line.text))
    if _is_furniture(line.text):
        return HeadLine(line.number, "furniture", doubts=(hints.FURNITURE,))
    if subject := _SUBJECT.match(line.text):
        return HeadLine(line.number, "headline", line.text[subject.end() :], labelled=True)
    if _EMBARGO.match(line.text) and find_dates(line.text):
        return HeadLine(line.number, "kind", doubts=(hints.EMBARGO,))
    if _is_update(line.text):
        return HeadLine(line.number, "kind", doubts=(hints.UPDATED,))
    if month_only(line.text):
        return HeadLine(line.number, "kind", doubts=(hints.MONTH_ONLY,))
    text, identifier = _without_kind(line.text)
    if not text:
        return HeadLine(line.number, "kind", identifier=identifier)
    item = _dated(line.number, text) or _with_dateline(line, text, following)
    if item is None and _is_labelled_date(text):
        return HeadLine(line.number, "kind", doubts=(hints.DATE_ALONE,))
    if item is None:
        plain = is_list_item(text) or not is_headline(text, line, following)
        item = HeadLine(line.number, "text" if plain else "headline", text)
    return item if item.identifier else replace(item, identifier=identifier)


def _unmarked(text: str) -> str:
    """A line that is a heading in Markdown, or all of it stressed, without the marks."""
    if len(text) > 2 * _MAX_HEADLINE:
        return text
    match = _HEADING.fullmatch(text) or _EMPHASIS.fullmatch(text)
    return match["text"] if match else text


def _is_labelled_date(text: str) -> bool:
    """True of a date and nothing else behind a label that is not known."""
    label = _LABELLED.match(text)
    found = _dated(0, text[label.end() :]) if label else None
    return found is not None and found.role in ("date", "kind") and not found.text


def is_list_item(text: str) -> bool:
    """True of a line that begins with a bullet, a dash or a number such as `1.`."""
    return _BULLET.match(text) is not None


def _is_date_line(line: Line | None) -> bool:
    if line is None:
        return False
    item = classify(line)
    return item.role == "date" and item.date is not None


def _is_furniture(text: str) -> bool:
    if not any(c.isalpha() for c in text):
        return not find_dates(text)
    if len(text) > 200:
        return False
    if fold(text.strip(" \t\u00a0.:<>«»‹›|")) in FURNITURE or _ADDRESS.fullmatch(text):
        return True
    if _TO_WHOM.match(text) and len(text) <= SHORT_SENTENCE:
        return True
    first = fold(re.split(r"\s*[>»›/|]", text)[0])
    return bool(_BREADCRUMB.fullmatch(text)) and first in FURNITURE


def _is_update(text: str) -> bool:
    """True of a line such as `Last updated: 15 March 2019`."""
    words = _UPDATED.match(text)
    dates = find_dates(text[:100])
    return bool(words and dates and dates[0].start <= words.end())


def _without_kind(text: str) -> tuple[str, str | None]:
    """The text behind `PRESS RELEASE No 07`, and that; a headline about press releases stays."""
    match = _KIND.match(text)
    if not match:
        return text, None
    rest = text[match.end() :]
    if match["number"]:
        return rest.lstrip(_SEPARATORS), " ".join(match.group().split())
    if not rest.strip() or rest.strip()[0] in _SEPARATORS or _dated(0, rest.strip()):
        return rest.lstrip(_SEPARATORS), None
    return text, None


def _dated(number: int, text: str) -> HeadLine | None:
    """The line as one that begins with a date, or None."""
    bare = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    words = bare.split(maxsplit=1)
    if len(words) == 2 and fold(words[0].strip(",.")) in weekday_names(short=bare is not text):
        bare = words[1]
    date = next(iter(find_dates(bare[:200])), None)
    if date is None or date.start != 0:
        return None
    behind = bare[date.end :]
    doubts = (_DATE_DOUBTS[date.doubt],) if date.doubt else ()
    if date.iso is None:
        return _with_doubtful_date(number, date, behind, doubts)
    return _with_date(number, date.iso, behind, doubts)


def _with_doubtful_date(
    number: int, date: WrittenDate, behind: str, doubts: tuple[Doubt, ...]
) -> HeadLine | None:
    rest = behind.strip(_SEPARATORS)
    if not rest:
        return HeadLine(number, "kind", doubts=doubts)
    if date.doubt in ("no-year", "range") or rest[0].islower():
        return None  # the day of the event, as part of a headline or a sentence
    return HeadLine(number, _role(rest), rest, doubts=doubts)


def _with_date(number: int, iso: str, behind: str, doubts: tuple[Doubt, ...]) -> HeadLine | None:
    glued = behind[:1].isalpha() and not _TIME.match(behind)
    if time := _TIME.match(behind):
        behind = behind[time.end() :]
    place = _PLACE_BEHIND.match(behind)
    if place and is_place(place["place"]):
        rest = behind[place.end() :]
        found = (*doubts, hints.DATELINE if rest else hints.PLACE_BESIDE_DATE)
        return HeadLine(number, _role(rest), rest, iso, None, place["place"], found)
    rest, identifier = _without_kind(behind.strip(_SEPARATORS))
    if fold(rest.strip("()")) in weekday_names():
        rest = ""
    if not rest:
        return HeadLine(number, "date", "", iso, identifier, None, doubts)
    if rest[0].islower() and not glued:
        return None  # a sentence that begins with a day
    found = (*doubts, hints.GLUED) if glued else doubts
    return HeadLine(number, _role(rest), rest, iso, identifier, None, found)


def _with_dateline(line: Line, text: str, following: Line | None) -> HeadLine | None:
    number = line.number
    if following is not None and following.number == number + 1:
        following = None  # a paragraph that was broken into rows
    dateline: Dateline | None = read_dateline(text)
    if dateline is None:
        return None
    date, place = dateline.date, dateline.place
    doubts: tuple[Doubt, ...] = ()
    if date.doubt:
        doubts = (hints.DATELINE_DAY if date.doubt == "no-year" else _DATE_DOUBTS[date.doubt],)
    if dateline.end >= len(text):
        found = (*doubts, hints.PLACE_BESIDE_DATE)
        return HeadLine(number, "date", "", date.iso, None, place, found)
    found = (*doubts, hints.DATELINE)
    rest = text[dateline.end :]
    if dateline.date.iso and _stands_alone(rest, following):
        return HeadLine(number, "headline", rest, date.iso, None, place, found)
    return HeadLine(number, "text", text, date.iso, None, place, found)


def _stands_alone(text: str, following: Line | None) -> bool:
    """Whether words behind a dateline are a headline with the text below, and not the text."""
    short = len(text) <= _MAX_HEADLINE // 2
    return following is not None and short and looks_like_headline(text) and text[-1] not in ".!?"


def _role(text: str) -> Role:
    """The role of what stands behind a date."""
    if not text:
        return "date"
    return "headline" if looks_like_headline(text) else "text"


def looks_like_headline(text: str) -> bool:
    """True of words without the end of a sentence, and of no great length."""
    end = text.rstrip(_CLOSING)
    if (
        _DAY_IN_FIGURES.match(text)
        or len(text) > _MAX_HEADLINE
        or (end[-1:] in tuple(".;,:") and not end.endswith("..."))
    ):
        return False
    sentences = len(re.findall(r"[.!?][”\"»“]?\s+[„“«\"]?[^\W\d_]", text))
    return any(c.isalpha() for c in text) and not text[0].islower() and sentences < 2


def is_headline(text: str, line: Line, following: Line | None) -> bool:
    """Whether a line looks like a headline in view of the next one.

    False also for the first row of a paragraph that was broken into rows.
    """
    if not looks_like_headline(text):
        return False
    if following is None or following.number != line.number + 1:
        return True
    last = text.split()[-1].casefold()
    return not following.text[0].islower() and last not in OPENERS
