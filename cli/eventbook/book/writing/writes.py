"""What a change is to do with each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventbook.book.paths import colliding, shown, why_unsafe
from eventbook.errors import UsageError


@dataclass(frozen=True, slots=True)
class Write:
    """One file of a change.

    Attributes:
        path: relative to the book's root.
        new: the bytes it shall hold; None where there shall be no file any more.
        expected: the bytes it holds now; None where there must be no file yet.
        like: the path of a file that is there, whose permissions a new one gets.
        mode: the permissions of a new file, if no other has them.
    """

    path: str
    new: bytes | None
    expected: bytes | None = None
    like: str | None = None
    mode: int | None = None


def moved(old: str, new: str, data: bytes, expected: bytes) -> tuple[Write, Write]:
    """The two writes that move a file to another path, where it holds other bytes."""
    return Write(new, data, like=old), Write(old, None, expected)


def in_order(writes: Sequence[Write]) -> list[Write]:
    """The writes as they are made: removals last, so that a file which moves is never nowhere.

    Raises:
        UsageError: a path is unsafe, or two of them may be one file.
    """
    paths = [write.path for write in writes]
    for path in paths:
        if why := why_unsafe(path):
            raise UsageError(f"`{shown(path)}` cannot be written: {why}")
    if len(set(paths)) < len(paths):
        raise UsageError("a file would be written twice")
    for same in colliding(paths):
        raise UsageError(f"{' and '.join(same)} are one file on some systems")
    return sorted(writes, key=lambda each: (each.new is None, each.path))
