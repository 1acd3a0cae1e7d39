"""Validating a book again: nothing has changed since, or a hundred records have.

    python tests/bench/bench_warm.py [--tiny|--quick|--full]

Books under the event model and under a foreign schema, in git repositories. What was made of the
files is kept from the run before. `git status` on the same files, and an empty Python, tell what
looking at so many files and starting cost at the least.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import corpus
import foreign
from books import changes, committed
from scale import Scale
from tables import at_most, show
from timing import Command, eventbook, in_turn, middle, ratio

CHANGED = 100
_SAME, _OTHER, _STATUS = "eventbook, nothing changed", "eventbook, {} changed", "git status"
_START = "python -c pass"
_GOALS = {10_000: 0.12, 100_000: 0.40}  # seconds, with nothing changed
_CHANGED_GOAL = 0.20  # at 10,000


def measure(scale: Scale, kind: str, size: int, folder: Path) -> None:
    """A table for a book."""
    paths = (corpus if kind == "event model" else foreign).make_book(folder, size)
    committed(folder)
    number = min(CHANGED, size // 4)
    other = _OTHER.format(number)
    change = changes(folder, paths, number)
    words = ("validate", "-f", "concise")
    commands = {
        _SAME: eventbook(*words, folder=folder),
        other: eventbook(*words, folder=folder, before=change),
        _STATUS: Command(("git", "status", "--porcelain"), folder),
        _START: Command((sys.executable, "-c", "pass"), folder),
    }
    # The run on changed records learns them; the one before it has nothing to learn then.
    taken = in_turn(commands, scale.pick(1, 3, 7) if size < 50_000 else 3, warm=2)
    show(f"{kind}: {size:,} records, validated before", taken, _SAME)
    if kind != "event model":
        return
    floor = middle(taken[_STATUS]).wall + middle(taken[_START]).wall
    if size in _GOALS:
        at_most(scale, f"{size:,}, nothing changed", middle(taken[_SAME]).wall, _GOALS[size])
        at_most(scale, "of git status + start", middle(taken[_SAME]).wall / floor, 3, "×")
    if size == 10_000:
        at_most(scale, f"{number} changed", middle(taken[other]).wall, _CHANGED_GOAL)
    print(f"{number} changed: {ratio(taken[other], taken[_SAME]):.1f} × nothing changed")


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = name
        for size in scale.pick((20,), (2_000,), (10_000, 100_000)):
            for kind in ("event model", "foreign schema"):
                measure(scale, kind, size, Path(name) / f"{kind[:5]}-{size}")


if __name__ == "__main__":
    main(Scale(__doc__))
