"""Where a book keeps what changes to it need: the lock, the journal, and the last files replaced.

In git that is the work tree's own git directory, into which no checkout can write. Elsewhere it is
the folder `.eventbook` in the book's root.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eventbook.book.files import Unreadable, open_folder
from eventbook.book.gitdir import find_git_dir, is_ours
from eventbook.book.writing import atomic
from eventbook.book.writing.atomic import At
from eventbook.errors import EnvironmentFault

OUTSIDE_GIT = ".eventbook"
FOLDER = "txn"
"""The folder of a change in progress, in the folder for the book's state."""
LAST = "undo"
"""The folder of the last change that was made, with what it replaced."""

_OTHERS_WRITE = 0o022
_IGNORE = b"# of eventbook: the lock, and what it needs to take a change back\n*\n"


@dataclass(frozen=True, slots=True)
class StateFolder:
    """A place for the state of a book.

    Attributes:
        base: a folder that is there.
        parts: the folders from there on.
        in_book: it lies in the book, where a checkout or an unpacked archive could bring files.
    """

    base: Path
    parts: tuple[str, ...]
    in_book: bool

    @property
    def path(self) -> Path:
        """The folder itself; it need not be there."""
        return self.base.joinpath(*self.parts)

    @contextmanager
    def opened(self, *, make: bool) -> Iterator[int]:
        """A descriptor of the folder.

        Args:
            make: make it where it is missing.

        Raises:
            EnvironmentFault: it is missing, somebody else's, or cannot be made.
        """
        descriptor = -1
        try:
            descriptor = os.open(self.base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            for number, name in enumerate(self.parts, 1):
                outer, walked = descriptor, self.base.joinpath(*self.parts[:number])
                try:
                    descriptor = _entered(At(outer, name), walked, make=make)
                finally:
                    os.close(outer)
            if make and self.in_book:
                _tell_git_to_ignore(descriptor)
        except (OSError, Unreadable) as error:
            reason = error.message if isinstance(error, Unreadable) else str(error.strerror).lower()
            raise EnvironmentFault(f"{self.path} cannot be used: {reason}") from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def state_folders(root: Path) -> tuple[StateFolder, ...]:
    """Where the state of a book may be; the first is where it belongs.

    Args:
        root: the book's, absolute, without symbolic links.
    """
    outside = StateFolder(root, (OUTSIDE_GIT,), in_book=True)
    place = find_git_dir(root)
    if place is None or not is_ours(place):
        return (outside,)
    parts = ["eventbook"]
    if root != place.top:
        inside = os.fsencode(root.relative_to(place.top))
        parts.append(sha256(inside).hexdigest()[:32])
    # A change that was broken off before there was a repository still waits outside.
    return StateFolder(place.git_dir, tuple(parts), in_book=False), outside


def is_pending(root: Path) -> bool:
    """Whether a change is in progress, or was broken off: nearly never."""
    return any(os.path.lexists(place.path / FOLDER) for place in state_folders(root))


def make_private(at: At) -> None:
    """Make a folder for its owner alone; made by root, it belongs to whom the one above does."""
    atomic.make_folder(at, 0o700)
    if os.geteuid() == 0:
        above = os.fstat(at.folder)
        owner = (above.st_uid, above.st_gid)
        atomic.again(os.chown, at.name, *owner, dir_fd=at.folder, follow_symlinks=False)


def _entered(at: At, path: Path, *, make: bool) -> int:
    try:
        descriptor = open_folder(at.name, at.folder, str(path))
    except Unreadable as error:
        if error.reason != "missing" or not make:
            raise
        with suppress(FileExistsError):  # somebody else made it just now
            make_private(at)
            atomic.sync(at.folder)
        descriptor = open_folder(at.name, at.folder, str(path))
    try:
        _expect_ours(descriptor, at.folder, path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _expect_ours(descriptor: int, above: int, path: Path) -> None:
    """Nobody else may say what is done next."""
    found = os.fstat(descriptor)
    owners = {os.geteuid()}
    if os.geteuid() == 0:
        owners.add(os.fstat(above).st_uid)
    if found.st_uid not in owners:
        raise EnvironmentFault(
            f"{path} belongs to another user (number {found.st_uid})",
            help="only its owner can change records here",
        )
    if found.st_mode & _OTHERS_WRITE:
        atomic.again(os.fchmod, descriptor, found.st_mode & 0o7777 & ~_OTHERS_WRITE)


def _tell_git_to_ignore(descriptor: int) -> None:
    at = At(descriptor, ".gitignore")
    if atomic.identity(at) is None:
        with suppress(FileExistsError):
            atomic.write_new(at, _IGNORE, synced=False)
