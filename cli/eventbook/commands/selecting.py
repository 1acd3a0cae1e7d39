"""Which records are meant by the words on a command line: ids, parts of ids, files, folders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from eventbook.book.facts import Facts
from eventbook.commands.opened import Opened
from eventbook.errors import UsageError
from eventbook.query.ids import by_id


def select(
    opened: Opened, records: Sequence[Facts], words: Sequence[str], directory: Path
) -> Sequence[Facts]:
    """Those of a book's records that words mean, in their order; all where there are no words.

    Args:
        directory: what relative paths start from.

    Raises:
        UsageError: a word means nothing, or more than one record.
    """
    if not words:
        return records
    chosen: set[tuple[str, tuple[str | int, ...]]] = set()
    for word in words:
        chosen.update(
            (facts.path, facts.place) for facts in _meant(opened, records, word, directory)
        )
    return [facts for facts in records if (facts.path, facts.place) in chosen]


def _meant(opened: Opened, records: Sequence[Facts], word: str, directory: Path) -> Iterable[Facts]:
    path = directory / word
    is_there = path.exists() or path.is_symlink()
    if not word:  # an unset variable of a script, and not the folder itself
        raise UsageError("an empty argument is no record and no file")
    if not is_there and opened.book.snapshot is None:
        return [by_id(records, word)]
    relative = opened.book.relative(path)
    inside = [
        facts
        for facts in records
        if relative == "." or facts.path == relative or facts.path.startswith(relative + "/")
    ]
    if not inside and not is_there:  # in another state of the book, a path may be there or not
        return [by_id(records, word)]
    if not inside:
        raise UsageError(
            f"{word}: no record of this book is there",
            help="the settings' `records` say which files hold records",
        )
    return inside
