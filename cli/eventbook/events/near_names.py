"""Names that differ by a slip of the hand or of transliteration, found without comparing all.

A name is its words, folded. Two names are near where all words but one are the same, and that one
differs by one letter (changed, left out, or two swapped; Damerau, CACM 7 (1964) 171) or only in
its last vowels. Candidates come from the words with one letter left out (symmetric delete, as in
SymSpell), so that the work grows with the number of names, never with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from eventbook.values.folding import fold

Words: TypeAlias = tuple[str, ...]

SHORTEST = 6
"""Letters of a word below which a difference of one letter makes another word of it."""

_LONGEST = 40  # letters; what is longer is no word of a name
_MANY = 8  # words of one neighbourhood that are compared; more would be no slip
_STEM = 5
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words_of(name: str) -> Words:
    """The words and numbers of a name as they are compared."""
    return tuple(_WORD.findall(fold(name)))


def near(names: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Indexes of two near names, the later first; of each name perhaps several, or not all.

    Args:
        names: all different.
    """
    groups: dict[tuple[int, Words], list[int]] = {}
    for index, words in enumerate(names):
        for place, word in enumerate(words):
            if SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                rest = (*words[:place], *words[place + 1 :])
                groups.setdefault((place, rest), []).append(index)
    for (place, _), members in groups.items():
        if len(members) > 1:
            yield from _near_words([(index, names[index][place]) for index in members])


def alike(one: str, other: str) -> bool:
    """Whether two words differ by one letter or only in their last vowels, and are long enough."""
    if max(len(one), len(other)) > _LONGEST or min(len(one), len(other)) < SHORTEST:
        return False
    return _one_slip(*sorted((one, other), key=len)) or _same_stem(one, other)


def _near_words(words: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    neighbourhoods: dict[str, list[tuple[int, str]]] = {}
    for index, word in words:
        seen = set()
        for key in _neighbourhood(word):
            others = neighbourhoods.setdefault(key, [])
            for other, other_word in others:
                if other not in seen:
                    seen.add(other)
                    if alike(word, other_word):
                        yield index, other
            if len(others) < _MANY:
                others.append((index, word))


def _neighbourhood(word: str) -> Iterable[str]:
    """The word, the word with any one letter left out, and its stem; in the same order always."""
    shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
    return dict.fromkeys((word, *shorter, _stem(word) + "-"))


def _one_slip(short: str, long: str) -> bool:
    at = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) == len(long):
        swapped = short[at : at + 2] == long[at : at + 2][::-1]
        return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
    return short[at:] == long[at + 1 :]


def _stem(word: str) -> str:
    return word.rstrip("aeiouyh")


def _same_stem(one: str, other: str) -> bool:
    return len(_stem(one)) >= _STEM and _stem(one) == _stem(other)
