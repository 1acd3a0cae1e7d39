"""What a process left behind that died in the middle of a change is finished, or taken back.

The rule is the journal's: without one, nothing has happened, and what was staged is thrown away; a
committed change is finished; one that was being taken back is taken back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from eventbook.book.files import Reader, Unreadable, read_file
from eventbook.book.writing import atomic, journal
from eventbook.book.writing.applying import BESIDE_KEPT, Change, Conflict, Failed
from eventbook.book.writing.atomic import At
from eventbook.book.writing.journal import Journal
from eventbook.book.writing.lock import PATIENCE, Busy, locked
from eventbook.book.writing.renames import displaced
from eventbook.book.writing.slots import Slots, remove
from eventbook.book.writing.statefolder import FOLDER, LAST, StateFolder, state_folders
from eventbook.errors import EnvironmentFault

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a change that was broken off.

    Attributes:
        paths: its files, from the book's root, sorted.
        why: it was taken back, and this is why; "" if it was finished.
        left: files that somebody else has saved since, and where their old bytes are.
    """

    paths: tuple[str, ...]
    why: str = ""
    left: tuple[tuple[str, str], ...] = ()


def recover(root: Path) -> Recovered | None:
    """Finish, or take back, a change that was broken off; wait for one in progress.

    Where there is none, as nearly always, this looks for one folder and is done.

    Args:
        root: the book's, absolute, without symbolic links.

    Returns:
        What was done; None where records are as they were.

    Raises:
        EnvironmentFault: it cannot be done now, or another process is writing for too long.
    """
    found = None
    with _faults_told():
        for place in state_folders(root):
            if os.path.lexists(place.path / FOLDER):
                found = _recover_in(root, place) or found
    return found


def _recover_in(root: Path, place: StateFolder) -> Recovered | None:
    with place.opened(make=False) as state:
        pending = any(
            os.path.lexists(place.path / FOLDER / name)
            for name in (journal.COMMITTED, journal.ABORTED)
        )
        try:
            with locked(state, PATIENCE if pending else 0), Reader(root) as reader:
                return settle_last(root, reader, state, place)
        except Busy:
            if pending:
                raise
            return None  # it has only begun: the records are as they were


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except (OSError, Unreadable) as error:
        reason = error.message if isinstance(error, Unreadable) else str(error.strerror).lower()
        raise EnvironmentFault(f"a change that was broken off is in the way: {reason}") from error


def settle_last(root: Path, reader: Reader, state: int, place: StateFolder) -> Recovered | None:
    """Do what a journal asks for; the lock is held.

    Args:
        root: the book's.
        reader: of it.
        state: descriptor of the folder for the book's state.
        place: that folder.

    Raises:
        EnvironmentFault: the journal cannot be used, or the machine fails.
        OSError, Unreadable: the machine fails.
    """
    if atomic.identity(At(state, FOLDER)) is None:
        return None
    try:
        with atomic.uninterrupted(), opened_txn(state) as txn:
            return _settle(root, reader, state, txn, place)
    except journal.Unusable as error:
        advice = f"if {place.path / FOLDER} is removed, the records stay as they are"
        raise journal.Unusable(error.message, help=advice) from error


@contextmanager
def opened_txn(state: int) -> Iterator[int]:
    """A descriptor of the folder of the change in progress."""
    txn = os.open(FOLDER, _FOLDER_FLAGS, dir_fd=state)
    try:
        yield txn
    finally:
        os.close(txn)


def _settle(
    root: Path, reader: Reader, state: int, txn: int, place: StateFolder
) -> Recovered | None:
    for name in (journal.DONE, journal.ABORTED, journal.COMMITTED):
        if (found := journal.read(txn, name, doubtful=place.in_book)) is None:
            continue
        with Slots(root, txn, found) as slots:
            if name == journal.DONE:
                retire(state, txn, slots, found)
                return None
            change = Change(reader, state, txn, slots, found)
            why = _resume(change, name)
            retire(state, txn, slots, found, made=not why)
        paths = tuple(sorted(each.path for each in found.entries))
        return Recovered(paths, why, where_left(root, place, change.left))
    discard(root, state, txn, doubtful=place.in_book)
    return None


def _resume(change: Change, name: str) -> str:
    """Go on with a change; why it was taken back, "" if it was not."""
    if name == journal.ABORTED:
        change.take_back()
        return "it had failed"
    try:
        change.make(resumed=True)
    except Conflict as conflict:
        lost = f"the new bytes of {conflict.path} are lost"
        return lost if conflict.why == "lost" else f"{conflict.path} has changed since"
    except Failed as failed:
        return f"{failed.path} cannot be written: {failed.reason}"
    return ""


def where_left(
    root: Path, place: StateFolder, left: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Files that somebody else has saved since, and the whole paths of their old bytes."""
    return tuple(
        (path, str((root if entry.endswith(BESIDE_KEPT) else place.path) / entry))
        for path, entry in left
    )


def discard(root: Path, state: int, txn: int, *, doubtful: bool = False) -> None:
    """Throw away what was staged for a change that was never committed, or not to the end."""
    if atomic.identity(At(txn, journal.COMMITTED)):
        atomic.rename(At(txn, journal.COMMITTED), At(txn, journal.PLANNED))
        atomic.sync(txn)
    with suppress(journal.Unusable):  # it was not written out: nothing was staged yet
        planned = journal.read(txn, journal.PLANNED, doubtful=doubtful)
        if planned and any(each.slot for each in planned.entries):
            with Slots(root, txn, planned) as slots:
                slots.clear_beside()
    remove(state, FOLDER)


def retire(state: int, txn: int, slots: Slots, what: Journal, *, made: bool = True) -> None:
    """Clean up after a change, and keep what it replaced in the place of what was kept before.

    Args:
        made: it was; else it was taken back, and the one before is still the last.
    """
    if not made:
        slots.clear_beside()
        remove(state, FOLDER)
        return
    if what.kept:
        for number, entry in enumerate(what.entries):
            if entry.old is not None:
                _bring_in(displaced(slots.at(number)), At(txn, str(number)))
            elif not entry.slot:  # a second name of a file that was created
                with suppress(FileNotFoundError):
                    atomic.unlink(At(txn, str(number)))
    slots.clear_beside()
    remove(state, LAST)
    if what.kept:
        atomic.rename(At(state, FOLDER), At(state, LAST))
    else:
        remove(state, FOLDER)


def _bring_in(slot: At, kept: At) -> None:
    """Have old bytes in the folder of the change, under the number of their entry."""
    if slot == kept or atomic.identity(slot) is None:
        return
    if slot.folder == kept.folder:
        atomic.rename(slot, kept)
        return
    with suppress(FileNotFoundError):
        atomic.unlink(kept)  # a copy that was broken off
    atomic.write_new(kept, read_file(slot.name, slot.folder, slot.name, _LARGEST), 0o600)
