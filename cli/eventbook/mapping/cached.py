"""Mapping with a cache: what is known is not judged again, and decoded only if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256

from eventbook.book.cache import Cache, Entry, Row
from eventbook.book.facts import Facts, facts_from_json
from eventbook.book.files import Stamp, Unreadable
from eventbook.book.trees import TreeReader
from eventbook.mapping.files import Mapped, Work


@dataclass
class Known:
    """The state of a book's files, each either mapped now or known from before.

    Attributes:
        digests: of every file in path order; None for one that could not be read.
        records: how many there are in all.
    """

    digests: dict[str, bytes | None]
    records: int
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

    def _decode(self, paths: Sequence[str], *, everything: bool) -> None:
        assert self._cache is not None  # without one, all files were mapped
        left = dict.fromkeys(paths)
        for path, digest, judged, text in self._cache.texts(None if everything else paths):
            if path in left and digest == self._rows[path].digest and judged >= self._work.judge:
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
        mapped = _collected(run(work, paths), done)
        return _known(paths, mapped, {}, None, work)
    clock = _Clock.read(work, cache)  # before anything is read
    stored = cache.rows()
    rows = {path: row for path, row in stored.items() if row.judged or not work.judge}
    new, restamped = _compared(work, paths, rows, clock, done, trusting=trusting)
    mapped = _collected(run(replace(work, keep=True), new), done)
    entries = [
        _entry(each, each.digest, work, clock)
        for each in mapped.values()
        if each.digest and _has_room(work, stored.get(each.path))
    ]
    cache.store(entries, stored.keys() - set(paths) if work.snapshot is None else ())
    cache.restamp(restamped)
    return _known(paths, mapped, rows, cache, work)


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
) -> Known:
    kept = [path for path in paths if path not in mapped]
    return Known(
        {path: mapped[path].digest if path in mapped else rows[path].digest for path in paths},
        sum(counted(each.facts) for each in mapped.values())
        + sum(rows[path].records for path in kept),
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


@dataclass(frozen=True, slots=True)
class _Clock:
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
    return Entry(mapped.path, row, mapped.text)
