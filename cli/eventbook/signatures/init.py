"""init: options, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook init                 make a book of this folder
  eventbook init archive         make one in a new folder
  eventbook init --adopt -n      look what records are here, and show settings for them
  eventbook init --adopt         write these settings, to be looked through

--adopt writes eventbook.toml, and a schema for records that have none; nothing else is touched.

An existing .gitignore, .gitattributes or .pre-commit-config.yaml is left as it is; what it lacks
is said. Anything else in the way: nothing is written.
"""


def signature(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="The folder; made if it is not there.", show_default=False)
    ] = None,
    title: Annotated[str, typer.Option(help="What the archive calls itself.")] = "",
    language: Annotated[str, typer.Option(help="Language of its texts (BCP 47).")] = "en",
    adopt: Annotated[
        bool | None,
        typer.Option(
            "--adopt/--no-adopt",
            help="Make a book of the records that are here, or an empty one all the same.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="With --adopt: show, write nothing.")
    ] = False,
) -> int:
    """Make a book: settings, folders, hooks. Never overwrites a file."""
    from eventbook.commands.init import run as command

    return command(
        context.obj, folder, title=title, language=language, adopting=adopt, dry_run=dry_run
    )
