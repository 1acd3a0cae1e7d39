"""rename: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import complete_ids

EXAMPLES = """Examples:

\b
  eventbook rename draft-2023-02-24-3f9a1c                 an id of year, city and title
  eventbook rename 2023-rome-embassy 2023-rome-embassy-commemoration
  eventbook rename person/ann-example ann-sample --dry-run

The file takes the new name, every reference to the record is changed, and the old id stays among
its former ones, unless it is a draft. All of it is written, or nothing.
Exit status: 0 renamed, 1 it would make errors, 2 cannot do it.
"""


def signature(
    context: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="The whole id.", autocompletion=complete_ids)
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="The new id; proposed if not given."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Print the changes; write nothing.")
    ] = False,
) -> int:
    """Give a record another id, and change every reference to it."""
    from eventbook.commands.rename import run as command

    return command(context.obj, old, new, dry_run=dry_run)
