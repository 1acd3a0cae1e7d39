"""fmt: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import complete_ids

EXAMPLES = """Examples:

\b
  eventbook fmt                               every file of records, all or none
  eventbook fmt records/events/2023 --diff    show what would change
  eventbook fmt --check                       in a workflow: is everything laid out?
  eventbook fmt - --stdin-path records/events/2023/rome.yaml < draft.yaml

Keys come in the order of the schema, unknown ones behind; comments go with what they belong to.
Lists and maps are indented by two, quotes stand where YAML 1.1 would misread a text, blank lines
come one at a time. No value changes, but statements get the ids that they lack and bare years in
dates get quotes. A file with errors of YAML is named and left as it is.

Exit status: 0 done, 1 a file was left as it is, or would change under --check, 2 cannot do it.
"""


def signature(
    context: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|PATH]...",
            help="Whole record ids, files or folders, or `-`; all records if none is given.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="List what would change; write nothing.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", "--dry-run", "-n", help="Show what would change; write nothing."),
    ] = False,
    stdin_path: Annotated[
        str | None,
        typer.Option("--stdin-path", metavar="PATH", help="The file that `-` stands for."),
    ] = None,
) -> int:
    """Lay out records: the schema's order, comments kept, no value changed."""
    from eventbook.commands.fmt import run as command

    return command(context.obj, tuple(targets or ()), check=check, diff=diff, stdin_path=stdin_path)
