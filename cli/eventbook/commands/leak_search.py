"""Looking for names that must occur nowhere: in files, in what is staged, in the history."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.discover import Book
from eventbook.book.files import Reader, Unreadable
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.book.history import past, refs
from eventbook.book.known_files import is_staged, known_files, read_known
from eventbook.book.paths import shown
from eventbook.errors import UsageError
from eventbook.events.leaks.in_history import HistoryCheck
from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.text import MOST_BYTES, as_text
from eventbook.events.leaks.told import exposed_list, in_path, in_text
from eventbook.findings import Finding

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot

_TOO_LARGE = f"larger than {MOST_BYTES >> 20} MiB"
_AT_ONCE = 16
_REPOSITORY = ".git"  # stands for a path in findings about no file


@dataclass
class Search:
    """The names of a list, and a book to look for them in.

    Attributes:
        lists: where lists of names are.
        skipped: grows by what was not looked through, without a name in it.
    """

    book: Book
    names: Matcher
    lists: tuple[Path, ...]
    skipped: list[str]

    def in_book(self, *, history: bool = False) -> Iterator[Finding]:
        """Findings of everything that git has or would take; without git, of the book's files."""
        if self._git is None:
            if history:
                raise UsageError("--history: there is no git repository here")
            yield from self.in_files(self._own_files())
            return
        if self.names or self._lists:
            yield from self._in_work_tree(self._git)
        if self.names and history:
            check = HistoryCheck(self.names, self._place, self._place(_REPOSITORY))
            yield from check.findings(refs(self._git), past(self._git, MOST_BYTES))
            self.skipped += check.skipped
            if self._git.run("rev-parse", "--is-shallow-repository").strip() == b"true":
                self.skipped.append("the history before this shallow clone begins")

    def in_files(self, paths: Iterable[str]) -> Iterator[Finding]:
        """Findings of some files of the book, and of their paths."""
        if not self.names:
            return
        with Reader(self.book.root) as reader:
            for path in paths:
                yield from in_path(self.names, shown(path))
                if (data := self._read(reader, path, shown(path))) is not None:
                    yield from self.in_bytes(shown(path), data)

    def in_changed(self, paths: Iterable[str], snapshot: Snapshot | None) -> Iterator[Finding]:
        """Findings of files of the book, records or not, in a snapshot or as they lie there.

        A list of names among them is told of, and not searched.
        """
        rest = []
        for path in paths:
            if self._prefix + path in self._lists:
                assert self._git is not None  # else no list is known to lie in a work tree
                tracked = bool(self._git.run("ls-files", "-z", "--", self._prefix + path))
                yield exposed_list(shown(path), tracked=tracked)
            else:
                rest.append(path)
        yield from self.in_files(rest) if snapshot is None else self._in_snapshot(rest, snapshot)

    def _in_snapshot(self, paths: Iterable[str], snapshot: Snapshot) -> Iterator[Finding]:
        there = iter(path for path in paths if path in snapshot.files)
        while self.names and (some := list(islice(there, _AT_ONCE))):
            oids = {path: snapshot.files[path].oid for path in some}
            found = snapshot.git.blobs(oids.values(), MOST_BYTES)
            for path in some:
                yield from in_path(self.names, shown(path))
                if oids[path] in found:
                    yield from self.in_bytes(shown(path), found[oids[path]])
                else:
                    self.skipped.append(f"{self.names.blanked(shown(path))}: {_TOO_LARGE}")

    def in_bytes(self, path: str, data: bytes, where: str = "") -> Iterator[Finding]:
        """Findings of bytes that are what a path, as findings give it, holds."""
        return in_text(self.names, self.names.blanked(path), as_text(data), where)

    @cached_property
    def _git(self) -> GitProcess | None:
        place = find_git_dir(self.book.root)
        return GitProcess(place) if place else None

    @cached_property
    def _lists(self) -> frozenset[str]:
        """Where the lists are in the work tree, if they are."""
        top = self._git.place.top if self._git else None
        return frozenset(_within(top, path) for path in self.lists) - {""} if top else frozenset()

    @property
    def _prefix(self) -> str:
        """The book's place in the work tree, as git writes it."""
        inner = self.book.root.relative_to(self._git.place.top).as_posix() if self._git else "."
        return "" if inner == "." else f"{inner}/"

    def _in_work_tree(self, git: GitProcess) -> Iterator[Finding]:
        known = known_files(git)
        for file in known:
            if file.path in self._lists:  # what is in there is no leak of its own
                yield exposed_list(self._place(file.path), tracked=file.staged is not None)
        staged: dict[str, str] = {}
        with Reader(git.place.top) as reader:
            for file in known if self.names else ():
                if file.path in self._lists:
                    continue
                path = self._place(file.path)
                yield from in_path(self.names, path)
                data = self._read(reader, file.path, path, missing_is_fine=bool(file.staged))
                if data is not None:
                    yield from self.in_bytes(path, data)
                    if not file.changed or is_staged(data, file.staged or ""):
                        continue
                if file.staged:
                    staged[file.staged] = path
        yield from self._in_index(git, staged)

    def _in_index(self, git: GitProcess, staged: Mapping[str, str]) -> Iterator[Finding]:
        """What the next commit would take although the file is another by now, or gone."""
        oids = iter(staged)
        while some := list(islice(oids, _AT_ONCE)):
            found = git.objects(some, MOST_BYTES)
            for oid in some:
                if oid in found:
                    yield from self.in_bytes(staged[oid], found[oid], "in what is staged")
                else:
                    self.skipped.append(f"{self.names.blanked(staged[oid])}, staged: {_TOO_LARGE}")

    def _read(
        self, reader: Reader, file: str, path: str, *, missing_is_fine: bool = False
    ) -> bytes | None:
        try:
            return read_known(reader, file, MOST_BYTES)
        except Unreadable as error:
            if not (missing_is_fine and error.reason == "missing"):
                reason = _TOO_LARGE if error.reason == "too-large" else error.message
                self.skipped.append(f"{self.names.blanked(path)}: {reason}")
            return None

    def _own_files(self) -> list[str]:
        records = [path for path, _ in self.book.listing().files]
        source = self.book.settings_source
        settings = [source] if os.path.lexists(self.book.root / source) else []
        return sorted({*records, *self.book.schema_files(), *settings})

    def _place(self, path: str) -> str:
        """A path from the top of the work tree as findings give it: from the book's root."""
        assert self._git is not None
        root = self.book.root.relative_to(self._git.place.top).as_posix()
        return shown(posixpath.relpath(path, root)) if path else ""


def _within(top: Path, path: Path) -> str:
    """A path as git knows it, or ""; a link in the work tree is a file of its own."""
    plain = Path(os.path.realpath(path.parent), path.name)
    return plain.relative_to(top).as_posix() if plain.is_relative_to(top) else ""
