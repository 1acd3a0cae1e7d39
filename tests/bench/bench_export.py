"""Exporting a book that was read before, beside other programs that make the same of JSON Lines.

    python tests/bench/bench_export.py [--tiny|--quick|--full]

sqlite-utils makes one table, in which lists and maps are JSON; with `--flatten`, maps are columns.
It makes neither tables of lists nor a search, which ours has; its library is also given the rows of
our tables, ready as JSON Lines, to make the same tables and the same search. DuckDB reads the lines
of records and writes Parquet by year.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
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


_TABLES = """
import json, pathlib, sqlite_utils
database = sqlite_utils.Database("c.db")
for file in sorted(pathlib.Path("tables").iterdir()):
    with file.open() as rows:
        database[file.stem].insert_all(map(json.loads, rows), batch_size=500)
database["text"].enable_fts(["text"], tokenize="unicode61 remove_diacritics 2")
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


def tables(book: Path, home: Path) -> None:
    """The rows of our tables as lines of JSON, a file each."""
    path = home / "ours.db"
    subprocess.run(
        [EVENTBOOK, "-q", "export", "--kind", "event", "-o", str(path)], cwd=book, check=True
    )
    (home / "tables").mkdir()
    with sqlite3.connect(path) as made:
        made.row_factory = sqlite3.Row
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'text_s%'"
        for (name,) in made.execute(query).fetchall():
            rows = [json.dumps(dict(row)) for row in made.execute(f'SELECT * FROM "{name}"')]
            if rows:
                text = "\n".join(rows) + "\n"
                (home / "tables" / f"{name}.jsonl").write_text(text, encoding="utf-8")
    made.close()


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
        for name in ("b.db", "c.db"):
            (home / name).unlink(missing_ok=True)

    commands[peer.name] = Command(insert, home, before=clear, statuses=(0,))
    flat = Command((*insert, "--flatten"), home, before=clear, statuses=(0,))
    commands[f"{peer.name} --flatten"] = flat
    library = (str(Path(peer.program).with_name("python")), "-c", _TABLES)
    same = Command(library, home, before=clear, statuses=(0,))
    commands[f"{peer.name}, our tables ready"] = same
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
        tables(book, home)
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
