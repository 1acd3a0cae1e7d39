"""Merging records that both sides changed: in one process, as git's driver, and by lines.

    python tests/bench/bench_merge.py [--tiny|--quick|--full]

Each record is changed twice, once by each side, in other fields. `git merge-file` is started once a
file, as our driver is; `merge_files` is given what git makes of the lines, and is not started anew.
Python's start is told beside it, since it is the least that a driver in Python can take.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

import corpus
from scale import Scale
from timing import EVENTBOOK

from eventbook.book.discover import find_book
from eventbook.book.line_merge import merge_lines
from eventbook.editing.merging.files import LineMerge, merge_files
from eventbook.mapping.recipe import Recipe

KINDS = ("beside each other", "apart")
"""Where the two sides changed something: half of the records each. Lines conflict in the first."""


def changed(text: str, *, theirs: bool, apart: bool) -> str:
    """A record as one side left it: a comment and a new field, or a new field."""
    first, _, rest = text.partition("\n")
    if not theirs:
        return f"{first}  # ours\nours: new\n{rest}"
    return f"{text}theirs: [new]  # theirs\n" if apart else f"{first}\ntheirs: new\n{rest}"


def versions(folder: Path, paths: Sequence[str]) -> list[tuple[Path, Path, Path, Path, str]]:
    """For each record its three versions in files, a place for the result, and its path."""
    beside = folder.parent / "versions"
    beside.mkdir()
    found = []
    for number, path in enumerate(paths):
        text = (folder / path).read_text()
        apart = bool(number % len(KINDS))
        files = [beside / f"{number}.{name}" for name in ("base", "ours", "theirs", "result")]
        files[0].write_text(text)
        files[1].write_text(changed(text, theirs=False, apart=apart))
        files[2].write_text(changed(text, theirs=True, apart=apart))
        base, ours, theirs, result = files
        found.append((base, ours, theirs, result, path))
    return found


def in_process(folder: Path, made: Sequence[tuple[Path, Path, Path, Path, str]]) -> Counter[str]:
    """Merge all in this process; by what they were merged, and seconds without git's."""
    book = find_book(folder)
    kinds = Recipe(book.settings, book.schema_files()).kinds
    seconds = by_git = 0.0
    how: Counter[str] = Counter()
    for base, ours, theirs, _, path in made:
        kind, pattern = book.kind_of(path), book.pattern_of(path)
        assert kind is not None
        assert pattern is not None
        identity = cache(kinds.identity(kind, pattern))
        begin = time.perf_counter()
        lined = LineMerge(*merge_lines(folder, None, (ours, base, theirs), ("o", "b", "t"), 7))
        between = time.perf_counter()
        data = [file.read_bytes() for file in (base, ours, theirs)]
        merged = merge_files(data[0], data[1], data[2], identity, lambda lined=lined: lined)
        seconds += time.perf_counter() - between
        by_git += between - begin
        how[f"{merged.how}, {'clean' if merged.clean else 'in conflict'}"] += 1
        how["lines in conflict"] += not lined.clean
    print(f"  merge_files  {1000 * seconds / len(made):.2f} ms a file in one process; ", end="")
    print(f"git merge-file, started for each, {1000 * by_git / len(made):.2f} ms")
    return how


def started(command: Callable[..., Sequence[str]], folder: Path, made: Sequence[tuple]) -> float:
    """Milliseconds of processor time a file, where the command is started for each."""
    taken = []
    for each in made:
        shutil.copy(each[1], each[3])
        taken.append(cost_of(command(*each), folder))
    return 1000 * median(taken)


def cost_of(argv: Sequence[str], folder: Path) -> float:
    """Seconds of processor time that a command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(argv, cwd=folder, capture_output=True, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(scale: Scale) -> None:
    """Make the book, merge, print."""
    number, few = scale.pick((5, 3), (100, 20), (500, 100))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        paths = corpus.make_book(folder, number)[:number]
        made = versions(folder, paths)
        print(f"merge of {len(made)} records that both sides changed")
        how = in_process(folder, made)
        print("  " + "; ".join(f"{text}: {count}" for text, count in sorted(how.items())))
        rows = {
            "python -c pass": lambda *_: (sys.executable, "-c", "pass"),
            "git merge-file": lambda base, ours, theirs, result, path: (
                "git", "merge-file", "-q", str(result), str(base), str(theirs)),
            "eventbook merge-driver": lambda base, ours, theirs, result, path: (
                EVENTBOOK, "merge-driver", "--", str(base), str(result), str(theirs), "7", path),
        }  # fmt: skip
        taken = {row: started(command, folder, made[:few]) for row, command in rows.items()}
        for row, spent in taken.items():
            print(f"  {row:24} {spent:7.1f} ms CPU a file {spent / taken['python -c pass']:7.1f} x")


if __name__ == "__main__":
    main(Scale(__doc__))
