"""undo: take back the last change, if nothing has been written into its files since."""

from __future__ import annotations

import os
import sys

from eventbook.book.writing.undo import LastChange, Restored, last_change, undo_last
from eventbook.changes.book_diff import RecordChange, RecordSide, diff_books
from eventbook.commands.common import Common
from eventbook.commands.diff import identity_of
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.revising import diff_text
from eventbook.commands.sides import of_bytes, shielded
from eventbook.commands.terminal import Terminal
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped


def run(common: Common, *, write: bool, dry_run: bool) -> int:
    """Show what is taken back, and take it back. 0: shown or done; 1: somebody said no."""
    if write and dry_run:
        raise UsageError("--write and --dry-run do not go together", help="choose one")
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching)
    root = opened.book.root
    change = last_change(root)
    if change is None:
        raise UsageError(
            "there is no change to take back",
            help="only the last one that eventbook itself has written is kept",
        )
    change.refuse()
    if not write:
        sys.stdout.write(opened.listed.text(diff_text(_records(opened, change), terminal)))
        sys.stdout.write(opened.listed.text("".join(_others(opened, change))))
        sys.stdout.flush()
        if dry_run or not terminal.interactive:
            terminal.say("nothing was written; to take this back: eventbook undo --write")
            return 0
        if not _is_agreed(change):
            terminal.say("nothing was written")
            return 1
    undo_last(root, change)
    if write:
        paths = sorted(os.path.relpath(root / each.path) for each in change.files)
        sys.stdout.write("".join(f"{path}\n" for path in paths))
    terminal.say(f"taken back: {_count(change)}; `eventbook undo` again brings it back")
    return 0


def _is_agreed(change: LastChange) -> bool:
    from eventbook.commands.asking import agreed

    return agreed(f"Take this back, in {_count(change)}?")


def _count(change: LastChange) -> str:
    number = len(change.files)
    return f"{number} file{'' if number == 1 else 's'}"


def _records(opened: Opened, change: LastChange) -> list[RecordChange]:
    """How records change when they are as they were."""
    before: list[RecordSide] = []
    after: list[RecordSide] = []
    for each in change.files:
        if opened.book.pattern_of(each.path) is None:
            continue
        if each.now is not None:
            before += of_bytes(opened, each.path, each.now)
        if each.then is not None:
            after += of_bytes(opened, each.path, each.then)
    sides = shielded(before, after, opened.listed.names)
    return list(diff_books(*sides, identity_of(opened)))


def _others(opened: Opened, change: LastChange) -> list[str]:
    """A line for each file that holds no records."""
    return [
        escaped(f"{_verb(each)} {os.path.relpath(opened.book.root / each.path)}") + "\n"
        for each in change.files
        if opened.book.pattern_of(each.path) is None
    ]


def _verb(file: Restored) -> str:
    if file.then is None:
        return "removed"
    return "changed" if file.now is not None else "added"
