"""git-diff: compare two versions of a file for git (git(1), GIT_EXTERNAL_DIFF).

git stops all that it is doing where such a command fails, so this one never says that it did.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.discover import NoBook, find_book
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.changes.book_diff import RecordSide, diff_books
from eventbook.commands.boundary import boundary
from eventbook.commands.diff import identity_of
from eventbook.commands.listed import Listed
from eventbook.commands.opened import Opened, ready
from eventbook.commands.sides import of_bytes, of_file, shielded
from eventbook.errors import EventbookError, UsageError
from eventbook.escape import terminal
from eventbook.output import changes as changes_format

USAGE = "eventbook git-diff PATH OLD OLD-HEX OLD-MODE NEW NEW-HEX NEW-MODE [NEW-PATH INFO]"
_REGULAR = "100"


class _Version(NamedTuple):
    """One version of a file, as git gives it to read.

    Attributes:
        file: where its bytes are, perhaps only for a while; None where there is none.
        mode: `100644` or the like, `.` where there is none.
        path: in the work tree, from its top.
    """

    file: Path | None
    mode: str
    path: str


def run(words: Sequence[str]) -> int:
    """Write what changed. Always 0; what cannot be compared is said in the comparison's place."""
    boundary(lambda: _compare(words))
    return 0


def _compare(words: Sequence[str]) -> int:
    if len(words) == 1:  # git has no more to say of a file in conflict
        sys.stdout.write(f"! {terminal(words[0])}: in conflict\n")
        return 0
    if len(words) < 7:
        raise UsageError("git-diff is called by git", help=f"by hand: {USAGE}")
    path, old, _, old_mode, new, _, new_mode, *renamed = words
    before = _version(old, old_mode, path)
    after = _version(new, new_mode, renamed[0] if renamed else path)
    try:
        text = _text(before, after)
    except EventbookError as error:
        why = f"cannot be compared: {terminal(str(error))}"
        text = f"! {terminal(after.path)}: {why}; `git diff --no-ext-diff` compares the lines\n"
    sys.stdout.write(text + _modes(before, after))
    return 0


def _version(file: str, mode: str, path: str) -> _Version:
    return _Version(None if file == os.devnull else Path(file).absolute(), mode, path)


def _text(before: _Version, after: _Version) -> str:
    for each in (before, after):
        if each.file and not each.mode.startswith(_REGULAR):
            raise UsageError("one version is no regular file")
    opened = _opened(after.path)
    listed = opened.listed if opened else Listed()
    old, new = shielded(_sides(opened, before), _sides(opened, after), listed.names)
    found = diff_books(old, new, identity_of(opened))
    paged = os.environ.get("GIT_PAGER_IN_USE") == "true"
    to_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if to_terminal or paged else None
    colour = _colour(to_terminal=to_terminal or paged)
    return listed.text(changes_format("text")(found, colour=colour, width=width))


def _opened(path: str) -> Opened | None:
    """The book that a file is in; None where it is in none."""
    file = Path(os.path.abspath(path))  # noqa: PTH100 - drops `..` without following links
    folder = next(each for each in file.parents if each.is_dir())
    try:
        book = find_book(folder)
    except NoBook:
        return None
    return ready(book, book.schema_files())


def _sides(opened: Opened | None, version: _Version) -> list[RecordSide]:
    """The records in a version of a file."""
    if version.file is None:
        return []
    if opened is None:
        side = of_file(None, version.file)
        return [side._replace(id=Path(version.path).stem, path=version.path)]
    try:
        data = read_regular(version.file.parent, version.file.name)
    except Unreadable as error:
        raise UsageError(f"the file {error.message}") from error
    try:
        relative = opened.book.relative(Path(version.path))
    except UsageError:  # it was somewhere else
        relative = version.path
    return of_bytes(opened, relative, data)


def _modes(before: _Version, after: _Version) -> str:
    if before.file is None or after.file is None or before.mode == after.mode:
        return ""
    modes = f"mode {terminal(before.mode)}, now {terminal(after.mode)}"
    return f"! {terminal(after.path)}: {modes}\n"


def _colour(*, to_terminal: bool) -> bool:
    """Whether git itself would write in colours, by its settings (git-config(1), color.diff)."""
    if os.environ.get("NO_COLOR"):
        return False
    place = find_git_dir(Path.cwd().resolve())
    if place is None:
        return to_terminal
    asked = ("config", "--get-colorbool", "color.diff", "true" if to_terminal else "false")
    return GitProcess(place).attempt(*asked).stdout.strip() == b"true"
