"""The steps that changes on disk are made of; names are always in a folder that stands open.

Each step is done again where a signal cut it short (EINTR): Python itself does so for some calls
only (PEP 475).
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, ParamSpec, TypeAlias, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Identity: TypeAlias = tuple[int, int]
"""Device and inode: which file it is, whatever its name."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOTTY})
"""The file system has no such call, for folders mostly: nothing was tried, so nothing failed."""
# On macOS fsync only hands the bytes to the drive; this call waits for the drive, see fcntl(2).
_FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)


class At(NamedTuple):
    """A name in an open folder."""

    folder: int
    name: str


def again(call: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """A system call, until no signal cuts it short."""
    while True:
        try:
            return call(*args, **options)
        except InterruptedError:
            continue


def sync(descriptor: int) -> None:
    """Force a file or folder to disk. Nobody may try again after an error: what could not be
    written is forgotten, and a second call would say that all is well.

    Raises:
        OSError: it is not there, or not all of it.
    """
    try:
        if _FULL_SYNC is not None:
            fcntl.fcntl(descriptor, _FULL_SYNC)
            return
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def write_new(
    at: At,
    data: bytes,
    mode: int | None = None,
    *,
    owner: tuple[int, int] | None = None,
    synced: bool = True,
) -> None:
    """Create a file that is not there yet.

    Args:
        at: its name.
        data: all of its bytes.
        mode: its permissions; None leaves them to the umask.
        owner: user and group that it is given to, if it is not theirs.
        synced: force its bytes to disk.

    Raises:
        FileExistsError: the name is taken.
        OSError: otherwise; then no file of that name is left behind.
    """
    file = os.open(at.name, _NEW_FILE, 0o666, dir_fd=at.folder)
    try:
        if owner is not None:
            again(os.fchown, file, *owner)
        if mode is not None:
            again(os.fchmod, file, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        if synced:
            sync(file)
    except BaseException:
        with suppress(OSError):
            unlink(at)
        raise
    finally:
        os.close(file)


def link(old: At, new: At) -> bool:
    """Give a file a second name; False where the file system has no hard links.

    Raises:
        FileExistsError: the name is taken.
        OSError: any other fault.
    """
    try:
        again(
            os.link,
            old.name,
            new.name,
            src_dir_fd=old.folder,
            dst_dir_fd=new.folder,
            follow_symlinks=False,
        )
    except OSError as error:
        if error.errno in _NO_HARD_LINKS:
            return False
        raise
    return True


def rename(old: At, new: At) -> None:
    """Give a file another name, over whatever had it."""
    again(os.rename, old.name, new.name, src_dir_fd=old.folder, dst_dir_fd=new.folder)


def unlink(at: At) -> None:
    """Take a file's name away."""
    again(os.unlink, at.name, dir_fd=at.folder)


def make_folder(at: At, mode: int = 0o777) -> None:
    """Make a folder."""
    again(os.mkdir, at.name, mode, dir_fd=at.folder)


def remove_folder(at: At) -> None:
    """Remove an empty folder."""
    again(os.rmdir, at.name, dir_fd=at.folder)


def look(at: At) -> os.stat_result | None:
    """What the system tells of a name, links not followed; None where there is nothing."""
    try:
        return again(os.stat, at.name, dir_fd=at.folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


def identity(at: At) -> Identity | None:
    """Which file a name stands for now; None where there is none."""
    found = look(at)
    return (found.st_dev, found.st_ino) if found else None


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
