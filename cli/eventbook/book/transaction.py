"""Writing records: the one module that does, all files of a change or none.

Every new file is first written beside its place under a temporary name and forced to disk. Only
then do the names change: a file that is created takes its name by a hard link, which fails where
the name is taken; one that is replaced is renamed over, after a last look that it still holds what
the change was computed from; one that is removed is renamed away, last of all, so that a file which
moves is never nowhere. Whatever goes wrong on the way is taken back, an interrupt included. No
folder on the way may be a symbolic link.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from eventbook.book import atomic
from eventbook.book.files import Reader, Unreadable, open_folder, read_file
from eventbook.book.paths import colliding, shown, why_unsafe
from eventbook.errors import EnvironmentFault, EventbookError, UsageError


@dataclass(frozen=True, slots=True)
class Write:
    """One file of a change.

    Attributes:
        path: relative to the book's root.
        new: the bytes it shall hold; None where there shall be no file any more.
        expected: the bytes it holds now; None where there must be no file yet.
        like: the path of a file that is there, whose permissions a new one gets.
    """

    path: str
    new: bytes | None
    expected: bytes | None = None
    like: str | None = None


def moved(old: str, new: str, data: bytes, expected: bytes) -> tuple[Write, Write]:
    """The two writes that move a file to another path, where it holds other bytes."""
    return Write(new, data, like=old), Write(old, None, expected)


def create_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Create files, all or none, with the folders they need; nothing is ever overwritten.

    Args:
        root: the book's root.
        files: bytes by path relative to it.

    Raises:
        UsageError: a file exists, or a path is unsafe or leads through a link.
        EnvironmentFault: no space, no permission, or another fault of the machine.
    """
    commit(root, [Write(path, new) for path, new in files.items()])


def commit(root: Path, writes: Sequence[Write]) -> None:
    """Create, replace and remove files, all or none.

    Args:
        root: the book's root.
        writes: at most one per file; one without new bytes says which it expects to remove.

    Raises:
        UsageError: a file exists that should not, or no longer holds what was expected, or a path
            is unsafe or leads through a link.
        EnvironmentFault: no space, no permission, or another fault of the machine.
    """
    _check_paths(writes)
    try:
        with atomic.uninterrupted(), Reader(root) as reader:
            _Change(reader).make(sorted(writes, key=lambda each: (each.new is None, each.path)))
    except Unreadable as error:
        raise _refused(error) from error


def _check_paths(writes: Sequence[Write]) -> None:
    paths = [write.path for write in writes]
    for path in paths:
        if why := why_unsafe(path):
            raise UsageError(f"`{shown(path)}` cannot be written: {why}")
    if len(set(paths)) < len(paths):
        raise UsageError("a file would be written twice")
    for same in colliding(paths):
        raise UsageError(f"{' and '.join(same)} are one file on some systems")


def _refused(error: Unreadable) -> EventbookError:
    kind = EnvironmentFault if error.reason in ("permission", "io") else UsageError
    return kind(f"{error}; nothing was written")


def _fault(error: OSError, path: str) -> EnvironmentFault:
    reason = (error.strerror or str(error)).lower()
    return EnvironmentFault(f"{path} cannot be written: {reason}; nothing was written")


@dataclass(slots=True)
class _Staged:
    """A write on its way.

    Attributes:
        temporary: the name of the new file until it has its own.
        backup: a second name of the file that is replaced; the only one of a file removed.
        ours: which files at the write's name are this change's doing.
    """

    write: Write
    folder: str
    name: str
    temporary: str
    backup: str
    ours: set[atomic.Identity] = field(default_factory=set)


class _Change:
    """One change in progress. What undoing has to do is read from the disk, not remembered."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._staged: list[_Staged] = []
        self._made_folders: list[str] = []
        self._path = ""

    def make(self, writes: Sequence[Write]) -> None:
        try:
            for write in writes:
                atomic.stop_if_asked()
                self._path = write.path
                self._stage(write)
            for staged in self._staged:
                atomic.stop_if_asked()
                self._path = staged.write.path
                self._publish(staged)
            self._sync_folders()
        except BaseException as error:
            self._undo()
            if isinstance(error, OSError):
                raise _fault(error, self._path) from error
            raise
        for staged in self._staged:
            with suppress(OSError, Unreadable):
                self._remove_spare_names(staged)

    # Forward

    def _stage(self, write: Write) -> None:
        folder, _, name = write.path.rpartition("/")
        mode = self._mode(write.like) if write.like is not None else None
        descriptor = self._make_folder(folder)
        if write.expected is not None:
            self._compare(name, descriptor, write)
            mode = self._mode(write.path)
        elif atomic.identity(name, descriptor):
            raise _exists(write)
        token = f".eventbook-{os.urandom(8).hex()}"
        staged = _Staged(write, folder, name, f"{token}.new", f"{token}.old")
        self._staged.append(staged)
        if write.new is not None:
            staged.ours.add(atomic.write_new(staged.temporary, descriptor, write.new, mode))

    def _mode(self, path: str) -> int:
        """The permissions of a file."""
        folder, _, name = path.rpartition("/")
        descriptor = self._reader.folder(folder)
        return os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode & 0o7777

    def _make_folder(self, path: str) -> int:
        """The descriptor of a folder, which is made where it is missing."""
        try:
            return self._reader.folder(path)
        except Unreadable as error:
            if error.reason != "missing":
                raise
        parent = ""
        for name in path.split("/"):
            walked = f"{parent}/{name}" if parent else name
            self._make_one_folder(name, self._reader.folder(parent), walked)
            parent = walked
        return self._reader.folder(path)

    def _make_one_folder(self, name: str, parent: int, path: str) -> None:
        try:
            os.close(open_folder(name, parent, path))
        except Unreadable as error:
            if error.reason != "missing":
                raise
            self._made_folders.append(path)
            try:
                os.mkdir(name, dir_fd=parent)
            except FileExistsError:  # somebody else's, made meanwhile, if it is a folder at all
                self._made_folders.remove(path)
                self._expect_folder(name, parent, path)

    @staticmethod
    def _expect_folder(name: str, parent: int, path: str) -> None:
        try:
            os.close(open_folder(name, parent, path))
        except Unreadable as error:
            if error.reason != "missing" or not atomic.identity(name, parent):
                raise
            raise UsageError(f"{path} is not a folder; nothing was written") from error

    def _publish(self, staged: _Staged) -> None:
        descriptor = self._reader.folder(staged.folder)
        if staged.write.expected is None:
            self._take_name(staged, descriptor)
            return
        if staged.write.new is None:
            self._compare(staged.name, descriptor, staged.write)
            atomic.rename(staged.name, staged.backup, descriptor)
            self._compare(staged.backup, descriptor, staged.write)
            return
        if not atomic.link(staged.name, staged.backup, descriptor):
            atomic.write_new(staged.backup, descriptor, staged.write.expected)
        self._compare(staged.name, descriptor, staged.write)
        atomic.rename(staged.temporary, staged.name, descriptor)
        # Another program may have written into the old file up to the moment it lost its name.
        self._compare(staged.backup, descriptor, staged.write)

    def _take_name(self, staged: _Staged, descriptor: int) -> None:
        try:
            if atomic.link(staged.temporary, staged.name, descriptor):
                return
            # No hard links here: claim the name with an empty file, then rename over our own.
            staged.ours.add(atomic.write_new(staged.name, descriptor, b""))
        except FileExistsError as error:
            raise _exists(staged.write) from error
        atomic.rename(staged.temporary, staged.name, descriptor)

    def _compare(self, name: str, descriptor: int, write: Write) -> None:
        expected = write.expected or b""
        try:
            same = read_file(name, descriptor, write.path, len(expected)) == expected
        except Unreadable as error:
            if error.reason not in ("missing", "too-large"):
                raise
            same = False
        if not same:
            raise UsageError(
                f"{write.path} has changed since it was read; nothing was written",
                help="run the command again",
            )

    def _sync_folders(self) -> None:
        folders = {staged.folder for staged in self._staged}
        folders.update(path.rpartition("/")[0] for path in self._made_folders)
        for folder in sorted(folders):
            os.fsync(self._reader.folder(folder))

    # Back

    def _undo(self) -> None:
        stuck = []
        for staged in reversed(self._staged):
            try:
                self._take_back(staged)
                self._remove_spare_names(staged)
            except (OSError, Unreadable, UsageError):
                stuck.append(staged)
        for path in reversed(self._made_folders):
            parent, _, name = path.rpartition("/")
            with suppress(OSError, Unreadable):
                os.rmdir(name, dir_fd=self._reader.folder(parent))
        if stuck:
            paths = ", ".join(staged.write.path for staged in stuck)
            raise EnvironmentFault(
                f"the change failed, and could not be taken back in {paths}",
                help="what was there before is beside it, in a file `.eventbook-….old`",
            )

    def _take_back(self, staged: _Staged) -> None:
        descriptor = self._reader.folder(staged.folder)
        if staged.write.new is None:
            self._put_back(staged, descriptor)
        elif atomic.identity(staged.name, descriptor) not in staged.ours:
            pass  # not reached yet, or somebody else's by now
        elif staged.write.expected is None:
            os.unlink(staged.name, dir_fd=descriptor)
        else:
            atomic.rename(staged.backup, staged.name, descriptor)

    def _put_back(self, staged: _Staged, descriptor: int) -> None:
        """Give a removed file its name again, unless that is somebody else's by now."""
        if not atomic.identity(staged.backup, descriptor):
            return  # not reached yet
        if not atomic.link(staged.backup, staged.name, descriptor):
            if atomic.identity(staged.name, descriptor):
                raise _exists(staged.write)
            atomic.rename(staged.backup, staged.name, descriptor)

    def _remove_spare_names(self, staged: _Staged) -> None:
        descriptor = self._reader.folder(staged.folder)
        for name in (staged.temporary, staged.backup):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=descriptor)


def _exists(write: Write) -> UsageError:
    return UsageError(f"{write.path} exists already; nothing was written")
