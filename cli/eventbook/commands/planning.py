"""What an edit does to each record, worked out before any file is touched.

All three ways of saying it come down to the same steps: operations of the command line, a patch,
and a list that is read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from eventbook.book.facts import Facts
from eventbook.book.settings import Kind
from eventbook.commands.filtering import known_of
from eventbook.commands.opened import Opened
from eventbook.commands.rewriting import FilePlan
from eventbook.commands.selecting import exactly, unique_ids
from eventbook.editing.corrections import Column, columns, correct_cells, correct_fields
from eventbook.editing.steps import Step
from eventbook.editing.target import Target
from eventbook.errors import EventbookError
from eventbook.exchange.rows import ID, Row, Rows
from eventbook.findings import Finding
from eventbook.jsonvalue import Json, digest
from eventbook.output.structured import ETAG, etag
from eventbook.pointer import Place
from eventbook.query.records import Record, rows, shown
from eventbook.rules.loader_manuals import LOADER

Edit = Callable[[Target], None]
"""Takes the steps that an edit comes down to in a record."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done to one record.

    Attributes:
        steps: their places are in the record.
        refused: why nothing can be done; empty where it can.
        wanted: the record's value after the steps.
    """

    facts: Facts
    steps: tuple[Step, ...] = ()
    refused: str = ""
    wanted: Json = None


def plan_each(opened: Opened, records: Iterable[Facts], edit: Edit) -> list[Planned]:
    """The same edit for each of some records."""
    return [_planned(opened, facts, edit) for facts in records]


def plan_rows(opened: Opened, given: Rows) -> list[Planned]:
    """What rows that were read say otherwise than their records, in the order of the rows.

    Raises:
        UsageError: no schema knows a column, or a row is about no record.
    """
    reading = _Reading.of(opened, given)
    planned = []
    seen: set[tuple[str, Place]] = set()
    for row in given.rows:
        facts = reading.record(row)
        if (facts.path, facts.place) in seen:
            planned.append(Planned(facts, refused=f"line {row.line} is a second row about it"))
            continue
        seen.add((facts.path, facts.place))
        planned.append(_planned(opened, facts, partial(reading.correct, row, facts)))
    return planned


def by_file(opened: Opened, planned: Iterable[Planned]) -> dict[str, FilePlan]:
    """The plans of the files that change."""
    found: dict[str, list[Planned]] = {}
    for each in planned:
        if each.steps:
            found.setdefault(each.facts.path, []).append(each)
    return {path: _file_plan(opened, path, records) for path, records in found.items()}


def _file_plan(opened: Opened, path: str, records: Sequence[Planned]) -> FilePlan:
    steps = tuple(step.within(each.facts.place) for each in records for step in each.steps)
    wanted = digest(records[0].wanted) if records[0].facts.alone else ""
    return FilePlan(steps, opened.digest(path), wanted)


def _planned(opened: Opened, facts: Facts, edit: Edit) -> Planned:
    if not facts.readable:
        return Planned(facts, refused="it cannot be read; `eventbook validate` says why")
    broken = next((each for each in facts.findings if _is_of_loader(each)), None)
    if broken is not None:
        said = f"{broken.slug}: {broken.message}"
        return Planned(facts, refused=f"{said}; mend that in an editor first")
    kind = _kind(opened, facts)
    pattern = opened.book.pattern_of(facts.path)
    assert pattern is not None  # the record was read from a file that matches one
    start = facts.place if opened.recipe.kinds.judges_file(kind, pattern) else ()
    target = Target(facts.value, opened.recipe.kinds.shape(kind), start)
    try:
        edit(target)
    except EventbookError as error:
        return Planned(facts, refused=str(error))
    return Planned(facts, tuple(target.steps), wanted=target.value)


def _is_of_loader(finding: Finding) -> bool:
    """Whether it is about the text as YAML, which has to be right before it can be edited."""
    return finding.severity == "error" and finding.slug in LOADER


def _kind(opened: Opened, facts: Facts) -> Kind:
    kind = opened.book.settings.kind(facts.kind)
    assert kind is not None  # the facts came of the settings' kinds
    return kind


@dataclass(frozen=True, slots=True)
class _Reading:
    """Rows and the book they are about.

    Attributes:
        listed: the records as lists show them, by file and place.
        ids: the records by their ids.
        language: that in which a list shows language maps.
    """

    opened: Opened
    given: Rows
    columns: tuple[Column, ...]
    listed: Mapping[tuple[str, Place], Record]
    ids: Mapping[str, Facts]
    language: str

    @classmethod
    def of(cls, opened: Opened, given: Rows) -> _Reading:
        known = known_of(opened)
        table = rows(shown(opened.facts, opened.book.settings), known)
        return cls(
            opened,
            given,
            columns(given.columns, known) if given.cells else (),
            {(record.facts.path, record.facts.place): record for record in table},
            unique_ids(opened.facts),
            opened.book.settings.language,
        )

    def record(self, row: Row) -> Facts:
        """The record that a row is about."""
        word = str(row.fields[ID])
        kind = row.fields.get("kind")
        if kind in {each.name for each in self.opened.book.settings.kinds}:
            word = f"{kind}/{word}"
        return self.ids.get(word) or exactly(self.opened.facts, word)

    def correct(self, row: Row, facts: Facts, target: Target) -> None:
        """Take the steps to what a row says.

        Raises:
            EventbookError: the record has changed since it was listed, or the row does not fit it.
        """
        record = self.listed[facts.path, facts.place]
        value = record.facts.fields
        if (given := row.fields.get(ETAG)) and given != etag(value):
            raise EventbookError(
                "it has changed since it was listed: its `_etag` is another one",
                help="list it again, and bring in what you corrected",
            )
        kind = _kind(self.opened, facts)
        if self.given.cells:
            cells = {name: str(cell) for name, cell in row.fields.items()}
            correct_cells(target, record, kind, cells, self.columns, self._cell)
        else:
            fields = {name: value for name, value in row.fields.items() if name != ETAG}
            correct_fields(target, record, kind, fields)

    def _cell(self, value: Json) -> str:
        from eventbook.output.csv import cell

        return cell(value, self.language)
