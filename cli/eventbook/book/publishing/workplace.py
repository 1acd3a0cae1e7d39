"""Beside a published folder: where its next state is made, and takes its place in one step.

Everything is in one folder, `.NAME.eventbook`: `new` is made there and brought to the disk; a
marker says so; then `new` and the published folder change places (renameat2(2) with
RENAME_EXCHANGE, else two renames), what is not ours is carried over, and the rest removed.
Whoever comes after a run that was killed finds by the marker where it stopped: before the
exchange the new state is dropped, after it the rest is done. A lock on the folder itself
(flock(2)) keeps a second run out, and ends with the processes that hold it.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from eventbook.book.paths import shown
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.manifest import above, read_manifest
from eventbook.book.publishing.moves import Identity, carry, exchanged, identity, linked, sync
from eventbook.book.publishing.others import others
from eventbook.book.writing import atomic, filesystems
from eventbook.book.writing.atomic import At
from eventbook.errors import EnvironmentFault, EventbookError

PATIENCE: Final = 10.0
"""Seconds to wait for another run."""

_MARKER = "ready"
_PAUSE = 0.05  # seconds between two attempts
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Workplace:
    """The folder beside a published one, held by this run alone.

    Attributes:
        folder: the published one.
        path: of the workplace.
        new: the folder in which the next state is made.
    """

    def __init__(self, folder: Folder, descriptor: int) -> None:
        self.folder = folder
        self.path = beside(folder)
        self.new = self.path / "new"
        self._descriptor = descriptor
        self._old = self.path / "old"
        self._rubbish = self.path / "rubbish"

    def begin(self) -> None:
        """Make the folder for the next state, empty, and as the published one may be entered."""
        self.new.mkdir()
        if self.folder.there:
            self.new.chmod(self.folder.path.stat().st_mode & 0o7777)

    def make_folders(self, paths: Iterable[str]) -> None:
        """Make the folders that files of the next state are in."""
        for folder in sorted({folder for path in paths for folder in above(path)}):
            atomic.again(os.mkdir, f"{self.new}/{folder}")

    def keep(self, paths: Iterable[str]) -> None:
        """Take files over into the next state: the same files, and where links fail, copies."""
        linking = True
        for path in paths:
            here, there = self.folder.file(path), f"{self.new}/{path}"
            linking = linking and linked(here, there)
            if not linking:
                shutil.copy2(here, there)

    def keep_others(self, paths: Iterable[str]) -> None:
        """Let what is not ours be in the next state already, so that it is never away.

        Folders, and all where links fail, come when the states change places.
        """
        for path in paths:
            here, there = self.folder.path / path, self.new / path
            if here.is_symlink() or not here.is_dir():
                there.parent.mkdir(parents=True, exist_ok=True)
                if not linked(str(here), str(there)):
                    return

    def put(self, written: Sequence[str]) -> None:
        """The next state takes the place of the published one.

        Args:
            written: the files in it that are new.

        Raises:
            OSError: it did not, and nothing is changed; or what is not ours could not be carried
                over, which the next run tries again.
        """
        self._to_disk(written)
        with atomic.uninterrupted():
            atomic.stop_if_asked()
            self._mark()
            self._swap()
            self._carry_over()

    def recover(self) -> str:
        """Bring to an end what a run that was broken off has left; what was done, or nothing.

        Raises:
            EnvironmentFault: somebody has to decide.
            OSError: it cannot be done.
        """
        told = self._finish() if (marked := self._marked()) is None else self._resume(marked)
        self._empty()
        return told

    def close(self) -> None:
        """Remove what is no longer wanted, and the workplace with it."""
        self._empty()
        atomic.again(os.rmdir, self.path)

    def _finish(self) -> str:
        left = self.new.exists()
        return "what an earlier run left half made is removed" if left else ""

    def _resume(self, marked: Identity) -> str:
        now = identity(self.folder.path)
        if now is None and self._old.exists():  # between two renames
            rest = self.new if self.new.exists() else self._old
            atomic.again(os.rename, rest, self.folder.path)
        elif now == marked:
            if self.new.exists():
                atomic.again(os.rename, self.new, self._old)
        elif self._old.exists():
            raise EnvironmentFault(
                f"{shown(str(self._old))} is what {self.folder.called} was before a run was broken"
                " off, and another folder has its name now",
                help="move one of them away",
            )
        else:
            return "what an earlier run left is removed; it had changed nothing"
        self._carry_over()
        return "what an earlier run had begun is done"

    def _empty(self) -> None:
        """Remove all but the workplace itself; the marker last."""
        for name in (self.new, self._rubbish):
            if name.exists():
                shutil.rmtree(name)
        for name in (self.path / f"{_MARKER}.new", self.path / _MARKER):
            name.unlink(missing_ok=True)

    def _to_disk(self, written: Sequence[str]) -> None:
        """Force the next state to disk: a power cut must not find names without bytes."""
        folders = [start for start, _, _ in os.walk(self.new)]
        names = [*(f"{self.new}/{path}" for path in written), *folders]
        if len(names) > filesystems.MANY and filesystems.syncs_at_once(self._descriptor):
            filesystems.sync_all(self._descriptor)
            return
        for name in names:
            sync(name)

    def _mark(self) -> None:
        device, inode = identity(self.new) or (0, 0)
        text = json.dumps([device, inode]).encode()
        atomic.write_new(At(self._descriptor, f"{_MARKER}.new"), text)
        atomic.rename(At(self._descriptor, f"{_MARKER}.new"), At(self._descriptor, _MARKER))
        atomic.sync(self._descriptor)

    def _marked(self) -> Identity | None:
        """The next state when it was whole; None where it was not yet."""
        try:
            device, inode = json.loads((self.path / _MARKER).read_bytes())
        except (OSError, ValueError):
            return None
        return device, inode

    def _swap(self) -> None:
        if not self.folder.there:
            atomic.again(os.rename, self.new, self.folder.path)
        elif exchanged(self.new, self.folder.path):
            atomic.again(os.rename, self.new, self._old)
        else:
            atomic.again(os.rename, self.folder.path, self._old)
            try:
                atomic.again(os.rename, self.new, self.folder.path)
            except BaseException:
                atomic.again(os.rename, self._old, self.folder.path)
                raise
        sync(str(self.folder.path.parent))

    def _carry_over(self) -> None:
        """Give the published folder what was not ours in the old one; the rest is rubbish."""
        if self._old.exists():
            for path in others(self._old, read_manifest(self._old)):
                carry(self._old / path, self.folder.path / path)
            atomic.again(os.rename, self._old, self._rubbish)
            sync(str(self.folder.path))


def beside(folder: Folder) -> Path:
    """Where the workplace of a folder is, if it is there."""
    return folder.path.with_name(f".{folder.path.name}.eventbook")


@contextmanager
def workplace(folder: Folder, patience: float = PATIENCE) -> Iterator[Workplace]:
    """The workplace of a folder, made, locked, and in the end removed.

    Raises:
        EnvironmentFault: another run holds it that long, or nothing can be made there.
    """
    path = beside(folder)
    try:
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _locked(path, time.monotonic() + patience)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EnvironmentFault(
            f"cannot write beside {folder.called}: {reason}; nothing was written",
            help="a site is made beside its folder before it takes its place",
        ) from error
    if descriptor is None:
        raise EnvironmentFault(
            f"another eventbook is writing {folder.called}; waited {patience:g} seconds",
            help="try again when it is done",
        )
    work = Workplace(folder, descriptor)
    try:
        yield work
        work.close()
    except BaseException:
        with suppress(OSError, EventbookError):  # else the next run does it
            work.recover()
            work.close()
        raise
    finally:
        os.close(descriptor)


def _locked(path: Path, end: float) -> int | None:
    """A descriptor of the workplace with the lock on it; None where time ran out."""
    while True:
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        with suppress(FileNotFoundError):  # removed by another run just now
            descriptor = os.open(path, _FOLDER)
            held = False
            try:
                held = _takes(descriptor) and identity(path) == identity(descriptor)
            finally:
                if not held:
                    os.close(descriptor)
            if held:
                return descriptor
            if time.monotonic() >= end:
                return None
            time.sleep(_PAUSE)


def _takes(descriptor: int) -> bool:
    """Lock a folder of our own; whether nobody else has it locked."""
    if os.fstat(descriptor).st_uid != os.geteuid():
        raise PermissionError(errno.EACCES, "the folder for it belongs to another user")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
