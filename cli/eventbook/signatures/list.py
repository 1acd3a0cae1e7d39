"""list: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import OutputFile, Rev, Where, complete_ids

EXAMPLES = """Examples:

\b
  eventbook list                                   all records, by date
  eventbook list concert                           with this word in id or title
  eventbook list -w type=concert -w place.country=IT
  eventbook list -w 'status in cancelled,postponed' --count
  eventbook list --sort -date --limit 5 --columns id,date,place.city
  eventbook list -w 'date<2019' -w 'participants.name~aliyev'
  eventbook list --since 2019 --until 'spring 2023' --certain
  eventbook list --each statements -w figures.value=613 --columns speaker,text
  eventbook list --group-by type                   how many of each kind of event
  eventbook list --refs-to person/rashad-aslanov
  eventbook list --missing-lang az --columns id    with the texts to translate
  eventbook list --rev v1.0 --count                as it was then
  eventbook list -w review.status=draft -f paths -0 | xargs -0 git log --

DATE is EDTF (2023-02, 2019/2023, 202X) or words; a date that may mean a day outside matches
possibly, and a column says so.
Conditions: KEY OP VALUE with = != ~ !~ < <= > >= and `KEY in A,B`; `KEY=` means absent.
`=` compares as text, `~` searches a regular expression, `<` compares numbers, dates and texts.
KEY is a path such as place.city; lists are searched whole, and `title.it` is one language.
A path leads on into the record that a reference means: `part_of.date`, `participants.aliases`.
id, path, kind, title and date are there in every kind of record.
With --each, KEY is a field of the item if items have it, else of the record.
csv, json-lines and json tell the state of each record (_etag), for `eventbook edit --from`.
"""


def signature(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Words in id or title.", show_default=False)
    ] = None,
    where: Where = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="On or after its first day.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="On or before its last day.")
    ] = None,
    during: Annotated[
        str | None, typer.Option("--during", metavar="DATE", help="On some day of it.")
    ] = None,
    certain: Annotated[
        bool, typer.Option("--certain", help="Not those that match possibly.")
    ] = False,
    each: Annotated[
        str | None,
        typer.Option("--each", metavar="PATH", help="A row for each item of this list."),
    ] = None,
    refs_to: Annotated[
        str | None,
        typer.Option(
            "--refs-to",
            metavar="ID",
            help="Records that refer to this one.",
            autocompletion=complete_ids,
        ),
    ] = None,
    missing_lang: Annotated[
        str | None,
        typer.Option(
            "--missing-lang", metavar="TAG", help="Records with texts that lack this language."
        ),
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="KEYS", help="Comma-separated; `-key` reverses.")
    ] = "",
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="KEYS",
            help="Comma-separated paths; json and yaml give these alone, else whole records.",
        ),
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="At most so many.")] = None,
    group_by: Annotated[
        str,
        typer.Option(
            "--group-by", metavar="KEYS", help="A row for each value, and how many have it."
        ),
    ] = "",
    count: Annotated[bool, typer.Option("--count", help="Only how many.")] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, text, tsv, csv, json, json-lines, yaml, markdown, ids or paths; "
            "table on a terminal, else tsv.",
            show_default=False,
        ),
    ] = None,
    output: OutputFile = None,
    null: Annotated[bool, typer.Option("--null", "-0", help="End ids and paths with NUL.")] = False,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of texts.")] = None,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", "-e", help="Exit 1 if nothing matches.")
    ] = False,
    rev: Rev = None,
) -> int:
    """List records, filtered and sorted."""
    from eventbook.commands.list import run as command

    return command(
        context.obj,
        text=text,
        where=tuple(where or ()),
        sort=sort,
        columns=columns,
        limit=limit,
        group_by=group_by,
        count=count,
        form=form,
        output=output,
        null=null,
        lang=lang,
        exit_status=exit_status,
        since=since,
        until=until,
        during=during,
        certain=certain,
        each_of=each,
        refs_to=refs_to,
        missing_lang=missing_lang,
        rev=rev,
    )
