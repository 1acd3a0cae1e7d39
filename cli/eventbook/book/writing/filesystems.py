"""Which file system a folder is on, and forcing much of one to disk at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from eventbook.book.files import Reader
from eventbook.book.writing import atomic, libc

MANY = 64
"""So many files are forced to disk one by one; more of them by one call for the file system."""

# Where syncfs(2) waits for everything, and says so if something could not be written.
_WHOLE = frozenset({"btrfs", "ext4", "tmpfs", "xfs"})
_TELLS_ERRORS = (5, 8)  # the first Linux whose syncfs does, see its manual


def mount_of(folder: int) -> tuple[int, str]:
    """What tells file systems apart: nothing is renamed from one to the other.

    One device may be mounted twice, and renaming fails from mount to mount as well.

    Returns:
        Its device, and the number of its mount, or "" where the system does not tell.
    """
    device = os.fstat(folder).st_dev
    with suppress(OSError):
        told = Path(f"/proc/self/fdinfo/{folder}").read_bytes()
        if found := re.search(rb"^mnt_id:\s*(\d+)", told, re.MULTILINE):
            return device, found[1].decode()
    return device, ""


def syncs_at_once(folder: int) -> bool:
    """Whether `sync_all` may be used for what is on this folder's file system."""
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    if libc.syncfs() is None or not release:
        return False
    if (int(release[1]), int(release[2])) < _TELLS_ERRORS:
        return False
    _, mount = mount_of(folder)
    with suppress(OSError):
        for line in (
            Path("/proc/self/mountinfo").read_bytes().decode("utf-8", "replace").splitlines()
        ):
            fields, _, rest = line.partition(" - ")
            if fields.split(" ", 1)[0] == mount:
                return rest.split(" ", 1)[0] in _WHOLE
    return False


def sync_all(folder: int) -> None:
    """Force everything to disk that is on a folder's file system.

    Args:
        folder: opened before what matters was written: errors since then are told.

    Raises:
        OSError: something is not there.
    """
    call = libc.syncfs()
    assert call is not None  # `syncs_at_once` said so
    libc.checked(call, folder)


def sync_folders(reader: Reader, paths: Iterable[str]) -> None:
    """Force the names in folders of a book to disk.

    Args:
        reader: of the book, entered before they were changed.
        paths: of the folders, from the book's root.

    Raises:
        OSError: they are not there.
        Unreadable: a folder cannot be opened.
    """
    ordered = sorted(set(paths))
    top = reader.folder("")
    if len(ordered) > MANY and syncs_at_once(top):
        here = mount_of(top)
        # Those on other file systems one by one. They are few: a book is seldom spread.
        ordered = [path for path in ordered if os.fstat(reader.folder(path)).st_dev != here[0]]
        sync_all(top)
    for path in ordered:
        atomic.sync(reader.folder(path))
