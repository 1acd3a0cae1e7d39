"""Making the files of an export, and knowing them again."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from eventbook.exchange.exporting import Target
from eventbook.exchange.exporting.interface import Export

_HEADER = 100  # bytes of a database, by which it is known
_LARGEST_MARK = 1 << 26


def text(target: Target, book: Export) -> Iterator[str]:
    """The parts of an export that is a text."""
    parts: Iterator[str] = target.module.export(book)
    return parts


def make(target: Target, book: Export, path: Path) -> None:
    """Make a file or folder where nothing is yet.

    Raises:
        EnvironmentFault: a library that it needs is not installed.
        OSError: it cannot be written.
    """
    match target.makes:
        case "text":
            with path.open("x", encoding="utf-8", newline="") as file:
                file.writelines(text(target, book))
        case "database":
            _make_database(target, book, path)
        case "folder":
            _make_folder(target, book, path)


def is_untouched(target: Target, path: Path) -> bool:
    """Whether what is at a path is such an export, as it was made. Of a text nobody can tell."""
    match target.makes:
        case "text":
            return False
        case "database":
            with path.open("rb") as file:
                untouched: bool = target.module.is_untouched(file.read(_HEADER))
            return untouched
        case "folder":
            return _is_folder_untouched(target, path)


def to_disk(path: Path, *, deep: bool = True) -> None:
    """Bring a file, or a folder with all that is in it, to the disk."""
    if deep and path.is_dir():
        for inner in path.rglob("*"):
            to_disk(inner, deep=False)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_database(target: Target, book: Export, path: Path) -> None:
    """It is filled in a draft, and copied without the gaps that this leaves."""
    draft = path.with_name(f"{path.name}-draft")
    try:
        draft.touch(exist_ok=False)
        with closing(sqlite3.connect(draft)) as database:
            target.module.export(book, database)
            database.execute("VACUUM INTO ?", (os.fspath(path),))
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


def _make_folder(target: Target, book: Export, folder: Path) -> None:
    folder.mkdir()

    def create(name: str) -> BinaryIO:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("xb")

    target.module.export(book, create)
    mark = target.module.mark(book, _sums(target, folder))
    (folder / target.module.MARK).write_text(mark, encoding="utf-8")


def _is_folder_untouched(target: Target, folder: Path) -> bool:
    try:
        with (folder / target.module.MARK).open("rb") as file:
            said = target.module.marked(file.read(_LARGEST_MARK))
    except (FileNotFoundError, IsADirectoryError):
        return False
    return said is not None and said == _sums(target, folder)


def _sums(target: Target, folder: Path) -> Mapping[str, str]:
    """The SHA-256 of every file of a folder but the mark, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            found[name] = "no file"
        elif path.is_file() and name != target.module.MARK:
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
