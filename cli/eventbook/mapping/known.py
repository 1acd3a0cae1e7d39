"""What is known of a book's files: facts made now, or before, and decoded only if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from eventbook.book.cache import Cache, Row
from eventbook.book.facts import Facts, Trace, facts_from_json
from eventbook.events.privacy import FLAGS
from eventbook.mapping.files import Work


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

    digests: Mapping[str, bytes | None]
    records: int
    before: Before | None
    _facts: dict[str, tuple[Facts, ...]]
    _rows: Mapping[str, Row]
    _cache: Cache | None
    _work: Work
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
        missing = [path for path in wanted if path not in self._facts]
        if missing:
            self._decode(missing, everything=len(missing) > len(self.digests) // 2)
        for path in wanted:
            yield from self._facts[path]

    def with_trace(self, trace: Trace) -> Iterator[Facts]:
        """The facts of files that may have a value which leaves a trace, among others."""
        missing = [path for path in self.digests if path not in self._facts]
        if missing and self._work.lean:  # what is kept does not hold all fields
            self._decode(missing, everything=True)
        elif missing:
            self._decode(missing, everything=True, wanted=trace.may_be_in)
        for path in self.digests:
            yield from self._facts.get(path, ())

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
                    self._facts[path] = facts_from_json(text, FLAGS)
                    if judged:
                        self._judged.add(path)
                    del left[path]
        for mapped in self._work.map(left):  # damaged, or changed by another process meanwhile
            self._facts[mapped.path] = mapped.facts


def counted(facts: Iterable[Facts]) -> int:
    """How many records there are: those of a list, and files, even where they say nothing."""
    return sum(each.value is not None or each.alone for each in facts)
