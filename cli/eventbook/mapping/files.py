"""Mapping some of a book's files, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.discover import Book
from eventbook.book.facts import Facts, facts_to_json
from eventbook.book.files import Stamp, Unreadable
from eventbook.book.records import records_in, unreadable
from eventbook.book.trees import Tree, WorkTree
from eventbook.jsonvalue import Json
from eventbook.mapping.recipe import Recipe

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file's facts, and what was read to make them.

    Attributes:
        digest: SHA-256 of the file's bytes; None where it was not read.
        stamp: the file as its system tells of it; None where it changed while it was read.
        text: the facts as JSON, where they are to be kept.
    """

    path: str
    facts: tuple[Facts, ...]
    digest: bytes | None = None
    stamp: Stamp | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Read:
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
        lean: empty the values of records once they are judged, where no kind follows a model: no
            rule over such a book looks at them, and most of what a process sends back is values.
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
        # An event may refer to a record of a kind that follows none: then its values are asked for.
        empty = self.lean and not any(each.model for each in self.recipe.settings.kinds)
        if self.judge:
            facts = self.recipe.checker.map_file(path, kind, pattern, data, sharing=not empty)
        else:
            facts = records_in(path, kind, pattern, data, reference=self.recipe.reference)
        text = facts_to_json(facts) if self.keep else ""
        if empty:
            facts = tuple(_emptied(each) for each in facts)
        return Mapped(path, facts, sha256(data).digest(), file.stamp, text)


def _emptied(facts: Facts) -> Facts:
    """Facts that say that there is a record, and not what is in it."""
    empty: Json = {} if isinstance(facts.value, dict) else []
    return facts if facts.value is None else replace(facts, value=empty)
