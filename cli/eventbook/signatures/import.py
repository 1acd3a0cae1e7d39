# ruff: noqa: N999
"""import: options, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook import concerts.ics --dry-run             says what would be made
  eventbook import concerts.csv --mapping ours.toml
  eventbook import -f json - < events.json
  eventbook import data/*/*.json --mapping conferences.toml --report json

Formats: ics, csv, json, json-lines, jsonld (schema.org), yaml. Each has a ready mapping; another
one says which field comes from what. Every record is a draft, and remembers the key of its row:
the same files again change nothing. Rows with one key become one record. What is much like
another event is listed and not made. All records are written, or none.
Exit status: 0 every row accounted for, 1 rows were skipped, 2 cannot read or map it.
"""


def signature(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, or `-`.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="Format of the files; without it told by their ending."
        ),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar="FILE", help="Which field comes from what."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="Kind of record; an event without.")
    ] = None,
    report: Annotated[
        str, typer.Option("--report", metavar="text|json", help="Form of the report.")
    ] = "text",
    changes: Annotated[
        Path | None,
        typer.Option("--changes", help="Write here, for `edit --from`, what changed rows say now."),
    ] = None,
    accept_duplicates: Annotated[
        bool,
        typer.Option("--accept-duplicates", help="Make those too that are much like a record."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Report what would be made; write nothing.")
    ] = False,
) -> int:
    """Make drafts of other people's events: calendars, tables, JSON, schema.org, YAML."""
    from eventbook.commands.importing import run as command

    return command(
        context.obj,
        files=tuple(files),
        form=form,
        mapping_file=mapping,
        kind=kind,
        report=report,
        changes=changes,
        accept_duplicates=accept_duplicates,
        dry_run=dry_run,
    )
