"""How long each command takes on a small book: starting is most of it.

    python tests/bench/bench_startup.py [--tiny|--quick|--full]

The book is this repository's own, copied; commands that write are stopped before they do, except
`init`, which gets an empty folder each time. All use what an earlier run kept, but for
`validate, first`. `undo` gets a copy of its own, in which something was written.

The goals are 90 ms for a command and 15 for `--version` on a machine that starts Python in 8.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from books import committed
from peers import check_jsonschema
from scale import Scale
from tables import at_most, show
from timing import EVENTBOOK, Command, cost, eventbook, in_turn, middle

ROOT = Path(__file__).parents[2]
_EMPTY, _VERSION = "python -c pass", "--version"
_RECORD = "2023-rome-embassy-commemoration"
_SOURCES = ("--set", 'sources=[{"title": "Programme"}]')
_WORDS = {
    "init": ["init", "new"],
    "create": [
        "create",
        "-n",
        "--no-input",
        "--set",
        "title=Recital",
        "--set",
        "date=2026-05-08",
        *_SOURCES,
    ],
    "validate": ["validate"],
    "list": ["list", "-w", "type=concert"],
    "status": ["status"],
    "search": ["search", "concert"],
    "show": ["show", _RECORD],
    "diff": ["diff"],
    "review": ["review", _RECORD, "--as", "in-review", "--by", "Ann Editor", "-n"],
    "fmt": ["fmt", _RECORD, "-n"],
    "edit": ["edit", _RECORD, "--set", "status=cancelled", "-n"],
    "undo": ["undo", "-n"],
    "rename": ["rename", _RECORD, "2023-rome-commemoration", "-n"],
    "render": ["render", _RECORD, "-f", "text"],
    "explain": ["explain", "date-invalid"],
}
"""What each command is run with."""
_GOAL, _VERSION_GOAL = 90 / 8, 15 / 8


def commands() -> set[str]:
    """Those that there are, by the help."""
    done = subprocess.run([EVENTBOOK, "--help"], capture_output=True, text=True, check=True)
    return set(re.findall(r"^  ([a-z][a-z-]*) {2,}", done.stdout.partition("Commands:")[2], re.M))


def small_book(folder: Path) -> None:
    """A copy of this repository's book, committed."""
    for name in ("schemas", "records"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "eventbook.toml", folder / "eventbook.toml")
    committed(folder)


def main(scale: Scale) -> None:
    """Time and print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        book, empty, changed = (Path(name) / each for each in ("book", "empty", "changed"))
        small_book(book)
        empty.mkdir()
        shutil.copytree(book, changed)
        cost(eventbook("edit", _RECORD, "--set", "status=cancelled", "--write", folder=changed))
        folders = {"init": empty, "undo": changed}

        def clear() -> None:
            shutil.rmtree(empty / "new", ignore_errors=True)

        runs: dict[str, Command] = {
            _EMPTY: Command((sys.executable, "-c", "pass"), book),
            _VERSION: eventbook(_VERSION, folder=book),
            "--help": eventbook("--help", folder=book),
        }
        found = commands()
        for each, words in _WORDS.items():
            before = clear if each == "init" else None
            if each in found:
                runs[each] = eventbook(*words, folder=folders.get(each, book), before=before)
        runs["validate, first"] = eventbook("--no-cache", "validate", folder=book)
        peer = check_jsonschema(install=scale.installs)
        if peer.program is not None:
            runs[f"{peer.name} --version"] = Command((peer.program, "--version"), book)
        taken = in_turn(runs, scale.pick(1, 5, 15), scale.pick(0, 1, 1))
        show("each command on a book of 33 records", taken, _EMPTY)
        missing = sorted(found - _WORDS.keys())
        print(f"commands that are not measured: {', '.join(missing) or 'none'}")
        empty_python = middle(taken[_EMPTY]).cpu
        times = {each: middle(costs).cpu / empty_python for each, costs in taken.items()}
        at_most(scale, _VERSION, times[_VERSION], _VERSION_GOAL, "× Python, CPU")
        slowest = max(_WORDS.keys() & found, key=lambda each: times[each])
        at_most(scale, f"the slowest, {slowest},", times[slowest], _GOAL, "× Python, CPU")


if __name__ == "__main__":
    main(Scale(__doc__))
