"""export: options, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventbook.signatures.arguments import Ids, Rev, Where

EXAMPLES = """Examples:

\b
  eventbook export -f sqlite -o archive.db     tables and a search over all texts
  eventbook export -f parquet -o archive       a folder for DuckDB, Spark and pandas
  eventbook export -f json-lines | jq .id      a record a line
  eventbook export --kind event -f csv -o events.csv
  eventbook export -w review.status=published -f sqlite -o public.db
  eventbook export -f sqlite -o v1.db --rev v1.0

All records are exported, drafts too, without what they withhold and without the names of the list
.withheld. What is at PATH is replaced if it is an export to SQLite or Parquet that nobody changed
since; --force replaces any other file.
The same records give the same bytes.
"""


def complete_kinds(incomplete: str) -> list[str]:
    """The kinds that a word may become."""
    from eventbook.commands.completing import kind_names

    return kind_names(incomplete)


def signature(
    context: typer.Context,
    targets: Ids = None,
    where: Where = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only records of this kind; may be repeated.",
            autocompletion=complete_kinds,
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="sqlite, parquet, json-lines or csv; else what the ending of PATH says.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="The file or folder to make."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that is no export, or was changed.")
    ] = False,
    rev: Rev = None,
) -> int:
    """Make a database or tables of the records, for other programs."""
    from eventbook.commands.exporting import run as command

    return command(
        context.obj,
        targets=tuple(targets or ()),
        where=tuple(where or ()),
        kinds=tuple(kinds or ()),
        form=form,
        output=output,
        force=force,
        rev=rev,
    )
