"""A book of somebody else's records: a schema of their own, flat files, no model.

    python tests/bench/foreign.py FOLDER RECORDS [SEED]

The same number and seed make the same files, byte by byte. A record has 2.3 KB in the mean; one in
a hundred breaks the schema, each in one way. Dates stand in quotation marks, or not: some tools
take the latter for no text. The schema is in `foreign.schema.json`: about as rich as those of real
programmes of events. For tools that want another layout, there are the same files in it.
Nobody and nothing in it exists; the folder must not be inside a repository.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

SCHEMA = Path(__file__).with_name("foreign.schema.json")
SETTINGS = """\
[book]
title = "Somebody else's programme"

[kinds.entry]
records = ["data/*.yaml"]
schema = "schemas/foreign.schema.json"
id = "field:slug"
title = "name"
date = "starts"
"""
ONE_IN = 100
"""So many records are right, but for one."""
_SYLLABLES = "an bel cor dan el fir gan hol im jen kal lor men nor ol pen ris sol tur ven".split()  # noqa: SIM905
_ZONES = ("Europe/Rome", "Europe/Berlin", "Asia/Tokyo", "America/Lima", "Africa/Cairo")
_GENRES = ("music", "talk", "film", "theatre", "workshop", "exhibition")
_BREAKS = (
    ("\ngenre: ", "\ngenre: un"),
    ("\nstate: ", "\nstate: un"),
    ("\nname:", "\nnaem:"),
    ("\nlanguages: [en", "\nlanguages: [english-tongue"),
    ("    minutes: ", "    minutes: -"),
    ("\nprices:", "\nprices_old: []\nprices:"),
    ("@example.org", ".example.org"),
    ("\ncapacity: ", "\ncapacity: about "),
)


def make_book(folder: Path, count: int, seed: int = 1, *, quoted: bool = True) -> list[str]:
    """Write so many records, the schema and the settings into a folder that is made; the paths."""
    (folder / "data").mkdir(parents=True)
    (folder / "schemas").mkdir()
    (folder / "eventbook.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copyfile(SCHEMA, folder / "schemas" / SCHEMA.name)
    paths = []
    for path, text in records(count, seed, quoted=quoted):
        (folder / path).write_bytes(text.encode())
        paths.append(path)
    return paths


def records(count: int, seed: int = 1, *, quoted: bool = True) -> Iterator[tuple[str, str]]:
    """The path and text of every record. One in a hundred, from the 51st on, is wrong."""
    quote = '"' if quoted else ""
    chance = Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(4_000)]
    for number in range(count):
        text = _record(number, words, chance, quote)
        if number % ONE_IN == ONE_IN // 2:
            text = text.replace(*_BREAKS[number // ONE_IN % len(_BREAKS)], 1)
        yield f"data/{number:07}.yaml", text


def invalid(count: int) -> int:
    """How many of so many records are wrong."""
    return len(range(ONE_IN // 2, count, ONE_IN))


def _record(number: int, words: list[str], chance: Random, quote: str) -> str:
    def text(count: int) -> str:
        return " ".join(chance.choices(words, k=count)).capitalize()

    def title() -> str:
        return text(chance.randint(2, 4)).title()

    year, month, day = chance.randint(1990, 2025), chance.randint(1, 12), chance.randint(1, 28)
    starts = f"{year}-{month:02}-{day:02}"
    people = [title() for _ in range(chance.randint(2, 4))]
    lines = [
        f"slug: entry-{number:07}",
        f"name: {title()}",
        f"genre: {chance.choice(_GENRES)}",
        f"starts: {quote}{starts}{quote}",
        f"doors: {quote}{starts}T{chance.randint(10, 20)}:30:00Z{quote}",
        f"zone: {chance.choice(_ZONES)}",
        f"state: {chance.choice(('planned', 'confirmed', 'over', 'called-off'))}",
        f"capacity: {chance.randint(20, 2000)}",
        "languages: [en, it]" if chance.random() < 0.3 else "languages: [en]",
        f"blurb: {text(24)}.",
        "venue:",
        f"  name: {title()} Hall",
        f"  street: {chance.randint(1, 99)} {title()}",
        f"  town: {text(1)}",
        f"  country: {chance.choice(('IT', 'DE', 'JP', 'PE', 'EG'))}",
        f"  at: {{lat: {chance.uniform(-60, 60):.5f}, lon: {chance.uniform(-170, 170):.5f}}}",
        "contact:",
        f"  - name: {title()}",
        f"    mail: desk{number % 97}@example.org",
        f"    page: https://example.org/desk/{number % 97}",
        "people:",
    ]
    for index, name in enumerate(people):
        role = chance.choice(("performer", "speaker", "host", "director"))
        lines += [f"  - id: p{index}", f"    name: {name}", f"    role: {role}"]
        lines += [f"    born: {chance.randint(1920, 1999)}"] if chance.random() < 0.5 else []
    lines += ["running_order:"]
    for index in range(len(people) + 2):
        lines += [f"  - title: {text(3)}", f"    minutes: {chance.randint(5, 90)}"]
        lines += [f"    who: [p{index % len(people)}]", f"    note: {text(8)}."]
    lines += ["prices:"]
    for label in ("full", "reduced"):
        price = f"{chance.randint(5, 90)}.5"
        lines += [f"  - {{label: {label}, amount: {price}, currency: EUR}}"]
    lines += ["press:"]
    for index in range(chance.randint(1, 3)):
        lines += [f"  - kind: {chance.choice(('review', 'notice', 'interview'))}"]
        lines += [f"    published: {quote}{starts}{quote}", f"    headline: {text(6)}"]
        lines += [f"    url: https://example.org/press/{number}/{index}"]
        lines += [f"    excerpt: {text(14)}."]
    lines += [f"tags: [{', '.join(dict.fromkeys(chance.choices(words, k=4)))}]"]
    return "\n".join(lines) + "\n"


def as_library(book: Path, paths: list[str], folder: Path) -> None:
    """The same files for papis: a folder each, with its `info.yaml`."""
    for path in paths:
        home = folder / Path(path).stem
        home.mkdir(parents=True)
        os.link(book / path, home / "info.yaml")


def as_recfile(values: Iterator[dict[str, Any]], file: Path) -> None:
    """The same records for recutils: one file, a field a line; what is nested is left as JSON."""
    with file.open("w", encoding="utf-8") as out:
        out.write("%rec: Entry\n")
        for value in values:
            out.write("\n")
            for key, each in value.items():
                shown = each if isinstance(each, str | int) else json.dumps(each)
                out.write(f"{key}: {shown}\n")


if __name__ == "__main__":
    seeds = [int(word) for word in sys.argv[3:]] or [1]
    print(len(make_book(Path(sys.argv[1]), int(sys.argv[2]), seeds[0])), "records")
