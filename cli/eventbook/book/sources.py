"""Local copies of sources: files in a folder of the archive's own, outside the records.

A copy is found by the source's `stored`, else by a file named after its `sha256`, else after its
key: in a folder named after the record, else at the top. Keys such as `release` recur in nearly
every record, so a file at the top is meant by a key only where no folder of the record has one.
Files whose names differ only in the ending belong together: a scan, and its text beside it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from eventbook.book.files import REASONS, Reader, Unreadable, read_regular
from eventbook.book.paths import has_odd_characters, shown, why_unsafe
from eventbook.errors import EnvironmentFault
from eventbook.jsonvalue import Json

MAX_HASHED = 256 << 20
"""Largest copy that is hashed, in bytes."""
MAX_TEXT = 4 << 20
"""Largest copy that is read as text, in bytes: a book of a thousand pages has less."""

_TEXT_ENDINGS = (".txt", ".html", ".htm", ".xhtml")  # in the order in which they are preferred


class CopyUnreadable(Exception):
    """A copy that is not read.

    Attributes:
        why: a phrase to stand behind the file's name.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class FolderOfSources:
    """The copies in a folder; no symbolic link in it is followed.

    Args:
        root: the folder.

    Raises:
        EnvironmentFault: the folder cannot be read, or there is none.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed: dict[str, Mapping[str, tuple[str, ...]]] = {}
        try:
            self._names("")
        except Unreadable as error:
            why = "is no folder" if error.reason == "missing" and root.exists() else error.message
            message = f"the folder of sources {shown(str(root))} {why}"
            raise EnvironmentFault(message, help="name another with `--sources DIR`") from error

    def files(self, record_id: str | None, source: Mapping[str, Json]) -> tuple[str, ...]:
        """The files of a source's copy, relative to the folder; none where there is no copy.

        The one that holds its text stands first.

        Args:
            record_id: the record's id.
            source: an item of its `sources`.
        """
        stored, digest, key = (source.get(name) for name in ("stored", "sha256", "key"))
        found: tuple[str, ...] = ()
        if isinstance(stored, str):
            found = self._stored(stored)
        if not found and isinstance(digest, str):
            found = self._named("", digest.lower())
        if not found and isinstance(key, str):
            found = self._named(record_id, key) if record_id else ()
            found = found or self._named("", key)
        return tuple(sorted(found, key=_preference))

    def sha256(self, file: str) -> str:
        """The hash of a file's bytes, in hexadecimal.

        Raises:
            CopyUnreadable: it is no regular file, larger than `MAX_HASHED`, or cannot be read.
        """
        return hashlib.sha256(self._read(file, MAX_HASHED)).hexdigest()

    def text(self, file: str) -> str:
        """A file's text.

        Raises:
            CopyUnreadable: as `sha256`, beyond `MAX_TEXT`, or it is not text in UTF-8.
        """
        data = self._read(file, MAX_TEXT)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CopyUnreadable("is not text in UTF-8") from error
        if "\0" in text:
            raise CopyUnreadable("is not text: it holds NUL characters")
        return text

    def _stored(self, path: str) -> tuple[str, ...]:
        """The file that a source names, and its text beside it."""
        if why_unsafe(path):
            return ()  # it is nowhere in the folder
        folder, _, name = path.rpartition("/")
        try:
            beside = self._names(folder).get(_stem(name), ())
        except Unreadable as error:
            return () if error.reason == "missing" else (path,)  # which says so when it is read
        if name not in beside:
            return ()
        return tuple(
            f"{folder}/{each}" if folder else each
            for each in beside
            if each in (name, f"{_stem(name)}.txt")
        )

    def _named(self, folder: str, stem: str) -> tuple[str, ...]:
        if folder and (why_unsafe(folder) or "/" in folder):
            return ()
        try:
            names = self._names(folder).get(stem, ())
        except Unreadable as error:
            if error.reason in ("missing", "symlink"):
                return ()
            message = f"the folder {error.path} in the folder of sources {error.message}"
            raise EnvironmentFault(message) from error
        return tuple(f"{folder}/{name}" if folder else name for name in names)

    def _names(self, folder: str) -> Mapping[str, tuple[str, ...]]:
        """The names of what lies in a folder, by what stands before their ending."""
        if folder not in self._listed:
            names: dict[str, tuple[str, ...]] = {}
            with Reader(self._root) as reader, os.scandir(reader.folder(folder)) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or has_odd_characters(name):
                        continue
                    if not entry.is_dir(follow_symlinks=False):
                        names[_stem(name)] = (*names.get(_stem(name), ()), name)
            self._listed[folder] = names
        return self._listed[folder]

    def _read(self, file: str, limit: int) -> bytes:
        try:
            return read_regular(self._root, file, limit)
        except Unreadable as error:
            if error.reason == "too-large":
                raise CopyUnreadable(f"is larger than {limit >> 20} MiB") from error
            raise CopyUnreadable(REASONS[error.reason]) from error


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _preference(file: str) -> tuple[int, str]:
    ending = "." + file.rpartition(".")[2].lower()
    rank = _TEXT_ENDINGS.index(ending) if ending in _TEXT_ENDINGS else len(_TEXT_ENDINGS)
    return rank, file
