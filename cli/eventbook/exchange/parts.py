"""Tells the parts of a release that each speak of an event of their own, by its layout alone.

Only a layout that leaves little doubt divides a text: list items, headings or datelines that each
open with another day. What the sentences say never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from eventbook.exchange.head_lines import SHORT_SENTENCE, is_headline
from eventbook.exchange.openings import Opening, item_mark, openings
from eventbook.exchange.release_bytes import Line

_SHORTEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

MOST = 50
"""A text of more parts is a calendar; it is left whole."""

SIGNS = {
    "item": "a list item that opens with a day",
    "heading": "a heading that holds a day",
    "row": "a line that opens with a day",
    "dateline": "a dateline",
}
"""What the parts of a text begin with, in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines that tell of one event, the one that opens with its day first."""

    opening: Opening
    lines: tuple[Line, ...] = field(repr=False)

    @property
    def headline(self) -> Line | None:
        """The part's own: the words beside its day, or the line below a day that stands alone.

        One with nothing below it is no headline but all that is said.
        """
        if self.opening.title and len(self.lines) > 1:
            return Line(self.opening.number, " ".join(self.opening.title.split()))
        if self.opening.form != "heading" or len(self.lines) < 3:
            return None
        _, below, after, *_ = self.lines
        beside = self.opening.style.startswith("before")
        found = not beside and not item_mark(below.text) and is_headline(below.text, below, after)
        return Line(below.number, " ".join(below.text.split())) if found else None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a release is laid out.

    Attributes:
        parts: two or more, or none where the text is of one event or not surely of several.
        sign: what each part begins with; one of `SIGNS`, or empty.
        doubtful: lines that may begin an event of their own, where that is not sure.
    """

    parts: tuple[Part, ...] = ()
    sign: str = ""
    doubtful: tuple[int, ...] = ()


def lay_out(lines: Sequence[Line]) -> Layout:
    """The parts of a release, given its lines that are not blank."""
    groups: dict[str, list[Opening]] = {}
    for opening in openings(lines):
        groups.setdefault(opening.style, []).append(opening)
    several = [group for group in groups.values() if _may_be_events(group)]
    lone = [group for group in groups.values() if _may_begin_another(group, lines)]
    divided = [(group, sign) for group in several if (sign := _sign(group, lines))]
    if len(divided) == 1:
        group, sign = divided[0]
        return Layout(_parts(group, sign, lines), SIGNS[sign])
    doubtful = sorted({each.number for group in (*several, *lone) for each in group})
    return Layout(doubtful=tuple(doubtful[:MOST]))


def _may_be_events(group: Sequence[Opening]) -> bool:
    """False of a day that stands alone or twice, and of the years of a history."""
    years = {each.date.year for each in group if each.date.year}
    history = bool(years) and max(years) - min(years) > 1
    return len({each.day or each.number for each in group}) > 1 and not history


def _may_begin_another(group: Sequence[Opening], lines: Sequence[Line]) -> bool:
    """True of a date line, as at a release's head, that stands below text."""
    first = group[0]
    above, below = lines[: first.index], lines[first.index + 2 :]
    alone = len(group) == 1 and first.style == "alone year"
    return alone and bool(below) and any(len(line.text) > SHORT_SENTENCE for line in above)


def _sign(group: Sequence[Opening], lines: Sequence[Line]) -> str:
    """What the parts begin with, if a group of openings surely divides the text; else empty."""
    days = [each.day for each in group]
    if len(group) > MOST or None in days or len(set(days)) < len(days) or _is_one_series(group):
        return ""
    form = group[0].form
    if form == "item":
        mark = item_mark(lines[group[0].index].text)
        items = [line for line in lines if item_mark(line.text) == mark]
        return "item" if len(items) == len(group) else ""
    if form == "dateline":
        return "dateline"
    bare = [one.index + 1 == other.index for one, other in pairwise(group)]
    if all(bare) and group[0].style.startswith("before"):
        return "row"
    has_text = group[-1].index + 1 < len(lines)
    return "heading" if has_text and not any(bare) else ""


def _is_one_series(group: Sequence[Opening]) -> bool:
    """True of days that follow each other, outside datelines: perhaps one event of several days."""
    days = [each.day for each in group if each.day]
    return group[0].form != "dateline" and all(_is_next(*pair) for pair in pairwise(days))


def _is_next(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a day (month, day) is the one after another, in some year."""
    (month, day), (next_month, next_day) = one, other
    if month == next_month:
        return next_day == day + 1
    return next_month == month % 12 + 1 and next_day == 1 and day >= _SHORTEST[month - 1]


def _parts(group: Sequence[Opening], sign: str, lines: Sequence[Line]) -> tuple[Part, ...]:
    ends = [each.index for each in group[1:]]
    found = [
        Part(opening, tuple(lines[opening.index : end]))
        for opening, end in zip(group, ends, strict=False)
    ]
    last = group[-1]
    tail = lines[last.index :]
    if sign == "row":
        tail = tail[:1]
    elif sign == "item" and not any(_has_gap(part.lines) for part in found):
        tail = _paragraph(tail)
    return (*found, Part(last, tuple(tail)))


def _paragraph(lines: Sequence[Line]) -> Sequence[Line]:
    """The first of these lines and those that follow it without a blank line."""
    gaps = (at for at, (one, other) in enumerate(pairwise(lines), 1) if _apart(one, other))
    return lines[: next(gaps, len(lines))]


def _has_gap(lines: Sequence[Line]) -> bool:
    return any(_apart(one, other) for one, other in pairwise(lines))


def _apart(one: Line, other: Line) -> bool:
    return other.number > one.number + 1
