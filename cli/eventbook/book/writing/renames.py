"""Files take and leave their names so that no other program's save is ever lost.

Linux has a call that swaps two names, and one that takes a name only if it is free (renameat2).
Where it is missing, several steps stand for it. Other programs may then act between two of them:
what is replaced is looked at right before, so the time for that is some microseconds.
"""

from __future__ import annotations

import errno
import os
import stat

from eventbook.book.files import read_file
from eventbook.book.writing import atomic, libc
from eventbook.book.writing.atomic import At

_NO_FLAGS = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})
SPARE = "~"
"""Ends the name that an old file has between the steps of a swap."""

_LARGEST = 1 << 30


class Changed(Exception):
    """Another program has put another file at the name."""


class Renames:
    """The renames of one change; knows after the first what the file system can do."""

    def __init__(self) -> None:
        self._flags_work = True

    def swap(self, slot: At, target: At) -> At:
        """A file takes the name of another, which is kept.

        Returns:
            Where the other one is now: in the slot, or beside it (see `displaced`).

        Raises:
            FileNotFoundError: one of them is not there.
            Changed: another file has come to the target meanwhile.
            Unreadable: it is no file, and names cannot be swapped at once here.
            OSError: otherwise.
        """
        if self._flagged(slot, target, libc.EXCHANGE):
            return slot
        return _swap_in_steps(slot, target)

    def take(self, slot: At, target: At, *, resumed: bool = False) -> None:
        """A file gets a name that is free; in steps, it has the name in the slot as well.

        Args:
            resumed: it may have been on the way to it when a process died.

        Raises:
            FileExistsError: it is not free.
            OSError: otherwise.
        """
        if self._flagged(slot, target, libc.NOREPLACE):
            return
        try:
            _take_in_steps(slot, target)
        except FileExistsError:
            if resumed and is_second_name(slot, target):
                return
            if not resumed or not _is_empty(target):  # a claim, or nothing that could be lost
                raise
            atomic.rename(slot, target)

    def _flagged(self, old: At, new: At, flag: int) -> bool:
        """Whether renameat2 did it."""
        call = libc.renameat2() if self._flags_work else None
        if call is None:
            return False
        names = (old.folder, os.fsencode(old.name), new.folder, os.fsencode(new.name))
        try:
            libc.checked(call, *names, flag)
        except OSError as error:
            if error.errno not in _NO_FLAGS:
                raise
            self._flags_work = False
            return False
        return True


def displaced(slot: At) -> At:
    """Where the file is that was swapped for the one in a slot, if it was; else the slot."""
    if atomic.identity(slot) is None and atomic.identity(spare := _spare(slot)):
        return spare
    return slot


def _spare(slot: At) -> At:
    return At(slot.folder, slot.name + SPARE)


def is_second_name(slot: At, target: At) -> bool:
    """Whether a name was taken in steps: the file has it, and still the one in the slot."""
    found = atomic.identity(slot)
    return found is not None and found == atomic.identity(target)


def _is_empty(at: At) -> bool:
    found = atomic.look(at)
    return found is not None and stat.S_ISREG(found.st_mode) and found.st_size == 0


def _swap_in_steps(slot: At, target: At) -> At:
    before = _state(target)
    spare = _spare(slot)
    if atomic.identity(spare):  # of a process that died before the rename
        atomic.unlink(spare)
    if not atomic.link(target, spare):
        data = read_file(target.name, target.folder, target.name, _LARGEST)
        atomic.write_new(spare, data, before[-1] & 0o7777)
    atomic.sync(slot.folder)  # else a power cut may take the spare name, and keep the rename
    if _state(target) != before:
        raise Changed
    atomic.rename(slot, target)
    return spare


def _state(at: At) -> tuple[int, ...]:
    """What changes when a file is written into or replaced, and not when it gets a second name."""
    found = atomic.look(at)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode


def _take_in_steps(slot: At, target: At) -> None:
    if atomic.link(slot, target):
        return
    # No hard links here: claim the name with an empty file, then rename over our own.
    atomic.write_new(target, b"")
    try:
        atomic.rename(slot, target)
    except OSError:
        atomic.unlink(target)
        raise
