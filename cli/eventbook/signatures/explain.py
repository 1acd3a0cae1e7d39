"""explain: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook explain                    every rule and every field
  eventbook explain date-invalid       what a rule is for, and what to do
  eventbook explain 'date-*'           the same of several rules
  eventbook explain programme.kind     what belongs in a field
  eventbook explain person             the fields of a kind of record
"""


def complete_words(incomplete: str) -> list[str]:
    """The rules that a word may become."""
    from eventbook.commands.completing import rule_names

    return rule_names(incomplete)


def signature(
    context: typer.Context,
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE|FIELD|KIND]",
            help="A rule's name, a field's path, or a kind of record.",
            autocompletion=complete_words,
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> int:
    """Explain a rule or a field; list them all."""
    from eventbook.commands.explain import run as command

    return command(context.obj, word, form=form)
