"""status: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook status
  eventbook status -f json | jq .errors
"""


def signature(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or yaml.")] = "text",
) -> int:
    """Show the book at a glance: records, errors, drafts, changes, and what to do next."""
    from eventbook.commands.status import run as command

    return command(context.obj, form=form)
