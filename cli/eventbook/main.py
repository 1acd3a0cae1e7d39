"""The command line: signatures and help, the error boundary, and the sole exit.

Commands are imported inside the bodies, so that each loads only what it needs.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from eventbook import __version__
from eventbook.commands.common import Common
from eventbook.errors import EventbookError, UsageError

BUG, INTERRUPTED, CLOSED_PIPE = 3, 130, 141
# What people type who come from other tools, and what it is called here.
OTHER_NAMES = {
    "new": "create",
    "add": "create",
    "check": "validate",
    "lint": "validate",
    "ls": "list",
    "cat": "show",
    "view": "show",
    "find": "search",
    "grep": "search",
    "export": "render",
}


app = typer.Typer(
    name="eventbook",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> int:
    """Run the command line and return the exit code."""
    if not _streams_are_open():
        return _fail("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return boundary(_invoke)


def _streams_are_open() -> bool:
    """Whether standard output is; what else the shell closed (`2>&-`) becomes an empty stream.

    Python has None for a closed stream.
    """
    is_open = sys.stdout is not None
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: PTH123, SIM115 - open until the end
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    return is_open


def _invoke() -> int:
    word = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    if word in OTHER_NAMES and word == sys.argv[1]:
        raise UsageError(f"there is no command `{word}`", help=f"use `{OTHER_NAMES[word]}`")
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        # Typer's own usage errors, whose class is private: they print themselves.
        show, exit_code = getattr(error, "show", None), getattr(error, "exit_code", None)
        if show is None or not isinstance(exit_code, int):
            raise
        show()
        return exit_code
    return code if isinstance(code, int) else 0


def boundary(call: Callable[[], int]) -> int:
    """Turn whatever happens into an exit code and at most one line, or a bug report."""
    try:
        code = call()
        sys.stdout.flush()
    except EventbookError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer must not be written at exit, where it would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        if error.filename is not None or error.errno is None:
            return _bug()
        return _fail(f"cannot write the output: {os.strerror(error.errno).lower()}")
    except Exception:  # nobody foresaw it: told as a bug, never as findings
        return _bug()
    return code


def _fail(message: str) -> int:
    from eventbook.escape import terminal

    sys.stderr.write(f"error: {terminal(message)}\n")
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _bug() -> int:
    traceback.print_exc()
    sys.stderr.write("this is a bug in eventbook: please report it with the lines above\n")
    return BUG


def _finish(call: Callable[[], int]) -> None:
    """End a command's body: inside Typer's own handlers, which know other exit codes."""
    raise typer.Exit(boundary(call))


def _complete_ids(incomplete: str) -> list[str]:
    from eventbook.commands.completing import record_ids

    return record_ids(incomplete)


def _complete_words(incomplete: str) -> list[str]:
    from eventbook.commands.completing import rule_names

    return rule_names(incomplete)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"eventbook {__version__}\n")
        raise typer.Exit(0)


Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID|PATH]...",
        help="Record ids (any unique part), files or folders; all records if none is given.",
        autocompletion=_complete_ids,
        show_default=False,
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to a file instead."),
]


@app.callback()
def common(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="Work as if started in this folder.")
    ] = Path(),
    colour: Annotated[
        str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")
    ] = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Leave out counts and next steps.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Event records in a git repository: create, validate, list, diff and render them."""
    del version
    context.obj = Common(directory, colour, quiet)


@app.command(
    epilog="""Examples:

\b
  eventbook init                 make a book of this folder
  eventbook init archive         make one in a new folder

An existing .gitignore, .gitattributes or .pre-commit-config.yaml is left as it is; what it lacks
is said. Anything else in the way: nothing is written.
""",
)
def init(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="The folder; made if it is not there.", show_default=False)
    ] = None,
    title: Annotated[str, typer.Option(help="What the archive calls itself.")] = "",
    language: Annotated[str, typer.Option(help="Language of its texts (BCP 47).")] = "en",
) -> None:
    """Make a book: settings, folders, hooks. Never overwrites a file."""
    from eventbook.commands.init import run as command

    _finish(lambda: command(context.obj, folder, title=title, language=language))


@app.command(
    epilog="""Examples:

\b
  eventbook create                                    asks for what is required
  eventbook create --from release.txt --url https://example.org/news/1
  eventbook create --set title='Spring concert' --set date=2026-05-01 \\
      --set 'sources=[{"url": "https://example.org/"}]'
  eventbook create --from record.json --dry-run
  eventbook create --type concert --edit              opens a form in $EDITOR
  eventbook create --kind person --set name='Ann Example'

Without a terminal, every required field must be given. A release that a record has for a source
already is refused; with --id it becomes the record of another event.
Exit status: 0 made, 1 errors in the record or the editor given up, 2 cannot make it.
""",
)
def create(
    context: typer.Context,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a field, typed by the schema."),
    ] = None,
    source: Annotated[
        str | None,
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
        str | None, typer.Option("--id", help="The record's id; proposed if not given.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", "-e", help="Open the draft in your editor first.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Print the record; write nothing.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask.")] = False,
) -> None:
    """Make a record, checked before it is written. Prints its path."""
    from eventbook.commands.create import run as command

    _finish(
        lambda: command(
            context.obj,
            values=tuple(values or ()),
            source=source,
            url=url,
            kind=kind,
            event_type=kind_of_event,
            record_id=record_id,
            edit=edit,
            dry_run=dry_run,
            no_input=no_input,
        )
    )


@app.command(
    epilog="""Examples:

\b
  eventbook validate                          every record of the book
  eventbook validate rome records/events/2019
  eventbook validate -f github --strict       in a workflow
  eventbook validate --select 'date-*'        only what is wrong with dates
  eventbook validate - < draft.yaml

Exit status: 0 no errors, 1 findings, 2 cannot check.
""",
)
def validate(
    context: typer.Context,
    targets: Ids = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="full, concise, json, json-lines or github.")
    ] = "full",
    output: OutputFile = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Only these rules; `date-*` for several."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail, too.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show infos, too.")] = False,
) -> None:
    """Check records: every error of every file, with its line and what to do."""
    from eventbook.commands.validate import run as command

    _finish(
        lambda: command(
            context.obj,
            targets=tuple(targets or ()),
            form=form,
            output=output,
            select=tuple(select or ()),
            ignore=tuple(ignore or ()),
            strict=strict,
            verbose=verbose,
        )
    )


@app.command(
    "list",
    epilog="""Examples:

\b
  eventbook list                                   all records, by date
  eventbook list concert                           with this word in id or title
  eventbook list -w type=concert -w place.country=IT
  eventbook list -w 'status in cancelled,postponed' --count
  eventbook list --sort -date --limit 5 --columns id,date,place.city
  eventbook list -w 'date<2019' -w 'participants.name~aliyev'
  eventbook list --since 2019 --until 'spring 2023' --certain
  eventbook list --each statements -w figures.value=613 --columns speaker,text
  eventbook list --refs-to person/rashad-aslanov
  eventbook list --missing-lang az --columns id    with the texts to translate
  eventbook list -w review.status=draft -f paths -0 | xargs -0 git log --

DATE is EDTF (2023-02, 2019/2023, 202X) or words; a date that may mean a day outside matches
possibly, and a column says so.
Conditions: KEY OP VALUE with = != ~ !~ < <= > >= and `KEY in A,B`; `KEY=` means absent.
`=` compares as text, `~` searches a regular expression, `<` compares numbers, dates and texts.
KEY is a path such as place.city; lists are searched whole, and `title.it` is one language.
id, path, kind, title and date are there in every kind of record.
With --each, KEY is a field of the item if items have it, else of the record.
""",
)
def list_(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Words in id or title.", show_default=False)
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", metavar="'KEY OP VALUE'", help="A condition; all must hold."),
    ] = None,
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
            autocompletion=_complete_ids,
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
) -> None:
    """List records, filtered and sorted."""
    from eventbook.commands.list import run as command

    _finish(
        lambda: command(
            context.obj,
            text=text,
            where=tuple(where or ()),
            sort=sort,
            columns=columns,
            limit=limit,
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
        )
    )


@app.command(
    epilog="""Examples:

\b
  eventbook status
  eventbook status -f json | jq .errors
""",
)
def status(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or yaml.")] = "text",
) -> None:
    """Show the book at a glance: records, errors, drafts, changes, and what to do next."""
    from eventbook.commands.status import run as command

    _finish(lambda: command(context.obj, form=form))


@app.command(
    epilog="""Examples:

\b
  eventbook search seher gunu              finds `Şəhər günü`
  eventbook search 300000                  finds figures, too
  eventbook search embassy -f json | jq -r .[].speaker
  eventbook search violin -f ids | xargs eventbook render

All words must stand in one text. Codes, keys and addresses are no texts: see `eventbook list -w`.
""",
)
def search(
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
) -> None:
    """Find words in the texts of records: where they stand, who said them."""
    from eventbook.commands.search import run as command

    _finish(
        lambda: command(
            context.obj, words, form=form, output=output, lang=lang, exit_status=exit_status
        )
    )


@app.command(
    epilog="""Examples:

\b
  eventbook show 2023-rome-embassy-commemoration
  eventbook show rome -f json
  eventbook show rome --backlinks          with the records that refer to it
""",
)
def show(
    context: typer.Context,
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Any unique part of it.", autocompletion=_complete_ids),
    ],
    form: Annotated[str, typer.Option("--format", "-f", help="text, yaml or json.")] = "text",
    lang: Annotated[str | None, typer.Option("--lang", help="Language of texts.")] = None,
    backlinks: Annotated[
        bool, typer.Option("--backlinks", help="Add which records refer to it, and where.")
    ] = False,
) -> None:
    """Show one record."""
    from eventbook.commands.show import run as command

    _finish(lambda: command(context.obj, record_id, form=form, lang=lang, backlinks=backlinks))


@app.command(
    epilog="""Examples:

\b
  eventbook diff                      what changed since the last commit
  eventbook diff HEAD~1               since the one before
  eventbook diff v1..v2 -f json
  eventbook diff old.yaml new.yaml    two files
  eventbook diff rome berlin          two records
""",
)
def diff(
    context: typer.Context,
    operands: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV|REV..REV|A B] [PATH]...",
            help="What to compare; the last commit with the files as they are if nothing is given.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    output: OutputFile = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only how many changes.")] = False,
    name_only: Annotated[bool, typer.Option("--name-only", help="Only which records.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if values differ.")
    ] = False,
) -> None:
    """Compare records by what they say, not by lines."""
    from eventbook.commands.diff import run as command

    _finish(
        lambda: command(
            context.obj,
            operands=tuple(operands or ()),
            form=form,
            output=output,
            stat=stat,
            name_only=name_only,
            exit_code=exit_code,
        )
    )


@app.command(
    epilog="""Examples:

\b
  eventbook render rome -f html -o rome.html
  eventbook render rome berlin -f markdown
  eventbook render -w type=concert -f text
""",
)
def render(
    context: typer.Context,
    targets: Ids = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", metavar="'KEY OP VALUE'", help="A condition; all must hold."),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="html, markdown or text.")] = "text",
    output: OutputFile = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of texts.")] = None,
) -> None:
    """Turn records into pages and texts that people read."""
    from eventbook.commands.render import run as command

    _finish(
        lambda: command(
            context.obj,
            targets=tuple(targets or ()),
            where=tuple(where or ()),
            form=form,
            output=output,
            lang=lang,
        )
    )


@app.command(
    epilog="""Examples:

\b
  eventbook explain                    every rule and every field
  eventbook explain date-invalid       what a rule is for, and what to do
  eventbook explain programme.kind     what belongs in a field
""",
)
def explain(
    context: typer.Context,
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE|FIELD]",
            help="A rule's name or a field's path.",
            autocompletion=_complete_words,
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Explain a rule or a field; list them all."""
    from eventbook.commands.explain import run as command

    _finish(lambda: command(context.obj, word, form=form))
