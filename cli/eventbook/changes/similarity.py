"""How alike two values are, and pairing what is most alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from eventbook.changes.trees import Tree

_WORDS = 8
"""Two texts with fewer words than this together are equal or not alike at all."""

_MOST_PAIRS = 400
"""Pairs compared for one list or map; or, in a longer one, each item with its nearest."""

_Route: TypeAlias = tuple[str, ...]


class Leaves(NamedTuple):
    """The leaves of a tree, for Dice's coefficient.

    Attributes:
        counts: how often each leaf occurs: its route (`*` for any index) and its number.
        texts: the words of the texts that stand alone on their route.
        total: how many leaves there are.
    """

    counts: Counter[tuple[_Route, int]]
    texts: dict[_Route, tuple[int, Counter[str]]]
    total: int


def leaves(tree: Tree) -> Leaves:
    """Collects the leaves of a tree; an empty map or list is a leaf."""
    found = list(_walk(tree, ()))
    alone = Counter(route for route, _ in found)
    texts = {
        route: (leaf.number, Counter(leaf.value.split()))
        for route, leaf in found
        if isinstance(leaf.value, str) and alone[route] == 1 and " " in leaf.value
    }
    return Leaves(Counter((route, leaf.number) for route, leaf in found), texts, len(found))


def _walk(tree: Tree, route: _Route) -> Iterator[tuple[_Route, Tree]]:
    if tree.fields:
        for key, field in tree.fields.items():
            yield from _walk(field, (*route, key))
    elif tree.items:
        for item in tree.items:
            yield from _walk(item, (*route, "*"))
    else:
        yield route, tree


def dice(a: Leaves, b: Leaves) -> float:
    """The share of leaves that two trees have in common, from 0 to 1; symmetric.

    Two different longer texts on the same route count as far as they share words.

    Source: L. R. Dice, "Measures of the amount of ecologic association between species", 1945.
    """
    if len(a.counts) > len(b.counts):
        a, b = b, a
    shared: float = sum(
        [min(n, b.counts[leaf]) for leaf, n in a.counts.items() if leaf in b.counts]
    )
    for route, (number, words) in a.texts.items():
        other = b.texts.get(route)
        if other is not None and other[0] != number:
            shared += _word_dice(words, other[1])
    return 2 * shared / (a.total + b.total)


def _word_dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total >= _WORDS else 0.0


def alike(olds: Sequence[Tree], news: Sequence[Tree], least: float) -> list[tuple[int, int]]:
    """Pairs of trees that are at least so alike, the most alike first, none used twice.

    Trees pair only with trees of the same kind. Where there would be too many pairs to compare,
    only those at about the same relative position are compared.
    """
    old_leaves, new_leaves = [leaves(tree) for tree in olds], [leaves(tree) for tree in news]
    scored = [
        (dice(old_leaves[i], new_leaves[j]), i, j)
        for i, j in near_pairs(len(olds), len(news))
        if olds[i].kind == news[j].kind
    ]
    return best_first(pair for pair in scored if pair[0] >= least)


def best_first(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs chosen greedily by score, none used twice; ties go to the nearest indices."""
    # The same pairs are chosen when the two sides change roles.
    order = sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1] + s[2]))
    pairs: list[tuple[int, int]] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in order:
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return pairs


def near_pairs(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """All index pairs; those about the diagonal where all would be more than `_MOST_PAIRS`."""
    if rows * columns <= _MOST_PAIRS:
        yield from ((i, j) for i in range(rows) for j in range(columns))
        return
    # The middles of item i and item j, as shares of their sequences, differ by at most
    # slack / (rows * columns).
    longer = max(rows, columns)
    slack = max(_MOST_PAIRS - longer, longer) // 2
    for i in range(rows):
        middle = (2 * i + 1) * columns - rows
        first = max(0, -((2 * slack - middle) // (2 * rows)))
        last = min(columns - 1, (middle + 2 * slack) // (2 * rows))
        yield from ((i, j) for j in range(first, last + 1))
