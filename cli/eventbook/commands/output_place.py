"""What `-o` and its like may not name: the files that a book is made of."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from eventbook.book.discover import SCHEMAS, Book
from eventbook.book.paths import shown
from eventbook.editing.new_book import WITHHELD
from eventbook.errors import UsageError


def owner(target: Path, book: Book) -> str:
    """What a file is to the book, in words; empty where it is nothing.

    Args:
        target: absolute, links followed; it need not be there.
    """
    if not target.is_relative_to(book.root):
        return "it lies in a git directory" if ".git" in target.parts else ""
    path = target.relative_to(book.root).as_posix()
    if path.startswith(".git/"):
        return "it lies in the git directory of the book"
    if path == book.settings_source:
        return "it holds the settings of the book"
    if path.startswith(f"{SCHEMAS}/") or path in {kind.schema for kind in book.settings.kinds}:
        return "it lies among the schemas of the book"
    if path == WITHHELD:
        return "it is the list of withheld names"
    return "it is a record of the book" if book.kind_of(path) else ""


def check_output(
    output: Path | None, directory: Path, book: Book, templates: Collection[str] = ()
) -> None:
    """Refuse to write over what the book, or the result, is made of.

    Args:
        output: as the user gave it; None is standard output.
        directory: what it starts from.
        templates: absolute paths of those that are filled.

    Raises:
        UsageError: it would be.
    """
    if output is None:
        return
    target = Path(os.path.realpath(directory / output))  # what a link leads to would be written
    what = "it is the template itself" if str(target) in templates else owner(target, book)
    if what:
        raise UsageError(f"-o {shown(str(output))}: {what}", help="name another file")
