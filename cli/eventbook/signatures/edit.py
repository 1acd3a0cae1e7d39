"""edit: options, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventbook.signatures.arguments import Where, complete_ids, only

EXAMPLES = """Examples:

\b
  eventbook edit 2023-rome-embassy-commemoration          in your editor
  eventbook edit 2023-rome-embassy-commemoration --set status=held --set 'place.city=Rome'
  eventbook edit -w place.city=Constance --add keywords=lake --write
  eventbook edit . -w type=talk --rename-key venue=place --unset programme[0].note
  eventbook list -w type=concert -f ids | eventbook edit - --remove keywords=music
  eventbook edit ID --set 'participants[key=ann].position=Mayor'
  eventbook edit -w type=concert --patch change.json      JSON Patch (RFC 6902)
  eventbook list -f csv > list.csv                        correct it in a spreadsheet, then
  eventbook edit --from list.csv

Every result is checked with the whole book; one new error, and nothing is written. The changes
are shown; at a terminal you are asked, else --write writes them, all or none.
VALUE takes the type that the schema gives its place. Keys are renamed first, then fields are
unset, items removed by value, fields set, items added.
--from takes CSV or JSON Lines: an id and fields. Only what differs from the record is changed,
and a record that has changed since it was listed (its _etag) is refused.
Exit status: 0 shown or written, 1 refused or nothing selected, 2 cannot do it.
"""


def signature(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|PATH|-]...",
            help="Whole ids, files or folders; `-` reads them from standard input.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    where: Where = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a field, typed by the schema."),
    ] = None,
    set_string: Annotated[
        list[str] | None,
        typer.Option("--set-string", metavar="PATH=TEXT", help="Set a field to this very text."),
    ] = None,
    set_json: Annotated[
        list[str] | None,
        typer.Option("--set-json", metavar="PATH=JSON", help="Set a field to a JSON value."),
    ] = None,
    unset: Annotated[
        list[str] | None, typer.Option("--unset", metavar="PATH", help="Remove a field or item.")
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="LIST=VALUE", help="Append to a list.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="LIST=VALUE", help="Remove from a list by value."),
    ] = None,
    rename_key: Annotated[
        list[str] | None,
        typer.Option("--rename-key", metavar="PATH=NEWKEY", help="Give a field another name."),
    ] = None,
    patch: Annotated[
        Path | None, typer.Option("--patch", metavar="FILE", help="A JSON Patch (RFC 6902).")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="FILE|-", help="CSV or JSON Lines: ids, changed fields."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write without asking; a script must say so.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show the changes; ask nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Errors that were there before are in the way, too.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if anything would change.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", "-f", help="diff (by lines), text (sentences) or json.")
    ] = "diff",
) -> int:
    """Change records: one in your editor, or many by their fields, all or none."""
    from eventbook.commands.edit import Asked
    from eventbook.commands.edit import run as command

    asked = Asked(
        words=tuple(words or ()),
        where=tuple(where or ()),
        operations={
            "set": tuple(set_ or ()),
            "set-string": tuple(set_string or ()),
            "set-json": tuple(set_json or ()),
            "unset": tuple(unset or ()),
            "add": tuple(add or ()),
            "remove": tuple(remove or ()),
            "rename-key": tuple(rename_key or ()),
        },
        patch=patch,
        source=only(source, "--from"),
        form=form,
        write=write,
        dry_run=dry_run,
        strict=strict,
        exit_code=exit_code,
    )
    return command(context.obj, asked)
