"""init: make a book of a folder, all of it or nothing."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from eventbook.book.discover import open_book
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.gitdir import GitDir, find_git_dir
from eventbook.book.paths import shown
from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.settings import load_settings
from eventbook.book.writing.transaction import create_files
from eventbook.commands.common import Common
from eventbook.commands.recovering import settle
from eventbook.commands.terminal import Terminal
from eventbook.editing.new_book import companion_files, essential_files, lacks
from eventbook.errors import ConfigError, EnvironmentFault, UsageError
from eventbook.escape import terminal as escaped
from eventbook.values.language import check as check_language


def run(
    common: Common,
    folder: Path | None,
    *,
    title: str,
    language: str,
    adopting: bool | None = None,
    dry_run: bool = False,
) -> int:
    """Make a book. 0: done; else nothing was written.

    Args:
        adopting: of the records that are there; False: beside them; None: ask if there are any.
        dry_run: show the settings of an adopted book, and write nothing.
    """
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    if wrong := check_language(language):
        raise UsageError(f"--language: {wrong}")
    asked = common.directory / (folder or Path())
    if dry_run and not adopting:
        raise UsageError("--dry-run goes with --adopt", help="a new book has no surprises")
    if adopting:
        return _adopt(asked, terminal, title=title, language=language, dry_run=dry_run)
    with _folder(asked) as root:
        settle(root)
        _refuse_books(root)
        if adopting is None:
            _refuse_records(root)
        repository = find_git_dir(root)
        title = _checked(title or root.name)
        schemas = {f"{name}{ENDING}": data for name, data in builtin_schemas().items()}
        essential = essential_files(title, language, schemas)
        _check_settings(essential["eventbook.toml"])
        _refuse_what_is_there(root, essential)
        companions, notes = _companions(root, repository)
        files = {**essential, **companions}
        create_files(root, files)
    for path in sorted(files):
        sys.stdout.write(f"{os.path.relpath(root / path)}\n")
    for note in notes:
        terminal.say(escaped(note))
    terminal.say(escaped(f"next: {_next(root, repository)}"))
    return 0


def _adopt(asked: Path, terminal: Terminal, *, title: str, language: str, dry_run: bool) -> int:
    from eventbook.commands.adopting import adopt, refuse_settings

    try:
        root = asked.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{shown(str(asked))}: no such folder") from error
    if not root.is_dir():
        raise UsageError(f"{shown(str(asked))} is not a folder")
    settle(root)
    refuse_settings(root)
    _refuse_books(root, above=True)
    title = _checked(title or root.name)
    return adopt(root, terminal, title=title, language=language, dry_run=dry_run)


def _refuse_records(root: Path) -> None:
    """No empty book beside records that are there already, unless that is meant."""
    if not any(root.iterdir()):
        return
    from eventbook.commands.adopting import records_already

    if where := records_already(root):
        raise UsageError(
            f"there are records here already, such as {where}; nothing was written",
            help="`eventbook init --adopt` makes a book of them, `--no-adopt` one beside them",
        )


def _checked(title: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in title):
        raise UsageError("the title is not UTF-8", help="give it with `--title`")
    return title


@contextmanager
def _folder(asked: Path) -> Iterator[Path]:
    """The folder itself, made where it is missing; taken away again if what follows fails."""
    made: list[Path] = []
    try:
        yield _made(asked, made)
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _made(asked: Path, made: list[Path]) -> Path:
    """The folder without links; the folders that had to be made for it are noted."""
    try:
        for folder in reversed((asked, *asked.parents)):
            if not os.path.lexists(folder):
                folder.mkdir()
                made.append(folder)
        root = asked.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise EnvironmentFault(f"{shown(str(asked))}: {reason.lower()}") from error
    if not root.is_dir():
        raise UsageError(f"{shown(str(asked))} is not a folder")
    return root


def _refuse_books(root: Path, *, above: bool = False) -> None:
    """No book inside a book; the search ends where it does for every command.

    Args:
        above: look above the folder only: its own `records/` and `schemas/` make no book of it.
    """
    for folder in (root, *root.parents):
        if not (above and folder == root) and open_book(folder):
            where = "this is already a book" if folder == root else "this lies in a book"
            raise UsageError(f"{where}: {folder}", help="`eventbook create` makes a record in it")
        if os.path.lexists(folder / ".git"):
            break


def _check_settings(data: bytes) -> None:
    """What was just composed must be settings: a tag may be good, and not fit for a book."""
    try:
        load_settings(data)
    except ConfigError as error:
        raise UsageError(error.message, help=error.help) from error


def _refuse_what_is_there(root: Path, files: Mapping[str, bytes]) -> None:
    in_the_way = [path for path in sorted(files) if _is_taken(root, path)]
    if in_the_way:
        listed = ", ".join(in_the_way)
        raise UsageError(f"in the way: {listed}; nothing was written", help="move what is there")


def _is_taken(root: Path, path: str) -> bool:
    """Whether a file stands there, or something that is no folder on the way to it."""
    if os.path.lexists(root / path):
        return True
    parents = [root / parent for parent in Path(path).parents][:-1]
    return any(os.path.lexists(each) and not _is_plain_folder(each) for each in parents)


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _companions(root: Path, repository: GitDir | None) -> tuple[dict[str, bytes], list[str]]:
    """The companion files to write, and what to say of those that are not written."""
    files: dict[str, bytes] = {}
    notes: list[str] = []
    for path, data in companion_files().items():
        hooks_elsewhere = repository is not None and repository.top != root
        if path.startswith(".pre-commit") and repository is not None and hooks_elsewhere:
            notes.append(f"{path}: not written; pre-commit reads the one in {repository.top}")
        elif not os.path.lexists(root / path):
            files[path] = data
        elif lacking := lacks(path, _text(root, path)):
            notes.append(f"{path}: left as it is; add {lacking}")
    return files, notes


def _text(root: Path, path: str) -> str:
    try:
        return read_regular(root, path).decode(errors="replace")
    except Unreadable:
        return ""


def _next(root: Path, repository: GitDir | None) -> str:
    steps = [] if root == Path.cwd().resolve() else [f"cd {shlex.quote(os.path.relpath(root))}"]
    if repository is None:
        steps.append("git init")
    return " && ".join([*steps, "eventbook create"]) + (
        "" if repository else "  (there is no git repository here yet)"
    )
