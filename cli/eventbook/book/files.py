"""Reading files of a book: regular ones only, through no symbolic link, within a size limit.

Every folder on the way is opened by name inside the one above it, so a path that is swapped for a
link while we read leads nowhere.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, TypeAlias

from eventbook.book.paths import shown, why_unsafe

MAX_FILE = 1 << 20
"""Largest file that is read, in bytes: records are a few KiB."""

Reason: TypeAlias = Literal[
    "symlink", "not-regular", "missing", "permission", "too-large", "path", "io"
]

REASONS: Mapping[Reason, str] = {
    "symlink": "is or lies behind a symbolic link, which is never followed",
    "not-regular": "is not a regular file",
    "missing": "does not exist",
    "permission": "cannot be read: permission denied",
    "too-large": "is larger than the limit of 1 MiB",
    "path": "has a name that not every system can hold",
    "io": "cannot be read: input/output error",
}

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_INNER_FOLDER = _FOLDER | os.O_NOFOLLOW
# O_NONBLOCK: opening a FIFO returns at once instead of waiting for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Unreadable(Exception):
    """A file or folder that is not read.

    Attributes:
        reason: a stable word for why; `REASONS` holds a phrase for each.
        path: relative to the book's root, odd characters escaped.
    """

    def __init__(self, reason: Reason, path: str = "") -> None:
        super().__init__(reason, path)
        self.reason: Reason = reason
        self.path = shown(path)

    @property
    def message(self) -> str:
        """The reason as a phrase to stand after the path."""
        return REASONS[self.reason]

    def __str__(self) -> str:
        return f"{self.path} {self.message}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)


_BY_ERRNO: Mapping[int, Reason] = {
    errno.ELOOP: "symlink",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENXIO: "not-regular",  # a socket
    errno.ENODEV: "not-regular",
    errno.ENAMETOOLONG: "path",
}


def unreadable(error: OSError, path: str) -> Unreadable:
    """The same failure in this room's words."""
    return Unreadable(_BY_ERRNO.get(error.errno or 0, "io"), path)


def open_folder(name: str, parent: int, path: str) -> int:
    """Open a folder inside an open one, never through a link; the descriptor is the caller's.

    Raises:
        Unreadable: with `path` as its path.
    """
    try:
        return os.open(name, _INNER_FOLDER, dir_fd=parent)
    except OSError as error:
        # Linux says ENOTDIR, not ELOOP, for a link opened with O_DIRECTORY and O_NOFOLLOW.
        if error.errno == errno.ENOTDIR and _is_link(name, parent):
            raise Unreadable("symlink", path) from error
        raise unreadable(error, path) from error


def _is_link(name: str, parent: int) -> bool:
    with suppress(OSError):  # it may be gone by now
        return stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
    return False


class Stamp(NamedTuple):
    """What the system tells of a file. As long as it is the same, so are mostly the bytes."""

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int
    device: int
    mode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stamp:
        """The stamp in what `stat` gave."""
        return cls(
            found.st_mtime_ns,
            found.st_ctime_ns,
            found.st_size,
            found.st_ino,
            found.st_dev,
            found.st_mode,
        )


class Reader:
    """Reads many files under one root; neighbours in sorted order share their folder.

    Use as a context manager. Not for several threads at once.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._root_fd = -1
        self._folder = ""
        self._folder_fd = -1

    def __enter__(self) -> Reader:
        try:
            self._root_fd = os.open(self._root, _FOLDER)
        except OSError as error:
            raise unreadable(error, str(self._root)) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave_folder()
        if self._root_fd >= 0:
            os.close(self._root_fd)
            self._root_fd = -1

    def read(self, path: str, limit: int = MAX_FILE) -> bytes:
        """The bytes of one regular file.

        Args:
            path: relative to the root, with `/`.
            limit: most bytes to accept.

        Raises:
            Unreadable: it is not a regular file of at most `limit` bytes, or cannot be opened.
        """
        return self.read_stamped(path, limit)[0]

    def read_stamped(self, path: str, limit: int = MAX_FILE) -> tuple[bytes, Stamp | None]:
        """The same with the file's stamp, None where it changed while it was read."""
        folder, name = self._opened(path)
        return _read_file(name, folder, path, limit)

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file, unread.

        Raises:
            Unreadable: there is none, or its folder cannot be opened.
        """
        folder, name = self._opened(path)
        try:
            return Stamp.of(os.stat(name, dir_fd=folder, follow_symlinks=False))
        except OSError as error:
            raise unreadable(error, path) from error

    def _opened(self, path: str) -> tuple[int, str]:
        if why_unsafe(path):
            raise Unreadable("path", path)
        folder, _, name = path.rpartition("/")
        return (self.folder(folder) if folder else self._root_fd), name

    def folder(self, path: str) -> int:
        """A descriptor of a folder under the root, valid until another folder is asked for.

        Raises:
            Unreadable: a part of the path is missing, a link, or no folder.
        """
        if not path:
            return self._root_fd
        if path == self._folder and self._folder_fd >= 0:
            return self._folder_fd
        self._leave_folder()
        current = self._root_fd
        walked = ""
        for name in path.split("/"):
            walked = f"{walked}/{name}" if walked else name
            try:
                inner = open_folder(name, current, walked)
            finally:
                if current != self._root_fd:
                    os.close(current)
            current = inner
        self._folder, self._folder_fd = path, current
        return current

    def _leave_folder(self) -> None:
        if self._folder_fd >= 0:
            os.close(self._folder_fd)
        self._folder, self._folder_fd = "", -1


def read_file(name: str, folder: int, path: str, limit: int) -> bytes:
    """The bytes of one regular file in an open folder.

    Raises:
        Unreadable: as `Reader.read`, with `path` as its path.
    """
    return _read_file(name, folder, path, limit)[0]


def _read_file(name: str, folder: int, path: str, limit: int) -> tuple[bytes, Stamp | None]:
    try:
        file = os.open(name, _FILE, dir_fd=folder)
    except OSError as error:
        raise unreadable(error, path) from error
    try:
        return _read_all(file, path, limit)
    except OSError as error:
        raise unreadable(error, path) from error
    finally:
        os.close(file)


def _read_all(file: int, path: str, limit: int) -> tuple[bytes, Stamp | None]:
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("not-regular", path)
    if found.st_size > limit:
        raise Unreadable("too-large", path)
    # One byte more than expected: a short read proves that the end was reached.
    data = os.read(file, found.st_size + 1)
    while len(data) > found.st_size and (more := os.read(file, limit + 1)):
        data += more
        if len(data) > limit:
            raise Unreadable("too-large", path)
    stamp = Stamp.of(found)
    return data, (stamp if Stamp.of(os.fstat(file)) == stamp else None)


def read_regular(root: Path, path: str, limit: int = MAX_FILE) -> bytes:
    """The bytes of one regular file under a root; for many files use a `Reader`.

    Raises:
        Unreadable: as `Reader.read`.
    """
    with Reader(root) as reader:
        return reader.read(path, limit)
