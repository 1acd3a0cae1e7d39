"""Taking the last change back, as long as nobody has written into its files since."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from eventbook.book.files import Reader, Unreadable, read_file
from eventbook.book.writing import journal
from eventbook.book.writing.atomic import At
from eventbook.book.writing.journal import Entry, Journal
from eventbook.book.writing.slots import digest_of
from eventbook.book.writing.statefolder import LAST, StateFolder, state_folders
from eventbook.book.writing.transaction import commit
from eventbook.book.writing.writes import Write
from eventbook.errors import EnvironmentFault, UsageError

_LARGEST = 1 << 30
_MOST_NAMED = 10


class Restored(NamedTuple):
    """What undoing would do with one file.

    Attributes:
        path: from the book's root.
        now: the bytes that the last change gave it; None where it removed it.
        then: the bytes that it had before; None where there was no file.
        mode: the permissions that it had before; None where there was no file.
    """

    path: str
    now: bytes | None
    then: bytes | None
    mode: int | None


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a book.

    Attributes:
        token: stands for this change alone.
        time: when it was made, in seconds of UTC since 1970.
        files: what undoing would do with each of its files, sorted by path.
        folders: those that were made for it, outer ones first.
        changed: files that somebody has written into since, sorted: they stand against undoing.
        lost: files whose old bytes are not to be found any more.
    """

    token: str
    time: int
    files: tuple[Restored, ...]
    folders: tuple[str, ...]
    changed: tuple[str, ...]
    lost: tuple[str, ...]

    def refuse(self) -> None:
        """Raise what stands against undoing it.

        Raises:
            UsageError: files have changed since, or what they held before is lost.
        """
        if self.changed:
            verb = "has" if len(self.changed) == 1 else "have"
            raise UsageError(
                f"{_named(self.changed)} {verb} changed since; nothing was written",
                help="take back by hand what you do not want",
            )
        if self.lost:
            message = f"what was in {_named(self.lost)} before is no longer kept"
            raise UsageError(f"{message}; nothing was written")


def last_change(root: Path) -> LastChange | None:
    """The last change of a book, looked at; None where none is kept.

    Changes larger than `staging.MOST_KEPT` are not kept, nor what other programs wrote.

    Args:
        root: the book's, absolute, without symbolic links.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    place = state_folders(root)[0]
    with _opened(place) as folder:
        done = _done(place, folder)
        if folder is None or done is None:
            return None
        with Reader(root) as reader:
            return _looked_at(reader, folder, done)


def undo_last(root: Path, shown: LastChange | None = None) -> LastChange:
    """Take the last change back, all of it or nothing. That is a change, too: it can be undone.

    Args:
        root: the book's.
        shown: what `last_change` gave; if another has been made since, nothing is done.

    Returns:
        What was taken back.

    Raises:
        UsageError: there is none, or somebody has written into its files since.
        EnvironmentFault: a fault of the machine.
    """
    change = shown or last_change(root)
    if change is None:
        raise UsageError("there is no change to take back")
    change.refuse()
    writes = [
        Write(each.path, each.then, expected=each.now, mode=each.mode) for each in change.files
    ]

    def still_the_last() -> None:
        now = last_change(root)
        if now is None or now.token != change.token:
            raise UsageError(
                "another change was made meanwhile; nothing was written", help="look again"
            )

    commit(root, writes, check=still_the_last)
    for path in reversed(change.folders):
        with suppress(OSError):  # somebody else uses it
            (root / path).rmdir()
    return change


@contextmanager
def _opened(place: StateFolder) -> Iterator[int | None]:
    """A descriptor of the folder of the last change; None where there is none."""
    if not os.path.lexists(place.path / LAST):
        yield None
        return
    with place.opened(make=False) as state:
        try:
            folder = os.open(LAST, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=state)
        except FileNotFoundError:  # the next change has just taken its place
            yield None
            return
        except OSError as error:
            reason = str(error.strerror).lower()
            raise EnvironmentFault(f"{place.path / LAST} cannot be read: {reason}") from error
        try:
            yield folder
        finally:
            os.close(folder)


def _done(place: StateFolder, folder: int | None) -> Journal | None:
    """The journal of the last change."""
    try:
        return (folder and journal.read(folder, journal.DONE, doubtful=place.in_book)) or None
    except Unreadable as error:
        raise EnvironmentFault(f"{place.path / LAST}: {error}") from error


def _looked_at(reader: Reader, folder: int, done: Journal) -> LastChange:
    files, changed, lost = [], [], []
    for number, entry in enumerate(done.entries):
        now, readable = _bytes_now(reader, entry)
        if not readable or (None if now is None else digest_of(now)) != entry.new:
            changed.append(entry.path)
        then = _bytes_then(At(folder, str(number)), entry)
        if (None if then is None else digest_of(then)) != entry.old:
            lost.append(entry.path)
        files.append(Restored(entry.path, now, then, entry.mode))
    return LastChange(
        done.token,
        done.time,
        tuple(sorted(files, key=lambda each: each.path)),
        done.folders,
        tuple(sorted(changed)),
        tuple(sorted(lost)),
    )


def _bytes_now(reader: Reader, entry: Entry) -> tuple[bytes | None, bool]:
    """What a file holds, and whether that can be told."""
    try:
        return reader.read(entry.path, _LARGEST), True
    except Unreadable as error:
        return None, error.reason == "missing"


def _bytes_then(slot: At, entry: Entry) -> bytes | None:
    if entry.old is None:
        return None
    try:
        return read_file(slot.name, slot.folder, entry.path, _LARGEST)
    except Unreadable:
        return None


def _named(paths: Sequence[str]) -> str:
    """Some paths, as a text."""
    first = ", ".join(paths[:_MOST_NAMED])
    more = len(paths) - _MOST_NAMED
    return f"{first} and {more} more" if more > 0 else first
