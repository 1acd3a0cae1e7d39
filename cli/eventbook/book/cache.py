"""The cache: what was made of files, kept until their bytes are others.

A row says: these bytes at this path gave these facts. It is found again by the SHA-256 of the
bytes; a file's stamp (times, size, inode) may stand for its bytes only where it was older than a
clock file in the same file system, written before the bytes were read. A change that comes later
gets a later time then, however coarse the system's clock is (git's rule for racily clean entries,
`Documentation/technical/racy-git.txt`).

One SQLite file per recipe, in the git directory of the work tree, which no checkout can write
into, else in the user's folder for caches. It holds texts of records, so nobody else may read it.
Whatever is wrong with it, it is left aside and made anew: a cache is never a reason to fail.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, cast

from eventbook.book.files import Stamp
from eventbook.book.gitdir import find_git_dir, is_ours

_ENDING = ".sqlite"
_KEPT = 3
"""So many recipes have a file at a time: branches differ in their schemas."""
_VARIABLES = 500  # in one statement; every SQLite takes 999
_STAMP = "mtime, ctime, size, inode, device, mode"
_PATIENCE = 0.5  # seconds to wait for another process
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, digest BLOB NOT NULL, judged INTEGER NOT NULL, records INTEGER NOT NULL,
    mtime INTEGER, ctime INTEGER, size INTEGER, inode INTEGER, device INTEGER, mode INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (
    path TEXT PRIMARY KEY, digest BLOB NOT NULL, judged INTEGER NOT NULL,
    sum BLOB NOT NULL, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lean (
    path TEXT PRIMARY KEY, digest BLOB NOT NULL, judged INTEGER NOT NULL,
    sum BLOB NOT NULL, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS reduced (key BLOB PRIMARY KEY, sum BLOB NOT NULL, text TEXT NOT NULL);
"""


class Row(NamedTuple):
    """What is known of a file.

    Attributes:
        digest: SHA-256 of its bytes.
        judged: its facts have findings; else they only say what can be read.
        records: how many there are in it.
        stamp: stands for the bytes where the file still has it; None where nothing does.
    """

    digest: bytes
    judged: bool
    records: int
    stamp: Stamp | None


class Entry(NamedTuple):
    """A row to store, with the facts as a text, and, where they are judged, the lean ones."""

    path: str
    row: Row
    text: str
    lean: str = ""


class Cache:
    """An open cache. No method fails for what is wrong with the file: it answers less."""

    def __init__(self, database: sqlite3.Connection, file: Path) -> None:
        self._database = database
        self._file = file
        self._broken = False
        # Closed, the file takes in its log; at the latest when the program ends.
        weakref.finalize(self, _close, database)

    @classmethod
    def open(cls, root: Path, recipe: str) -> Cache | None:
        """The cache of a book under a recipe; None where there is no place for one.

        Args:
            root: the book's.
            recipe: the digest of what makes facts of bytes.
        """
        folder = private_folder(root)
        if folder is None:
            return None
        file = folder / f"{recipe[:32]}{_ENDING}"
        with suppress(sqlite3.Error, OSError):
            if not file.exists():
                _make_room(folder)
            return cls(_connect(file), file)
        _discard(file)
        with suppress(sqlite3.Error, OSError):
            return cls(_connect(file), file)
        return None

    def tick(self, device: int) -> int | None:
        """The time that a file written now has, in ns; None where that is another file system's.

        Args:
            device: where the files are whose stamps are to be compared.
        """
        clock = self._file.with_name("clock")
        try:
            descriptor = os.open(clock, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                os.ftruncate(descriptor, 0)
                os.write(descriptor, b".")
                found = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        except OSError:
            return None
        return found.st_mtime_ns if found.st_dev == device else None

    def rows(self) -> dict[str, Row]:
        """All rows by path."""
        found = self._read(f"SELECT path, digest, judged, records, {_STAMP} FROM files")
        return {
            path: Row(digest, bool(judged), records, None if stamp[0] is None else Stamp(*stamp))
            for path, digest, judged, records, *stamp in found
        }

    def texts(
        self, paths: Sequence[str] | None = None, *, lean: bool = False
    ) -> Iterator[tuple[str, bytes, bool, str]]:
        """Path, digest, whether judged, and facts, whole or lean: of all files, or of these.

        What was damaged is left out. Another process may have changed what `rows` gave.
        """
        columns = f"SELECT path, digest, judged, sum, text FROM {'lean' if lean else 'facts'}"
        if paths is None:
            found = self._read(columns)
        else:
            parts = [paths[at : at + _VARIABLES] for at in range(0, len(paths), _VARIABLES)]
            found = chain.from_iterable(
                self._read(f"{columns} WHERE path IN ({','.join('?' * len(part))})", part)
                for part in parts
            )
        for path, digest, judged, total, text in found:
            if total == _sum(text):
                yield path, digest, bool(judged), text

    def reduced(self, key: bytes) -> str | None:
        """What was kept under a key."""
        for total, text in self._read("SELECT sum, text FROM reduced WHERE key = ?", [key]):
            if total == _sum(text):
                return cast("str", text)
        return None

    def store(self, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Keep rows, and forget paths."""
        entries = list(entries)
        no_stamp = (None,) * len(Stamp._fields)
        rows = [(each.path, *each.row[:3], *(each.row.stamp or no_stamp)) for each in entries]
        facts = [(each.path, *each.row[:2], _sum(each.text), each.text) for each in entries]
        lean = [
            (each.path, *each.row[:2], _sum(each.lean), each.lean) for each in entries if each.lean
        ]
        paths = [(path,) for path in gone]
        self._write(
            ("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?,?)", rows),
            ("INSERT OR REPLACE INTO facts VALUES (?,?,?,?,?)", facts),
            ("INSERT OR REPLACE INTO lean VALUES (?,?,?,?,?)", lean),
            ("DELETE FROM files WHERE path = ?", paths),
            ("DELETE FROM facts WHERE path = ?", paths),
            ("DELETE FROM lean WHERE path = ?", paths),
        )

    def restamp(self, stamps: Iterable[tuple[str, Stamp]]) -> None:
        """Keep other stamps for files whose bytes are the same."""
        rows = [(*stamp, path) for path, stamp in stamps]
        self._write((f"UPDATE files SET ({_STAMP}) = (?,?,?,?,?,?) WHERE path = ?", rows))

    def keep_reduced(self, key: bytes, text: str) -> None:
        """Keep a text under a key, instead of all others."""
        self._write(
            ("DELETE FROM reduced WHERE key <> ?", [(key,)]),
            ("INSERT OR REPLACE INTO reduced VALUES (?,?,?)", [(key, _sum(text), text)]),
        )

    def _read(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._database.execute(statement, values)
        except (sqlite3.Error, UnicodeError) as error:
            self._note(error)

    def _write(self, *changes: tuple[str, Sequence[Sequence[Any]]]) -> None:
        """Make all changes, or none; none where another process is at it."""
        if self._broken or not any(rows for _, rows in changes):
            return
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                for statement, rows in changes:
                    self._database.executemany(statement, rows)
        except (sqlite3.Error, UnicodeError) as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        """A cache that another process holds is in order; any other fault means to make it anew."""
        busy = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
        if not self._broken and not busy and not isinstance(error, UnicodeError):
            self._broken = True
            _discard(self._file)  # whoever has it open goes on with what is no more


def private_folder(root: Path) -> Path | None:
    """The folder for what is kept of a book, made if need be; None where no place is ours alone."""
    folder = _folder(root)
    return folder if folder is not None and _is_private(folder) else None


def _folder(root: Path) -> Path | None:
    """Where a book's caches are: never in its work tree, where a checkout could write."""
    place = find_git_dir(root)
    if place is not None and is_ours(place):
        folder = place.git_dir / "eventbook"
        return folder / _name(root) if root != place.top else folder
    given = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    if Path(given).is_absolute():
        base = Path(given)
    elif Path(home).is_absolute():
        base = Path(home) / ".cache"
    else:
        return None
    folder = base / "eventbook" / _name(root)
    return None if folder.is_relative_to(root) else folder


def _name(root: Path) -> str:
    return sha256(os.fsencode(root)).hexdigest()[:32]


def _is_private(folder: Path) -> bool:
    """Whether a folder, made if need be, is ours alone to write into."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    others = stat.S_IWGRP | stat.S_IWOTH
    return (
        stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & others
    )


def _connect(file: Path) -> sqlite3.Connection:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    os.close(descriptor)
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")  # a torn row fails its sum
        database.execute("PRAGMA secure_delete = FAST")  # what a record no longer says
        database.executescript(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def _close(database: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        database.close()


def _make_room(folder: Path) -> None:
    """Remove the caches of all but the recipes used last."""
    files = sorted(folder.glob(f"*{_ENDING}"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[: max(0, len(files) - _KEPT + 1)]:
        _discard(file)


def _discard(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink()


def _sum(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
