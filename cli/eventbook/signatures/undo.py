"""undo: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook undo                    show what would be taken back; at a terminal, ask
  eventbook undo --write            take it back
  eventbook undo --write            again: bring it back

The last change that a command of eventbook wrote is taken back, all its files or none: what create
made is removed, what edit, fmt, review and rename wrote becomes what it was. If one of its files
has changed since, nothing is done. What git has committed stays committed.
Exit status: 0 shown or taken back, 1 you said no, 2 cannot do it.
"""


def signature(
    context: typer.Context,
    write: Annotated[
        bool, typer.Option("--write", help="Take it back without asking; a script must say so.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show the changes; ask nothing.")
    ] = False,
) -> int:
    """Take back the last change, if nothing has been written into its files since."""
    from eventbook.commands.undo import run as command

    return command(context.obj, write=write, dry_run=dry_run)
