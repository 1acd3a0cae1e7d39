"""export: records for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.export_making import text
from eventbook.commands.export_place import ExportPlace
from eventbook.commands.filtering import known_of, matching
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.selecting import select
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import report_unreadable
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.exchange.exporting import TARGETS, Target
from eventbook.exchange.exporting.interface import Export, KindToExport, in_language
from eventbook.query.records import shown
from eventbook.schema.words import close_to

_STREAM = Path("-")
_ENDINGS = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".csv": "csv",
}


def run(
    common: Common,
    *,
    targets: Sequence[str],
    where: Sequence[str],
    kinds: Sequence[str],
    form: str | None,
    output: Path | None,
    force: bool,
    rev: str | None = None,
) -> int:
    """Export the records that are meant. 0: done."""
    output = None if output == _STREAM else output
    target = _target(form, output)
    place = None
    if output is not None:
        place = ExportPlace(target, output, common.directory, force=force)
        place.check()
    elif target.makes != "text":
        raise UsageError(
            f"{target.name} is no text that could be printed", help="say where with `-o PATH`"
        )
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal), rev=rev)
    _check_kinds(opened, kinds)
    chosen = select(opened, opened.records, targets, common.directory)
    found = matching(opened, chosen, where) if where else chosen
    found = [facts for facts in found if not kinds or facts.kind in kinds]
    report_unreadable(opened, found)
    given = opened.listed.facts(found, opened.book.settings)
    book = _book(opened, given, rev)
    if not book.records:
        raise UsageError("no record is selected", help="`eventbook list` shows what there is")
    if target.one_kind and len(book.kinds) > 1:
        several = ", ".join(book.kinds)
        raise UsageError(
            f"{target.name} holds one kind of record, and there are {several}",
            help=f"choose one, such as `--kind {next(iter(book.kinds))}`",
        )
    if place is None:
        sys.stdout.writelines(text(target, book))
    else:
        place.fill(book)
        records = "1 record" if len(book.records) == 1 else f"{len(book.records):,} records"
        terminal.say(escaped(f"{records} exported to {output}"))
    return 0


def _target(form: str | None, output: Path | None) -> Target:
    if form is None:
        form = _ENDINGS.get(output.suffix.lower(), "") if output is not None else "json-lines"
        if not form:
            raise UsageError("which format?", help=f"-f {', '.join(TARGETS)}")
    if form not in TARGETS:
        meant = close_to(form, TARGETS)
        raise UsageError(
            f"there is no format `{form}`",
            help=f"did you mean `{meant}`?" if meant else f"export has {', '.join(TARGETS)}",
        )
    return TARGETS[form]


def _check_kinds(opened: Opened, names: Iterable[str]) -> None:
    known = [kind.name for kind in opened.book.settings.kinds]
    for name in names:
        if name not in known:
            meant = close_to(name, known)
            raise UsageError(
                f"no kind is called `{name}`",
                help=f"did you mean `{meant}`?" if meant else f"kinds: {', '.join(known)}",
            )


def _book(opened: Opened, records: Sequence[Facts], rev: str | None) -> Export:
    settings, known = opened.book.settings, known_of(opened)
    snapshot = opened.book.snapshot
    kinds = [
        KindToExport(kind.name, known.starts[kind.name], kind.title, kind.date)
        for kind in settings.kinds
    ]
    return Export(
        kinds,
        records,
        title=settings.title,
        language=settings.language,
        revision=snapshot.git.resolve(rev) if snapshot is not None and rev is not None else None,
        titles=lambda: _titles(opened),
    )


def _titles(opened: Opened) -> Mapping[str, str]:
    """The titles of all records by `kind/id`, of those with one id that of the first."""
    settings = opened.book.settings
    fields = {kind.name: kind.title for kind in settings.kinds}
    found: dict[str, str] = {}
    for facts in shown(opened.records, settings):
        title = in_language(facts.fields.get(fields[facts.kind]), settings.language)
        if facts.id is not None and title is not None:
            found.setdefault(f"{facts.kind}/{facts.id}", opened.listed.text(title))
    return found
