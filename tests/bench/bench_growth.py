"""What a record costs in a book of a thousand, and in one of a hundred thousand.

    python tests/bench/bench_growth.py [RECORDS...] [SLUG...]

First whole processes, `eventbook validate -f concise`, on synthetic books (corpus.py); then, in
this one, each rule over the whole book, on the facts of the same books. `ratio` is the cost of a
record at the largest number against that at the smallest. CPU times are compared: they say the same
when the machine has other work.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import TODAY, make_book
from timing import BIN

from eventbook.book.facts import Facts
from eventbook.check import RULES, reduce
from eventbook.commands.opened import Opened, open_book
from eventbook.rules.rule import BookRule

SIZES = (1_000, 10_000, 100_000)
_COMMAND = (str(BIN / "eventbook"), "validate", "-f", "concise")
_SHORT = 20_000  # records up to which the better of three runs counts


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds and bytes."""

    wall: float
    cpu: float
    peak: int


def process_cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end; its output is thrown away, its exit status not looked at.

    Nothing is remembered of an earlier run. The CPU time is that of all processes that it starts,
    the peak that of the largest one.
    """
    null = subprocess.DEVNULL
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NO_COLOR": "1", "EVENTBOOK_TODAY": TODAY}
        environment["XDG_CACHE_HOME"] = cache
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=folder, env=environment, stdin=null, stdout=null, stderr=null
        ) as child:
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
    if child.returncode > 1:
        raise SystemExit(f"{' '.join(command)}: exit status {child.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * scale)


def book_cost(folder: Path, size: int) -> Cost:
    """The best of three runs on a small book, one on a large one."""
    runs = [process_cost(_COMMAND, folder) for _ in range(3 if size <= _SHORT else 1)]
    return min(runs, key=lambda cost: cost.cpu)


def rule_seconds(rule: BookRule, facts: Sequence[Facts], opened: Opened) -> float:
    """The better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        for _finding in rule.check(facts, opened.context):
            pass
        best = min(best, time.process_time() - start)
    return best


def whole_processes(folders: dict[int, Path], start: Cost) -> None:
    """A line a size, and the ratios; the costs of a record are those beyond starting."""
    print(
        f"{'validate':<24}{'wall s':>10}{'CPU s':>10}{'µs/record':>12}{'µs/KB':>10}{'peak MB':>10}"
    )
    print(f"{'one':>24}{start.wall:>10.2f}{start.cpu:>10.2f}{start.peak / 1e6:>32.0f}")
    each: list[tuple[float, float]] = []
    for size, folder in folders.items():
        cost = book_cost(folder, size)
        text = sum(path.stat().st_size for path in (folder / "records").rglob("*.yaml")) / 1000
        beyond = (cost.cpu - start.cpu) * 1e6
        each.append((beyond / size, beyond / text))
        figures = f"{cost.wall:>10.2f}{cost.cpu:>10.2f}{each[-1][0]:>12.0f}{each[-1][1]:>10.0f}"
        print(f"{size:>24,}{figures}{cost.peak / 1e6:>10.0f}", flush=True)
    ratios = (last / first for first, last in zip(each[0], each[-1], strict=True))
    print("{:<44}{:>12.2f}{:>10.2f}".format("ratio", *ratios))


def rules(folders: dict[int, Path], slugs: set[str]) -> None:
    """A line a rule, and one for all that the reduction does."""
    taken: dict[str, list[float]] = {}
    for size, folder in folders.items():
        opened = open_book(folder)
        facts = opened.facts
        gc.disable()  # as the command does: its passes over the records are no work of a rule
        for rule in RULES:
            if isinstance(rule, BookRule) and rule.slug in (slugs or {rule.slug}):
                cost = rule_seconds(rule, facts, opened) / size * 1e6
                taken.setdefault(rule.slug, []).append(cost)
        start = time.process_time()
        reduce(facts, opened.context)
        taken.setdefault("all of it", []).append((time.process_time() - start) / size * 1e6)
        gc.enable()
    print(f"{'rule':<24}" + "".join(f"{size:>12,}" for size in folders) + "   ratio")
    for slug, costs in taken.items():
        line = "".join(f"{cost:>9.2f} µs" for cost in costs)
        print(f"{slug:<24}{line}{costs[-1] / costs[0]:>8.2f}")


def main(sizes: Sequence[int], slugs: set[str]) -> None:
    """Make the books, time and print."""
    os.environ["EVENTBOOK_TODAY"] = TODAY
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            make_book(folder, size)
        make_book(Path(name) / "one", 1)
        whole_processes(folders, book_cost(Path(name) / "one", 1))
        rules(folders, slugs)


if __name__ == "__main__":
    numbers = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    main(numbers or SIZES, {word for word in sys.argv[1:] if not word.isdigit()})
