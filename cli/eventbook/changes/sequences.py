"""Sequences: longest increasing subsequence and longest common subsequence, both bounded."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

_CANDIDATES = 200_000
"""Pairs of equal items that `common` weighs; the most frequent items are left out beyond it."""


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest strictly increasing subsequence, in O(n log n).

    Source: M. L. Fredman, "On computing the length of longest increasing subsequences", 1975.
    """
    tails: list[int] = []  # tails[k]: the smallest number that ends a subsequence of length k + 1
    ends: list[int] = []  # where in `numbers` that number stands
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        if length == len(tails):
            tails.append(number)
            ends.append(index)
        else:
            tails[length] = number
            ends[length] = index
        before.append(ends[length - 1] if length else -1)
    chain: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    chain.reverse()
    return chain


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Index pairs of a longest common subsequence, both rising.

    The longest where the items that repeat are few; else a long one, found without the most
    frequent items, so that the cost stays near O(n log n).

    Source: J. W. Hunt, T. G. Szymanski, "A fast algorithm for computing longest common
    subsequences", 1977.
    """
    start, end = shared_ends(a, b)
    pairs = [(index, index) for index in range(start)]
    pairs += _inner(a, b, range(start, len(a) - end), range(start, len(b) - end))
    pairs += [(len(a) - back, len(b) - back) for back in range(end, 0, -1)]
    return pairs


def shared_ends(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """The lengths of the common prefix and of the common suffix behind it."""
    limit = min(len(a), len(b))
    start = 0
    while start < limit and a[start] == b[start]:
        start += 1
    end = 0
    while end < limit - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _inner(
    a: Sequence[Hashable], b: Sequence[Hashable], rows: range, columns: range
) -> list[tuple[int, int]]:
    """The common subsequence of two parts: the longest rising chain of their equal pairs."""
    if not rows or not columns:
        return []
    where: dict[Hashable, list[int]] = {}
    for j in columns:
        where.setdefault(b[j], []).append(j)
    weighed = _rarest([a[i] for i in rows if a[i] in where], where)
    # Columns of one row fall, so that a rising chain takes at most one of them.
    pairs = [(i, j) for i in rows if a[i] in weighed for j in reversed(where[a[i]])]
    return [pairs[index] for index in longest_increasing([j for _, j in pairs])]


def _rarest(shared: list[Hashable], where: dict[Hashable, list[int]]) -> set[Hashable]:
    """The items with the fewest pairs, as many as may be weighed together."""
    costs = {item: count * len(where[item]) for item, count in Counter(shared).items()}
    if sum(costs.values()) <= _CANDIDATES:
        return set(costs)
    kept: set[Hashable] = set()
    left = _CANDIDATES
    for item in sorted(costs, key=costs.__getitem__):
        left -= costs[item]
        if left < 0:
            break
        kept.add(item)
    return kept
