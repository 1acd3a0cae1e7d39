"""What each rule over a whole book costs a record, at growing numbers of records.

    python tests/bench/bench_rules.py [--tiny|--quick|--full]

`ratio` is the cost of a record at the largest number against that at the smallest; work that grew
with the square would show as hundreds. What is beyond 1 in rules that mostly look things up is
memory: a hundred times the records no longer fit the cache of the processor. Three books: names,
cities and titles as they are; one name and one city for all; and names one letter apart.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from scale import Scale

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.check import RULES
from eventbook.jsonvalue import Json
from eventbook.rules.rule import BookRule, Context

_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo an er il on ur ash".split()  # noqa: SIM905
_CONTEXT = Context(DEFAULTS, date(2026, 1, 15))
_FIRST_DAY = date(1900, 1, 1)


def word(chance: random.Random) -> str:
    """A word of three to five syllables."""
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5)))


def usual(number: int, chance: random.Random) -> dict[str, Json]:
    """Every record has somebody new, and a place and a day that others have, too."""
    return _record(
        number,
        title=" ".join(word(chance) for _ in range(5)),
        name=f"{word(chance)} {word(chance)}",
        city=f"city{chance.randrange(200)}",
        day=_FIRST_DAY + timedelta(days=chance.randrange(10_000)),
    )


def all_the_same(number: int, _chance: random.Random) -> dict[str, Json]:
    """One name, one city, one title and one day for all."""
    return _record(number, "Organ recital", "Petra Anvelsson", "Turin", _FIRST_DAY)


def all_near(number: int, _chance: random.Random) -> dict[str, Json]:
    """Names of one length of which many are one letter apart; titles that share their words."""
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
    name, title = f"Petra anvels{letters}", f"Organ recital with works by {letters}"
    return _record(number, title, name, "Turin", _FIRST_DAY)


def _record(number: int, title: str, name: str, city: str, day: date) -> dict[str, Json]:
    return {
        "id": f"r{number}",
        "title": title,
        "date": day.isoformat(),
        "status": "scheduled",
        "place": {"name": "Town hall", "city": city, "country": "IT"},
        "part_of": {"ref": f"event/r{number // 10}" if number else "event/none"},
        "relations": [{"kind": "follows", "event": f"r{number + 1}"}],
        "participants": [{"name": name, "roles": ["speaker"]}],
        "ids": {"wikidata": f"Q{number // 2 + 1}"},
    }


def seconds(rule: BookRule, facts: list[Facts]) -> float:
    """The better of two runs."""
    best = float("inf")
    for _ in range(2):
        gc.collect()
        gc.disable()  # its passes over the records themselves are no work of the rule
        start = time.process_time()
        for _finding in rule.check(facts, _CONTEXT):
            pass
        best = min(best, time.process_time() - start)
        gc.enable()
    return best


def main(sizes: tuple[int, ...]) -> None:
    """Time and print every rule."""
    books: tuple[Callable[[int, random.Random], dict[str, Json]], ...]
    books = (usual, all_the_same, all_near)
    for make in books:
        print(f"{make.__name__:<24}" + "".join(f"{size:>12,}" for size in sizes) + "   ratio")
        chance = random.Random(1)
        values = [make(number, chance) for number in range(max(sizes))]
        facts = [Facts(f"{v['id']}.yaml", "event", id=str(v["id"]), value=v) for v in values]
        for rule in RULES:
            if isinstance(rule, BookRule):
                costs = [seconds(rule, facts[:size]) / size * 1e6 for size in sizes]
                line = "".join(f"{cost:>9.2f} µs" for cost in costs)
                print(f"{rule.slug:<24}{line}{costs[-1] / costs[0]:>8.2f}", flush=True)


if __name__ == "__main__":
    main(Scale(__doc__).pick((10, 20), (500, 2_000), (1_000, 10_000, 100_000)))
