"""list: records, filtered and sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.facts import Trace
from eventbook.commands.common import Common
from eventbook.commands.filtering import explain, known_of, table_of, trace_of
from eventbook.commands.languages import checked
from eventbook.commands.listed import Listed
from eventbook.commands.listing import ids_from, paths_from
from eventbook.commands.opened import open_book
from eventbook.commands.progress import watch
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import report_unreadable
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.jsonvalue import Json
from eventbook.output import Table, TableContext, rows
from eventbook.output.structured import ETAG, etag
from eventbook.query import conditions, sorting
from eventbook.query.during import MATCH, Period
from eventbook.query.grouping import COUNT, grouped
from eventbook.query.ids import by_id
from eventbook.query.items import ITEM, RECORD, each
from eventbook.query.known import Known
from eventbook.query.paths import Path as FieldPath
from eventbook.query.paths import parse as parse_path
from eventbook.query.paths import parse_list
from eventbook.query.records import Record
from eventbook.query.references import REFS, referring, still_meant
from eventbook.query.translations import MISSING, lacking
from eventbook.query.words import has_words

_ENTRIES = ("ids", "paths")
_MOST = 6  # columns of items, unless others are asked for
_READ = ("table", "markdown")  # by people; programs get the dates as they are
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
    each_of: str | None = None,
    refs_to: str | None = None,
    missing_lang: str | None = None,
    rev: str | None = None,
    group_by: str = "",
) -> int:
    """List the records that match. 0; with `exit_status` 1 where none does."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    width = terminal.width if output is None else None
    form = form or ("tsv" if width is None else "table")
    write_rows = rows(form)
    if null and form not in _ENTRIES:
        raise UsageError("-0 ends ids and paths", help="use it with `-f ids` or `-f paths`")
    _check_groups(group_by, {"--sort": sort, "--columns": columns, "--count": count}, form)
    period = Period.of(since=since, until=until, during=during)
    if certain and period is None:
        raise UsageError("--certain needs a date", help="use it with --since, --until or --during")
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal), rev=rev)
    language = checked(lang, opened.book.settings.language)
    own = opened.book.settings.language
    missing = checked(missing_lang, own, "--missing-lang") if missing_lang is not None else None
    narrowed = _Narrowed(text, period, certain, refs_to, missing, own)
    asked = _Asked.of(known_of(opened), narrowed, where, sort, columns or group_by, each_of)
    records = opened.records_with(asked.trace)
    report_unreadable(opened, records)
    table = table_of(opened, records, asked.known, whole=asked.trace is None)
    candidates = asked.rows(narrowed.among(table, asked.known))

    def every() -> list[Record]:
        return asked.rows(table_of(opened, opened.records, asked.known, whole=True))

    explain(asked.conditions, asked.paths, asked.known, every, terminal)
    for note in period.notes if period else ():
        terminal.say(f"note: {escaped(note)}")
    found = asked.among(candidates, language)[: None if group_by else limit]
    if count:
        result = f"{len(found)}\n"
    elif group_by:
        counted = _groups(found, asked, language)
        counted = counted._replace(rows=counted.rows[:limit])
        result = write_rows(opened.listed.table(counted), TableContext(width, language))
    else:
        paths = paths_from(found, opened.book.root, common.directory)
        listed = _table(found, asked, form, paths, opened.listed)
        listed = listed._replace(ids=ids_from(found, opened, form))
        if lang is not None and form in _READ:
            listed = _with_words(listed, found, asked, language)
        result = write_rows(opened.listed.table(listed), TableContext(width, language, null))
    deliver(result, output, common.directory)
    if not found and terminal.width is not None:
        terminal.say("no record matches" if table or every() else "there is no record")
    return int(exit_status and not found)


def _check_groups(group_by: str, beside: Mapping[str, object], form: str) -> None:
    """Groups are in an order of their own, and no records.

    Raises:
        UsageError: something else is asked for that only records have.
    """
    if not group_by:
        return
    for name in (name for name, given in beside.items() if given):
        raise UsageError(f"--group-by and {name} cannot go together", help="leave one out")
    if form in _ENTRIES:
        raise UsageError(f"groups have no {form}", help="leave out -f, or -f json")


def _groups(found: Sequence[Record], asked: _Asked, language: str) -> Table:
    """A row for each value, and how many records have it."""
    groups = grouped(found, [path for _, path in asked.fields], language)
    return Table(
        columns=(*(name for name, _ in asked.fields), COUNT),
        rows=[(*group.values, group.size) for group in groups],
    )


class _Narrowed(NamedTuple):
    """Which records are looked at, whatever the conditions say.

    Attributes:
        missing: the language that some text must lack; `own` is that of plain texts.
    """

    text: str | None
    period: Period | None
    certain: bool
    refs_to: str | None
    missing: str | None
    own: str

    @property
    def added(self) -> list[str]:
        """The fields that rows have beside those of records."""
        asked = {MATCH: self.period, REFS: self.refs_to, MISSING: self.missing}
        return [name for name, why in asked.items() if why is not None]

    def among(self, table: Sequence[Record], known: Known) -> list[Record]:
        """The records, in the usual order."""
        found = [one for one in table if self.text is None or has_words(one, self.text)]
        if self.period is not None:
            found = self.period.among(found, certain=self.certain)
        if self.refs_to is not None:
            records = [one.facts for one in table]
            target = by_id(records, self.refs_to)
            found = referring(found, target, known, still_meant(target, records))
        if self.missing is not None:
            found = lacking(found, known, self.missing, self.own)
        return sorting.ordered(found, sorting.DEFAULT)


class _Asked(NamedTuple):
    """What the options ask for, checked against the schemas before any record is read.

    Attributes:
        fields: the columns asked for; none for the usual ones.
        each: the list whose members are the rows.
    """

    known: Known
    narrowed: _Narrowed
    conditions: Sequence[conditions.Condition]
    keys: Sequence[sorting.SortKey]
    fields: Sequence[tuple[str, FieldPath]]
    each: FieldPath | None

    @classmethod
    def of(
        cls,
        known: Known,
        narrowed: _Narrowed,
        where: Sequence[str],
        sort: str,
        columns: str,
        each_of: str | None,
    ) -> _Asked:
        path = parse_path(each_of) if each_of is not None else None
        known = known.within(path) if path else known
        wanted = [conditions.parse(one, known) for one in where]
        keys = sorting.parse(sort, known) if sort else []
        fields = parse_list(columns) if columns else []
        for _, field in fields:
            known.check(field)
        return cls(known, narrowed, wanted, keys, fields, path)

    @property
    def trace(self) -> Trace | None:
        """What is found in every record that is listed, if that can be said."""
        if self.each or self.narrowed.refs_to is not None:  # other records are looked at, too
            return None
        return trace_of(self.conditions)

    @property
    def paths(self) -> list[FieldPath]:
        return [*(key.path for key in self.keys), *(path for _, path in self.fields)]

    @property
    def added(self) -> list[str]:
        """The fields that rows have beside those of records; those of items first."""
        return [*([RECORD, ITEM] if self.each else []), *self.narrowed.added]

    def rows(self, records: Sequence[Record]) -> list[Record]:
        """The records, or the members of their lists."""
        return list(each(records, self.each, self.known)) if self.each else list(records)

    def among(self, candidates: Sequence[Record], language: str) -> list[Record]:
        """The rows that meet the conditions, in the order asked for."""
        found = [one for one in candidates if conditions.all_hold(self.conditions, one)]
        return sorting.ordered(found, self.keys, language)

    def columns(self, found: Sequence[Record]) -> list[tuple[str, FieldPath]]:
        """The columns' names and paths: those asked for, else the usual ones."""
        if self.fields:
            return list(self.fields)
        if self.each:
            return [(name, (name,)) for name in _told(found, self.known)]
        typed = any(self.known.declares(kind, "type") for kind in self.known.kinds)
        return [(name, (name,)) for name in ("id", "date", *(["type"] if typed else []), "title")]


def _told(items: Sequence[Record], known: Known) -> list[str]:
    """The first fields that hold a value rather than fields of their own, in some item at least."""
    names = dict.fromkeys(name for kind in known.kinds for name in known.item_names(kind))
    names |= dict.fromkeys(name for item in items for name in _fields(item))
    plain = [name for name in names if not known.parts((name,))]
    return [name for name in plain if any(name in _fields(item) for item in items)][:_MOST]


def _table(
    found: Sequence[Record], asked: _Asked, form: str, paths: Sequence[str], listed: Listed
) -> Table:
    """What is listed; structured forms give whole values unless columns were asked for.

    Args:
        listed: what a record is not shown with; then what is shown is not what it says, so that it
            cannot be read back.
    """
    names = [name if form in _STRUCTURED else name.strip("_") for name in asked.added]
    added = [(name, (field,)) for name, field in zip(names, asked.added, strict=True)]
    first, last = (added[:2], added[2:]) if asked.each else ([], added)
    fields = [*first, *asked.columns(found), *last]
    names = [name for name, _ in fields]
    cells = [[record.pick(path) for _, path in fields] for record in found]
    if form == "csv" and not asked.each and "id" in names:  # so that `edit --from` can read it back
        names.append(ETAG)
        tags = (etag(listed.fields(_fields(one))) for one in found)
        cells = [[*row, tag] for row, tag in zip(cells, tags, strict=True)]
    return Table(
        columns=tuple(names),
        rows=cells,
        paths=paths,
        records=None if asked.fields else [_fields(record) for record in found],
        added=[_named(record, asked) for record in found],
        are_items=asked.each is not None,
    )


def _named(record: Record, asked: _Asked) -> dict[str, Json]:
    """What is added to a record's fields; its id, too, where none of them holds it."""
    own = {} if asked.each or "id" in _fields(record) else {"id": record.facts.id}
    return {**own, **{name: record.row[name] for name in asked.added}}


def _with_words(table: Table, found: Sequence[Record], asked: _Asked, language: str) -> Table:
    """The table with its dates in words."""
    dated = {name for name, path in asked.columns(found) if asked.known.is_dated(path)}
    told = [
        [
            _told_date(value, language) if name in dated else value
            for name, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return table._replace(rows=told)


def _told_date(value: Json, language: str) -> Json:
    from eventbook.values.date_words import value_in_words

    if isinstance(value, list):
        return [_told_date(one, language) for one in value]
    return value if value is None else value_in_words(value, language) or value


def _fields(record: Record) -> dict[str, Json]:
    value = record.value
    return value if isinstance(value, dict) else {"value": value}
