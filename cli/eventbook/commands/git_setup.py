"""git-setup: have git merge and compare records by what they say."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.attributes import FILE, lines_for, ours, overruled, with_lines
from eventbook.book.discover import Book, NoBook, find_book
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.gitconfig import GitConfig
from eventbook.book.gitdir import GitDir, find_git_dir
from eventbook.book.paths import shown
from eventbook.book.writing.transaction import Write, commit
from eventbook.commands.common import Common
from eventbook.commands.git_settings import is_ours, problems, wanted
from eventbook.commands.recovering import settled
from eventbook.commands.terminal import Terminal
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped

_MOST_NAMED = 3


class _Step(NamedTuple):
    """One thing to do, and how it is told."""

    text: str
    do: Callable[[], None]


class _Place(NamedTuple):
    """What is set up.

    Attributes:
        book: None where only the user's own settings are meant.
        scope: `local` or `global`.
    """

    config: GitConfig
    scope: str
    repository: GitDir | None
    book: Book | None


def run(
    common: Common, *, everywhere: bool, check: bool, remove: bool, dry_run: bool = False
) -> int:
    """Set up, look whether it is set up, or take it out. 0; 1: `check` found something.

    Args:
        everywhere: in the user's own settings, for all repositories.
    """
    if check + remove + dry_run > 1 and not (remove and dry_run):
        raise UsageError("--check stands alone", help="it writes nothing in any case")
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    place = _place(common.directory, everywhere=everywhere)
    if check:
        return _check(place, terminal)
    steps = list(_removal(place) if remove else _setup(place))
    for step in steps:
        if not dry_run:
            step.do()
        sys.stdout.write(f"{'would ' if dry_run else ''}{escaped(step.text)}\n")
    _say_next(place, steps, terminal, remove=remove, dry_run=dry_run)
    return 0


def _place(directory: Path, *, everywhere: bool) -> _Place:
    try:
        folder = directory.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{shown(str(directory))}: no such folder") from error
    repository = find_git_dir(folder)
    if repository is None and not everywhere:
        if all(os.path.lexists(folder / name) for name in ("HEAD", "objects", "refs")):
            raise UsageError(
                "this is a bare repository: nothing is merged in it by drivers",
                help="set up each clone that has a work tree, or `--global`",
            )
        raise UsageError(f"{folder} is in no git repository", help="`git init` first")
    try:
        book = settled(find_book(folder))
    except NoBook:
        if not everywhere:
            raise
        book = None
    if repository is None:
        book = None
    scope = "global" if everywhere else "local"
    return _Place(GitConfig(folder, repository), scope, repository, book)


# Steps


def _setup(place: _Place) -> Iterator[_Step]:
    scope = place.scope
    # What the user's own settings say already need not be said again.
    held = place.config.settings("global" if scope == "global" else "")
    for key, value in wanted().items():
        if key not in held or held[key].value != value:
            do = _setting(place.config, scope, key, value)
            yield _Step(f"set {key} ({_where(scope)})", do)
    if place.book is not None:
        yield from _attributes(place.book, _lines(place.book))


def _removal(place: _Place) -> Iterator[_Step]:
    scope = place.scope
    held = place.config.settings(scope)
    for key in reversed(list(wanted())):  # a name without a driver is fatal to git
        if key in held and is_ours(key, held[key].value):
            do = _setting(place.config, scope, key, None)
            yield _Step(f"unset {key} ({_where(scope)})", do)
    if place.book is not None and place.scope == "local":
        yield from _attributes(place.book, ())


def _setting(config: GitConfig, scope: str, key: str, value: str | None) -> Callable[[], None]:
    if value is None:
        return lambda: config.unset(scope, key)
    return lambda: config.set(scope, key, value)


def _attributes(book: Book, lines: Sequence[str]) -> Iterator[_Step]:
    """All changes of the file at once, by the last of its steps."""
    before = _text(book)
    after = with_lines(before or "", lines)
    if after == (before or ""):
        return
    old, new = ours(before or ""), ours(after)
    told = [f"remove `{line}` from {FILE}" for line in old if line not in new]
    told += [f"add `{line}` to {FILE}" for line in new if line not in old]
    write = Write(
        FILE, _bytes(after) if after else None, None if before is None else _bytes(before)
    )
    for text in told[:-1]:
        yield _Step(text, lambda: None)
    yield _Step(told[-1] if told else f"tidy {FILE}", lambda: commit(book.root, [write]))


def _text(book: Book) -> str | None:
    try:
        return read_regular(book.root, FILE).decode("utf-8", "surrogateescape")
    except Unreadable as error:
        if error.reason == "missing":
            return None
        raise UsageError(f"{FILE} {error.message}", help="git would not read it either") from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _lines(book: Book) -> Sequence[str]:
    return lines_for(pattern.glob for kind in book.settings.kinds for pattern in kind.records)


def _where(scope: str) -> str:
    return "all your repositories" if scope == "global" else "this clone"


# What is told


def _check(place: _Place, terminal: Terminal) -> int:
    held = place.config.settings("global" if place.scope == "global" else "")
    found = [*problems(held), *_wrong_attributes(place)]
    for problem in found:
        sys.stdout.write(f"{escaped(problem)}\n")
    if not found:
        terminal.say("git merges and compares records by eventbook")
        return 0
    option = " --global" if place.scope == "global" else ""
    terminal.say(f"next: eventbook git-setup{option}")
    return 1


def _wrong_attributes(place: _Place) -> Iterator[str]:
    if place.book is None or place.repository is None:
        return
    lines, present = _lines(place.book), ours(_text(place.book) or "")
    yield from (f"{FILE} lacks `{line}`" for line in lines if line not in present)
    yield from (
        f"{FILE} has `{line}`, a pattern of no kind" for line in present if line not in lines
    )
    if set(lines) - set(present):
        return
    prefix = place.book.root.relative_to(place.repository.top).as_posix()
    start = "" if prefix == "." else f"{prefix}/"
    paths = [f"{start}{path}" for path, _ in place.book.paths()]
    found = overruled(place.repository, paths)
    for path in found[:_MOST_NAMED]:
        yield f"{path} has other attributes: see `git check-attr -a {shlex.quote(path)}`"
    if len(found) > _MOST_NAMED:
        yield f"and {len(found) - _MOST_NAMED} more files"


def _say_next(
    place: _Place, steps: Sequence[_Step], terminal: Terminal, *, remove: bool, dry_run: bool
) -> None:
    if place.scope == "global" and place.book is None and not remove:
        terminal.say(f"note: no book here; `eventbook git-setup` in each writes its {FILE}")
    still = place.config.settings("global") if remove and place.scope == "local" else {}
    if any(is_ours(key, setting.value) for key, setting in still.items()):
        terminal.say(
            "note: your own settings still have it: `eventbook git-setup --remove --global`"
        )
    if not steps:
        terminal.say("nothing is there to remove" if remove else "it is set up already")
    elif not dry_run:
        terminal.say(escaped(f"next: {_next(place, steps, remove=remove)}"))


def _next(place: _Place, steps: Sequence[_Step], *, remove: bool) -> str:
    if place.book is not None and any(FILE in step.text for step in steps):
        path = shlex.quote(os.path.relpath(place.book.root / FILE))
        return f"git add {path} && git commit {path}"
    return "git status" if remove else "eventbook git-setup --check"
