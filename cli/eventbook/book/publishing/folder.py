"""The folder of a site: where it is, and whether it may be written at all."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from eventbook.book.discover import SCHEMAS, Book
from eventbook.book.paths import shown
from eventbook.book.publishing.manifest import MANIFEST, Manifest, read_manifest
from eventbook.errors import EnvironmentFault, UsageError


@dataclass(frozen=True)
class Folder:
    """The folder in which a site stands, or will.

    Attributes:
        path: absolute; links in it are followed.
        called: as the user called it, fit for a terminal.
    """

    path: Path
    called: str

    @classmethod
    def of(cls, output: Path, directory: Path) -> Folder:
        """The folder that an option names.

        Raises:
            EnvironmentFault: nothing can be there.
        """
        try:
            path = (directory / output).resolve()
            path.lstat() if os.path.lexists(path) else None
        except RuntimeError as error:
            raise EnvironmentFault(
                f"-o {shown(str(output))} can be no folder: its links lead in a ring",
                help="name a folder of its own",
            ) from error
        except (OSError, ValueError) as error:  # too long a name; NUL in it
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise EnvironmentFault(
                f"-o {shown(str(output))} can be no folder: {reason}",
                help="name a folder of its own",
            ) from error
        return cls(path, shown(str(output)))

    def check(self, book: Book) -> None:
        """Refuse a folder in which a site would destroy something, or mix with something.

        Raises:
            UsageError: it would.
            EnvironmentFault: it cannot be looked at.
        """
        if book.root.is_relative_to(self.path):
            raise self._refused("holds the book itself", "name a folder of its own, as build/site")
        inside = self.path.relative_to(book.root).parts if self._is_in(book.root) else ()
        for folder in _of_records(book):
            if inside and (inside[: len(folder)] == folder or folder[: len(inside)] == inside):
                where = "/".join(folder)
                raise self._refused(f"lies in {where}/, or holds it", "name a folder of its own")
        if ".git" in self.path.parts:
            raise self._refused("lies in a git directory", "name a folder outside it")
        try:
            mode = self._mode
            if mode is None:
                return
            if not stat.S_ISDIR(mode):
                raise self._refused("is there already, and no folder", "name a folder to make")
            if self.path.is_mount():
                raise self._refused(
                    "is where a disk is mounted, and cannot be replaced as a whole",
                    "name a folder in it",
                )
            if self.manifest is None and next(self.path.iterdir(), None) is not None:
                raise self._refused(
                    f"holds files, and no {MANIFEST} that says which of them are a site's",
                    "name an empty folder or one to make; other files may be added to it later",
                )
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise EnvironmentFault(f"{self.called} cannot be looked at: {reason}") from error

    @property
    def there(self) -> bool:
        """Whether it is there."""
        return self._mode is not None

    @cached_property
    def manifest(self) -> Manifest | None:
        """Its manifest; None where it has none."""
        return read_manifest(self.path) if self.there else None

    def file(self, path: str) -> str:
        """Where a file of the folder is."""
        return f"{self.path}/{path}"

    def _is_in(self, root: Path) -> bool:
        return self.path.is_relative_to(root)

    @property
    def _mode(self) -> int | None:
        try:
            return self.path.lstat().st_mode
        except FileNotFoundError:
            return None

    def _refused(self, why: str, advice: str) -> UsageError:
        return UsageError(f"{self.called} {why}; nothing was written", help=advice)


def _of_records(book: Book) -> set[tuple[str, ...]]:
    """The folders that hold nothing but what the book is made of."""
    patterns = [pattern for kind in book.settings.kinds for pattern in kind.records]
    return {pattern.folder for pattern in patterns if pattern.folder} | {("records",), (SCHEMAS,)}
