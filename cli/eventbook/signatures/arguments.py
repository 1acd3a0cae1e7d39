"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventbook.errors import UsageError


def complete_ids(incomplete: str) -> list[str]:
    """The record ids that a word may become."""
    from eventbook.commands.completing import record_ids

    return record_ids(incomplete)


def only(values: list[str] | None, option: str) -> str | None:
    """The one value of an option of which a second would take the place of the first unseen.

    Raises:
        UsageError: there are several.
    """
    if values and len(values) > 1:
        raise UsageError(f"{option} is given {len(values)} times", help="it takes one at a time")
    return values[0] if values else None


Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID|PATH]...",
        help="Record ids (any unique part), files or folders; all records if none is given.",
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", "-w", metavar="'KEY OP VALUE'", help="A condition; all must hold."),
]
Rev = Annotated[
    str | None,
    typer.Option("--rev", metavar="REV", help="The book as it was in this commit, branch or tag."),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to a file instead."),
]
