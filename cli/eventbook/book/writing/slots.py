"""Where the files of a change wait: new bytes before it, old ones after it.

A file can only be renamed within its file system. So the slots are in the folder of the change,
where that is on the same one, and else beside the files themselves.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from eventbook.book.files import Reader, Unreadable, read_file
from eventbook.book.writing import atomic, journal
from eventbook.book.writing.atomic import At
from eventbook.book.writing.filesystems import MANY
from eventbook.book.writing.journal import Journal
from eventbook.book.writing.renames import SPARE
from eventbook.book.writing.statefolder import LAST

UNREADABLE = "unreadable"
"""Stands for the digest of what is no regular file."""

_LARGEST = 1 << 30
_AT_A_TIME = 16
_MOST_SPARES = 3  # a swap, its way back, and back again where somebody saves between the two


def digest(at: At) -> str | None:
    """SHA-256 of a file's bytes; None where there is none; UNREADABLE for a link or a folder.

    Raises:
        Unreadable: it cannot be read, for a fault of the machine.
    """
    try:
        return digest_of(read_file(at.name, at.folder, at.name, _LARGEST))
    except Unreadable as error:
        if error.reason == "missing":
            return None
        if error.reason in ("permission", "io"):
            raise
        return UNREADABLE


def digest_of(data: bytes) -> str:
    """SHA-256 as the journal writes it."""
    return hashlib.sha256(data).hexdigest()


class Slots:
    """The slots of a change, by the numbers of its entries. Use as a context manager."""

    def __init__(self, root: Path, txn: int, planned: Journal) -> None:
        self._txn = txn
        self._entries = planned.entries
        self._reader = Reader(root)

    def __enter__(self) -> Slots:
        self._reader.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._reader.__exit__(kind, error, trace)

    def at(self, number: int) -> At:
        """An entry's slot, valid until the next is asked for."""
        if not (beside := self._entries[number].slot):
            return At(self._txn, str(number))
        folder, _, name = beside.rpartition("/")
        return At(self._reader.folder(folder), name)

    def folders(self) -> set[str]:
        """The folders of the book that slots are in."""
        return {each.slot.rpartition("/")[0] for each in self._entries if each.slot}

    def clear_beside(self) -> None:
        """Remove the slots that are among the records.

        Raises:
            OSError, Unreadable: one cannot be removed.
        """
        for number, entry in enumerate(self._entries):
            if entry.slot and (at := self._found(number)):
                for spares in reversed(range(_MOST_SPARES + 1)):
                    with suppress(FileNotFoundError):
                        atomic.unlink(At(at.folder, at.name + SPARE * spares))
        for folder in sorted(self.folders()):  # the journal that knows of them goes next
            with suppress(FileNotFoundError, Unreadable):
                atomic.sync(self._reader.folder(folder))

    def _found(self, number: int) -> At | None:
        try:
            return self.at(number)
        except Unreadable as error:
            if error.reason in ("permission", "io"):
                raise
            return None  # the folder is gone, and with it what was in it


def remove(state: int, name: str) -> None:
    """Remove a folder of a change with all that is in it, the journals first.

    Raises:
        OSError: something cannot be removed.
    """
    try:
        folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=state)
    except FileNotFoundError:
        return
    try:
        names = os.listdir(folder)  # noqa: PTH208 - of a descriptor
        journals = {journal.DONE, journal.COMMITTED, journal.ABORTED}.intersection(names)
        for each in journals:
            atomic.unlink(At(folder, each))
        if journals and name != LAST:  # nobody goes by a journal there
            atomic.sync(folder)  # no journal may outlive what it speaks of
        _unlink_all(folder, [each for each in names if each not in journals])
    finally:
        os.close(folder)
    atomic.remove_folder(At(state, name))


def _unlink_all(folder: int, names: Sequence[str]) -> None:
    """Remove files; many at a time, as some disks take a millisecond to free what one held."""
    if len(names) <= MANY:
        for name in names:
            atomic.unlink(At(folder, name))
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for _ in pool.map(lambda name: atomic.unlink(At(folder, name)), names):
            pass
