"""Warns, by line number alone, where a release seems to name somebody who must not be named.

That is a child, as far as signs tell, and whoever is on the list of withheld names.

A warning never holds a word of the text. It would rather be given once too often.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventbook.events.minors import AGE as AGE
from eventbook.events.minors import CHILD as CHILD
from eventbook.events.minors import NUMBER as NUMBER
from eventbook.events.minors import REASONS as REASONS
from eventbook.events.minors import TOKEN, signs
from eventbook.exchange.release_bytes import Line
from eventbook.exchange.wording import fold

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

LISTED = "a name of the list of withheld names"
"""The reason that is no guess."""


@dataclass(frozen=True, slots=True, order=True)
class MinorHint:
    """A line that may name a minor, and why: one of `REASONS`; or that holds a name, `LISTED`."""

    line: int
    reason: str

    @property
    def words(self) -> str:
        """What is to be said of the line."""
        listed = self.reason == LISTED
        return "holds a withheld name" if listed else f"may name a minor: {self.reason}"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What was found in a text, and whether another of its lines repeats it.

    Attributes:
        hints: in line order, one a line.
        near: folded beginnings of the words beside an age or a child; for comparison only.
        listed: the names of the list.
    """

    hints: tuple[MinorHint, ...]
    near: frozenset[str]
    listed: Matcher | None = None

    def __repr__(self) -> str:
        return f"Suspicion(hints={self.hints!r})"

    def touches(self, line: Line) -> bool:
        """True if the line is one of those, or holds a word that stood beside a child."""
        if any(hint.line == line.number for hint in self.hints):
            return True
        if self.listed and self.listed.occurrences(line.text):
            return True
        words = [fold(token.group().strip(".")) for token in TOKEN.finditer(line.text)]
        return any(word.startswith(start) for word in words for start in self.near)


_NEAR = 40
"""How near a word must be for a headline that repeats it to be held back too."""


def suspect_minors(lines: Sequence[Line], listed: Matcher | None = None) -> Suspicion:
    """Where these lines seem to name a child: an age or a word for a child beside a name.

    Lines that follow each other without a blank line are read as one paragraph.

    Args:
        listed: the names of the list of withheld names, which are looked for, too.
    """
    reasons: dict[int, str] = {}
    near: set[str] = set()
    for paragraph in _paragraphs(lines):
        for name in listed.occurrences(paragraph.text) if listed else ():
            for position in (name.start, name.end - 1):
                reasons[paragraph.line_at(position)] = LISTED
        for reason, at, names in signs(paragraph.text):
            for position in (at, *(name.start() for name in names)):
                reasons.setdefault(paragraph.line_at(position), reason)
            near |= {start for name in names if (start := _start(name, at))}
    hints = tuple(MinorHint(number, reasons[number]) for number in sorted(reasons))
    return Suspicion(hints, frozenset(near), listed)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    starts: tuple[int, ...]
    first: int

    def line_at(self, position: int) -> int:
        return self.first + bisect_right(self.starts, position) - 1


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    group: list[Line] = []
    for line in (*lines, None):
        if group and (line is None or line.number != group[-1].number + 1):
            starts = [0]
            for member in group[:-1]:
                starts.append(starts[-1] + len(member.text) + 1)
            text = "\n".join(member.text for member in group)
            yield _Paragraph(text, tuple(starts), group[0].number)
            group = []
        if line is not None:
            group.append(line)


def _start(name: re.Match[str], at: int) -> str:
    """What a line must hold to repeat this name, endings aside; empty if that says nothing."""
    word = fold(name.group().strip("."))
    if len(word) < 2 or abs(name.start() - at) > _NEAR:
        return ""
    return word[: max(3, len(word) - 2)]
