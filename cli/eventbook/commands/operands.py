"""What the words behind `diff` mean: two files, two records, or states of the book."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from eventbook.book.git import Git, within
from eventbook.changes.book_diff import RecordSide
from eventbook.commands.opened import Opened
from eventbook.commands.sides import of_facts, of_file
from eventbook.errors import UsageError
from eventbook.query.ids import by_id

_NO_ID = re.compile(r"HEAD.*|.*[~^@:].*")


@dataclass(frozen=True, slots=True)
class States:
    """Two states of the book to compare.

    Attributes:
        old: a revision; None is the empty tree.
        new: a revision; None is the work tree, or the index.
        staged: the index is meant.
        words: what limits the comparison.
    """

    old: str | None
    new: str | None
    words: Sequence[str] = ()
    staged: bool = False


Load: TypeAlias = Callable[[], RecordSide]


def pair(
    operands: Sequence[str], opened: Opened | None, directory: Path
) -> tuple[RecordSide, RecordSide] | None:
    """The two records that two operands name by file or id; None where they are something else.

    Raises:
        UsageError: the first could also be a revision, or a file cannot be read.
    """
    if len(operands) != 2 or ".." in operands[0].replace("../", ""):
        return None
    loads = [_one(word, opened, directory) for word in operands]
    if loads[0] is None or loads[1] is None:
        return None
    git = Git.open(opened.book.root) if opened is not None else None
    if opened is not None and git is not None and _is_revision(operands[0], git):
        if not _is_exact(operands[0], opened, directory):
            return None
        what = "file" if _is_file(directory / operands[0]) else "record"
        raise _ambiguous(operands[0], f"a {what} to compare with `{operands[1]}`", what)
    return loads[0](), loads[1]()


def _one(word: str, opened: Opened | None, directory: Path) -> Load | None:
    if _is_file(directory / word):
        return partial(of_file, opened, directory / word)
    if opened is None:
        return None
    try:
        facts = by_id(opened.records, word)
    except UsageError:
        return None
    return lambda: of_facts(opened, opened.judged(facts))


def _is_file(path: Path) -> bool:
    # Words may be anything, such as too long to be a name: then they are no file.
    return os.path.isfile(path)  # noqa: PTH113


def states(operands: Sequence[str], opened: Opened, git: Git, *, staged: bool) -> States:
    """What the words mean to git: `REV`, `REV..REV`, `REV...` (from the merge base), or nothing.

    Raises:
        UsageError: they mean nothing, or two things; or there is no commit yet.
    """
    if not operands:
        return States(git.head() if staged else _head(git), None, (), staged)
    first, rest = operands[0], operands[1:]
    if ".." in first and not os.path.exists(opened.book.root / first):  # noqa: PTH110
        return _range(first, rest, git, staged=staged)
    try:
        old = git.resolve(first)
    except UsageError as error:
        try:
            head = git.head() if staged else _head(git)
        except UsageError:
            raise error from None
        return States(head, None, operands, staged)
    if not rest and _is_exact(first, opened, opened.book.root):
        what = "file" if os.path.exists(opened.book.root / first) else "record"  # noqa: PTH110
        raise _ambiguous(first, f"a {what} of the book", what)
    return States(old, None, rest, staged)


def _range(first: str, rest: Sequence[str], git: Git, *, staged: bool) -> States:
    dots = "..." if "..." in first else ".."
    old, _, new = first.partition(dots)
    if staged and new:
        raise UsageError(
            f"--staged compares with the index, not with `{new}`",
            help=f"leave out --staged, or write `{old or 'HEAD'}{dots}`",
        )
    if dots == "...":
        return States(git.merge_base(old or "HEAD", new or "HEAD"), new or None, rest, staged)
    if staged:
        return States(git.resolve(old or "HEAD"), None, rest, staged)
    return States(git.resolve(old or "HEAD"), git.resolve(new or "HEAD"), rest)


def paths_of(span: States, opened: Opened, git: Git, directory: Path) -> list[str]:
    """The files and folders of the book that the words of a comparison name.

    A word is one that is there or that differs, or the id of a record.

    Raises:
        UsageError: a word is neither.
    """
    return [_path_of(word, span, opened, git, directory) for word in span.words]


def _path_of(word: str, span: States, opened: Opened, git: Git, directory: Path) -> str:
    path = opened.book.relative(directory / word)
    if os.path.lexists(directory / word):
        return path
    try:
        return by_id(opened.records, word).path
    except UsageError as error:
        if any(
            within(each.path, [path])
            for each in git.raw_diff(span.old, span.new, staged=span.staged)
        ):
            return path
        if _is_revision(word, git):
            raise UsageError(
                f"`{word}` is a revision, and what stands behind the first word is a file or id",
                help=f"put it first, or compare two revisions with `OLD..{word}`",
            ) from None
        why = error.help
        if git.is_shallow():
            why = "this clone is shallow: if it is a revision, fetch it (`git fetch --unshallow`)"
        raise UsageError(f"`{word}` is no revision, file or record", help=why) from None


def _head(git: Git) -> str:
    head = git.head()
    if head is None:
        raise UsageError(
            "there is no commit yet to compare with", help="commit first, or compare two files"
        )
    return head


def _is_revision(word: str, git: Git) -> bool:
    try:
        git.resolve(word)
    except UsageError:
        return False
    return True


def _is_exact(word: str, opened: Opened, directory: Path) -> bool:
    """Whether a word is the name of a file or folder, or the whole id of a record."""
    if _NO_ID.fullmatch(word):
        return False
    if os.path.lexists(directory / word):
        return True
    return any(word in (each.id, f"{each.kind}/{each.id}") for each in opened.records)


def _ambiguous(word: str, other: str, what: str) -> UsageError:
    for_other = f"`./{word}`" if what == "file" else "the record's file"
    return UsageError(
        f"`{word}` may be a revision, or {other}",
        help=f"write `{word}~0` for the revision, {for_other} for the {what}",
    )
