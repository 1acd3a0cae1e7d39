"""Making a change whose journal is written, or taking it back.

What has been done already is read from the disk, never remembered: the same steps finish a change
that another process began. Where a slot holds the new bytes, its file has not been reached; where
it holds others, they are what the file held.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal, TypeAlias

from eventbook.book.files import Reader, Unreadable
from eventbook.book.writing import atomic, journal
from eventbook.book.writing.atomic import At
from eventbook.book.writing.filesystems import sync_folders
from eventbook.book.writing.journal import Entry, Journal
from eventbook.book.writing.renames import Changed, Renames, displaced, is_second_name
from eventbook.book.writing.slots import Slots, digest
from eventbook.errors import EnvironmentFault

_STAYS = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.EBUSY})
"""Somebody has put something into a folder, or it is not there any more."""

BESIDE_KEPT = ".kept"
"""Ends the name of old bytes that are kept among the records."""

Why: TypeAlias = Literal["changed", "exists", "lost"]


class Conflict(Exception):
    """A file is not as the change needs it.

    Attributes:
        path: of the file.
        why: it has changed; it exists already; its new bytes are lost.
    """

    def __init__(self, path: str, why: Why) -> None:
        super().__init__(path, why)
        self.path = path
        self.why: Why = why


class Failed(Exception):
    """A fault of the machine on the way.

    Attributes:
        path: the file that was worked on.
        reason: in the system's words.
    """

    def __init__(self, path: str, error: OSError | Unreadable) -> None:
        reason = error.message if isinstance(error, Unreadable) else error.strerror or str(error)
        super().__init__(path, reason.lower())
        self.path = path
        self.reason = reason.lower()


class Change:
    """A change that is being made, or taken back. Signals must wait meanwhile.

    Attributes:
        left: files whose old bytes could not go back, as theirs is there now, and where they are.
    """

    def __init__(self, reader: Reader, state: int, txn: int, slots: Slots, what: Journal) -> None:
        self._reader = reader
        self._state = state
        self._txn = txn
        self._slots = slots
        self._journal = what
        self._renames = Renames()
        self._path = ""
        self.left: list[tuple[str, str]] = []

    def make(self, *, resumed: bool) -> None:
        """Give every file its new bytes, or take all of it back.

        Args:
            resumed: a process may have begun it already.

        Raises:
            Conflict: a file was not as expected; all is as before, and others' saves are kept.
            Failed: a fault of the machine; all is as before.
            EnvironmentFault: a fault of the machine, and it cannot be taken back now.
        """
        try:
            self._forward(resumed)
            atomic.rename(At(self._txn, journal.COMMITTED), At(self._txn, journal.DONE))
        except (Conflict, OSError, Unreadable) as error:
            path = self._path
            self._turn_back()
            if isinstance(error, Conflict):
                raise
            raise Failed(path, error) from error
        # Until this is on disk, nothing that the journal speaks of may go.
        try:
            atomic.sync(self._txn)
        except OSError as error:
            raise EnvironmentFault(
                f"the change is made, but the disk reports a fault: {str(error.strerror).lower()}"
            ) from error

    def take_back(self) -> None:
        """Give every file its old bytes again, if nobody has written others meanwhile.

        Raises:
            EnvironmentFault: a fault of the machine; what is left to do is tried again later.
        """
        entries = self._journal.entries
        try:
            for number in reversed(range(len(entries))):
                self._path = entries[number].path
                with suppress(FileNotFoundError):  # a folder is gone, and all that was in it
                    self._back(number, entries[number])
            folders = self._remove_folders()
            sync_folders(self._reader, folders)
            # What is left is a plan that came to nothing.
            atomic.rename(At(self._txn, journal.ABORTED), At(self._txn, journal.PLANNED))
            atomic.sync(self._txn)
        except (OSError, Unreadable) as error:
            failed = Failed(self._path, error)
            raise EnvironmentFault(
                f"the change failed, and could not be taken back in {failed.path}: {failed.reason}",
                help="the next command tries again",
            ) from error

    # Forward

    def _forward(self, resumed: bool) -> None:
        for path in self._journal.folders:
            self._path = path
            parent, _, name = path.rpartition("/")
            with suppress(FileExistsError):
                atomic.make_folder(At(self._reader.folder(parent), name))
        for number, entry in enumerate(self._journal.entries):
            self._path = entry.path
            try:
                self._put(number, entry, resumed)
            except (FileNotFoundError, Changed) as error:
                raise Conflict(entry.path, "changed") from error
            except FileExistsError as error:
                raise Conflict(entry.path, "exists") from error
        sync_folders(self._reader, self._touched_folders())

    def _put(self, number: int, entry: Entry, resumed: bool) -> None:
        slot, target = self._slots.at(number), self._target(entry)
        there, held = slot, None
        if resumed:
            if is_second_name(slot, target):
                return
            there = displaced(slot)
            held = digest(there)
            if self._is_done(entry, held, target):
                return
        if entry.new is None:
            if held is None:
                atomic.rename(target, slot)
        elif entry.old is None:
            self._renames.take(slot, target, resumed=resumed)
            return
        elif not resumed or held == entry.new:
            there = self._renames.swap(slot, target)
        if digest(there) != entry.old:
            raise Conflict(entry.path, "changed")

    @staticmethod
    def _is_done(entry: Entry, held: str | None, target: At) -> bool:
        """Whether a file has been reached already, by what its slot holds now."""
        if entry.old is None:
            # Neither here nor there: a power cut took the folder that it had gone to.
            if held not in (entry.new, None) or (held is None and not atomic.identity(target)):
                raise Conflict(entry.path, "lost")
            return held is None
        if entry.new is not None and held is None:
            raise Conflict(entry.path, "lost")
        return held == entry.old

    def _target(self, entry: Entry) -> At:
        folder, _, name = entry.path.rpartition("/")
        try:
            return At(self._reader.folder(folder), name)
        except Unreadable as error:
            if error.reason in ("permission", "io"):
                raise
            raise FileNotFoundError(0, error.message) from error

    # Back

    def _turn_back(self) -> None:
        try:
            atomic.rename(At(self._txn, journal.COMMITTED), At(self._txn, journal.ABORTED))
            atomic.sync(self._txn)
        except OSError as error:
            reason = Failed(self._path, error).reason
            raise EnvironmentFault(
                f"the change is neither finished nor taken back: {reason}",
                help="the next command finishes it",
            ) from error
        self.take_back()

    def _back(self, number: int, entry: Entry) -> None:
        slot, target = self._slots.at(number), self._target(entry)
        there = displaced(slot)
        held = digest(there)
        if entry.old is None:
            self._uncreate(slot, target, entry, held)
        elif held is None or held == entry.new:
            pass  # not reached, or back already
        elif entry.new is None:
            try:
                self._renames.take(slot, target, resumed=True)
            except FileExistsError:
                self._keep_aside(number, entry, there)
        elif digest(target) != entry.new:
            self._keep_aside(number, entry, there)
        else:
            new = self._renames.swap(there, target)
            if digest(new) != entry.new:  # somebody saved at this very moment
                self._keep_aside(number, entry, self._renames.swap(new, target))

    def _uncreate(self, slot: At, target: At, entry: Entry, held: str | None) -> None:
        if held is not None:  # not reached, or reached in steps
            if held == entry.new and is_second_name(slot, target):
                atomic.unlink(target)
        elif digest(target) == entry.new:
            atomic.rename(target, slot)
            if digest(slot) != entry.new:
                with suppress(FileExistsError):
                    self._renames.take(slot, target)

    def _keep_aside(self, number: int, entry: Entry, slot: At) -> None:
        """Keep old bytes whose place somebody else has taken."""
        if entry.slot:
            kept = At(slot.folder, f"{slot.name}{BESIDE_KEPT}")
            where = f"{entry.slot}{BESIDE_KEPT}"
        else:
            kept = At(self._state, f"kept-{self._journal.token}-{number}")
            where = kept.name
        atomic.rename(slot, kept)
        self.left.append((entry.path, where))

    def _remove_folders(self) -> set[str]:
        """Remove the folders that were made, if nothing is in them; the others that changed."""
        touched = self._touched_folders()
        for path in reversed(self._journal.folders):
            parent, _, name = path.rpartition("/")
            try:
                atomic.remove_folder(At(self._reader.folder(parent), name))
            except Unreadable as error:
                if error.reason in ("permission", "io"):
                    raise
            except OSError as error:
                if error.errno not in _STAYS:
                    raise
        return {path for path in touched if self._is_there(path)}

    def _is_there(self, path: str) -> bool:
        """Whether a folder still has its name; the reader may have it open without."""
        return not path or atomic.identity(At(self._reader.folder(""), path)) is not None

    def _touched_folders(self) -> set[str]:
        paths: Sequence[str] = (
            *(each.path for each in self._journal.entries),
            *self._journal.folders,
        )
        return {path.rpartition("/")[0] for path in paths} | self._slots.folders()
