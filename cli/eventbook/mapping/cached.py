"""Mapping with a cache: what is known is not judged again, and decoded only if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple

from eventbook.book.cache import Cache, Entry, Row
from eventbook.book.facts import Facts, facts_from_json, may_hold
from eventbook.book.files import Stamp, Unreadable
from eventbook.book.trees import TreeReader
from eventbook.mapping.files import Mapped, Work

_AT_ONCE = 1000
"""Files whose facts are stored together."""
_PART = 4
"""What has changed of a book is looked at by itself if it is at most one file in so many."""


class Before(NamedTuple):
    """An older state of a book's files.

    Attributes:
        digests: of every file that there was.
        facts: of those that have changed since, or are gone, lean.
    """

    digests: Mapping[str, bytes]
    facts: Sequence[Facts]


@dataclass
class Known:
    """The state of a book's files, each either mapped now or known from before.

    Attributes:
        digests: of every file in path order; None for one that could not be read.
        records: how many there are in all.
        before: what was known when the cache was last in use, of judged files.
    """

    digests: dict[str, bytes | None]
    records: int
    before: Before | None
    _mapped: Mapping[str, Mapped]
    _rows: Mapping[str, Row]
    _cache: Cache | None
    _work: Work
    _facts: dict[str, tuple[Facts, ...]] = field(default_factory=dict)
    _judged: set[str] = field(default_factory=set)

    def judged(self, path: str) -> bool:
        """Whether the facts that were given of a file have all their findings."""
        return self._work.judge or path in self._judged

    @property
    def readable(self) -> bool:
        """Whether every file could be read."""
        return None not in self.digests.values()

    def facts(self, paths: Sequence[str] | None = None) -> Iterator[Facts]:
        """The facts of all files, or of these, in the order of the files."""
        wanted = list(self.digests) if paths is None else list(paths)
        missing = [path for path in wanted if path not in self._mapped and path not in self._facts]
        if missing:
            self._decode(missing, everything=len(missing) > len(self.digests) // 2)
        for path in wanted:
            mapped = self._mapped.get(path)
            yield from self._facts[path] if mapped is None else mapped.facts

    def holding(self, texts: Sequence[str]) -> Iterator[Facts]:
        """The facts of files that may have one of some texts in a field, among others.

        Args:
            texts: without signs that JSON escapes.
        """
        left = [path for path in self.digests if path not in self._mapped]
        missing = [path for path in left if path not in self._facts]
        if missing and self._work.lean:  # what is kept does not hold all fields
            self._decode(missing, everything=True)
        elif missing:
            self._decode(missing, everything=True, wanted=lambda text: may_hold(text, texts))
        for path in self.digests:
            mapped = self._mapped.get(path)
            yield from self._facts.get(path, ()) if mapped is None else mapped.facts

    def _decode(
        self,
        paths: Sequence[str],
        *,
        everything: bool,
        wanted: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """Decode the facts of files, except where they are kept as texts that nobody wants."""
        assert self._cache is not None  # without one, all files were mapped
        left = dict.fromkeys(paths)
        lean = self._work.lean
        among = None if everything else paths
        for path, digest, judged, text in self._cache.texts(among, lean=lean):
            if path in left and digest == self._rows[path].digest and judged >= self._work.judge:
                if not wanted(text):
                    del left[path]
                    continue
                with suppress(ValueError, TypeError, LookupError):  # not as this code writes it
                    self._facts[path] = facts_from_json(text)
                    if judged:
                        self._judged.add(path)
                    del left[path]
        for mapped in self._work.map(left):  # damaged, or changed by another process meanwhile
            self._facts[mapped.path] = mapped.facts


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
    if cache is None:
        return _known(paths, _collected(run(work, paths), done), {}, None, work)
    clock = _Clock.read(work, cache)  # before anything is read
    stored = cache.rows()
    rows = {path: row for path, row in stored.items() if row.judged or not work.judge}
    new, restamped = _compared(work, paths, rows, clock, done, trusting=trusting)
    gone = stored.keys() - set(paths) if work.snapshot is None else set()
    before = _before(work, cache, stored, [*new, *gone])
    mapped: dict[str, Mapped] = {}
    entries: list[Entry] = []
    for each in run(replace(work, keep=True), new):
        if each.digest and _has_room(work, stored.get(each.path)):
            entries.append(_entry(each, each.digest, work, clock))
        if len(entries) == _AT_ONCE:
            cache.store(entries)
            entries.clear()
        mapped[each.path] = each._replace(kept=None)  # texts take more room than all else
        done()
    cache.store(entries, gone)
    cache.restamp(restamped)
    return _known(paths, mapped, rows, cache, work, before)


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


def _collected(found: Iterable[Mapped], done: Callable[[], None]) -> dict[str, Mapped]:
    mapped = {}
    for each in found:
        mapped[each.path] = each
        done()
    return mapped


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


def _known(
    paths: Sequence[str],
    mapped: Mapping[str, Mapped],
    rows: Mapping[str, Row],
    cache: Cache | None,
    work: Work,
    before: Before | None = None,
) -> Known:
    kept = [path for path in paths if path not in mapped]
    return Known(
        {path: mapped[path].digest if path in mapped else rows[path].digest for path in paths},
        sum(counted(each.facts) for each in mapped.values())
        + sum(rows[path].records for path in kept),
        before,
        mapped,
        rows,
        cache,
        work,
    )


def counted(facts: Iterable[Facts]) -> int:
    """How many records there are: those of a list, and files, even where they say nothing."""
    return sum(each.value is not None or each.alone for each in facts)


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
