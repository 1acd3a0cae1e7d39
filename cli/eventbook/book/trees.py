"""Where a book's bytes come from: its files as they lie there, or a snapshot that git keeps."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from eventbook.book.files import Reader, Stamp
from eventbook.book.patterns import Matcher
from eventbook.book.walk import Listing, walk

T = TypeVar("T")


class TreeReader(Protocol):
    """Reads many files of a tree; paths are relative to the book's root, with `/`."""

    def read(self, path: str) -> bytes:
        """The bytes of one regular file, or `files.Unreadable`."""

    def read_stamped(self, path: str) -> tuple[bytes, Stamp | None]:
        """The same with the file's stamp, None where nothing can stand for its bytes."""

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a file, unread, or `files.Unreadable`."""


class Tree(Protocol):
    """The files of a book in one of its states."""

    def walk(self, matcher: Matcher[T]) -> Listing[T]:
        """All files that a matcher knows, as `walk.walk` finds them."""

    def open(self, paths: Sequence[str] = ()) -> AbstractContextManager[TreeReader]:
        """Get ready to read files.

        Args:
            paths: those that will be read, in this order; others may be.
        """

    def names(self, folder: str) -> list[str]:
        """The names of what is in a folder, or `files.Unreadable`."""

    def has_folder(self, name: str) -> bool:
        """Whether a folder is there, not behind a link."""


class WorkTree(NamedTuple):
    """The files as they lie in a folder.

    Attributes:
        root: the book's, absolute, without symbolic links.
    """

    root: Path

    def walk(self, matcher: Matcher[T]) -> Listing[T]:
        """See `Tree`."""
        return walk(self.root, matcher)

    def open(self, paths: Sequence[str] = ()) -> AbstractContextManager[TreeReader]:  # noqa: ARG002
        """See `Tree`."""
        return Reader(self.root)

    def names(self, folder: str) -> list[str]:
        """See `Tree`."""
        with Reader(self.root) as reader:
            return os.listdir(reader.folder(folder))  # noqa: PTH208 - an open one

    def has_folder(self, name: str) -> bool:
        """See `Tree`."""
        path = self.root / name
        return path.is_dir() and not path.is_symlink()


def read_from(tree: Tree, path: str) -> bytes:
    """The bytes of one regular file; for many use `Tree.open`.

    Raises:
        Unreadable: as `TreeReader.read`.
    """
    with tree.open() as reader:
        return reader.read(path)
