"""Preparing a change: files are compared with what is expected, and new ones staged."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.files import Reader, Unreadable, read_file
from eventbook.book.writing import atomic, journal
from eventbook.book.writing.atomic import At
from eventbook.book.writing.filesystems import MANY, mount_of, sync_all, syncs_at_once
from eventbook.book.writing.journal import Entry, Journal
from eventbook.book.writing.slots import Slots, digest_of
from eventbook.book.writing.writes import Write
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

MOST_KEPT = 256 << 20
"""Most bytes of old files that are kept to take a change back; a larger one cannot be."""


class _Folder(NamedTuple):
    """A folder that files are written into.

    Attributes:
        path: the folder, or the nearest above it that is there.
        here: it is on the file system of the folder for changes.
        missing: folders to make, outer ones first.
    """

    path: str
    here: bool
    missing: tuple[str, ...]


class Prepared(NamedTuple):
    """A write that has been looked into."""

    write: Write
    mode: int | None
    owner: tuple[int, int] | None


class Preparation:
    """A change until it is committed. Signals must wait; it looks for them itself.

    Attributes:
        path: the file that is being worked on; "" between the two steps.
    """

    def __init__(self, root: Path, reader: Reader, state: int) -> None:
        self._root = root
        self._reader = reader
        self._state = state
        self._mount = mount_of(state)
        self._folders: dict[str, _Folder] = {}
        self.path = ""

    def compared(self, writes: Sequence[Write]) -> list[Prepared]:
        """The writes that change something.

        Raises:
            UsageError: a file is not as expected, or no folder stands where one is needed.
            Unreadable: a file or folder cannot be opened.
        """
        prepared = []
        for write in writes:
            atomic.stop_if_asked()
            self.path = write.path
            found = self._compared(write)
            if write.new != write.expected:
                prepared.append(found)
        self.path = ""
        return prepared

    def commit(self, txn: int, prepared: Sequence[Prepared]) -> Journal:
        """Stage the files, and write the journal: with its name, the change is made.

        Args:
            txn: descriptor of the folder of the change.
            prepared: what `compared` gave.

        Raises:
            OSError, Unreadable: a fault of the machine.
            KeyboardInterrupt: asked to stop.
        """
        planned = self._journal(prepared)
        self.path = prepared[0].write.path
        journal.write_plan(txn, planned)
        with Slots(self._root, txn, planned) as slots:
            beside = slots.folders()
            if beside:  # who cleans up must find the plan, or not know where to look
                atomic.sync(txn)
                atomic.sync(self._state)
            self._stage(txn, prepared, slots)
            for folder in sorted(beside):
                atomic.sync(self._reader.folder(folder))
        atomic.sync(txn)
        atomic.stop_if_asked()
        atomic.rename(At(txn, journal.PLANNED), At(txn, journal.COMMITTED))
        atomic.sync(txn)
        return planned

    def _compared(self, write: Write) -> Prepared:
        folder, _, name = write.path.rpartition("/")
        mode = self._like(write.like) if write.like is not None else write.mode
        if write.expected is None:
            into = self._folder(folder)
            if not into.missing and atomic.identity(At(self._reader.folder(folder), name)):
                raise refused("exists", write.path)
            return Prepared(write, mode, None)
        at = At(self._opened(folder, write), name)
        try:
            same = read_file(name, at.folder, write.path, len(write.expected)) == write.expected
        except Unreadable as error:
            if error.reason not in ("missing", "too-large"):
                raise
            same = False
        found = atomic.look(at)
        if not same or found is None:
            raise refused("changed", write.path)
        self._folder(folder)
        # Whoever is not root writes as himself, and cannot give files away.
        owner = (found.st_uid, found.st_gid) if os.geteuid() == 0 else None
        return Prepared(write, stat.S_IMODE(found.st_mode), owner)

    def _opened(self, folder: str, write: Write) -> int:
        try:
            return self._reader.folder(folder)
        except Unreadable as error:
            if error.reason == "missing":
                raise refused("changed", write.path) from error
            raise

    def _like(self, path: str) -> int:
        """The permissions of a file."""
        folder, _, name = path.rpartition("/")
        found = atomic.look(At(self._reader.folder(folder), name))
        if found is None:
            raise refused("changed", path)
        return stat.S_IMODE(found.st_mode)

    def _folder(self, path: str) -> _Folder:
        """What is known of a folder that is to be written into."""
        known = self._folders.get(path)
        if known is None:
            known = self._folders[path] = self._looked_at(path)
        return known

    def _looked_at(self, path: str) -> _Folder:
        try:
            there = mount_of(self._reader.folder(path))
        except Unreadable as error:
            if error.reason != "missing":
                raise
        else:
            return _Folder(path, there == self._mount, ())
        parent, _, name = path.rpartition("/")
        above = self._folder(parent)
        if not above.missing and atomic.identity(At(self._reader.folder(parent), name)):
            raise UsageError(f"{path} is not a folder; nothing was written")
        return above._replace(missing=(*above.missing, path))

    def _journal(self, prepared: Sequence[Prepared]) -> Journal:
        token = os.urandom(8).hex()
        entries = []
        folders: dict[str, None] = {}
        size = 0
        for number, (write, mode, _) in enumerate(prepared):
            folder = self._folder(write.path.rpartition("/")[0])
            if write.new is not None:
                folders.update(dict.fromkeys(folder.missing))
            slot = ""
            if not folder.here:
                within = f"{folder.path}/" if folder.path else ""
                slot = f"{within}.eventbook-{token}-{number}"
            old, new = (
                None if data is None else digest_of(data) for data in (write.expected, write.new)
            )
            entries.append(Entry(write.path, old, new, slot, mode if old else None))
            size += len(write.expected or b"")
        kept = size <= MOST_KEPT
        return Journal(tuple(entries), tuple(folders), kept, int(time.time()), token)

    def _stage(self, txn: int, prepared: Sequence[Prepared], slots: Slots) -> None:
        at_once = len(prepared) > MANY and syncs_at_once(txn)
        for number, (write, mode, owner) in enumerate(prepared):
            if write.new is None:
                continue
            atomic.stop_if_asked()
            self.path = write.path
            slot = slots.at(number)
            alone = not at_once or slot.folder != txn
            atomic.write_new(slot, write.new, mode, owner=owner, synced=alone)
        if at_once:
            sync_all(txn)


def refused(why: str, path: str) -> EventbookError:
    """The error that says why a change was not made."""
    if why == "exists":
        return UsageError(f"{path} exists already; nothing was written")
    if why == "lost":
        return EnvironmentFault(f"the new bytes of {path} are lost; nothing was written")
    return UsageError(
        f"{path} has changed since it was read; nothing was written", help="run the command again"
    )


def fault(path: str, reason: str) -> EnvironmentFault:
    """The error that says which fault of the machine kept a change from being made."""
    return EnvironmentFault(f"{path} cannot be written: {reason}; nothing was written")
