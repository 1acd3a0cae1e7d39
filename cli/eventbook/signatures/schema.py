"""schema: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import OutputFile

EXAMPLES = """Examples:

\b
  eventbook schema event                     the schema of events, in one file
  eventbook schema person -o person.json
  eventbook schema -f vscode -o .vscode/settings.json
  eventbook schema -f language-server        for Neovim, Emacs, Helix and others

Editors with yaml-language-server then complete and check records while they are written. What it
cannot see, such as dates, references and rules, `eventbook validate` tells.
"""


def complete_kinds(incomplete: str) -> list[str]:
    """The kinds that a word may become."""
    from eventbook.commands.completing import kind_names

    return kind_names(incomplete)


def signature(
    context: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="A kind of record; for editors' settings all of them.",
            autocompletion=complete_kinds,
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="json, vscode or language-server.")
    ] = "json",
    output: OutputFile = None,
) -> int:
    """Give editors what they need: a kind's schema in one file, or their settings."""
    from eventbook.commands.schema import run as command

    return command(context.obj, kind, form=form, output=output)
