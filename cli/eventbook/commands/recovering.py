"""What a command does before it reads a book: see to a change that was broken off."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.discover import Book, find_book
from eventbook.book.writing.statefolder import is_pending
from eventbook.errors import EnvironmentFault
from eventbook.escape import terminal as escaped

if TYPE_CHECKING:
    from eventbook.book.writing.recovery import Recovered

_MOST_NAMED = 3


def settled(book: Book) -> Book:
    """The book, once nothing in it is half done; its settings are read again if that changed it."""
    return find_book(book.root) if settle(book.root) else book


def settle(root: Path) -> bool:
    """Finish, or take back, what was broken off, and say so on standard error.

    Returns:
        Whether files may have changed.
    """
    if not is_pending(root):
        return False
    from eventbook.book.writing.recovery import recover

    try:
        found = recover(root)
    except EnvironmentFault as error:
        # Whoever only reads may go on; who writes will be refused.
        sys.stderr.write(f"warning: {escaped(str(error))}\n")
        return False
    if found is None:
        return False
    sys.stderr.write(f"note: {escaped(_told(found))}\n")
    return True


def _told(found: Recovered) -> str:
    count = len(found.paths)
    files = ", ".join(found.paths) if count <= _MOST_NAMED else f"{count} files"
    if not found.why:
        return f"a change that was broken off is finished now: {files}"
    kept = "".join(f"; what {path} held before is in {where}" for path, where in found.left)
    return f"a change that was broken off is taken back ({found.why}): {files}{kept}"
