"""How much memory validating a large book takes, all processes together.

    python tests/bench/bench_memory.py [--tiny|--quick|--full]

`together` is the most that all processes of a run held at a time, with what they share counted
once; `largest` is the peak of one process, and never less than this one has when it starts it. The
other tools check the same files, as in bench_validate.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import corpus
import foreign
from bench_validate import SCHEMA, others
from scale import Scale
from tables import at_most
from timing import Command, cost, eventbook, memory

_MOST = 150  # MB


def measure(name: str, command: Command) -> float:
    """Print a row; the megabytes held together, or by the largest process where only that shows."""
    largest, together = cost(command).peak / 1e6, memory(command)
    shown = "unknown" if together is None else f"{together / 1e6:.0f}"
    print(f"{name:<44}{shown:>12}{largest:>12.0f}", flush=True)
    return largest if together is None else together / 1e6


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    count = scale.pick(20, 2_000, 100_000)
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = name
        model, theirs = Path(name) / "event", Path(name) / "foreign"
        corpus.make_book(model, count)
        foreign.make_book(theirs, count)
        print(f"{f'{count:,} records; MB':<44}{'together':>12}{'largest':>12}")
        first = eventbook("--no-cache", "validate", "-f", "concise", folder=model)
        again = eventbook("validate", "-f", "concise", folder=model)
        kept = Path(name) / "eventbook"
        keeping = replace(again, before=lambda: shutil.rmtree(kept, ignore_errors=True))
        found = measure("eventbook, event model, all rules", first)
        measure("eventbook, event model, keeping the facts", keeping)
        measure("eventbook, event model, nothing changed", again)
        first = eventbook("--no-cache", "validate", "-f", "concise", folder=theirs)
        measure("eventbook, foreign schema", first)
        # Its arguments are a path a file: more than a command line may have.
        known = others(theirs, SCHEMA, "data", [], install=scale.installs)
        for peer, command in known.commands.items():
            if not peer.startswith("check-jsonschema"):
                measure(f"{peer}, foreign schema", command)
        for peer, why in known.missing.items():
            print(f"{peer:<44}  not measured: {why}")
        at_most(scale, f"{count:,} records", found, _MOST, "MB")


if __name__ == "__main__":
    main(Scale(__doc__))
