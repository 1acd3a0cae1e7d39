"""What it costs to look quotations up in a text, and to find what is nearest to those not there.

    python tests/bench/bench_quotations.py [--tiny|--quick|--full]

A thousand quotations of 8 to 60 words each, in texts of 20, 200 and 2,000 KiB whose words are as
frequent as in a language (Zipf's law). One word in the middle of each is changed for `nearest`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from scale import Scale

from eventbook.values.quotation import parts
from eventbook.values.searched import Searched
from eventbook.values.source_text import source_text

_QUOTATIONS = 1_000
_WORDS = 20_000  # different ones
_LINE = 12  # words a line


def language(chance: random.Random) -> Callable[[int], list[str]]:
    """Draws words."""
    letters = "etaoinshrdlcumwfgypbvk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(_WORDS)]
    weights = [1 / rank for rank in range(1, _WORDS + 1)]
    return lambda count: chance.choices(words, weights, k=count)


def milliseconds(work: Callable[[], object], count: int = 1) -> float:
    """Processor time of one of so many pieces of work."""
    start = time.process_time()
    work()
    return (time.process_time() - start) / count * 1_000


def main(sizes: Sequence[int]) -> None:
    """Time and print."""
    chance = random.Random(1)
    draw = language(chance)
    print(f"{'text':>10}{'prepared':>14}{'there':>14}{'nearest':>14}   named")
    for size in sizes:
        print(_row(draw(size * 1024 // 7), chance), flush=True)


def _row(words: list[str], chance: random.Random) -> str:
    """What it costs in a text of these words."""
    text = "\n".join(" ".join(words[at : at + _LINE]) for at in range(0, len(words), _LINE))
    there, changed = [], []
    for _ in range(_QUOTATIONS):
        length = chance.randint(8, 60)
        start = chance.randrange(len(words) - length)
        cut = words[start : start + length]
        there.append(" ".join(cut))
        changed.append(" ".join([*cut[: length // 2], "zzz", *cut[length // 2 + 1 :]]))
    searched = Searched(source_text(text))
    assert not _missing(searched, there)
    prepared = milliseconds(lambda: Searched(source_text(text)))
    found = milliseconds(lambda: _missing(searched, there), _QUOTATIONS)
    nearest = milliseconds(lambda: _nearest(searched, changed), _QUOTATIONS)
    named = len(_nearest(searched, changed))
    costs = f"{prepared:>11.1f} ms{found:>11.3f} ms{nearest:>11.3f} ms"
    return f"{len(text) / 1024:>6.0f} KiB{costs}{named:>8}"


def _missing(searched: Searched, quotations: Sequence[str]) -> list[str]:
    return [each for each in quotations if searched.missing(parts(each)) is not None]


def _nearest(searched: Searched, quotations: Sequence[str]) -> list[str]:
    passages = []
    for each in quotations:
        part = searched.missing(parts(each))
        if part is not None and (passage := searched.nearest(part)) is not None:
            passages.append(passage.text)
    return passages


if __name__ == "__main__":
    main(Scale(__doc__).pick((20,), (20, 200), (20, 200, 2_000)))
