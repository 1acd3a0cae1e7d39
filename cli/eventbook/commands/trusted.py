"""What a book says of itself in a revision that is relied on: `--trust REV`.

Whoever proposes a change must not choose what judges it. Settings and schemas are those of the
revision; records are those of the state that is judged. That state's own settings and schemas are
read as well, but only to tell whether they differ.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from eventbook.book.discover import Book, NoBook, find_book, open_book
from eventbook.book.files import MAX_FILE
from eventbook.book.git import Git
from eventbook.book.paths import shown
from eventbook.book.snapshot import Snapshot
from eventbook.commands.recovering import settle
from eventbook.commands.states import repository, said_of
from eventbook.errors import ConfigError, UsageError

_MOST_NAMED = 5


class Trusted(NamedTuple):
    """The settings and schemas of a revision.

    Attributes:
        name: the revision, as it was given.
        book: the book of that revision, in its state.
        schemas: its own schema files: bytes by path.
    """

    name: str
    book: Book
    schemas: Mapping[str, bytes]

    def over(self, snapshot: Snapshot | None) -> Book:
        """A state of the book, under the settings that are relied on.

        Args:
            snapshot: of the whole repository; None is the work tree.
        """
        return replace(self.book, snapshot=snapshot and snapshot.at(self.book.root))

    def differences(self, judged: Book) -> Iterator[str]:
        """What to say of the settings and schemas that the state brings, and that do not hold.

        Args:
            judged: the state, as `over` gives it.

        Raises:
            ConfigError: they cannot be used: a book that took them over would be none.
        """
        state = judged.snapshot.name if judged.snapshot else "the work tree"
        try:
            own = open_book(judged.root, judged.snapshot)
            schemas = own.schema_files() if own else {}
        except ConfigError as error:
            raise ConfigError(f"{state}: {error.message}", help=error.help) from error
        if own is None:
            yield f"the settings are gone: those of {self.name} hold"
            return
        files = []
        if own.settings != self.book.settings:
            files += sorted({own.settings_source, self.book.settings_source} - {"defaults"})
        paths = sorted({*schemas, *self.schemas})
        files += [path for path in paths if schemas.get(path) != self.schemas.get(path)]
        if files:
            more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
            listed = ", ".join(files[:_MOST_NAMED]) + more
            yield f"other settings or schemas than in {self.name}, whose hold: {listed}"
        for kind in own.settings.kinds:
            if self.book.settings.kind(kind.name) is None:
                yield f"{self.name} knows no kind `{kind.name}`: its records are not checked"


def trusted(start: Path, rev: str) -> Trusted:
    """What a book says of itself in a revision.

    Args:
        start: the folder to find the book from.

    Raises:
        UsageError: there is no repository, or this clone has no such commit.
        ConfigError: there was no book, or its settings or schemas were wrong.
    """
    snapshot = _snapshot(repository(start, "--trust"), rev)
    try:
        with said_of(snapshot):
            book = find_book(start, snapshot)
            return Trusted(shown(rev), book, book.schema_files())
    except NoBook as error:
        raise ConfigError(
            f"--trust: there is no book in {shown(rev)} yet, whose settings could hold",
            help="look through those of this change yourself; once they are in "
            f"{shown(rev)}, they hold. Until then, leave out --trust",
        ) from error


def trusted_book(
    start: Path, rev: str, *, staged: bool, judged: str | None
) -> tuple[Book, Mapping[str, bytes], list[str]]:
    """A state of the book that a revision's settings and schemas judge, and what to say of it.

    Args:
        start: the folder to find the book from.
        staged: the state is what the next commit would hold.
        judged: the commit that is the state; without either, it is the work tree.

    Raises:
        UsageError: there is no repository, or this clone lacks one of the commits.
        ConfigError: there is no book in the revision, or the state's own settings are wrong.
    """
    relied_on = trusted(start, rev)
    git = repository(start, "--trust")
    if staged:
        snapshot = Snapshot.of_index(git)
    elif judged is not None:
        snapshot = Snapshot.of_revision(git, judged)
    else:
        snapshot = None
        settle(relied_on.book.root)
    book = relied_on.over(snapshot)
    return book, relied_on.schemas, list(relied_on.differences(book))


def trusted_file(directory: Path, rev: str, path: Path, limit: int = MAX_FILE) -> bytes | None:
    """The bytes of a file as a revision that is relied on has it; None where it has none.

    Args:
        directory: what a relative path starts from.
        path: a file of the repository; it need not be there now.
        limit: most bytes of it.

    Raises:
        UsageError: there is no such commit, or the path lies outside the repository.
        Unreadable: it is too large.
    """
    git = repository(directory, "--trust")
    _resolved(git, rev)
    # Links are not followed: those of the work tree are the change's, too.
    plain = Path(os.path.normpath(directory.resolve() / path))
    if not plain.is_relative_to(git.root):
        raise UsageError(f"--trust: {shown(str(path))} lies outside the repository {git.root}")
    return git.blob_at(rev, plain.relative_to(git.root).as_posix(), limit)


def _snapshot(git: Git, rev: str) -> Snapshot:
    _resolved(git, rev)
    return Snapshot.of_revision(git, rev)


def _resolved(git: Git, rev: str) -> str:
    """The commit's name; an error says how to get what a clone in a workflow lacks."""
    try:
        return git.resolve(rev)
    except UsageError as error:
        if not rev or rev.startswith("-"):
            raise
        raise UsageError(f"--trust: {error.message}", help=_how_to_fetch(git, rev)) from error


def _how_to_fetch(git: Git, rev: str) -> str:
    remote, slash, branch = rev.removeprefix("refs/remotes/").partition("/")
    if not slash or rev.startswith(("refs/heads/", "refs/tags/")):
        remote, branch, slash = "origin", rev, ""
    what = f"{branch}:refs/remotes/{remote}/{branch}" if slash else branch
    depth = "--depth=1 " if git.is_shallow() else ""  # it would cut off the history of others
    return f"if this clone lacks it: git fetch {depth}{quote(remote)} {quote(what)}"
