"""How to speak to whoever runs the command: colour, width, questions. Decided once, here."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from eventbook.errors import UsageError

COLOURS = ("auto", "always", "never")


class Terminal(NamedTuple):
    """What standard output and input are connected to.

    Attributes:
        colour: whether to write ANSI colours on standard output.
        width: cells a line on a terminal; None where the output is no terminal.
        interactive: whether somebody is there to answer a question.
        quiet: leave out what only informs: counts, next steps.
        watched: show on standard error how far long work is.
    """

    colour: bool
    width: int | None
    interactive: bool
    quiet: bool
    watched: bool = False

    @classmethod
    def detect(cls, colour: str, *, quiet: bool = False) -> Terminal:
        """Look at the streams and the environment.

        Args:
            colour: `auto`, `always` or `never`, as `--color` says.

        Raises:
            UsageError: `colour` is none of these.
        """
        if colour not in COLOURS:
            raise UsageError(f"--color {colour}", help="use auto, always or never")
        out = _is_terminal(sys.stdout)
        return cls(
            colour=_wants_colour(colour, out, os.environ),
            width=shutil.get_terminal_size().columns if out else None,
            interactive=_is_terminal(sys.stdin) and _is_terminal(sys.stderr),
            quiet=quiet,
            watched=not quiet
            and _is_terminal(sys.stderr)
            and os.environ.get("TERM", "dumb") not in ("", "dumb", "unknown"),
        )

    def say(self, message: str) -> None:
        """A line for the person, on standard error; data goes to standard output."""
        if not self.quiet:
            sys.stdout.flush()  # so that the two stand in the order in which they were written
            sys.stderr.write(message + "\n")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _wants_colour(option: str, terminal: bool, environment: Mapping[str, str]) -> bool:
    """`--color`, then NO_COLOR, then the variables that force it, then the terminal."""
    if option != "auto":
        return option == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") != "0" or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return terminal and environment.get("TERM") != "dumb"
