"""Books in git repositories, and changes to some of their records."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

_MODES = ("attendance_mode: onsite", "attendance_mode: mixed")
_CAPACITIES = ("\ncapacity: 1", "\ncapacity: 2")


def committed(book: Path) -> None:
    """Make a repository of a book, with all of it in one commit."""
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A book"]):
        settings = ("-c", "user.name=Ann Editor", "-c", "user.email=ann@example.org")
        more = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
        subprocess.run(["git", *settings, *more, *words], cwd=book, check=True)


def changes(book: Path, paths: Sequence[str], number: int) -> Callable[[], None]:
    """A function that changes one value in so many of the records, another time back again.

    Args:
        book: its folder.
        paths: of its records; those changed lie apart from each other.
        number: of those that are changed, or as many as there are.
    """
    events = [path for path in paths if "/events/" in path or path.startswith("data/")]
    meant = events[:: max(len(events) // number, 1)][:number]
    turns: Iterator[int] = count()

    def change() -> None:
        there = next(turns) % 2
        for path in meant:
            text = (book / path).read_text(encoding="utf-8")
            for words in (_MODES, _CAPACITIES):
                text = text.replace(words[there], words[1 - there], 1)
            (book / path).write_text(text, encoding="utf-8")

    return change
