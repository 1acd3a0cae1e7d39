"""Quotations: whether one stands word for word in a text, and if not, what is nearest to it.

Words and punctuation marks are compared in their order, with capitals and accents. Not compared
are the space between them, line breaks, the shapes of quotation marks, dashes and ellipses, Unicode
normal forms, characters that nobody sees, quotation marks around the whole, and one full stop or
comma at its end, where the sentence of the source may go on.

What an editor left out (`…`, `[…]`, `(...)`) parts a quotation into pieces that stand in the text
in that order. What an editor put in (`[the mayor]`) stands for at most eight words or marks, or for
none; a letter in brackets (`[T]he`) for the same letter, small or capital.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from math import log
from typing import TypeAlias

from eventbook.values.source_text import SourceText, cleaned

Tokens: TypeAlias = tuple[str, ...]

MOST_PUT_FOR = 8
"""How many words or marks of the text an editor's words in brackets may stand for."""
LONGEST_SHOWN = 160
"""Of a nearest passage, in code points."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Scripts that do not part words: each sign is one. Then words, ellipses, dashes, other marks.
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\.(?:\s?\.){{2,}}|-{{2,3}}|''|[^\w\s]", re.UNICODE
)
_SHAPES = str.maketrans(
    {**dict.fromkeys("“”„‟«»〝〞〟″״「」『』", '"'), **dict.fromkeys("‘’‚‛‹›′`´ʼ׳", "'")}
    | dict.fromkeys("‐‑‒–—―−⸺⸻", "-")
)
_QUOTES = ('"', "'")
_END = "\n"  # between tokens; never in one

_PARTING = re.compile(
    r"(?P<omission>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,})"
    r"|(?<!\w)\[(?P<letter>\w)\](?=\w)"
    r"|(?P<editor>\[[^\[\]]*\])"
)
_MOST_EDITED = 30  # brackets in a quotation beyond which they count as omissions
_MOST_WORDS, _MOST_PLACES = 48, 200  # of a quotation, and of each in the text, to find its like
_LONGEST_COMPARED = 200  # tokens
_MOST_ENDS = 10_000  # of a part, kept to see whether the next one is near
_BEFORE = 60  # characters shown before the words part
_ALIKE = 0.4  # share of the words that two passages have in common at least


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a quotation that stands in the text without a break.

    Attributes:
        spellings: its words and marks; two where an editor changed the first letter.
        gap: most tokens between it and the part before; None for any number.
    """

    spellings: tuple[Tokens, ...]
    gap: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a text that is like a part of a quotation.

    Attributes:
        line: of the file, where the words begin to differ.
        text: its words, at most `LONGEST_SHOWN` characters; empty where nothing is to be shown.
        around: the text around it, to be judged, not shown.
        moved: the part stands there word for word, but not behind the one before.
    """

    line: int
    text: str
    around: str
    moved: bool = False


def parts(quotation: str) -> tuple[Part, ...]:
    """The pieces of a quotation between what an editor left out or put in."""
    text = cleaned(quotation)
    found: list[Part] = []
    gap: int | None = None
    edited = start = 0
    letter = ""
    for match in (*_PARTING.finditer(text), None):
        tokens = _tokens(letter + text[start : match.start() if match else None])
        if tokens:
            found.append(Part(_spellings(tokens, letter), gap))
            gap = 0
        if match is None:
            break
        letter, start = match["letter"] or "", match.end()
        edited += match["omission"] is None
        if match["omission"] or edited > _MOST_EDITED:
            gap = None
        elif match["editor"] and gap is not None:
            gap = MOST_PUT_FOR
    return tuple(_trimmed(found))


def _spellings(tokens: Tokens, letter: str) -> tuple[Tokens, ...]:
    if not letter:
        return (tokens,)
    firsts = {letter.lower() + tokens[0][1:], letter.upper() + tokens[0][1:]}
    return tuple((first, *tokens[1:]) for first in sorted(firsts))


def _trimmed(found: list[Part]) -> Iterator[Part]:
    """The parts without marks around the whole; what is nothing else falls out."""
    first = 0  # of those that stay; it may begin anywhere
    for number, part in enumerate(found):
        start, end = 0, len(part.spellings[0])
        tokens = part.spellings[0]
        while number == 0 and start < end and tokens[start] in _QUOTES:
            start += 1
        if number == len(found) - 1:
            end = _without_marks(tokens, start, end)
            if start < end and tokens[end - 1] in (".", ","):
                end = _without_marks(tokens, start, end - 1)
        if start < end:
            gap = None if number == first else part.gap
            yield Part(tuple(spelling[start:end] for spelling in part.spellings), gap)
        elif number == first:
            first += 1


def _without_marks(tokens: Tokens, start: int, end: int) -> int:
    while start < end and tokens[end - 1] in _QUOTES:
        end -= 1
    return end


def _tokens(text: str) -> Tokens:
    return tuple(map(_alike, _TOKEN.findall(text.translate(_SHAPES))))


def _alike(token: str) -> str:
    """A mark in one shape."""
    if len(token) < 2 or token[0].isalnum():
        return token
    return {".": "…", "-": "-", "'": '"'}.get(token[0], token)


def _is_mark(token: str) -> bool:
    return not token[0].isalnum()


class Searched:
    """A text made ready to look quotations up in it."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._tokens: list[str] = []
        self._spans: list[tuple[int, int]] = []  # of tokens, in the source's text
        self._offsets: list[int] = []  # of tokens, in the row of them
        length = 1
        for match in _TOKEN.finditer(source.text.translate(_SHAPES)):
            token = _alike(match.group())
            self._tokens.append(token)
            self._spans.append(match.span())
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
        """The passage most like a part that is missing; None where nothing is like it."""
        for tokens in part.spellings:
            place = next(self._places(tokens, 0), None)
            if place is not None:
                return self._passage(place, place, place + len(tokens), moved=True)
        tokens = self._unfound(part.spellings[0])
        found = max(
            (self._compared(tokens, start) for start in self._candidates(tokens)),
            key=lambda match: match[0],
            default=None,
        )
        if found is None or found[0] < _ALIKE:
            return None
        return self._passage(*found[1:])

    def _ends(self, part: Part, reached: list[int], *, all_of_them: bool) -> list[int]:
        """Where the part may end, ascending, if the one before ended at one of `reached`."""
        ends: set[int] = set()
        for tokens in part.spellings:
            for place in self._places(tokens, reached[0]):
                if part.gap is not None:
                    if place - part.gap > reached[-1]:
                        break
                    if reached[bisect_left(reached, place - part.gap)] > place:
                        continue
                ends.add(place + len(tokens))
                if not all_of_them or len(ends) >= _MOST_ENDS:
                    break
        return sorted(ends)

    def _places(self, tokens: Tokens, first: int) -> Iterator[int]:
        """The numbers of the tokens at which these tokens stand, from one on."""
        if first >= len(self._tokens):
            return
        sought = _END + _END.join(tokens) + _END
        offset = self._row.find(sought, self._offsets[first] - 1)
        while offset >= 0:
            yield bisect_left(self._offsets, offset + 1)
            offset = self._row.find(sought, offset + 1)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, token in enumerate(self._tokens):
            index.setdefault(token, []).append(number)
        return index

    def _unfound(self, tokens: Tokens) -> Tokens:
        """Of a long part, a stretch that the text lacks."""
        stretches = (
            tokens[start : start + _LONGEST_COMPARED]
            for start in range(0, len(tokens), _LONGEST_COMPARED // 2)
        )
        lacking = (each for each in stretches if next(self._places(each, 0), None) is None)
        return next(lacking, tokens[:_LONGEST_COMPARED])

    def _candidates(self, tokens: Tokens) -> list[int]:
        """Where a passage like these tokens may begin: where most of its rare words agree."""
        seen = {token: number for number, token in reversed(list(enumerate(tokens)))}
        rare = sorted((token for token in seen if token in self._index), key=self._frequency)
        width = max(4, len(tokens) // 4)
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

    def _compared(self, tokens: Tokens, start: int) -> tuple[float, int, int, int]:
        """How alike; where they part, begin and end, as numbers of tokens."""
        margin = max(8, len(tokens) // 2)
        first = max(0, start - margin)
        window = self._tokens[first : max(0, start) + len(tokens) + 2 * margin]
        matcher = SequenceMatcher(_is_mark, window, tokens, autojunk=False)
        found = [block for block in matcher.get_matching_blocks() if block.size]
        if not found:
            return 0.0, first, first, first
        main = max(found, key=lambda block: block.size)
        near = max(4, len(tokens) // 4)  # what is further off is there by chance
        blocks = [each for each in found if abs(each.a - each.b - main.a + main.b) <= near]
        head, tail = blocks[0], blocks[-1]
        begin = max(0, head.a - head.b)
        end = min(len(window), tail.a + len(tokens) - tail.b)
        parting = begin if head.b else min(head.a + head.size, end - 1)
        alike = sum(block.size for block in blocks) / len(tokens)
        return alike, first + parting, first + begin, first + end

    def _passage(self, parting: int, begin: int, end: int, *, moved: bool = False) -> Passage:
        text = self._source.text
        start, stop = self._spans[begin][0], self._spans[end - 1][1]
        where = self._spans[parting][0]
        around = text[max(0, start - LONGEST_SHOWN) : stop + LONGEST_SHOWN]
        return Passage(self._source.line(where), _excerpt(text, start, where, stop), around, moved)


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
