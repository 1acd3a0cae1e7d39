"""How much a benchmark does: --tiny in seconds, --quick in a minute or less, --full as documented.

`make bench` is quick, and `make bench FULL=1` full: make hands FULL on in the environment.
"""

from __future__ import annotations

import argparse
import os
from typing import TypeVar

_T = TypeVar("_T")


class Scale:
    """The scale that is asked for.

    Attributes:
        name: tiny, quick or full.
        extras: which further switches are on.
    """

    def __init__(self, description: str | None, **extras: str) -> None:
        """Read the command line.

        Args:
            description: of the benchmark, for --help.
            extras: further switches with their help, such as `million="to a million records"`.
        """
        parser = argparse.ArgumentParser(
            description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--tiny", action="store_true", help="a few records: does it run?")
        choice.add_argument("--quick", action="store_true", help="a minute or less")
        choice.add_argument("--full", action="store_true", help="what the documents show")
        for name, text in extras.items():
            parser.add_argument(f"--{name}", action="store_true", help=text)
        given = parser.parse_args()
        full = given.full or (os.environ.get("FULL", "0") not in ("", "0") and not given.quick)
        self.name = "tiny" if given.tiny else "full" if full else "quick"
        self.extras = frozenset(name for name in extras if getattr(given, name))

    def pick(self, tiny: _T, quick: _T, full: _T) -> _T:
        """What belongs to this scale."""
        return {"tiny": tiny, "quick": quick, "full": full}[self.name]

    @property
    def installs(self) -> bool:
        """Whether other tools may be installed; else only those are run that are there."""
        return self.name != "tiny"
