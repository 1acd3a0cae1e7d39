"""A book as git keeps it: the files of a commit, or those that the next commit would hold.

Nothing is checked out. Files are raw blobs, as git stores them: no filter, attribute or line end
conversion is applied. Submodules are not entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Generic, TypeVar

from eventbook.book.files import MAX_FILE, Stamp, Unreadable
from eventbook.book.git import Git, TreeFile
from eventbook.book.paths import MAX_PATH, has_odd_characters, shown, why_unsafe
from eventbook.book.patterns import Level, Matcher
from eventbook.book.walk import Listing
from eventbook.errors import UsageError

T = TypeVar("T")

_AHEAD = 1000
"""Files that are asked of git at a time: starting it costs as much as reading some."""


_MOST_HOPS = 40
"""Links that lead to links, before they are taken to lead nowhere; as Linux counts."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder in a state that git keeps. It can be sent to another process.

    Attributes:
        git: the repository.
        name: what the state is called in messages.
        prefix: the folder's place in the repository: "" or `folder/`.
        files: by path from the folder; symbolic links are among them.
    """

    git: Git
    name: str
    prefix: str
    files: Mapping[str, TreeFile]

    @classmethod
    def of_revision(cls, git: Git, rev: str) -> Snapshot:
        """The folder of `git` as it was in a commit.

        Raises:
            UsageError: there is no such commit.
        """
        return cls(git, shown(rev), git.prefix, {file.path: file for file in git.list_files(rev)})

    @classmethod
    def of_index(cls, git: Git) -> Snapshot:
        """The folder of `git` as the next commit would hold it."""
        return cls(git, "the index", git.prefix, {file.path: file for file in git.list_staged()})

    def at(self, folder: Path) -> Snapshot:
        """The same state of a folder inside this one.

        Args:
            folder: absolute; need not have been there.
        """
        inner = folder.relative_to(self.git.place.top).as_posix()
        prefix = "" if inner == "." else f"{inner}/"
        below = prefix.removeprefix(self.prefix)
        if not below:
            return self
        inside = (path for path in self.files if path.startswith(below))
        files = {path[len(below) :]: self.files[path] for path in inside}
        named = {path: replace(file, path=path) for path, file in files.items()}
        return replace(self, prefix=prefix, files=named)

    def cut(self, paths: Sequence[str]) -> Snapshot:
        """Only what is needed to read these files."""
        found = {path: self.files[path] for path in paths if path in self.files}
        return replace(self, files=found)

    def walk(self, matcher: Matcher[T]) -> Listing[T]:
        """All files that a matcher knows, as a walk through a checkout finds them.

        Raises:
            UsageError: one of them is in conflict.
        """
        folders = _Folders(matcher.start)
        found: list[tuple[str, T]] = []
        for path, file in self.files.items():
            folder, _, name = path.rpartition("/")
            level = folders.level(folder)
            target = level.file(name) if level else None
            if level and not file.is_regular and file.stage == 0:
                if target is not None or (level.folder(name) and self._leads_to_folder(path)):
                    folders.unreadable.append(Unreadable("symlink", path))
            elif target is not None:
                self._refuse_conflict(file)
                if has_odd_characters(name) or _is_long(path):
                    folders.unreadable.append(Unreadable("path", path))
                else:
                    found.append((path, target))
        found.sort(key=itemgetter(0))
        unreadable = sorted(folders.unreadable, key=attrgetter("path"))
        return Listing(tuple(found), tuple(unreadable))

    def open(
        self, paths: Sequence[str] = (), limit: int = MAX_FILE
    ) -> AbstractContextManager[BlobReader]:
        """Get ready to read files, of at most `limit` bytes; see `trees.Tree`."""
        return nullcontext(BlobReader(self, paths, limit))

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder.

        Raises:
            Unreadable: the folder is missing, or behind a link.
        """
        start = f"{folder}/"
        inside = [path[len(start) :] for path in self.files if path.startswith(start)]
        if not inside:
            self.file(folder)  # says why, if there is something else
            raise Unreadable("missing", folder)
        return [name for name in inside if "/" not in name]

    def has_folder(self, name: str) -> bool:
        """Whether files lie in a folder: git keeps no empty ones."""
        return any(path.startswith(f"{name}/") for path in self.files)

    def file(self, path: str) -> TreeFile:
        """The regular file at a path.

        Raises:
            Unreadable: there is none.
            UsageError: it is in conflict.
        """
        if why_unsafe(path):
            raise Unreadable("path", path)
        for above in _folders(path):
            if above in self.files and not self.files[above].is_regular:
                raise Unreadable("symlink", above)
        if path not in self.files:
            raise Unreadable("missing", path)
        file = self.files[path]
        self._refuse_conflict(file)
        if not file.is_regular:
            raise Unreadable("symlink", path)
        return file

    def _refuse_conflict(self, file: TreeFile) -> None:
        if file.stage:
            raise UsageError(
                f"{shown(file.path)} is in conflict",
                help="resolve it and `git add` it; git cannot commit it as it is",
            )

    def _leads_to_folder(self, path: str) -> bool:
        """Whether a symbolic link leads to a folder of this snapshot, or out of it."""
        rest, walked, hops = path.split("/")[::-1], list[str](), 0
        while rest:
            step = rest.pop()
            if step in ("", "."):
                continue
            if step == "..":
                if not walked:
                    return True
                walked.pop()
                continue
            walked.append(step)
            file = self.files.get("/".join(walked))
            if file is not None and not file.is_regular:
                target = self.git.blobs([file.oid]).get(file.oid, b"")
                hops += 1
                if target.startswith(b"/") or hops > _MOST_HOPS:
                    return target.startswith(b"/")
                walked.pop()
                rest += target.decode("utf-8", "surrogateescape").split("/")[::-1]
        return not walked or self.has_folder("/".join(walked))


class BlobReader:
    """Reads files of a snapshot, many at a time."""

    def __init__(self, snapshot: Snapshot, paths: Sequence[str], limit: int) -> None:
        self._snapshot = snapshot
        self._paths = paths
        self._positions = {path: position for position, path in enumerate(paths)}
        self._limit = limit
        self._held: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes:
        """The bytes of one regular file.

        Raises:
            Unreadable: there is none of at most the limit.
            UsageError: it is in conflict.
        """
        oid = self._snapshot.file(path).oid
        if oid not in self._held:
            self._fetch(path, oid)
        data = self._held[oid]
        if data is None:
            raise Unreadable("too-large", path)
        return data

    def read_stamped(self, path: str) -> tuple[bytes, Stamp | None]:
        """The same; a blob has no stamp."""
        return self.read(path), None

    def stamp(self, path: str) -> Stamp | None:
        """None: a blob has no stamp."""
        self._snapshot.file(path)
        return None

    def _fetch(self, path: str, oid: str) -> None:
        """Read a file, and with it those that come next."""
        start = self._positions.get(path)
        ahead = self._paths[start : start + _AHEAD] if start is not None else ()
        oids = dict.fromkeys([oid, *self._oids(ahead)])
        self._held = {**dict.fromkeys(oids), **self._snapshot.git.blobs(oids, self._limit)}

    def _oids(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            file = self._snapshot.files.get(path)
            if file is not None and file.is_regular and not file.stage:
                yield file.oid


class _Folders(Generic[T]):
    """The folders of a snapshot, each looked at once.

    Attributes:
        unreadable: those that may hold matches, and have names that not every system can hold.
    """

    def __init__(self, start: Level[T]) -> None:
        self.unreadable: list[Unreadable] = []
        self._levels: dict[str, Level[T] | None] = {"": start}

    def level(self, folder: str) -> Level[T] | None:
        """What may be in a folder; None where nothing can match."""
        if folder not in self._levels:
            above, _, name = folder.rpartition("/")
            level = self.level(above)
            found = level.folder(name) if level else None
            if found is not None and (has_odd_characters(name) or _is_long(folder)):
                self.unreadable.append(Unreadable("path", folder))
                found = None
            self._levels[folder] = found
        return self._levels[folder]


def _is_long(path: str) -> bool:
    return len(path) * 4 > MAX_PATH and len(os.fsencode(path)) > MAX_PATH


def _folders(path: str) -> Iterator[str]:
    """Every folder above a file, outermost first."""
    return (path[:index] for index, char in enumerate(path) if char == "/")
