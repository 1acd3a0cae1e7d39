"""From how many files on several processes take less time than one.

    python tests/bench/bench_processes.py [--tiny|--quick|--full]

`mapping/share.py` takes its threshold from here: `gain` is how many times as long one process
takes as two.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import corpus
import foreign
from scale import Scale
from timing import eventbook, in_turn, middle, ratio


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    sizes = scale.pick((20,), (250, 1_000), (100, 200, 400, 800, 1_600, 3_200, 10_000))
    print(f"{'':<16}{'records':>10}{'one, s':>10}{'two, s':>10}{'gain':>10}")
    with tempfile.TemporaryDirectory() as name:
        for kind, maker in (("event model", corpus), ("foreign schema", foreign)):
            for size in sizes:
                folder = Path(name) / f"{kind[:5]}-{size}"
                maker.make_book(folder, size)
                words = ("--no-cache", "validate", "-f", "concise", "-j")
                one, two = (eventbook(*words, jobs, folder=folder) for jobs in ("1", "2"))
                taken = in_turn({"one": one, "two": two}, scale.pick(1, 3, 7))
                alone, both = (middle(taken[each]).wall for each in ("one", "two"))
                gain = ratio(taken["one"], taken["two"])
                print(f"{kind:<16}{size:>10,}{alone:>10.3f}{both:>10.3f}{gain:>10.2f}", flush=True)


if __name__ == "__main__":
    main(Scale(__doc__))
