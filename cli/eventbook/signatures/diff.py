"""diff: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.errors import UsageError
from eventbook.signatures.arguments import OutputFile

EXAMPLES = """Examples:

\b
  eventbook diff                      what changed since the last commit
  eventbook diff HEAD~1               since the one before
  eventbook diff --staged             what the next commit would change
  eventbook diff main... -f markdown  what a branch changes, for a pull request
  eventbook diff v1..v2 --summary     a few sentences for a change log
  eventbook diff old.yaml new.yaml    two files
  eventbook diff rome berlin          two records
"""


def signature(
    context: typer.Context,
    operands: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV|REV..REV|REV...|A B] [PATH]...",
            help="What to compare; the last commit with the files as they are if nothing is given.",
            show_default=False,
        ),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="What the next commit would hold, not the files.")
    ] = False,
    reverse: Annotated[
        bool, typer.Option("--reverse", "-R", help="Take the new state for the old one.")
    ] = False,
    form: Annotated[
        str,
        typer.Option("--format", "-f", help="text, json, json-patch or markdown."),
    ] = "text",
    output: OutputFile = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PATH", help="Look at this field alone; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="PATH", help="Do not look at this field; repeatable."),
    ] = None,
    order: Annotated[
        bool,
        typer.Option("--order", help="The order of sets, such as keywords, counts too."),
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Only a few sentences, for a change log.")
    ] = False,
    stat: Annotated[bool, typer.Option("--stat", help="Only how many changes.")] = False,
    name_only: Annotated[bool, typer.Option("--name-only", help="Only which files.")] = False,
    null: Annotated[bool, typer.Option("--null", "-0", help="End names with NUL.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if records differ.")
    ] = False,
    formatting: Annotated[
        bool,
        typer.Option("--formatting", help="With --exit-code: formatting and comments count too."),
    ] = False,
) -> int:
    """Compare records by what they say, not by lines."""
    from eventbook.commands.diff import Shown, Wanted
    from eventbook.commands.diff import run as command

    short = [
        name
        for name, given in (("stat", stat), ("name-only", name_only), ("summary", summary))
        if given
    ]
    if len(short) > 1:
        raise UsageError(f"--{short[0]} and --{short[1]} exclude each other", help="give one")
    wanted = Wanted(
        tuple(operands or ()),
        staged=staged,
        reverse=reverse,
        order=order,
        only=tuple(only or ()),
        ignore=tuple(ignore or ()),
        patches=form == "json-patch",
    )
    return command(
        context.obj,
        wanted,
        Shown(form, "".join(short), null, output),
        exit_code=exit_code,
        formatting=formatting,
    )
