"""What changed between two states of a book: records paired by id, whatever their paths."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.diff import Change, diff
from eventbook.changes.redact import redact
from eventbook.changes.similarity import Leaves, best_first, dice, leaves
from eventbook.changes.trees import Identity, ListIdentity, TreeBuilder
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

Status: TypeAlias = Literal["added", "removed", "changed", "moved", "renamed", "formatting"]

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
    """

    id: str
    kind: str
    path: str
    value: Json
    raw_hash: str
    problem: str | None = None
    private: frozenset[Place] = frozenset()


class RecordChange(NamedTuple):
    """What happened to one record.

    Attributes:
        record: its id, the new one where it was renamed.
        kind: its kind.
        status: `moved` has the same id at another path; `renamed` was recognised under another
            id; `formatting` has the same value in other bytes.
        path: where it is, or was, if it was removed.
        old_path: where it was before, if elsewhere; else `None`.
        changes: how its value changed, private values taken out; none for `added`, `removed`.
        old_record: its former id, where it was renamed; else `None`.
        problem: why values could not be compared; else `None`.
    """

    record: str
    kind: str
    status: Status
    path: str
    old_path: str | None = None
    changes: tuple[Change, ...] = ()
    old_record: str | None = None
    problem: str | None = None


def diff_books(
    old: Iterable[RecordSide],
    new: Iterable[RecordSide],
    identity: Callable[[str], Identity],
) -> tuple[RecordChange, ...]:
    """Compares two states of a book.

    Records pair by kind and id (those with the same path first, should an id occur twice); then
    one that cannot be read with the one that had its path; then those that are alike. Records
    that need no mention may be left out on both sides.

    Args:
        identity: the identities of list items by kind.

    Returns:
        What happened, by path.
    """
    pairs, removed, added = _paired(list(old), list(new))
    changes = [RecordChange(side.id, side.kind, "removed", side.path) for side in removed]
    changes += [RecordChange(side.id, side.kind, "added", side.path) for side in added]
    for before, after in pairs:
        change = _compared(before, after, identity)
        if change is not None:
            changes.append(change)
    return tuple(sorted(changes, key=lambda c: (c.path, c.old_path or "", c.record, c.status)))


_Pairs: TypeAlias = list[tuple[RecordSide, RecordSide]]


def _paired(
    old: list[RecordSide], new: list[RecordSide]
) -> tuple[_Pairs, list[RecordSide], list[RecordSide]]:
    """Pairs, and what is left on each side."""
    pairs: _Pairs = []
    old, new = sorted(old, key=_by_path), sorted(new, key=_by_path)
    for key in (_full_key, _id_key):
        found, old, new = _matched(old, new, key)
        pairs += found
    if any(side.problem is not None for side in old + new):
        found, old, new = _matched(old, new, _path_key)
        for before, after in found:
            if before.problem is None and after.problem is None:
                old.append(before)
                new.append(after)
            else:
                pairs.append((before, after))
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
) -> tuple[_Pairs, list[RecordSide], list[RecordSide]]:
    """Pairs records with equal keys, the first with the first."""
    waiting: dict[Hashable, deque[RecordSide]] = {}
    for side in new:
        waiting.setdefault(key(side), deque()).append(side)
    pairs: _Pairs = []
    rest: list[RecordSide] = []
    for side in old:
        if waiting.get(key(side)):
            pairs.append((side, waiting[key(side)].popleft()))
        else:
            rest.append(side)
    return pairs, rest, [side for queue in waiting.values() for side in queue]


def _renamed(old: list[RecordSide], new: list[RecordSide]) -> _Pairs:
    """Removed and added records of one kind that are alike, the most alike first."""
    removed = [side for side in old if side.problem is None]
    added = [side for side in new if side.problem is None]
    builder = TreeBuilder(_undeclared)
    olds = [_content(side, builder) for side in removed]
    news = [_content(side, builder) for side in added]
    scored = [
        (dice(olds[i], news[j]), i, j)
        for i, j in _candidates(olds, news)
        if removed[i].kind == added[j].kind
    ]
    alike = best_first(pair for pair in scored if pair[0] >= LEAST_ALIKE_RECORDS)
    return [(removed[i], added[j]) for i, j in alike]


def _undeclared(_: Place) -> ListIdentity:
    return None


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


def _compared(
    before: RecordSide, after: RecordSide, identity: Callable[[str], Identity]
) -> RecordChange | None:
    """What happened to a record, or `None` if nothing did."""
    is_renamed, is_moved = before.id != after.id, before.path != after.path
    if before.raw_hash == after.raw_hash and not is_renamed and not is_moved:
        return None
    problem = _problem(before, after)
    changes: tuple[Change, ...] = ()
    if problem is None and before.raw_hash != after.raw_hash:
        found = diff(before.value, after.value, identity(after.kind))
        changes = redact(found, before.private, after.private)
    return RecordChange(
        after.id,
        after.kind,
        _status(is_renamed, is_moved, bool(changes) or problem is not None),
        after.path,
        before.path if is_moved else None,
        changes,
        before.id if is_renamed else None,
        problem,
    )


def _status(is_renamed: bool, is_moved: bool, has_changed: bool) -> Status:
    if is_renamed:
        return "renamed"
    if is_moved:
        return "moved"
    return "changed" if has_changed else "formatting"


def _problem(before: RecordSide, after: RecordSide) -> str | None:
    """Why two sides cannot be compared, if they cannot and their bytes differ."""
    if before.raw_hash == after.raw_hash:
        return None
    problems = [
        f"the {name} version cannot be read: {side.problem}"
        for name, side in (("old", before), ("new", after))
        if side.problem is not None
    ]
    return "; ".join(problems) or None
