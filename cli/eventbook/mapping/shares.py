"""What is sent to another machine: some of the work on files, and what it is to be done with."""

from __future__ import annotations

import platform
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from eventbook.book.files import Unreadable
from eventbook.mapping.files import Mapped, Read, Work
from eventbook.mapping.versions import versions

_BYTES = 4 << 20  # of files sent in a share; Dask warns of ten

_turn = threading.Lock()  # the parsers hold the interpreter's lock: a process's threads take turns


class Share(Protocol):
    """Some of the work, as it is sent to a worker."""

    @property
    def paths(self) -> list[str]:
        """The files, in order."""

    def mapped(self) -> list[Mapped | None]:
        """What a worker does. None: it does not see that file as the sender does."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Files that a worker reads itself: path, size in bytes and time of change of each."""

    work: Work
    versions: Mapping[str, str]
    files: tuple[tuple[str, int, int], ...]

    @property
    def paths(self) -> list[str]:
        """The files, in order."""
        return [path for path, _, _ in self.files]

    def mapped(self) -> list[Mapped | None]:
        """See `Share`. What this machine tells of its files holds on no other: no stamps."""
        _refuse(self.versions)
        try:
            found = list(self.work.read(self.paths))
        except Unreadable:  # there is no such folder here
            return [None] * len(self.files)
        same = [
            file
            for file, (_, *seen) in zip(found, self.files, strict=True)
            if file.stamp is not None and [file.stamp.size, file.stamp.mtime_ns] == seen
        ]
        with _turn:
            facts = {each.path: each._replace(stamp=None) for each in self.work.judged(same)}
        return [facts.get(path) for path in self.paths]


@dataclass(frozen=True, slots=True)
class Sent:
    """Files with their bytes."""

    work: Work
    versions: Mapping[str, str]
    files: tuple[Read, ...]

    @property
    def paths(self) -> list[str]:
        """The files, in order."""
        return [file.path for file in self.files]

    def mapped(self) -> list[Mapped | None]:
        """See `Share`."""
        _refuse(self.versions)
        with _turn:
            return list(self.work.judged(self.files))


class Other(Exception):
    """This machine would judge otherwise; `args` are its name and its versions."""


def _refuse(wanted: Mapping[str, str]) -> None:
    if versions() != wanted:
        raise Other(platform.node(), dict(versions()))


def stored(work: Work, paths: Sequence[str]) -> Stored:
    """Files to be read elsewhere."""
    files = []
    with work.tree.open(paths) as reader:
        for path in paths:
            try:
                stamp = reader.stamp(path)
            except Unreadable:
                stamp = None
            files.append((path, *((stamp.size, stamp.mtime_ns) if stamp else (-1, -1))))
    return Stored(replace(work, snapshot=None), dict(versions()), tuple(files))


def sent(work: Work, paths: Sequence[str]) -> Iterator[Sent]:
    """Files read here, in as many shares as their size asks for."""
    alone = replace(work, snapshot=None)
    files: list[Read] = []
    size = 0
    for file in work.read(paths):
        files.append(file)
        size += len(file.data) if isinstance(file.data, bytes) else 0
        if size > _BYTES:
            yield Sent(alone, dict(versions()), tuple(files))
            files, size = [], 0
    if files:
        yield Sent(alone, dict(versions()), tuple(files))
