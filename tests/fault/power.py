"""A model of power cuts: what may be on the disk when the current fails, and what was forced there.

The calls of a change are recorded, then played to a model of a disk that keeps no more than it
must: the bytes of a file only from its sync on, and else none, half or all of them; a name only
from the sync of its folder on, and else any of the names that changed since, in any combination.
That is worse than real file systems, which keep some order.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from eventbook.book.writing import libc

Tree = tuple[tuple[str, bytes | None, int], ...]
"""What is on a disk: paths, bytes of files or None for folders, and which inode it is."""


class Step(NamedTuple):
    """A call as it was recorded, with absolute paths."""

    call: str
    path: str = ""
    other: str = ""
    data: bytes = b""


def _path(name: Any, folder: int | None) -> str:
    above = "" if folder is None else f"{_opened_path(folder)}/"
    return above + os.fsdecode(name)


def _opened_path(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


class _Recorder:
    """Calls that are made, and noted once they have had their effect."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        names = ("open", "write", "mkdir", "unlink", "rmdir", "link", "rename")
        self._real = {name: getattr(os, name) for name in names}
        self._checked = libc.checked

    def open(self, name: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        file = int(self._real["open"](name, flags, mode, dir_fd=dir_fd))
        if flags & os.O_EXCL:
            self.steps.append(Step("create", _path(name, dir_fd)))
        return file

    def write(self, file: int, data: Any) -> int:
        count = int(self._real["write"](file, data))
        self.steps.append(Step("write", _opened_path(file), data=bytes(data)[:count]))
        return count

    def fsync(self, file: int) -> None:
        self.steps.append(Step("fsync", _opened_path(file)))

    def one(self, call: str) -> Callable[..., None]:
        def called(name: Any, *rest: Any, dir_fd: int | None = None) -> None:
            self._real[call](name, *rest, dir_fd=dir_fd)
            self.steps.append(Step(call, _path(name, dir_fd)))

        return called

    def two(self, call: str) -> Callable[..., None]:
        def called(old: Any, new: Any, *, src_dir_fd: int, dst_dir_fd: int, **rest: Any) -> None:
            self._real[call](old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, **rest)
            self.steps.append(Step(call, _path(old, src_dir_fd), _path(new, dst_dir_fd)))

        return called

    def checked(self, call: Any, *arguments: Any) -> None:
        if len(arguments) == 1:
            self.steps.append(Step("syncfs"))
            return
        self._checked(call, *arguments)
        old_folder, old, new_folder, new, flag = arguments
        name = "swap" if flag == libc.EXCHANGE else "rename"
        self.steps.append(Step(name, _path(old, old_folder), _path(new, new_folder)))


@contextmanager
def recorded() -> Iterator[list[Step]]:
    """The calls that change the disk; those that force to disk are not waited for."""
    recorder = _Recorder()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "write", "fsync"):
            patch.setattr(os, name, getattr(recorder, name))
        for name in ("mkdir", "unlink", "rmdir"):
            patch.setattr(os, name, recorder.one(name))
        for name in ("link", "rename"):
            patch.setattr(os, name, recorder.two(name))
        patch.setattr(libc, "checked", recorder.checked)
        yield recorder.steps


class _Set(NamedTuple):
    """A name in a folder comes to mean an inode, or none."""

    folder: int
    name: str
    inode: int | None


@dataclass
class Disk:
    """Inodes, what is kept of them, and changes of names that are not kept yet."""

    now: dict[int, dict[str, int] | bytes] = field(default_factory=dict)
    kept: dict[int, dict[str, int] | bytes] = field(default_factory=dict)
    pending: list[tuple[_Set, ...]] = field(default_factory=list)
    top: str = ""

    @classmethod
    def of(cls, folder: Path, top: Path) -> Disk:
        """A disk that holds a copy of a folder, all of it kept, under the path of the original."""
        disk = cls(top=str(top))
        disk._take(folder)
        disk.kept = {inode: _copied(held) for inode, held in disk.now.items()}
        return disk

    def _take(self, path: Path) -> int:
        inode = len(self.now)
        self.now[inode] = {}
        if path.is_dir():
            self.now[inode] = {each.name: self._take(each) for each in sorted(path.iterdir())}
        else:
            self.now[inode] = path.read_bytes()
        return inode

    def play(self, step: Step, *, syncing: bool = True) -> None:
        """One call; `syncing` is false for a sync that does nothing."""
        call = step.call
        if call == "fsync":
            if syncing:
                self._sync(self._inode(step.path))
        elif call == "syncfs":
            for inode in list(self.now) if syncing else ():
                self._sync(inode)
        elif call == "write":
            inode = self._inode(step.path)
            self.now[inode] = self._bytes(inode) + step.data
        else:
            self._rename(step)

    def _rename(self, step: Step) -> None:
        folder, name = self._at(step.path)
        entries = self._entries(folder)
        if step.call in ("create", "mkdir"):
            inode = len(self.now)
            self.now[inode] = {} if step.call == "mkdir" else b""
            self.kept[inode] = {} if step.call == "mkdir" else b""
            change = [_Set(folder, name, inode)]
        elif step.call in ("unlink", "rmdir"):
            change = [_Set(folder, name, None)]
        else:
            there, other = self._at(step.other)
            change = [_Set(there, other, entries[name])]
            if step.call == "swap":
                change.append(_Set(folder, name, self._entries(there)[other]))
            elif step.call == "rename":
                change.append(_Set(folder, name, None))
        for each in change:
            _apply(self._entries(each.folder), each)
        self.pending.append(tuple(change))

    def _sync(self, inode: int) -> None:
        if isinstance(self.now[inode], bytes):
            self.kept[inode] = self.now[inode]
            return
        left: list[tuple[_Set, ...]] = []
        for change in self.pending:
            if any(each.folder == inode for each in change):
                self._keep(self.kept, change)
                names = {(each.folder, each.name) for each in change}
                # What a name meant before is of no account any more.
                left = [tuple(e for e in one if (e.folder, e.name) not in names) for one in left]
            else:
                left.append(change)
        self.pending = [change for change in left if change]

    @staticmethod
    def _keep(kept: dict[int, dict[str, int] | bytes], change: tuple[_Set, ...]) -> None:
        for each in change:
            entries = kept[each.folder]
            assert isinstance(entries, dict)
            _apply(entries, each)

    def after_cut(self, chance: random.Random, most: int) -> Iterator[Tree]:
        """What may be there after a power cut now; at most so many of all possibilities."""
        dirty = [
            inode
            for inode, held in self.now.items()
            if isinstance(held, bytes) and held != self.kept[inode]
        ]
        every = 2 ** len(self.pending) * 3 ** len(dirty)
        if every <= most:
            choices = product(*[(0, 1)] * len(self.pending), *[(0, 1, 2)] * len(dirty))
            for choice in choices:
                yield self._chosen(choice, dirty)
            return
        for number in range(most):
            names: list[int] = [number % 2] * len(self.pending)
            if number > 1:
                names = [chance.randrange(2) for _ in self.pending]
            yield self._chosen((*names, *(chance.randrange(3) for _ in dirty)), dirty)

    def _chosen(self, choice: tuple[int, ...], dirty: list[int]) -> Tree:
        kept = {inode: _copied(held) for inode, held in self.kept.items()}
        for taken, change in zip(choice, self.pending, strict=False):
            if taken:
                self._keep(kept, change)
        for much, inode in zip(choice[len(self.pending) :], dirty, strict=True):
            held = self._bytes(inode)
            before = kept[inode]
            assert isinstance(before, bytes)
            kept[inode] = (before, held[: len(held) // 2], held)[much]
        return tuple(_listed(kept, 0, ""))

    def _at(self, path: str) -> tuple[int, str]:
        above, _, name = path.rpartition("/")
        return self._inode(above), name

    def _inode(self, path: str) -> int:
        inode = 0
        for name in filter(None, path.removeprefix(self.top).split("/")):
            inode = self._entries(inode)[name]
        return inode

    def _entries(self, inode: int) -> dict[str, int]:
        entries = self.now[inode]
        assert isinstance(entries, dict)
        return entries

    def _bytes(self, inode: int) -> bytes:
        held = self.now[inode]
        assert isinstance(held, bytes)
        return held


def _copied(held: dict[str, int] | bytes) -> dict[str, int] | bytes:
    return dict(held) if isinstance(held, dict) else held


def _apply(entries: dict[str, int], change: _Set) -> None:
    if change.inode is None:
        entries.pop(change.name, None)
    else:
        entries[change.name] = change.inode


def _listed(
    inodes: dict[int, dict[str, int] | bytes], inode: int, prefix: str, depth: int = 0
) -> Iterator[tuple[str, bytes | None, int]]:
    held = inodes[inode]
    if isinstance(held, bytes):
        yield prefix, held, inode
        return
    assert depth < 20
    if prefix:
        yield prefix, None, inode
    for name, inner in sorted(held.items()):
        yield from _listed(inodes, inner, f"{prefix}/{name}" if prefix else name, depth + 1)


def cuts(
    disk: Disk,
    steps: list[Step],
    *,
    dropped: Collection[int] = (),
    most: int = 64,
    seed: int = 1,
) -> Iterator[tuple[int, Tree]]:
    """Everything that may be found after a power cut at each moment.

    Args:
        disk: as it was before the steps.
        dropped: numbers of steps whose sync does nothing.
        most: states tried at each moment.

    Yields:
        How many steps were done, and what is there.
    """
    chance = random.Random(seed)
    for number in range(len(steps) + 1):
        for tree in disk.after_cut(chance, most):
            yield number, tree
        if number < len(steps):
            disk.play(steps[number], syncing=number not in dropped)
