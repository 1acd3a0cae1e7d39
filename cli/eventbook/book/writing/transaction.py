"""Writing records: the one way to do it, all files of a change or none.

All new files are staged first and forced to disk, then a journal that names them, with what each
file held before; the name of the journal makes the change. Only then do files take their names, by
swapping them with what is there, so that what another program saved meanwhile is found in their
stead: then all is taken back. A process that dies on the way leaves the journal, and the next one
finishes (`recovery`). No folder on the way may be a symbolic link.

What is promised where is told in cli/docs/writing.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from eventbook.book.files import Reader, Unreadable
from eventbook.book.writing import atomic
from eventbook.book.writing.applying import Change, Conflict, Failed
from eventbook.book.writing.atomic import At
from eventbook.book.writing.journal import Journal
from eventbook.book.writing.lock import locked
from eventbook.book.writing.recovery import (
    discard,
    opened_txn,
    recover,
    retire,
    settle_last,
    where_left,
)
from eventbook.book.writing.slots import Slots
from eventbook.book.writing.staging import Preparation, Prepared, fault, refused
from eventbook.book.writing.statefolder import FOLDER, StateFolder, make_private, state_folders
from eventbook.book.writing.writes import Write, in_order, moved
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

__all__ = ["Write", "commit", "create_files", "moved"]


def create_files(
    root: Path, files: Mapping[str, bytes], *, check: Callable[[], None] | None = None
) -> None:
    """Create files, all or none, with the folders they need; nothing is ever overwritten.

    Args:
        root: the book's root.
        files: bytes by path relative to it.
        check: as for `commit`.

    Raises:
        UsageError: a file exists, or a path is unsafe or leads through a link.
        EnvironmentFault: no space, no permission, or another fault of the machine.
    """
    commit(root, [Write(path, new) for path, new in files.items()], check=check)


def commit(root: Path, writes: Sequence[Write], *, check: Callable[[], None] | None = None) -> None:
    """Create, replace and remove files, all or none.

    Args:
        root: the book's root.
        writes: at most one per file; one without new bytes says which it expects to remove.
        check: is called when nobody else can write in the book any more, and raises what speaks
            against the change. It must look at the disk again, and not write.

    Raises:
        UsageError: a file exists that should not, or no longer holds what was expected, or a path
            is unsafe or leads through a link.
        EnvironmentFault: no space, no permission, another process that writes for long, or
            another fault of the machine.
        KeyboardInterrupt: a signal came in time; nothing was written.
    """
    ordered = in_order(writes)
    if not ordered:
        return
    try:
        with Reader(root) as reader:
            place, *others = state_folders(root)
            if any(os.path.lexists(other.path / FOLDER) for other in others):
                recover(root)
            with place.opened(make=True) as state, locked(state):
                settle_last(root, reader, state, place)
                if check is not None:
                    check()
                with atomic.uninterrupted():
                    _Commit(root, reader, place, state).run(ordered)
    except OSError as error:
        raise fault(str(root), (error.strerror or str(error)).lower()) from error
    except Unreadable as error:
        kind = EnvironmentFault if error.reason in ("permission", "io") else UsageError
        raise kind(f"{error}; nothing was written") from error


class _Commit:
    """One change under the lock; signals wait."""

    def __init__(self, root: Path, reader: Reader, place: StateFolder, state: int) -> None:
        self._root = root
        self._reader = reader
        self._place = place
        self._state = state

    def run(self, writes: Sequence[Write]) -> None:
        preparing = Preparation(self._root, self._reader, self._state)
        try:
            prepared = preparing.compared(writes)
            if not prepared:
                return
            make_private(At(self._state, FOLDER))
            with opened_txn(self._state) as txn:
                planned = self._committed(txn, preparing, prepared)
                self._apply(txn, planned)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise fault(preparing.path or str(self._place.path), reason) from error

    def _committed(self, txn: int, preparing: Preparation, prepared: Sequence[Prepared]) -> Journal:
        try:
            planned = preparing.commit(txn, prepared)
            atomic.sync(self._state)
        except BaseException:
            with suppress(OSError):  # the next start clears what is left
                discard(self._root, self._state, txn)
            raise
        return planned

    def _apply(self, txn: int, planned: Journal) -> None:
        with Slots(self._root, txn, planned) as slots:
            change = Change(self._reader, self._state, txn, slots, planned)
            refusal: EventbookError | None = None
            try:
                change.make(resumed=False)
            except Conflict as conflict:
                refusal = refused(conflict.why, conflict.path)
            except Failed as failed:
                refusal = fault(failed.path, failed.reason)
            with suppress(OSError, Unreadable):  # the next start clears what is left
                retire(self._state, txn, slots, planned, made=refusal is None)
        if refusal is not None:
            raise self._with_left(refusal, change.left)

    def _with_left(self, error: EventbookError, left: Sequence[tuple[str, str]]) -> EventbookError:
        """The error with where old bytes are that somebody else's save has taken the place of."""
        if not left:
            return error
        kept = where_left(self._root, self._place, left)
        said = ", ".join(f"what {path} held before is in {where}" for path, where in kept)
        return type(error)(error.message, help=said)
