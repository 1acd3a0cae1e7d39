"""The steps that changes on disk are made of; names are always in a folder that stands open."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

Identity: TypeAlias = tuple[int, int]
"""Device and inode: which file it is, whatever its name."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def write_new(name: str, folder: int, data: bytes, mode: int | None = None) -> Identity:
    """Create a file that is not there yet and force its bytes to disk.

    Args:
        name: in the folder.
        folder: descriptor of it.
        data: all of its bytes.
        mode: its permissions; None leaves them to the umask.

    Raises:
        FileExistsError: the name is taken.
        OSError: otherwise; then no file of that name is left behind.
    """
    file = os.open(name, _NEW_FILE, 0o666, dir_fd=folder)
    try:
        if mode is not None:
            os.fchmod(file, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
        found = os.fstat(file)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise
    finally:
        os.close(file)
    return found.st_dev, found.st_ino


def link(old: str, new: str, folder: int) -> bool:
    """Give a file a second name; False where the file system has no hard links.

    Raises:
        FileExistsError: the name is taken.
        OSError: any other fault.
    """
    try:
        os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_HARD_LINKS:
            return False
        raise
    return True


def rename(old: str, new: str, folder: int) -> None:
    """Give a file another name, over whatever had it."""
    os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)


def identity(name: str, folder: int) -> Identity | None:
    """Which file a name stands for now, links not followed; None where there is none."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Signals that would end the program wait until the block is left."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop_if_asked() -> None:
    """Inside `uninterrupted`: give up at a point of our choosing.

    Raises:
        KeyboardInterrupt: such a signal is waiting; it is delivered when the block is left.
    """
    if not _SIGNALS.isdisjoint(signal.sigpending()):
        raise KeyboardInterrupt
