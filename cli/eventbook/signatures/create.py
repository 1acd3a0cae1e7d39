"""create: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import only

EXAMPLES = """Examples:

\b
  eventbook create                                    asks for what is required
  eventbook create --from release.txt --url https://example.org/news/1
  eventbook create --set title='Spring concert' --set date=2026-05-01 \\
      --set 'sources=[{"url": "https://example.org/"}]'
  eventbook create --from record.json --dry-run
  eventbook create --type concert --edit              opens a form in $EDITOR
  eventbook create --kind person --set name='Ann Example'

A release that surely tells of several events becomes a draft for each.
Without a terminal, every required field must be given. A release that a record has for a source
already is refused; with --id it becomes the record of another event.
Exit status: 0 made, 1 errors in the record or the editor given up, 2 cannot make it.
"""


def signature(
    context: typer.Context,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a field, typed by the schema."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="FILE|-", help="A release's text, or a record in YAML or JSON."
        ),
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Web address of the release.")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Kind of record, such as person or place; an event without."),
    ] = None,
    kind_of_event: Annotated[
        str | None, typer.Option("--type", help="Type of event: lays out what such an event wants.")
    ] = None,
    record_id: Annotated[
        str | None,
        typer.Option(
            "--id", help="The record's id; proposed if not given. With it a release is one record."
        ),
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", "-e", help="Open the draft in your editor first.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Print what would be written; write nothing.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask.")] = False,
) -> int:
    """Make a record, checked before it is written. Prints its path."""
    from eventbook.commands.create import run as command

    return command(
        context.obj,
        values=tuple(values or ()),
        source=only(source, "--from"),
        url=url,
        kind=kind,
        event_type=kind_of_event,
        record_id=record_id,
        edit=edit,
        dry_run=dry_run,
        no_input=no_input,
    )
