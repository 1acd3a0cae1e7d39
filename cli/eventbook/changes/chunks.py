"""Three versions of a sequence cut where all of them agree."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from eventbook.changes.sequences import common


class Chunk(NamedTuple):
    """What stands for the same stretch in each version; `stable` where it is one item in all."""

    base: slice
    ours: slice
    theirs: slice
    stable: bool = False


def chunks(
    base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> Iterator[Chunk]:
    """The stretches between the items that all three have in common, and those items.

    Source: S. Khanna, K. Kunal, B. C. Pierce, "A formal investigation of diff3", 2007.
    """
    return cut(
        dict(common(base, ours)), dict(common(base, theirs)), len(base), len(ours), len(theirs)
    )


def cut(
    in_ours: dict[int, int], in_theirs: dict[int, int], base: int, ours: int, theirs: int
) -> Iterator[Chunk]:
    """The same, for items that are matched already.

    Args:
        in_ours: where items of the base are in ours; their order may differ.
        in_theirs: likewise.
        base: how many items the base has; ours and theirs likewise.
    """
    shared = _rising(sorted(in_ours.keys() & in_theirs.keys()), in_ours, in_theirs)
    at = (0, 0, 0)
    for index in [*shared, base]:
        end = index == base
        here = (base, ours, theirs) if end else (index, in_ours[index], in_theirs[index])
        if here != at:
            yield Chunk(slice(at[0], here[0]), slice(at[1], here[1]), slice(at[2], here[2]))
        if not end:
            at = (here[0] + 1, here[1] + 1, here[2] + 1)
            one, mine, hers = (slice(each, each + 1) for each in here)
            yield Chunk(one, mine, hers, stable=True)


def _rising(shared: list[int], in_ours: dict[int, int], in_theirs: dict[int, int]) -> list[int]:
    """A longest run of items whose order is the same in all; the first such by the base.

    It takes O(n²) where something has moved, and does not hang on which side is which.
    """
    if all(
        in_ours[one] < in_ours[other] and in_theirs[one] < in_theirs[other]
        for one, other in pairwise(shared)
    ):
        return shared
    longest: dict[int, list[int]] = {}  # the best run that begins with an item
    for index in reversed(shared):
        following = [
            longest[other]
            for other in shared
            if other > index
            and in_ours[other] > in_ours[index]
            and in_theirs[other] > in_theirs[index]
        ]
        longest[index] = [index, *max(following, key=len, default=[])]
    return max((longest[index] for index in shared), key=len)
