"""Publishing: what should lie in a folder is brought there, as a whole, and only what changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from eventbook.book.files import Stamp
from eventbook.book.publishing.comparing import found_bytes, holding, made_of
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.manifest import MANIFEST, Made, Manifest, check_paths
from eventbook.book.publishing.memory import NOTHING, Known, Memory, Remembered
from eventbook.book.publishing.others import check_others, others
from eventbook.book.publishing.workplace import Workplace, beside, workplace


class Wanted(Protocol):
    """A file that should be there, not yet made."""

    @property
    def path(self) -> str:
        """From the folder, with slashes."""

    @property
    def inputs(self) -> str:
        """A digest of what it is made from: the same inputs and program make the same bytes."""


class Result(NamedTuple):
    """A file that was made.

    Attributes:
        number: among those wanted.
        made: its bytes.
        differs: from the file that lies in the folder now; then it was written, if it was to be.
    """

    number: int
    made: Made
    differs: bool


Make = Callable[[Sequence[int], Folder, str | None], Iterable[Result]]
"""Makes files by their numbers, and holds them against the folder's; those that differ are written
into another folder, if one is given."""


class Published(NamedTuple):
    """What was done.

    Attributes:
        written: how many files.
        removed: how many.
        unchanged: how many.
        by_hand: of those written, the paths of those that somebody had changed or removed.
        told: of an earlier run that was broken off; empty if there was none.
    """

    written: int
    removed: int
    unchanged: int
    by_hand: tuple[str, ...] = ()
    told: str = ""


class Differences(NamedTuple):
    """What would be done, as paths in order.

    Attributes:
        stale: made from what is no more.
        missing: not there.
        by_hand: changed since they were made.
        left_over: no longer wanted.
        broken_off: an earlier run was broken off, or another one is writing.
    """

    stale: tuple[str, ...]
    missing: tuple[str, ...]
    by_hand: tuple[str, ...]
    left_over: tuple[str, ...]
    broken_off: bool

    def __bool__(self) -> bool:
        return any(self)


def is_current(folder: Folder, remembered: Remembered, key: str) -> bool:
    """Whether everything lies there as it was made last, from the same.

    Raises:
        OSError: it cannot be read.
    """
    return (
        bool(key)
        and remembered.key == key
        and not os.path.lexists(beside(folder))
        and all(
            holding(folder.file(path), known.made, known.stamp)
            for path, known in remembered.files.items()
        )
    )


@dataclass
class Publication:
    """Files that should lie in a folder.

    Attributes:
        folder: where.
        wanted: the files.
        options: for the manifest.
        make: makes them.
        memory: of what was made there last; None uses none.
        key: stands for everything that the files are made from.
        program: a digest of what makes them.
    """

    folder: Folder
    wanted: Sequence[Wanted]
    options: Mapping[str, object]
    make: Make
    memory: Memory | None = None
    key: str = ""
    program: str = ""
    _made: dict[int, Made] = field(default_factory=dict)
    _kept: dict[int, Stamp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_paths(self._paths)

    def differences(self) -> Differences:
        """What is not as it should be; nothing is written."""
        found: dict[str, list[str]] = {"stale": [], "missing": [], "by_hand": []}
        for number in sorted(self._changed(None)):
            found[self._why(self._paths[number])].append(self._paths[number])
        if not any(found.values()) and not self._has_manifest:
            found["stale"].append(MANIFEST)
        return Differences(
            tuple(found["stale"]),
            tuple(found["missing"]),
            tuple(found["by_hand"]),
            tuple(self._left_over),
            os.path.lexists(beside(self.folder)),
        )

    def publish(self) -> Published:
        """Bring the folder into this state.

        Raises:
            EventbookError: it cannot be done; the folder is as it was.
            OSError: the same.
        """
        with workplace(self.folder) as work:
            told = work.recover()
            self.folder = Folder(self.folder.path, self.folder.called)  # which may be another now
            others_here = self._others()
            changed = self._changed(work)
            by_hand = [
                path for path in map(self._paths.__getitem__, changed) if self._by_hand(path)
            ]
            removed = self._left_over
            if changed or removed or not self._has_manifest:
                self._put(work, changed, others_here)
        self._remember()
        unchanged = len(self.wanted) - len(changed)
        return Published(len(changed), len(removed), unchanged, tuple(sorted(by_hand)), told)

    @cached_property
    def _paths(self) -> list[str]:
        return [file.path for file in self.wanted]

    @cached_property
    def _remembered(self) -> Remembered:
        found = self.memory.read() if self.memory else NOTHING
        return found if found.program == self.program else NOTHING

    @cached_property
    def _manifest(self) -> bytes:
        """The manifest, once all files are made."""
        files = {path: self._made[number] for number, path in enumerate(self._paths)}
        return Manifest(files, self.options).dumped()

    @property
    def _left_over(self) -> list[str]:
        before = self.folder.manifest
        return sorted(before.files.keys() - set(self._paths)) if before else []

    @property
    def _has_manifest(self) -> bool:
        return holding(self.folder.file(MANIFEST), made_of(self._manifest)) is not None

    def _others(self) -> list[str]:
        """What is not ours in the folder, all of which can be kept."""
        if not self.folder.there:
            return []
        found = others(self.folder.path, self.folder.manifest)
        check_others(self.folder.path, found, self._paths)
        return found

    def _changed(self, work: Workplace | None) -> set[int]:
        """The numbers of the files that differ; where something is made, they are written."""
        unknown = list(self._not_as_remembered())
        into = None
        if unknown and work is not None:
            work.begin()
            work.make_folders(self._paths)
            into = str(work.new)
        changed = set()
        for result in self.make(unknown, self.folder, into):
            self._made[result.number] = result.made
            if result.differs:
                changed.add(result.number)
        return changed

    def _not_as_remembered(self) -> Iterator[int]:
        """The files that have to be made; what the others are is known."""
        known = self._remembered.files
        for number, file in enumerate(self.wanted):
            before = known.get(file.path)
            stamp = None
            if before is not None and before.inputs == file.inputs:
                stamp = holding(self.folder.file(file.path), before.made, before.stamp)
            if before is None or stamp is None:
                yield number
            else:
                self._made[number], self._kept[number] = before.made, stamp

    def _put(self, work: Workplace, changed: set[int], others_here: Sequence[str]) -> None:
        if not work.new.exists():
            work.begin()
            work.make_folders(self._paths)
        work.keep_others(others_here)
        work.keep(path for number, path in enumerate(self._paths) if number not in changed)
        (work.new / MANIFEST).write_bytes(self._manifest)
        work.put([*(self._paths[number] for number in changed), MANIFEST])

    def _by_hand(self, path: str) -> bool:
        """Whether somebody has changed or removed a file that was made."""
        before = self.folder.manifest
        made = before.files.get(path) if before else None
        if made is None:
            return False
        known = self._remembered.files.get(path)
        stamp = known.stamp if known and known.made == made else None
        return holding(self.folder.file(path), made, stamp) is None

    def _why(self, path: str) -> str:
        if found_bytes(self.folder.file(path)) is None:
            return "missing"
        before = self.folder.manifest
        ours = before is not None and path in before.files
        return "stale" if ours and not self._by_hand(path) else "by_hand"

    def _remember(self) -> None:
        if self.memory is None:
            return
        files = {
            file.path: Known(file.inputs, self._made[number], self._kept.get(number))
            for number, file in enumerate(self.wanted)
        }
        files[MANIFEST] = Known("", made_of(self._manifest))
        self.memory.write(self.key, self.program, files)
