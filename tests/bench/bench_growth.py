"""What a record costs in a book of a thousand, and in one of a hundred thousand.

    python tests/bench/bench_growth.py [--tiny|--quick|--full] [--million]

First whole processes, `eventbook validate -f concise`, on synthetic books (corpus.py), that keep
what they made of the files; then the same with nothing changed; then, in this one, each rule over
the whole book, on the facts of the same books. `ratio` is the cost of a record at the largest
number against that at the smallest. CPU times are compared: they say the same when the machine has
other work.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus import TODAY, make_book
from scale import Scale
from tables import at_most
from timing import Cost, cost, eventbook

from eventbook.book.facts import Facts
from eventbook.check import RULES
from eventbook.commands.opened import Opened, open_book
from eventbook.reduction import reduce
from eventbook.rules.rule import BookRule

_SHORT = 20_000  # records up to which the best of three runs counts
_RULES = 100_000  # records up to which the rules are timed one by one: more would fill the memory


def book_costs(folder: Path, size: int) -> tuple[Cost, Cost]:
    """Of the first run on a book, and of one with nothing changed.

    The best of three on a small book, one on a large one.
    """
    runs = range(3 if size <= _SHORT else 1)
    kept = folder.with_name("cache")
    environment = {"XDG_CACHE_HOME": str(kept)}
    again = eventbook("validate", "-f", "concise", folder=folder, environment=environment)
    first = replace(again, before=lambda: shutil.rmtree(kept, ignore_errors=True))
    return min((cost(first) for _ in runs), key=_cpu), min((cost(again) for _ in runs), key=_cpu)


def _cpu(cost: Cost) -> float:
    return cost.cpu


def rule_seconds(rule: BookRule, facts: Sequence[Facts], opened: Opened) -> float:
    """The better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        for _finding in rule.check(facts, opened.context):
            pass
        best = min(best, time.process_time() - start)
    return best


def whole_processes(folders: dict[int, Path], one: Path) -> dict[int, Cost]:
    """Two tables: a line a size, and the ratio; a record's cost is that beyond starting.

    Returns the costs with nothing changed.
    """
    start = book_costs(one, 1)
    costs = {size: book_costs(folder, size) for size, folder in folders.items()}
    for run, title in enumerate(("validate, first run", "validate, nothing changed")):
        print(f"\n{title:<28}{'wall s':>10}{'CPU s':>10}{'µs/record':>12}{'peak MB':>10}")
        shown = {1: start[run], **{size: both[run] for size, both in costs.items()}}
        each = [(found.cpu - start[run].cpu) / size * 1e6 for size, found in shown.items()]
        for (size, found), beyond in zip(shown.items(), each, strict=True):
            figures = f"{found.wall:>10.2f}{found.cpu:>10.2f}{beyond:>12.1f}"
            print(f"{size:>28,}{figures}{found.peak / 1e6:>10.0f}")
        print(f"{'ratio':<48}{each[-1] / each[1]:>12.2f}")
    return {size: both[1] for size, both in costs.items()}


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


def main(scale: Scale) -> None:
    """Make the books, time and print."""
    sizes = scale.pick((10, 20), (500, 2_000), (1_000, 10_000, 100_000))
    if "million" in scale.extras:
        sizes = (*sizes, 1_000_000)
    os.environ["EVENTBOOK_TODAY"] = TODAY
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "ours")
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            make_book(folder, size)
        make_book(Path(name) / "one", 1)
        again = whole_processes(folders, Path(name) / "one")
        if "million" in scale.extras:
            at_most(scale, "1,000,000, nothing changed", again[1_000_000].wall, 4)
        rules({size: folder for size, folder in folders.items() if size <= _RULES}, set())


if __name__ == "__main__":
    main(Scale(__doc__, million="go to a million records: gigabytes, and minutes"))
