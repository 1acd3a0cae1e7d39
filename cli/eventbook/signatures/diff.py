"""diff: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import OutputFile

EXAMPLES = """Examples:

\b
  eventbook diff                      what changed since the last commit
  eventbook diff HEAD~1               since the one before
  eventbook diff v1..v2 -f json
  eventbook diff old.yaml new.yaml    two files
  eventbook diff rome berlin          two records
"""


def signature(
    context: typer.Context,
    operands: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV|REV..REV|A B] [PATH]...",
            help="What to compare; the last commit with the files as they are if nothing is given.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    output: OutputFile = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only how many changes.")] = False,
    name_only: Annotated[bool, typer.Option("--name-only", help="Only which records.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if values differ.")
    ] = False,
) -> int:
    """Compare records by what they say, not by lines."""
    from eventbook.commands.diff import run as command

    return command(
        context.obj,
        operands=tuple(operands or ()),
        form=form,
        output=output,
        stat=stat,
        name_only=name_only,
        exit_code=exit_code,
    )
