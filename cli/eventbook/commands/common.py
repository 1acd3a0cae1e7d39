"""What every command is given: the options before its name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Common(NamedTuple):
    """Where the book is, and how to speak.

    Attributes:
        directory: the folder to work as if started in.
        colour: `auto`, `always` or `never`.
        quiet: leave out counts and next steps.
        caching: use what was made of files before, and keep what is made now.
    """

    directory: Path
    colour: str
    quiet: bool
    caching: bool = True
