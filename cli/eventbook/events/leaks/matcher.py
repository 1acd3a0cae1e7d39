"""Finding names in texts, in time that grows with the text and hardly with the number of names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from eventbook.events.leaks.encoded import decoded
from eventbook.events.leaks.names import Name
from eventbook.events.leaks.words import between, key, pattern

BLANK = "(withheld)"
"""Stands in place of a name."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A name in a text: its offsets, and its line in the list."""

    start: int
    end: int
    line: int


@dataclass(slots=True)
class _Node:
    """A step on the way through the words of a form; `line` where one ends."""

    next: dict[str, _Node] = field(default_factory=dict)
    line: int = 0


class Matcher:
    """Looks for all names of a list at once.

    Texts are first asked for words with which a form begins and goes on; most have none. From each
    such word a tree of all forms is followed: no text is gone through for one name after another.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._root = _Node()
        for name in names:
            for form in name.forms:
                node = self._root
                for word in form:
                    node = node.next.setdefault(word, _Node())
                node.line = node.line or name.line

    def __bool__(self) -> bool:
        """Whether there is any name to look for."""
        return bool(self._root.next)

    def occurrences(self, text: str) -> list[Occurrence]:
        """Every place where a name stands, the longest at each; none overlaps another.

        Names in percent-encoded addresses and behind escapes of JSON, YAML and HTML count, too.
        """
        if not self:
            return []
        found = list(self._plain(text))
        if other := decoded(text):
            starts = [one.start for one in found]
            for one in self._plain(other.text):
                start, end = other.original(one.start), other.original(one.end)
                before = bisect_left(starts, end) - 1
                if before < 0 or found[before].end <= start:
                    found.append(Occurrence(start, end, one.line))
        return sorted(found)

    def blanked(self, text: str) -> str:
        """The text with every name in it replaced by `BLANK`."""
        pieces: list[str] = []
        behind = 0
        for one in self.occurrences(text):
            pieces += (text[behind : one.start], BLANK)
            behind = one.end
        return "".join([*pieces, text[behind:]])

    def _plain(self, text: str) -> Iterator[Occurrence]:
        words = pattern(text)
        first = self._root.next
        keys = {word: key(word) for word in set(map(re.Match.group, words.finditer(text)))}
        there = set(keys.values())
        starters = {
            word
            for word, folded in keys.items()
            if folded in first and _may_end(first[folded], there)
        }
        if not starters:
            return
        behind = 0
        for match in words.finditer(text):
            if match.group() in starters and match.start() >= behind:
                node = first[keys[match.group()]]
                if one := self._follow(text, match, node, words):
                    behind = one.end
                    yield one

    def _follow(
        self, text: str, match: re.Match[str], node: _Node, words: re.Pattern[str]
    ) -> Occurrence | None:
        """The longest form that begins at a word."""
        start, end = match.span()
        longest = Occurrence(start, end, node.line) if node.line else None
        while node.next and (following := words.search(text, end)):
            steps = {"joined": node, "comma": node.next.get(","), "apart": None}
            step = steps[between(text, end, following.start())]
            step = step.next.get(key(following.group())) if step else None
            if step is None:
                break
            node, end = step, following.end()
            if node.line:
                longest = Occurrence(start, end, node.line)
        return longest


def _may_end(node: _Node, there: Collection[str]) -> bool:
    """Whether a form ends here, or its next word is among those of a text."""
    if node.line:
        return True
    comma = node.next.get(",")
    return any(word in there for word in node.next) or (
        comma is not None and any(word in there for word in comma.next)
    )
