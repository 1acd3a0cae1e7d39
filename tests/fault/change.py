"""A change in a process of its own: `change.py ROOT [links] [many]`.

What is traced lies between two marks: names that are looked for, and not there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "cli")]

import eventbook.book.writing.filesystems as filesystems  # noqa: E402
from eventbook.book.writing import libc, staging  # noqa: E402
from eventbook.book.writing.transaction import Write, commit, moved  # noqa: E402
from eventbook.errors import EventbookError  # noqa: E402

CHANGE = (
    Write("a", b"11", b"1"),
    Write("d/b", b"22", b"2"),
    Write("d/c", b"3"),
    Write("new/deep/e", b"4"),
    Write("d/gone", None, b"9"),
    *moved("d/m", "new/n", b"77", b"7"),
)


def mark(name: str) -> None:
    with suppress(OSError):
        os.stat(f"/mark-{name}")  # noqa: PTH116


def main() -> int:
    root, *options = sys.argv[1:]
    if "links" in options:
        libc.renameat2 = lambda: None  # type: ignore[assignment]
    if "many" in options:
        staging.MANY = filesystems.MANY = 2
    libc.renameat2(), libc.syncfs()
    mark("begin")
    try:
        commit(Path(root), CHANGE)
    except EventbookError as error:
        code, said = 2, str(error)
    except KeyboardInterrupt:
        code, said = 130, "interrupted"
    else:
        code, said = 0, "done"
    mark("end")
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
