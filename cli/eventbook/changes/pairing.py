"""Which record of one state of a book is which of another: by id, path, then likeness."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from eventbook.changes.similarity import Leaves, best_first, dice, leaves
from eventbook.changes.trees import TreeBuilder, undeclared
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

LEAST_ALIKE_RECORDS = 0.6
_MOST_SHARING = 16
"""A leaf that more added records have than this does not tell which was which."""
_MOST_CANDIDATES = 5
"""Added records that one removed record is compared with."""


class RecordSide(NamedTuple):
    """A record in one state of the book.

    Attributes:
        id: its id; for a record whose own cannot be read, what its path says it is.
        kind: its kind.
        path: its file, relative to the book's root.
        value: its value; not looked at where there is a problem.
        raw_hash: stands for its bytes: equal exactly when they are. In a file of several records
            the bytes of this one.
        problem: why the value cannot be read, or `None`.
        private: places of the value that must not be shown (see private findings).
        blanked: whether names were taken out of the value itself, so that it is not the file's.
    """

    id: str
    kind: str
    path: str
    value: Json
    raw_hash: str
    problem: str | None = None
    private: frozenset[Place] = frozenset()
    blanked: bool = False


Pairs: TypeAlias = list[tuple[RecordSide, RecordSide]]


def paired(
    before: Sequence[RecordSide], after: Sequence[RecordSide]
) -> tuple[Pairs, list[RecordSide], list[RecordSide]]:
    """Pairs records by kind and id (those with the same path first, should an id occur twice).

    Then one that cannot be read with the one that had its path; then those that are alike.

    Returns:
        The pairs, what was removed, what was added.
    """
    pairs: Pairs = []
    old, new = sorted(before, key=_by_path), sorted(after, key=_by_path)
    for key in (_full_key, _id_key):
        found, old, new = _matched(old, new, key)
        pairs += found
    if any(side.problem is not None for side in old + new):
        found, old, new = _matched(old, new, _path_key)
        for pair in found:
            if all(side.problem is None for side in pair):
                old.append(pair[0])
                new.append(pair[1])
            else:
                pairs.append(pair)
    renamed = _renamed(old, new)
    pairs += renamed
    gone, fresh = {id(a) for a, _ in renamed}, {id(b) for _, b in renamed}
    return (
        pairs,
        [side for side in old if id(side) not in gone],
        [side for side in new if id(side) not in fresh],
    )


def _by_path(side: RecordSide) -> tuple[str, str, str]:
    return side.path, side.kind, side.id


def _full_key(side: RecordSide) -> Hashable:
    return side.kind, side.id, side.path


def _id_key(side: RecordSide) -> Hashable:
    return side.kind, side.id


def _path_key(side: RecordSide) -> Hashable:
    return side.path


def _matched(
    old: list[RecordSide], new: list[RecordSide], key: Callable[[RecordSide], Hashable]
) -> tuple[Pairs, list[RecordSide], list[RecordSide]]:
    """Pairs records with equal keys, the first with the first."""
    waiting: dict[Hashable, deque[RecordSide]] = {}
    for side in new:
        waiting.setdefault(key(side), deque()).append(side)
    pairs: Pairs = []
    rest: list[RecordSide] = []
    for side in old:
        if waiting.get(key(side)):
            pairs.append((side, waiting[key(side)].popleft()))
        else:
            rest.append(side)
    return pairs, rest, [side for queue in waiting.values() for side in queue]


def _renamed(old: list[RecordSide], new: list[RecordSide]) -> Pairs:
    """Removed and added records of one kind that are alike, the most alike first."""
    removed = [side for side in old if side.problem is None]
    added = [side for side in new if side.problem is None]
    builder = TreeBuilder(undeclared)
    olds = [_content(side, builder) for side in removed]
    news = [_content(side, builder) for side in added]
    scored = [
        (dice(olds[i], news[j]), i, j)
        for i, j in _candidates(olds, news)
        if removed[i].kind == added[j].kind
    ]
    alike = best_first(pair for pair in scored if pair[0] >= LEAST_ALIKE_RECORDS)
    return [(removed[i], added[j]) for i, j in alike]


def _content(side: RecordSide, builder: TreeBuilder) -> Leaves:
    """A record's leaves without its id, which differs in any case; none if that is all."""
    value = side.value
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if item != side.id}
    return leaves(builder.build(value)) if value else Leaves(Counter(), {}, 0)


def _candidates(olds: list[Leaves], news: list[Leaves]) -> Iterator[tuple[int, int]]:
    """For each removed record the added ones that share most of its telling leaves."""
    having: dict[Hashable, list[int]] = {}
    for j, content in enumerate(news):
        for leaf in content.counts:
            having.setdefault(leaf, []).append(j)
    for i, content in enumerate(olds):
        votes: Counter[int] = Counter()
        for leaf in content.counts:
            sharing = having.get(leaf, [])
            if len(sharing) <= _MOST_SHARING:
                votes.update(sharing)
        yield from ((i, j) for j, _ in votes.most_common(_MOST_CANDIDATES))
