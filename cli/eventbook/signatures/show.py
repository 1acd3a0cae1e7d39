"""show: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import Rev, complete_ids

EXAMPLES = """Examples:

\b
  eventbook show 2023-rome-embassy-commemoration
  eventbook show rome -f json
  eventbook show rome --backlinks          with the records that refer to it
  eventbook show rome --rev HEAD~3         as it was then
"""


def signature(
    context: typer.Context,
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Any unique part of it.", autocompletion=complete_ids),
    ],
    form: Annotated[str, typer.Option("--format", "-f", help="text, yaml or json.")] = "text",
    lang: Annotated[str | None, typer.Option("--lang", help="Language of texts.")] = None,
    backlinks: Annotated[
        bool, typer.Option("--backlinks", help="Add which records refer to it, and where.")
    ] = False,
    rev: Rev = None,
) -> int:
    """Show one record."""
    from eventbook.commands.show import run as command

    return command(context.obj, record_id, form=form, lang=lang, backlinks=backlinks, rev=rev)
