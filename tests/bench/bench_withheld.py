"""What the withheld check costs in processor time: many files and names, and the growth with each.

    python tests/bench/bench_withheld.py [--tiny|--quick|--full]

`ratio` is the time a file at each number of files against that at the first, and of 200 names
against one. Work that grew with files times names would show as hundreds.
"""

from __future__ import annotations

import random
import time

from scale import Scale

from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.names import read_names

NAMES = (1, 200, 2_000)
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo an er il on ur aş ə".split()  # noqa: SIM905


def word(chance: random.Random) -> str:
    """A word of three to five syllables."""
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5)))


def record(number: int, chance: random.Random) -> str:
    """A record of some 2 KiB, with names in it, most of them nobody's on the list."""
    lines = [f"id: event-{number}", f"title: {word(chance)} {word(chance)}", "participants:"]
    lines += [f"  - {{name: {word(chance).title()} {word(chance).title()}}}" for _ in range(8)]
    lines += [f"  {word(chance)}: {' '.join(word(chance) for _ in range(25))}" for _ in range(9)]
    return "\n".join(lines) + "\n"


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each number of files and of names."""
    chance = random.Random(1)
    records = [record(number, chance) for number in range(max(sizes))]
    names = [f"{word(chance).title()} {word(chance).title()}" for _ in range(max(NAMES))]
    first: dict[int, float] = {}
    for count in sizes:
        size = sum(len(text.encode()) for text in records[:count])
        for listed in NAMES:
            matcher = Matcher(read_names("\n".join(names[:listed]).encode(), "list"))
            start = time.process_time()
            found = sum(len(matcher.occurrences(text)) for text in records[:count])
            seconds = time.process_time() - start
            each = seconds / count
            first.setdefault(0, each)
            print(
                f"{count:>7,} files {size / 1e6:6.1f} MB {listed:>5,} names"
                f" {seconds:6.2f} s  found {found:>5}  ratio {each / first[0]:.2f}"
            )


if __name__ == "__main__":
    main(Scale(__doc__).pick((10,), (1_000,), (1_000, 10_000)))
