"""The moves by which one state of a published folder follows another."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TypeAlias

from eventbook.book.paths import shown
from eventbook.book.writing import atomic, libc
from eventbook.errors import EnvironmentFault

Identity: TypeAlias = tuple[int, int]
"""Device and inode."""

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV})
_NO_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})
_AT_CWD = -100  # AT_FDCWD of openat(2): paths are those of the process


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places; False where the system cannot."""
    call = libc.renameat2()
    if call is None:
        return False
    try:
        names = os.fsencode(one), os.fsencode(other)
        libc.checked(call, _AT_CWD, names[0], _AT_CWD, names[1], libc.EXCHANGE)
    except OSError as error:
        if error.errno in _NO_EXCHANGE:
            return False
        raise
    return True


def carry(old: Path, new: Path) -> None:
    """Move what is not ours to where it was; what is there already is not replaced."""
    if not os.path.lexists(new):
        new.parent.mkdir(parents=True, exist_ok=True)
        atomic.again(os.rename, old, new)
    elif old.is_dir() and new.is_dir() and not old.is_symlink() and not new.is_symlink():
        for inner in sorted(old.iterdir()):
            carry(inner, new / inner.name)
    elif identity(old) != identity(new):
        raise EnvironmentFault(
            f"{shown(str(old))} was not made by eventbook, and {shown(str(new))} is there as well",
            help="move one of them away, and run the same again",
        )


def linked(old: str, new: str) -> bool:
    """Give a file or link a second name; False where that cannot be."""
    try:
        atomic.again(os.link, old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


def identity(name: Path | int) -> Identity | None:
    """Device and inode; None where nothing is."""
    try:
        found = os.fstat(name) if isinstance(name, int) else os.lstat(name)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def sync(name: str) -> None:
    """Force a file or folder to disk."""
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    try:
        atomic.sync(descriptor)
    finally:
        os.close(descriptor)
