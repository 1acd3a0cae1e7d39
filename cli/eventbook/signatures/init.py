"""init: options, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook init                 make a book of this folder
  eventbook init archive         make one in a new folder

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
) -> int:
    """Make a book: settings, folders, hooks. Never overwrites a file."""
    from eventbook.commands.init import run as command

    return command(context.obj, folder, title=title, language=language)
