"""Exporting a book that was read before, beside other programs that make the same of JSON Lines.

    python tests/bench/bench_export.py [--tiny|--quick|--full]

sqlite-utils makes one table, in which lists and maps are JSON; with `--flatten`, maps are columns.
It makes neither tables of lists nor a search, which ours has. DuckDB reads the same lines and
writes Parquet by year.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus
import peers
from scale import Scale
from tables import show
from timing import EVENTBOOK, Command, eventbook, in_turn

OURS = "eventbook export"
_DUCK = """
import duckdb
duckdb.sql(\"\"\"COPY (SELECT *, try_cast(left(date, 4) AS INTEGER) AS year
FROM read_json('events.jsonl', format = 'newline_delimited', sample_size = -1))
TO 'duck' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY year)\"\"\")
"""


def lines(book: Path, file: Path) -> None:
    """The events of a book as other programs read them: a line each, dates as texts."""
    done = subprocess.run(
        [EVENTBOOK, "export", "--kind", "event"], cwd=book, check=True, capture_output=True
    )
    with file.open("w", encoding="utf-8") as out:
        for line in done.stdout.splitlines():
            record = json.loads(line)["record"]
            print(json.dumps(record | {"date": str(record.get("date"))}), file=out)


def databases(
    home: Path, book: Path, *, install: bool
) -> tuple[dict[str, Command], dict[str, str]]:
    """Ours and sqlite-utils'; what cannot be had, and why."""
    ours = eventbook(
        *("export", "--kind", "event", "-f", "sqlite", "-o", str(home / "a.db"), "--force"),
        folder=book,
    )
    commands = {f"{OURS}, sqlite": ours}
    peer = peers.sqlite_utils(install=install)
    if peer.program is None:
        return commands, {peer.name: peer.why}
    insert = (peer.program, "insert", "b.db", "event", "events.jsonl", "--nl", "--alter")

    def clear() -> None:
        (home / "b.db").unlink(missing_ok=True)

    commands[peer.name] = Command(insert, home, before=clear, statuses=(0,))
    flat = Command((*insert, "--flatten"), home, before=clear, statuses=(0,))
    commands[f"{peer.name} --flatten"] = flat
    return commands, {}


def folders(home: Path, book: Path) -> dict[str, Command]:
    """Ours and DuckDB's."""

    def clear() -> None:
        for name in ("p", "duck"):
            shutil.rmtree(home / name, ignore_errors=True)

    words = ("export", "--kind", "event", "-f", "parquet", "-o", str(home / "p"))
    duck = (sys.executable, "-c", _DUCK)
    return {
        f"{OURS}, parquet": eventbook(*words, folder=book, before=clear),
        "DuckDB": Command(duck, home, before=clear, statuses=(0,)),
    }


def main(scale: Scale) -> None:
    """Make the book, run, print."""
    count, runs = scale.pick((20, 1), (2_000, 3), (10_000, 5))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ["XDG_CACHE_HOME"] = name
        book = home / "book"
        corpus.make_book(book, count)
        lines(book, home / "events.jsonl")
        commands, missing = databases(home, book, install=scale.installs)
        taken = in_turn(commands, runs)
        show(f"SQLite: {count:,} records", taken, f"{OURS}, sqlite", {}, missing)
        taken = in_turn(folders(home, book), runs)
        show(f"Parquet by year: {count:,} records", taken, f"{OURS}, parquet", {}, {})
        texts = {
            f"{OURS}, {form}": eventbook(
                "export", "--kind", "event", "-f", form, "-o", os.devnull, folder=book
            )
            for form in ("json-lines", "csv")
        }
        show(f"texts: {count:,} records", in_turn(texts, runs), f"{OURS}, json-lines", {}, {})


if __name__ == "__main__":
    main(Scale(__doc__))
