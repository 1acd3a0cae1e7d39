"""The lock of a book: who holds it is the only one to change records.

The lock is on a file that is never removed (flock(2)). The system frees it when its process ends,
however that ends, so there is never a stale one to take away.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

from eventbook.book.writing.atomic import again
from eventbook.errors import EnvironmentFault

PATIENCE = 10.0
"""Seconds to wait for another process."""

_NAME = "lock"
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PAUSES = (0.001, 0.05)  # seconds between two attempts: the first, the longest


class Busy(EnvironmentFault):
    """Another process holds the lock."""


@contextmanager
def locked(folder: int, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock.

    Args:
        folder: descriptor of the folder for a book's state.
        patience: seconds to wait for another process.

    Raises:
        Busy: another process holds it that long.
        EnvironmentFault: nothing can be locked here.
    """
    end = time.monotonic() + patience
    while True:
        file = _opened(folder)
        try:
            _wait(file, end, patience)
            if os.fstat(file).st_nlink:
                yield
                return
            # Removed by hand while we waited: whoever comes next would lock another file.
        finally:
            os.close(file)


def _opened(folder: int) -> int:
    try:
        file = os.open(_NAME, _FLAGS, 0o600, dir_fd=folder)
    except OSError as error:
        raise _fault(error) from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise EnvironmentFault("the lock is not a file")
    if os.geteuid() == 0:
        above = os.fstat(folder)
        again(os.fchown, file, above.st_uid, above.st_gid)
    return file


def _wait(file: int, end: float, patience: float) -> None:
    pause, longest = _PAUSES
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EINTR):
                raise _fault(error) from error
        left = end - time.monotonic()
        if left <= 0:
            raise Busy(
                "another eventbook is writing in this book"
                + (f"; waited {patience:g} seconds" if patience else ""),
                help="try again when it is done",
            )
        time.sleep(min(pause, left))
        pause = min(pause * 2, longest)


def _fault(error: OSError) -> EnvironmentFault:
    return EnvironmentFault(f"the book cannot be locked: {(error.strerror or str(error)).lower()}")
