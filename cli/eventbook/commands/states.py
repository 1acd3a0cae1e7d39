"""The state of a book that is meant: the index, or a commit, with its own settings and schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from eventbook.book.discover import Book, NoBook, find_book
from eventbook.book.files import Unreadable
from eventbook.book.git import Git
from eventbook.book.gitdir import find_git_dir
from eventbook.book.snapshot import Snapshot
from eventbook.errors import ConfigError, UsageError


def repository(start: Path, why: str) -> Git:
    """The whole repository around a folder.

    Args:
        why: the option that needs one.

    Raises:
        UsageError: there is none.
    """
    here = start.resolve()
    place = find_git_dir(here)
    if place is None:
        raise UsageError(f"{why}: {here} is in no git repository", help="`git init` makes one")
    return Git(place.top, place)


def book_at(start: Path, rev: str) -> tuple[Book, Mapping[str, bytes]]:
    """A book as it was in a commit, with its schemas.

    Raises:
        UsageError: there is no repository or no such commit.
        ConfigError: there was no book, or its settings or schemas were wrong.
    """
    snapshot = Snapshot.of_revision(repository(start, "--rev"), rev)
    with said_of(snapshot):
        book = find_book(start, snapshot)
        return book, book.schema_files()


def staged_book(start: Path, say: Callable[[str], None]) -> tuple[Book, Mapping[str, bytes]]:
    """A book as the next commit would hold it, with its schemas.

    What is not staged of settings and schemas is taken from the work tree, and that is said.

    Raises:
        UsageError: there is no repository, or a file that matters is in conflict.
        ConfigError: there is no book, or its settings or schemas are wrong.
    """
    snapshot = Snapshot.of_index(repository(start, "--staged"))
    with said_of(snapshot):
        try:
            book = find_book(start, snapshot)
        except NoBook:
            found = find_book(start)
            book = replace(found, snapshot=snapshot.at(found.root))
            say("no settings are staged: those of the work tree hold")
        try:
            return book, book.schema_files()
        except ConfigError as error:
            if not (
                isinstance(error.__cause__, Unreadable) and error.__cause__.reason == "missing"
            ):
                raise
            schemas = replace(book, snapshot=None).schema_files()
            say("not every schema is staged: those of the work tree hold")
            return book, schemas


@contextmanager
def said_of(snapshot: Snapshot) -> Iterator[None]:
    """Errors about settings and schemas that say which state they are about."""
    try:
        yield
    except NoBook:
        raise
    except ConfigError as error:
        raise ConfigError(f"{snapshot.name}: {error.message}", help=error.help) from error
