"""review: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import complete_ids

EXAMPLES = """Examples:

\b
  eventbook review 2023-rome-embassy-commemoration --as reviewed
  eventbook review 2023-rome-embassy-commemoration --as published --by 'Ada Example' --dry-run

The review names who vouches for the record, the day, and the hash of the content, so that a later
change shows. With errors or a TODO left a record is neither reviewed nor published.
Exit status: 0 written, 1 the record is not fit for it, 2 cannot do it.
"""


def signature(
    context: typer.Context,
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="The whole id.", autocompletion=complete_ids)
    ],
    status: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="STATUS",
            help="draft, in-review, reviewed, published or withdrawn.",
            show_default=False,
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who reviews it; git's user.name without."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Print the change; write nothing.")
    ] = False,
) -> int:
    """Set a record's review status, for the content that it has now."""
    from eventbook.commands.review import run as command

    return command(context.obj, record_id, status=status, by=by, dry_run=dry_run)
