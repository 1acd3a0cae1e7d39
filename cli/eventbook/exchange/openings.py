"""Finds lines of a release that open with a day: list items, headings, rows and datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from eventbook.exchange import hints
from eventbook.exchange.dateline import (
    WrittenDate,
    find_dates,
    is_place,
    read_dateline,
    weekday_names,
)
from eventbook.exchange.head_lines import is_list_item, looks_like_headline
from eventbook.exchange.hints import Doubt
from eventbook.exchange.release_bytes import Line
from eventbook.exchange.wording import fold

Form = Literal["item", "heading", "dateline"]
"""A row is a heading with nothing below it."""

_BULLET = re.compile(r"(?P<mark>[^\w\s]|\d{1,2}(?P<stop>[.)]))\s+")
_BEFORE_A_DAY = frozenset(
    "on the il lo giorno le du am den vom der el dia em no в во tarix".split()  # noqa: SIM905
)
_LONGEST_HEADING = 140
_LONGEST_ROW = 300
_SEPARATOR = re.compile(r"\s*(?:[:–—|]|-(?=\s)|,(?=\s))\s*")
_PART_OF_DAY = r"(?:Uhr|h(?:\d{2})?|[ap]\.?m\b\.?)"
_CLOCK = rf"(?:\d{{1,2}}[:.]\d{{2}}(?:\s*{_PART_OF_DAY})?|\d{{1,2}}\s*{_PART_OF_DAY})"
_TIME = re.compile(
    r"[\s,|]*(?:(?:at|from|alle|dalle|ore|alle\s+ore|à|um|ab|saat|a\s+las|в|о)\s)?\s*"
    rf"{_CLOCK}(?:\s*(?:-|–|to|bis|alle|à|a)\s*{_CLOCK})?(?!\w)",
    re.I,
)
_LAST_WORD_BEFORE_A_DAY = re.compile(r"(?<=[,(–—|-])\s*[^\W\d_]{2,12}(?:-feira)?,?$")
_SEPARATES = tuple(",(–—-|")
_ENDS = " \t\u00a0.,:;|–—-()"


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens with a day, so that it may begin what is told of an event.

    Attributes:
        index: of the line among the release's lines that are not blank.
        number: of the line, from 1.
        form: how the day stands in it.
        style: what the openings of one text have in common; equal for equal forms.
        date: the day, possibly without a year.
        title: of a heading, the words beside the day, or empty.
    """

    index: int
    number: int
    form: Form
    style: str
    date: WrittenDate
    title: str = field(default="", repr=False)

    @property
    def day(self) -> tuple[int, int] | None:
        """Month and day; of a range, those of its first day; None where they are not sure."""
        month, day = self.date.month, self.date.day
        return (month, day) if month and day and self.date.doubt != "calendar" else None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What an editor has to settle about the line."""
        if self.date.doubt == "range":
            day = hints.RANGE
        elif self.date.year is None:
            day = hints.DAY_WITHOUT_YEAR
        else:
            day = hints.DAY_IN_TEXT if self.form == "item" else hints.OPENING_DAY
        has_place = self.form == "dateline" or (self.style.startswith("behind") and not self.title)
        return (day, hints.DATELINE) if has_place else (day,)


def openings(lines: Sequence[Line]) -> Iterator[Opening]:
    """Every line that opens with a day, in order; at most one opening a line."""
    for index, line in enumerate(lines):
        found = _item(index, line) or _heading(index, line) or _dateline(index, line)
        if found:
            yield found


def item_mark(text: str) -> str:
    """The mark of a list item, the same for all numbers; empty of a line that is none."""
    match = _BULLET.match(text) if is_list_item(text) else None
    if match is None:
        return ""
    if match["stop"] and _opening_date(text) and not _opening_date(text[match.end() :]):
        return ""  # "14. März" is a day
    return f"1{match['stop']}" if match["stop"] else match["mark"]


def _item(index: int, line: Line) -> Opening | None:
    mark = item_mark(line.text)
    match = _BULLET.match(line.text)
    date = _opening_date(line.text[match.end() :]) if mark and match else None
    return Opening(index, line.number, "item", f"item {mark}", date) if date else None


def _heading(index: int, line: Line) -> Opening | None:
    """A short line of a day and, before or behind it, some words that are no sentence."""
    text = line.text
    if item_mark(text) or len(text) > _LONGEST_ROW:
        return None
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    date = dates[0]
    before, behind = text[: date.start].strip(_ENDS), text[date.end :]
    if (time := _TIME.match(behind)) is not None:
        behind = behind[time.end() :]
    separated = bool(_SEPARATOR.match(behind))
    rest = behind.strip(_ENDS)
    year = "year" if date.year else "day"
    if not before or _is_weekday(before) or (separated and _only_before_a_day(before)):
        if not rest:
            return Opening(index, line.number, "heading", f"alone {year}", date)
        if separated or _is_title(rest):
            title = rest if _is_title(rest) else ""
            return Opening(index, line.number, "heading", f"before {year}", date, title)
        return None
    name = _LAST_WORD_BEFORE_A_DAY.sub("", text[: date.start].rstrip())
    if rest or not (name[-1:] in _SEPARATES or is_place(before)):
        return None
    title = "" if is_place(before) and "(" not in name else name.strip(_ENDS)
    if title and not _is_title(title):
        return None
    return Opening(index, line.number, "heading", f"behind {year}", date, title)


def _dateline(index: int, line: Line) -> Opening | None:
    dateline = read_dateline(line.text)
    if dateline is None or dateline.end >= len(line.text):
        return None
    return Opening(index, line.number, "dateline", "dateline", dateline.date)


def _opening_date(text: str) -> WrittenDate | None:
    """The day that a text opens with, behind a weekday, a preposition or a place at most."""
    for date in find_dates(text[:160])[:1]:
        before = text[: date.start].strip(_ENDS)
        if _only_before_a_day(before):
            return date
        if is_place(before):
            return date
    return None


def _only_before_a_day(text: str) -> bool:
    """Whether words are such as stand before a day: `Le`, `On Monday`."""
    words = fold(text).replace(",", " ").split()
    return all(word in _BEFORE_A_DAY or word in _weekday_words() for word in words)


def _is_weekday(text: str) -> bool:
    return fold(text) in weekday_names()


@lru_cache(maxsize=1)
def _weekday_words() -> frozenset[str]:
    return frozenset(word for name in weekday_names() for word in name.split())


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and looks_like_headline(text)
