"""Mapping some of a book's files, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.discover import Book
from eventbook.book.facts import Facts, facts_to_json
from eventbook.book.files import Stamp, Unreadable
from eventbook.book.records import records_in, unreadable
from eventbook.book.trees import Tree, WorkTree
from eventbook.mapping.recipe import Recipe

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot


class Mapped(NamedTuple):
    """A file's facts, and what was read to make them.

    Attributes:
        digest: SHA-256 of the file's bytes; None where it was not read.
        stamp: the file as its system tells of it; None where it changed while it was read.
        kept: the facts as JSON, whole and lean, where they are to be kept.
    """

    path: str
    facts: tuple[Facts, ...]
    digest: bytes | None = None
    stamp: Stamp | None = None
    kept: tuple[str, str] | None = None


class Read(NamedTuple):
    """A file as it was read.

    Attributes:
        data: its bytes, or why there are none.
        stamp: as in `Mapped`.
    """

    path: str
    data: bytes | Unreadable
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with files.

    Attributes:
        root: the book's.
        judge: by schema and rules; else the records are only read.
        keep: make texts of the facts too, where the work is shared out.
        snapshot: the state of the book that is meant; None is the work tree.
        lean: of records that are judged, keep only what rules over the book read: most of what a
            process sends back, and of what is held of a large book, would be the rest.
    """

    root: Path
    recipe: Recipe
    judge: bool
    keep: bool = False
    snapshot: Snapshot | None = None
    lean: bool = False

    @property
    def tree(self) -> Tree:
        """Where the files are read."""
        return self.snapshot or WorkTree(self.root)

    def cut(self, paths: Sequence[str]) -> Work:
        """The same work with what these files need of it, to be sent elsewhere with them."""
        return replace(self, snapshot=self.snapshot.cut(paths)) if self.snapshot else self

    def map(self, paths: Iterable[str]) -> Iterator[Mapped]:
        """The facts of files, in the order given. Never fails for what is in a file."""
        return self.judged(self.read(paths))

    def read(self, paths: Iterable[str]) -> Iterator[Read]:
        """Files in the order given.

        Raises:
            Unreadable: the root cannot be opened.
        """
        paths = list(paths)
        with self.tree.open(paths) as reader:
            for path in paths:
                try:
                    yield Read(path, *reader.read_stamped(path))
                except Unreadable as error:
                    yield Read(path, error)

    def judged(self, files: Iterable[Read]) -> Iterator[Mapped]:
        """The facts of files that have been read, here or elsewhere."""
        book = Book(self.root, self.recipe.settings)
        for file in files:
            yield self._judged(book, file)

    def _judged(self, book: Book, file: Read) -> Mapped:
        path, data = file.path, file.data
        kind, pattern = book.kind_of(path), book.pattern_of(path)
        assert kind is not None and pattern is not None  # noqa: PT018 - the walk goes by patterns
        if isinstance(data, Unreadable):
            return Mapped(path, (unreadable(path, kind.name, data),))
        if not self.judge:
            facts = records_in(path, kind, pattern, data, reference=self.recipe.reference)
            kept = (facts_to_json(facts), "") if self.keep else None
            return Mapped(path, facts, sha256(data).digest(), file.stamp, kept)
        checker = self.recipe.checker
        facts = checker.map_file(path, kind, pattern, data, sharing=not self.lean)
        lean = tuple(each.lean for each in facts) if self.lean or self.keep else facts
        kept = (facts_to_json(facts), facts_to_json(lean)) if self.keep else None
        facts = lean if self.lean else facts
        return Mapped(path, facts, sha256(data).digest(), file.stamp, kept)
