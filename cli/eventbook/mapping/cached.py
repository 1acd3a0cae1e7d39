"""Mapping with a cache: what is known is not judged again, and decoded only if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from sys import intern
from typing import NamedTuple

from eventbook.book.cache import Cache, Entry, Row
from eventbook.book.facts import Facts, facts_from_json
from eventbook.book.files import Stamp, Unreadable
from eventbook.book.trees import TreeReader
from eventbook.document.sharing import shared
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.known import Before, Known, counted

_AT_ONCE = 1000
"""Files whose facts are stored together."""
_PART = 4
"""What has changed of a book is looked at by itself if it is at most one file in so many."""


def map_known(
    work: Work,
    paths: Sequence[str],
    cache: Cache | None,
    run: Callable[[Work, Sequence[str]], Iterable[Mapped]],
    *,
    trusting: bool,
    done: Callable[[], None] = lambda: None,
) -> Known:
    """Map files, passing over those whose bytes are known.

    Args:
        work: what to do with a file that is not known.
        paths: in order.
        cache: what is known; it learns what is new. Without one nothing is known.
        run: maps many files, in their order.
        trusting: take a file's stamp for its bytes, where that is safe; else all are read.
        done: called for each file that is known or mapped, for whoever watches.
    """
    digests: dict[str, bytes | None] = {}
    facts: dict[str, tuple[Facts, ...]] = {}
    if cache is None:
        for path, each in zip(paths, run(work, paths), strict=True):
            digests[path], facts[path] = each.digest, _held(each.facts, path, work)
            done()
        return Known(digests, _counted(facts), None, facts, {}, None, work)
    clock = _Clock.read(work, cache)  # before anything is read
    stored = cache.rows()
    rows = {path: row for path, row in stored.items() if row.judged or not work.judge}
    new, restamped = _compared(work, paths, rows, clock, done, trusting=trusting)
    gone = stored.keys() - set(paths) if work.snapshot is None else set()
    before = _before(work, cache, stored, [*new, *gone])
    entries: list[Entry] = []
    for path, each in zip(new, run(replace(work, keep=True), new), strict=True):
        if each.digest and _has_room(work, stored.get(path)):
            entries.append(_entry(each, each.digest, work, clock))
        if len(entries) == _AT_ONCE:
            cache.store(entries)
            entries.clear()
        digests[path], facts[path] = each.digest, _held(each.facts, path, work)
        done()
    cache.store(entries, gone)
    cache.restamp(restamped)
    records = _counted(facts) + sum(rows[path].records for path in paths if path not in facts)
    states = {path: digests[path] if path in digests else rows[path].digest for path in paths}
    return Known(states, records, before, facts, rows, cache, work)


def _counted(facts: Mapping[str, tuple[Facts, ...]]) -> int:
    return sum(map(counted, facts.values()))


def _before(
    work: Work, cache: Cache, stored: Mapping[str, Row], changed: Sequence[str]
) -> Before | None:
    """The state that the cache tells of, where what has changed since is but a part of it."""
    if not work.judge or work.snapshot is not None or len(changed) > len(stored) // _PART:
        return None
    left = [path for path in changed if path in stored]
    facts: list[Facts] = []
    for path, digest, judged, text in cache.texts(left, lean=True):
        if judged and digest == stored[path].digest:
            with suppress(ValueError, TypeError, LookupError):  # not as this code writes it
                facts += facts_from_json(text)
                left.remove(path)
    if left or not all(row.judged for row in stored.values()):
        return None
    facts.sort(key=lambda each: (each.path, each.place))
    return Before({path: row.digest for path, row in stored.items()}, facts)


def _held(facts: tuple[Facts, ...], path: str, work: Work) -> tuple[Facts, ...]:
    """Facts as they are held till the end, when those of all files of a large book are.

    What another process sent is a copy of its own, down to the file's path and the names of fields.
    """
    if not work.lean:
        return facts
    return tuple(
        Facts(
            *(path, intern(each.kind), each.place, each.id, shared(each.value), each.findings),
            *(each.alone, each.extracts),
        )
        for each in facts
    )


def _compared(
    work: Work,
    paths: Sequence[str],
    rows: Mapping[str, Row],
    clock: _Clock,
    done: Callable[[], None],
    *,
    trusting: bool,
) -> tuple[list[str], list[tuple[str, Stamp]]]:
    """The files whose bytes are not known, and new stamps for known ones."""
    new: list[str] = []
    restamped: list[tuple[str, Stamp]] = []
    with work.tree.open([path for path in paths if path in rows]) as reader:
        for path in paths:
            row = rows.get(path)
            if row is None:
                new.append(path)
                continue
            if not (trusting and row.stamp is not None and row.stamp == _stamp(reader, path)):
                same, stamp = _same_bytes(reader, path, row.digest)
                if not same:
                    new.append(path)
                    continue
                if stamp is not None and stamp != row.stamp and clock.is_past(stamp):
                    restamped.append((path, stamp))
            done()
    return new, restamped


def _has_room(work: Work, row: Row | None) -> bool:
    """Whether the cache takes what was made of a file: of a snapshot, only beside the work tree."""
    return work.snapshot is None or row is None or row.stamp is None


class _Clock(NamedTuple):
    """A time before anything was read, in one file system; None where it cannot be told."""

    now: int | None
    device: int

    @classmethod
    def read(cls, work: Work, cache: Cache) -> _Clock:
        device = work.root.stat().st_dev
        return cls(cache.tick(device), device)

    def is_past(self, stamp: Stamp) -> bool:
        """Whether every later change of the file gives it another stamp."""
        return (
            self.now is not None
            and stamp.device == self.device
            and max(stamp.mtime_ns, stamp.ctime_ns) < self.now
        )


def _stamp(reader: TreeReader, path: str) -> Stamp | None:
    try:
        return reader.stamp(path)
    except Unreadable:
        return None


def _same_bytes(reader: TreeReader, path: str, digest: bytes) -> tuple[bool, Stamp | None]:
    try:
        data, stamp = reader.read_stamped(path)
    except Unreadable:
        return False, None
    return sha256(data).digest() == digest, stamp


def _entry(mapped: Mapped, digest: bytes, work: Work, clock: _Clock) -> Entry:
    stamp = mapped.stamp if mapped.stamp and clock.is_past(mapped.stamp) else None
    row = Row(digest, work.judge, counted(mapped.facts), stamp)
    assert mapped.kept is not None  # it was asked for
    return Entry(mapped.path, row, *mapped.kept)
