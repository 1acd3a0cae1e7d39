"""diff: compare records by what they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.settings import Kind
from eventbook.changes.book_diff import RecordChange, RecordSide, diff_books
from eventbook.changes.trees import Identity, ListIdentity
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.sides import between, git_of, of_facts, of_file, shielded
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import ConfigError, UsageError
from eventbook.output import changes as changes_format
from eventbook.pointer import Place
from eventbook.query.ids import by_id

if TYPE_CHECKING:
    from eventbook.book.git import Git


def run(
    common: Common,
    *,
    operands: Sequence[str],
    form: str,
    output: Path | None,
    stat: bool,
    name_only: bool,
    exit_code: bool,
) -> int:
    """Show what changed. 0, or 1 under `exit_code` where values differ."""
    write = changes_format(form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    found = _compare(operands, common.directory)
    if form == "text":
        to_terminal = output is None
        text = write(
            found,
            colour=terminal.colour and to_terminal,
            width=terminal.width if to_terminal else None,
            stat=stat,
            name_only=name_only,
        )
    elif stat or name_only:
        raise UsageError("--stat and --name-only are for text", help="leave out --format")
    else:
        text = write(found)
    deliver(text, output, common.directory)
    return int(exit_code and any(change.status != "formatting" for change in found))


def _compare(operands: Sequence[str], directory: Path) -> Sequence[RecordChange]:
    files = [directory / operand for operand in operands]
    # Words may be anything, such as too long to be a name: then they are no file.
    if len(files) == 2 and all(map(os.path.isfile, files)):
        try:
            opened = open_book(directory)
        except ConfigError:
            opened = None
        return _two(of_file(opened, files[0]), of_file(opened, files[1]), opened)
    opened = open_book(directory)
    pair = _two_records(operands, opened)
    if pair is not None:
        return _two(*pair, opened)
    git = git_of(opened)
    span = _span(operands, git)
    paths = [_path(opened, word, directory) for word in span.rest]
    before, after = between(opened, git, span.old, span.new, paths)
    return diff_books(before, after, identity_of(opened))


def _two_records(operands: Sequence[str], opened: Opened) -> tuple[RecordSide, RecordSide] | None:
    """Two operands that are both ids of records."""
    if len(operands) != 2 or ".." in operands[0]:
        return None
    try:
        records = [opened.judged(by_id(opened.records, word)) for word in operands]
    except UsageError:
        return None
    return of_facts(opened, records[0]), of_facts(opened, records[1])


def _two(before: RecordSide, after: RecordSide, opened: Opened | None) -> Sequence[RecordChange]:
    """Two records as two versions of one, whatever their ids and paths are."""
    as_new = before._replace(id=after.id, kind=after.kind, path=after.path)
    old, new = shielded([as_new], [after])
    found = diff_books(old, new, identity_of(opened))
    name = before.path if before.path != after.path else None
    return [change._replace(old_path=name) for change in found]


@dataclass(frozen=True, slots=True)
class _Span:
    """Two states to compare, and the words that are left to limit the comparison."""

    old: str
    new: str | None
    rest: Sequence[str]


def _span(operands: Sequence[str], git: Git) -> _Span:
    """What the words mean to git: `REV`, `REV..REV`, `REV...` (from the merge base), or nothing."""
    if not operands:
        return _Span(_head(git), None, ())
    first, rest = operands[0], operands[1:]
    if "..." in first:
        old, _, new = first.partition("...")
        return _Span(git.merge_base(old or "HEAD", new or "HEAD"), new or None, rest)
    if ".." in first:
        old, _, new = first.partition("..")
        return _Span(git.resolve(old or "HEAD"), git.resolve(new or "HEAD"), rest)
    try:
        return _Span(git.resolve(first), None, rest)
    except UsageError as error:
        try:
            head = _head(git)
        except UsageError:
            raise error from None
        return _Span(head, None, operands)


def _head(git: Git) -> str:
    head = git.head()
    if head is None:
        raise UsageError(
            "there is no commit yet to compare with", help="commit first, or compare two files"
        )
    return head


def _path(opened: Opened, word: str, directory: Path) -> str:
    """A file or folder of the book, or the file of the record with this id."""
    if os.path.exists(directory / word):  # noqa: PTH110
        return opened.book.relative(directory / word)
    try:
        return by_id(opened.records, word).path
    except UsageError as error:
        raise UsageError(f"`{word}` is no revision, file or record", help=error.help) from None


def identity_of(opened: Opened | None) -> Callable[[str], Identity]:
    """List identities by kind, as each kind's schema declares them."""

    def undeclared(_place: Place) -> ListIdentity:
        return None

    def identity(name: str) -> Identity:
        kind = opened.book.settings.kind(name) if opened else None
        return undeclared if opened is None or kind is None else _declared(opened, kind)

    return identity


def _declared(opened: Opened, kind: Kind) -> Identity:
    shape = opened.recipe.kinds.shape(kind)
    pattern = kind.records[0]
    start: Place = ()
    if opened.recipe.kinds.judges_file(kind, pattern):
        for keys in pattern.steps:
            start = (*start, *keys, 0)
    return lambda place: shape.list_identity((*start, *place))
