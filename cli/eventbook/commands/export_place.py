"""Where an export goes: whole or not at all, and never over what somebody wrote.

It is made beside its place under a name of its own, brought to the disk, and then takes the name
in one step. A process that is killed leaves that other name behind, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventbook.book.writing import libc
from eventbook.commands.export_making import is_untouched, make, text, to_disk
from eventbook.errors import EnvironmentFault, UsageError
from eventbook.exchange.exporting import Target
from eventbook.exchange.exporting.interface import Export

STAGED = ".eventbook-export-"
"""Begins the name of the folder in which something is being made."""
_AT_CWD = -100  # AT_FDCWD of openat(2): paths are those of the process
_BESIDE = ("-journal", "-wal")  # SQLite's own, of a file that is in use


class ExportPlace:
    """The place of one export.

    Args:
        target: what is made.
        output: as it was typed.
        directory: what a relative path starts from.
        force: replace any file that is there.
    """

    def __init__(self, target: Target, output: Path, directory: Path, *, force: bool) -> None:
        self._target = target
        self._output = output
        self._force = force
        try:
            self._path = (directory / output).resolve()  # what a link leads to is written
        except (OSError, RuntimeError, ValueError) as error:  # links in a ring; NUL in a name
            raise EnvironmentFault(f"cannot write {output}: {error}") from error

    def check(self) -> None:
        """Refuse a place where the export would destroy something.

        Raises:
            UsageError: it would.
            EnvironmentFault: the place cannot be looked at.
        """
        with self._told():
            mode = self._mode()
            if mode is None:
                self._path.parent.stat()
            elif self._is_stream(mode):
                return
            elif self._target.makes == "folder":
                self._check_folder(mode)
            elif stat.S_ISDIR(mode):
                raise self._refused("is a folder", "name the file to make in it")
            elif not stat.S_ISREG(mode):
                raise self._refused("is no file", "name a file that can be made")
            else:
                self._check_file()

    def fill(self, book: Export) -> None:
        """Put the export there.

        Raises:
            UsageError: something has come there meanwhile that it would destroy.
            EnvironmentFault: it cannot be written.
        """
        with self._told():
            mode = self._mode()
            if mode is not None and self._is_stream(mode):
                with self._path.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(text(self._target, book))
                return
            with self._staged() as staged:
                make(self._target, book, staged)
                to_disk(staged)
                self.check()
                self._put(staged)

    def _put(self, staged: Path) -> None:
        mode = self._mode()
        if mode is not None and stat.S_ISREG(mode):
            staged.chmod(stat.S_IMODE(mode))
        if mode is None or not stat.S_ISDIR(mode):
            staged.replace(self._path)
        else:
            _swap_folders(staged, self._path)
        to_disk(self._path.parent, deep=False)

    def _check_folder(self, mode: int) -> None:
        if not stat.S_ISDIR(mode):
            raise self._refused("is there already, and no folder", "name a folder to make")
        if next(self._path.iterdir(), None) is None or is_untouched(self._target, self._path):
            return
        raise self._refused(
            f"holds something else than an export to {self._target.name} as it was made",
            "name a folder to make, or remove this one",
        )

    def _check_file(self) -> None:
        beside = [self._path.with_name(self._path.name + end) for end in _BESIDE]
        if self._target.makes == "database" and any(map(os.path.lexists, beside)):
            raise self._refused("is in use by another program", "close it there first")
        if self._force or is_untouched(self._target, self._path):
            return
        raise self._refused("is there already", "--force replaces it")

    def _refused(self, why: str, advice: str) -> UsageError:
        return UsageError(f"{self._output} {why}; nothing was written", help=advice)

    def _is_stream(self, mode: int) -> bool:
        """Whether it is a device or a pipe, and takes a text."""
        other = stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)
        return other and self._target.makes == "text"

    def _mode(self) -> int | None:
        """The mode of what is there; None where nothing is."""
        try:
            return self._path.stat().st_mode
        except FileNotFoundError:
            return None

    @contextmanager
    def _staged(self) -> Iterator[Path]:
        """A free name in a folder of nobody else's, beside the place and so on the same disk."""
        folder = Path(tempfile.mkdtemp(prefix=STAGED, dir=self._path.parent))
        try:
            yield folder / "made"
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = os.strerror(error.errno).lower() if error.errno else str(error)
            raise EnvironmentFault(f"cannot write {self._output}: {reason}") from error


def _swap_folders(staged: Path, path: Path) -> None:
    """The staged folder takes the name of the other one, which goes where staged ones are."""
    call = libc.renameat2()
    if call is not None:
        try:
            libc.checked(
                call, _AT_CWD, os.fsencode(staged), _AT_CWD, os.fsencode(path), libc.EXCHANGE
            )
        except OSError:  # a file system that cannot
            pass
        else:
            return
    old = staged.with_name("old")
    path.rename(old)
    try:
        staged.rename(path)
    except BaseException:
        old.rename(path)
        raise
