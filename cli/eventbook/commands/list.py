"""list: records, filtered and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eventbook.commands.common import Common
from eventbook.commands.filtering import explain, known_of
from eventbook.commands.languages import checked
from eventbook.commands.listing import paths_from
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import report_unreadable
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.output import Table, TableContext, rows
from eventbook.query import conditions, sorting
from eventbook.query.during import MATCH, Period
from eventbook.query.known import Known
from eventbook.query.paths import Path as FieldPath
from eventbook.query.paths import parse_list
from eventbook.query.records import Record, shown
from eventbook.query.records import rows as records_of
from eventbook.query.words import has_words

_ENTRIES = ("ids", "paths")
_STRUCTURED = ("json", "json-lines", "yaml")


def run(
    common: Common,
    *,
    text: str | None,
    where: Sequence[str],
    sort: str,
    columns: str,
    limit: int | None,
    count: bool,
    form: str | None,
    output: Path | None,
    null: bool,
    lang: str | None,
    exit_status: bool,
    since: str | None = None,
    until: str | None = None,
    during: str | None = None,
    certain: bool = False,
) -> int:
    """List the records that match. 0; with `exit_status` 1 where none does."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    width = terminal.width if output is None else None
    form = form or ("tsv" if width is None else "table")
    write_rows = rows(form)
    if null and form not in _ENTRIES:
        raise UsageError("-0 ends ids and paths", help="use it with `-f ids` or `-f paths`")
    period = Period.of(since=since, until=until, during=during)
    if certain and period is None:
        raise UsageError("--certain needs a date", help="use it with --since, --until or --during")
    opened = open_book(common.directory)
    language = checked(lang, opened.book.settings.language)
    asked = _Asked.of(known_of(opened), text, where, sort, columns)
    report_unreadable(opened)
    table = records_of(shown(opened.facts, opened.book.settings), asked.known)
    explain(asked.conditions, asked.paths, asked.known, table, terminal)
    for note in period.notes if period else ():
        terminal.say(f"note: {escaped(note)}")
    dated = period.among(table, certain=certain) if period else table
    found = asked.among(dated, language)[:limit]
    if count:
        result = f"{len(found)}\n"
    else:
        fields = [*asked.fields, *_match_column(form, period)]
        listed = _table(found, fields, opened, common.directory, whole=not columns)
        result = write_rows(listed, TableContext(width, language, null))
    deliver(result, output, common.directory)
    if not found and terminal.width is not None:
        terminal.say("no record matches" if table else "there is no record")
    return int(exit_status and not found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options ask for, checked against the schemas before any record is read."""

    known: Known
    text: str | None
    conditions: Sequence[conditions.Condition]
    keys: Sequence[sorting.SortKey]
    fields: Sequence[tuple[str, FieldPath]]

    @classmethod
    def of(
        cls, known: Known, text: str | None, where: Sequence[str], sort: str, columns: str
    ) -> _Asked:
        wanted = [conditions.parse(one, known) for one in where]
        keys = sorting.parse(sort, known) if sort else []
        return cls(known, text, wanted, keys, _columns(columns, known))

    @property
    def paths(self) -> list[FieldPath]:
        return [*(key.path for key in self.keys), *(path for _, path in self.fields)]

    def among(self, table: Sequence[Record], language: str) -> list[Record]:
        """The records that match, in order."""
        found = [
            record
            for record in table
            if (self.text is None or has_words(record, self.text))
            and conditions.all_hold(self.conditions, record)
        ]
        return sorting.ordered(found, [*self.keys, *sorting.DEFAULT], language)


def _columns(text: str, known: Known) -> list[tuple[str, FieldPath]]:
    """The columns' names and paths: those asked for, else the usual ones."""
    if text:
        fields = parse_list(text)
        for _, path in fields:
            known.check(path)
        return fields
    typed = any(known.declares(kind, "type") for kind in known.kinds)
    return [(name, (name,)) for name in ("id", "date", *(["type"] if typed else []), "title")]


def _match_column(form: str, period: Period | None) -> list[tuple[str, FieldPath]]:
    """The column that tells certain matches from possible ones, where dates filter."""
    name = MATCH if form in _STRUCTURED else MATCH.strip("_")
    return [(name, (MATCH,))] if period else []


def _table(
    found: Sequence[Record],
    fields: Sequence[tuple[str, FieldPath]],
    opened: Opened,
    directory: Path,
    *,
    whole: bool,
) -> Table:
    """What is listed; structured forms give whole records unless columns were asked for."""
    return Table(
        columns=tuple(name for name, _ in fields),
        rows=[[record.pick(path) for _, path in fields] for record in found],
        ids=[record.facts.id for record in found if record.facts.id is not None],
        paths=paths_from(found, opened.book.root, directory),
        records=[record.facts.fields for record in found] if whole else None,
        added=[{MATCH: row[MATCH]} if MATCH in (row := record.row) else {} for record in found],
    )
