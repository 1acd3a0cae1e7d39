"""search: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import OutputFile, Rev

EXAMPLES = """Examples:

\b
  eventbook search seher gunu              finds `Şəhər günü`
  eventbook search 300000                  finds figures, too
  eventbook search embassy -f json | jq -r .[].speaker
  eventbook search violin --rev HEAD~20    as it was then
  eventbook search violin -f ids | xargs eventbook render

All words must stand in one text. Codes, keys and addresses are no texts: see `eventbook list -w`.
"""


def signature(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Words, whatever case and accents.")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="text, table, tsv, csv, json, json-lines, yaml, markdown, ids or paths; "
            "text on a terminal, else tsv.",
            show_default=False,
        ),
    ] = None,
    output: OutputFile = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of names.")] = None,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", "-e", help="Exit 1 if nothing is found.")
    ] = False,
    rev: Rev = None,
) -> int:
    """Find words in the texts of records: where they stand, who said them."""
    from eventbook.commands.search import run as command

    return command(
        context.obj,
        words,
        form=form,
        output=output,
        lang=lang,
        exit_status=exit_status,
        rev=rev,
    )
