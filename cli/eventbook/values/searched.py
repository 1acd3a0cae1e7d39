"""A text in which quotations are looked up: whether one stands there, and what is nearest to it.

Both take time that grows with the length of the text and of the quotation, not with their product.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from math import log
from typing import NamedTuple

from eventbook.values.folding import fold
from eventbook.values.quotation import Part, Tokens
from eventbook.values.source_text import SourceText
from eventbook.values.tokens import is_mark, tokens

LONGEST_SHOWN = 160
"""Of a nearest passage, in code points."""

_END = "\n"  # between tokens; never in one
_MOST_WORDS, _MOST_PLACES = 48, 200  # of a quotation, and of each in the text, to find its like
_LONGEST_COMPARED = 200  # tokens
_MOST_ENDS = 10_000  # of a part, kept to see whether the next one is near
_BEFORE = 60  # characters shown before the words part
_ALIKE = 0.4  # share of the words that two passages have in common at least


class Passage(NamedTuple):
    """A place in a text that is like a part of a quotation.

    Attributes:
        line: of the file, where the words begin to differ.
        text: its words on one line, at most `LONGEST_SHOWN` characters.
        around: the text around it, to be judged, not shown.
        moved: the part stands there word for word, but not behind the one before.
    """

    line: int
    text: str
    around: str
    moved: bool = False


class Searched:
    """A text made ready to look quotations up in it."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._tokens: list[str] = []
        self._spans: list[tuple[int, int]] = []  # of tokens, in the source's text
        self._offsets: list[int] = []  # of tokens, in the row of them
        length = 1
        for token, span in tokens(source.text):
            self._tokens.append(token)
            self._spans.append(span)
            self._offsets.append(length)
            length += len(token) + 1
        self._row = _END + _END.join(self._tokens) + _END

    def missing(self, pieces: Sequence[Part]) -> Part | None:
        """The first part of a quotation that the text lacks, or lacks in that order."""
        reached = [0]
        for number, part in enumerate(pieces):
            bounded = number + 1 < len(pieces) and pieces[number + 1].gap is not None
            reached = self._ends(part, reached, all_of_them=bounded)
            if not reached:
                return part
        return None

    def nearest(self, part: Part) -> Passage | None:
        """The passage most like a part that is missing; None where nothing is like it.

        Capitals and accents, for which the part may be missing, make no passage less like it.
        """
        for words in part.spellings:
            place = next(self._places(words, 0), None)
            if place is not None:
                return self._passage(place, place, place + len(words), moved=True)
        words = self._unfound(part.spellings[0])
        found = max(
            (self._compared(words, start) for start in self._candidates(list(map(_alike, words)))),
            key=lambda match: match[0],
            default=None,
        )
        if found is None or found[0] < _ALIKE:
            return None
        return self._passage(*found[1:])

    def _ends(self, part: Part, reached: list[int], *, all_of_them: bool) -> list[int]:
        """Where the part may end, ascending, if the one before ended at one of `reached`."""
        ends: set[int] = set()
        for words in part.spellings:
            for place in self._places(words, reached[0]):
                if part.gap is not None:
                    if place - part.gap > reached[-1]:
                        break
                    if reached[bisect_left(reached, place - part.gap)] > place:
                        continue
                ends.add(place + len(words))
                if not all_of_them or len(ends) >= _MOST_ENDS:
                    break
        return sorted(ends)

    def _places(self, words: Tokens, first: int) -> Iterator[int]:
        """The numbers of the words at which these words stand, from one on."""
        if first >= len(self._tokens):
            return
        sought = _END + _END.join(words) + _END
        offset = self._row.find(sought, self._offsets[first] - 1)
        while offset >= 0:
            yield bisect_left(self._offsets, offset + 1)
            offset = self._row.find(sought, offset + 1)

    @cached_property
    def _folded(self) -> list[str]:
        return list(map(_alike, self._tokens))

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, token in enumerate(self._folded):
            index.setdefault(token, []).append(number)
        return index

    def _unfound(self, words: Tokens) -> Tokens:
        """Of a long part, a stretch that the text lacks."""
        stretches = (
            words[start : start + _LONGEST_COMPARED]
            for start in range(0, len(words), _LONGEST_COMPARED // 2)
        )
        lacking = (each for each in stretches if next(self._places(each, 0), None) is None)
        return next(lacking, words[:_LONGEST_COMPARED])

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """Where a passage like these words may begin: where most of its rare words agree."""
        seen = {token: number for number, token in reversed(list(enumerate(words)))}
        rare = sorted((token for token in seen if token in self._index), key=self._frequency)
        width = max(4, len(words) // 4)
        votes: defaultdict[int, float] = defaultdict(float)
        for token in rare[:_MOST_WORDS]:
            weight = log(1 + len(self._tokens) / self._frequency(token))
            places = self._index[token][:_MOST_PLACES]
            for bucket in {(place - seen[token]) // width for place in places}:
                votes[bucket] += weight
                votes[bucket - 1] += weight / 2
        return [bucket * width for bucket in nlargest(3, votes, key=votes.__getitem__)]

    def _frequency(self, token: str) -> int:
        return len(self._index[token])

    def _compared(self, words: Tokens, start: int) -> tuple[float, int, int, int]:
        """How alike; where they part, begin and end, as numbers of words."""
        margin = max(8, len(words) // 2)
        first = max(0, start - margin)
        stop = max(0, start) + len(words) + 2 * margin
        window, written = self._folded[first:stop], self._tokens[first:stop]
        matcher = SequenceMatcher(is_mark, window, list(map(_alike, words)), autojunk=False)
        found = [block for block in matcher.get_matching_blocks() if block.size]
        if not found:
            return 0.0, first, first, first
        main = max(found, key=lambda block: block.size)
        near = max(4, len(words) // 4)  # what is further off is there by chance
        blocks = [each for each in found if abs(each.a - each.b - main.a + main.b) <= near]
        head, tail = blocks[0], blocks[-1]
        begin = max(0, head.a - head.b)
        end = min(len(window), tail.a + len(words) - tail.b)
        same = range(head.size)
        other = (head.a + at for at in same if written[head.a + at] != words[head.b + at])
        parting = begin if head.b else next(other, min(head.a + head.size, end - 1))
        alike = sum(block.size for block in blocks) / len(words)
        return alike, first + parting, first + begin, first + end

    def _passage(self, parting: int, begin: int, end: int, *, moved: bool = False) -> Passage:
        text = self._source.text
        start, stop = self._spans[begin][0], self._spans[end - 1][1]
        where = self._spans[parting][0]
        around = text[max(0, start - LONGEST_SHOWN) : stop + LONGEST_SHOWN]
        return Passage(self._source.line(where), _excerpt(text, start, where, stop), around, moved)


def _alike(token: str) -> str:
    """A token without case and accents; one that is nothing but an accent stays."""
    return fold(token) or token


def _excerpt(text: str, start: int, where: int, stop: int) -> str:
    """A stretch of a text on one line, cut on both sides of a place in it if it is long."""
    before = " ".join(text[start:where].split())
    space = " " if before and text[where - 1 : where].isspace() else ""
    after = " ".join(text[where:stop].split())
    if len(before) + len(space) + len(after) > LONGEST_SHOWN:
        if len(before) > _BEFORE:
            kept = before[-_BEFORE:]
            before = "…" + (kept.partition(" ")[2] or kept)
        room = LONGEST_SHOWN - len(before) - len(space) - 1
        if len(after) > room:
            after = (after[:room].rpartition(" ")[0] or after[:room]) + "…"
    return before + space + after
