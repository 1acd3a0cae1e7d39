"""Listing the records that meet a condition, in a book that was read before.

    python tests/bench/bench_list.py [--tiny|--quick|--full]

papis keeps a library of the same files, a folder each, with a database that it made beforehand;
making it takes a tenth of a second a record, so that it gets some of the records only. recsel reads
one file of all records, a field a line. All print the names of those that match.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import corpus
import foreign
import peers
import yaml
from scale import Scale
from tables import at_most, show
from timing import Command, eventbook, in_turn, middle

OURS, _MODEL = "eventbook list, foreign schema", "eventbook list, event model"
_GOAL = 0.20
_FEW = 200  # records that papis gets


def library(
    home: Path, book: Path, paths: list[str], *, install: bool
) -> tuple[str, Command | str]:
    """papis over the same files, its database made; or why not."""
    peer = peers.papis(install=install)
    if peer.program is None:
        return peer.name, peer.why
    foreign.as_library(book, paths[:_FEW], home / "library")
    settings = home / "papis" / "config"
    settings.parent.mkdir()
    settings.write_text(
        f"[settings]\ndefault-library = bench\ninfo-name = info.yaml\n"
        f"[bench]\ndir = {home / 'library'}\n",
        encoding="utf-8",
    )
    words = (peer.program, "list", "--all", "--format", "{doc[slug]}", "genre:film")
    name = f"{peer.name}, {len(paths[:_FEW])} of the records"
    return name, Command(words, home, environment={"XDG_CONFIG_HOME": str(home)})


def recfile(
    home: Path, book: Path, paths: list[str], *, install: bool
) -> tuple[str, Command | str]:
    """recsel over the same records; or why not."""
    peer = peers.recsel(install=install)
    if peer.program is None:
        return peer.name, peer.why

    def value(path: str) -> dict[str, Any]:
        with suppress(yaml.YAMLError):
            found: dict[str, Any] = yaml.load((book / path).read_bytes(), yaml.CBaseLoader)
            return found
        return {}

    file = home / "entries.rec"
    foreign.as_recfile(map(value, paths), file)
    words = (peer.program, "-t", "Entry", "-e", "genre = 'film'", "-P", "slug", str(file))
    return peer.name, Command(words, home)


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    count, runs = scale.pick((20, 1), (2_000, 3), (10_000, 7))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ["XDG_CACHE_HOME"] = name
        theirs, model = home / "foreign", home / "event"
        paths = foreign.make_book(theirs, count)
        corpus.make_book(model, count)
        commands = {
            OURS: eventbook("list", "-w", "genre=film", "-f", "ids", folder=theirs),
            _MODEL: eventbook("list", "-w", "type=concert", "-f", "ids", folder=model),
        }
        missing = {}
        for make in (library, recfile):
            peer, found = make(home, theirs, paths, install=scale.installs)
            if isinstance(found, str):
                missing[peer] = found
            else:
                commands[peer] = found
        taken = in_turn(commands, runs)
        rows = {each: str(len(costs[-1].printed.split())) for each, costs in taken.items()}
        show(f"list with a filter: {count:,} records", taken, OURS, {"records": rows}, missing)
        for each in (OURS, _MODEL):
            at_most(scale, f"{each}, {count:,}", middle(taken[each]).wall, _GOAL)


if __name__ == "__main__":
    main(Scale(__doc__))
