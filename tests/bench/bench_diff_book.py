"""Comparing a book with its last commit, after some records have changed.

    python tests/bench/bench_diff_book.py [--tiny|--quick|--full]

`git diff --stat` compares lines. A driver of git's is started once a file: `true` in its place,
which does nothing, tells what any such driver takes at the least.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import corpus
from books import changes, committed
from scale import Scale
from tables import at_most, show
from timing import Command, eventbook, in_turn, middle

OURS = "eventbook diff"
_GOAL = 0.6


def main(scale: Scale) -> None:
    """Make the book, run, print."""
    count, number = scale.pick((30, 5), (2_000, 60), (10_000, 300))
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        folder = Path(name) / "book"
        paths = corpus.make_book(folder, count)
        committed(folder)
        changes(folder, paths, number)()
        commands = {
            OURS: eventbook("diff", folder=folder),
            "eventbook diff --stat": eventbook("diff", "--stat", folder=folder),
            "git diff --stat": Command(("git", "diff", "--stat"), folder),
            "git, a driver a file": Command(("git", "-c", "diff.external=true", "diff"), folder),
        }
        taken = in_turn(commands, scale.pick(1, 3, 7))
        show(f"diff over a book: {number} of {count:,} records changed", taken, OURS)
        at_most(scale, f"{number} of {count:,} changed", middle(taken[OURS]).wall, _GOAL)


if __name__ == "__main__":
    main(Scale(__doc__))
