"""How long a command takes to start, against an empty Python and check-jsonschema.

python tests/bench/bench_startup.py [RUNS]
"""

from __future__ import annotations

import sys
from pathlib import Path

from timing import BIN, in_turn, report

EMPTY, PEER = "python -c pass", "check-jsonschema --version"


def main(runs: int) -> None:
    """Time and print."""
    eventbook = str(BIN / "eventbook")
    commands = {
        EMPTY: [sys.executable, "-c", "pass"],
        PEER: [str(BIN / "check-jsonschema"), "--version"],
        "eventbook --version": [eventbook, "--version"],
        "eventbook --help": [eventbook, "--help"],
        "eventbook list (this book)": [eventbook, "list"],
        "eventbook validate (this book)": [eventbook, "validate"],
    }
    report(in_turn(commands, runs, Path(__file__).parents[2]), [EMPTY, PEER])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 15)
