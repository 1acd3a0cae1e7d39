"""Records as rows of tables, given to the database in batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from eventbook.book.facts import Facts
from eventbook.exchange.exporting.interface import Export, in_language, meant
from eventbook.exchange.exporting.tables import PARENT, Holds, Slot, Table
from eventbook.exchange.exporting.values import Bounds, as_json, bounds, clean
from eventbook.jsonvalue import Json
from eventbook.pointer import to_pointer

Cell: TypeAlias = "str | int | float | None"
Insert: TypeAlias = Callable[[str, list[list[Cell]]], object]
"""Runs a statement of SQL for each of some rows."""
_BATCH = 100
_LONG = 1 << 63


class _Row(NamedTuple):
    """A row that is being filled.

    Attributes:
        cells: the keys come first, of them its own number.
        record: the number of its record.
        table: its name.
        path: of its value in the record.
    """

    cells: list[Cell]
    record: int
    table: str
    path: str

    def put(self, at: Mapping[Holds, int], value: Cell) -> None:
        """Set the cell that holds a value, if there is one."""
        if "value" in at:
            self.cells[at["value"]] = value


class Rows:
    """The rows of a database.

    Args:
        book: whose records they are of.
        tables: of each kind.
        insert: takes the rows.
    """

    def __init__(self, book: Export, tables: Mapping[str, Table], insert: Insert) -> None:
        self._book = book
        self._tables = tables
        self._insert = insert
        self._dates: dict[str | int, Bounds] = {}
        self._numbers: dict[str, int] = {}
        every = [table for outer in tables.values() for table in outer.all()]
        self._batches: dict[str, list[list[Cell]]] = {each.name: [] for each in every}
        self._widths = {each.name: len(each.keys) + len(each.columns) for each in every}
        self._counts = dict.fromkeys(self._batches, 0)
        self._records: list[list[Cell]] = []
        self._texts: list[list[Cell]] = []
        self._text_count = 0

    def add(self, records: Sequence[Facts]) -> None:
        """Give all records to the database."""
        for number, facts in enumerate(records, 1):
            if facts.id is not None:
                self._numbers.setdefault(f"{facts.kind}/{facts.id}", number)
        for number, facts in enumerate(records, 1):
            self._records.append(self._record(number, facts))
            table = self._tables[facts.kind]
            cells: list[Cell] = [number, *[None] * len(table.columns)]
            self._put(table.slot, facts.value, _Row(cells, number, table.name, ""))
            self._batches[table.name].append(cells)
            if number % _BATCH == 0:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        own = {"record": (self._records, 10), "text": (self._texts, 7)}
        for name, (rows, width) in own.items():
            self._give(name, rows, width)
        for name, rows in self._batches.items():
            self._give(name, rows, self._widths[name])

    def _give(self, name: str, rows: list[list[Cell]], width: int) -> None:
        if rows:
            marks = ", ".join("?" * width)
            self._insert(f'INSERT INTO "{name}" VALUES ({marks})', rows)
            rows.clear()

    def _record(self, number: int, facts: Facts) -> list[Cell]:
        kind = self._book.kinds[facts.kind]
        date = facts.fields.get(kind.date)
        days = bounds(date, self._dates)
        title = in_language(facts.fields.get(kind.title), self._book.language)
        told = None if isinstance(date, dict | list | bool | None) else str(date)
        return [
            number,
            facts.kind,
            facts.id,
            None if title is None else clean(title),
            None if told is None else clean(told),
            days.earliest,
            days.latest,
            clean(facts.path),
            clean(to_pointer(facts.place)),
            as_json(facts.value),
        ]

    def _put(self, slot: Slot, value: Json, row: _Row) -> None:
        """Put a value into its row, and what belongs to it into other tables."""
        if value is None:
            return
        if isinstance(value, str):
            self._put_text(slot, value, row)
        elif slot.node.whole:
            row.put(slot.at, _cell(value))
        elif isinstance(value, dict):
            if slot.node.is_translated:
                self._put_translations(slot, value, row)
                return
            fields = slot.fields
            for name, child in value.items():
                if isinstance(child, str):  # as most are
                    self._put_text(fields[name], child, row)
                else:
                    self._put(fields[name], child, row)
        elif isinstance(value, list):
            if slot.members is not None:
                self._put_items(slot.members, value, row, row.path + slot.path)
        else:
            row.put(slot.at, _cell(value))
            if slot.is_derived_from:
                self._resolve(slot, value, row.cells)

    def _put_text(self, slot: Slot, text: str, row: _Row) -> None:
        text = clean(text)
        row.put(slot.at, text)
        if slot.is_derived_from:
            self._resolve(slot, text, row.cells)
        if slot.is_searched:
            self._search(slot, text, None, row)

    def _put_translations(self, slot: Slot, texts: dict[str, Json], row: _Row) -> None:
        chosen = in_language(texts, self._book.language)
        row.put(slot.at, None if chosen is None else clean(chosen))
        for tag, text in texts.items():
            if isinstance(text, str):
                self._search(slot, clean(text), clean(tag), row)

    def _put_items(self, table: Table, items: list[Json], outer: _Row, path: str) -> None:
        batch = self._batches[table.name]
        empty = [None] * len(table.columns)
        parent = (outer.cells[0],) if PARENT in table.keys else ()
        for index, item in enumerate(items):
            self._counts[table.name] += 1
            cells: list[Cell] = [self._counts[table.name], outer.record, *parent, index, *empty]
            self._put(table.slot, item, _Row(cells, outer.record, table.name, f"{path}[{index}]"))
            batch.append(cells)

    def _search(self, slot: Slot, text: str, tag: str | None, row: _Row) -> None:
        self._text_count += 1
        path = clean(row.path + slot.path)
        self._texts.append([self._text_count, row.record, path, tag, row.table, row.cells[0], text])

    def _resolve(self, slot: Slot, value: str | float, cells: list[Cell]) -> None:
        at = slot.at
        if "earliest" in at:
            days = bounds(value, self._dates)
            cells[at["earliest"]], cells[at["latest"]] = days.earliest, days.latest
        if "record" in at and isinstance(value, str):
            kinds = slot.node.refers_to or ()
            numbers = (self._numbers.get(name) for name in meant(value, kinds))
            cells[at["record"]] = next(filter(None, numbers), None)
            title = self._book.title_of(value, kinds)
            cells[at["title"]] = None if title is None else clean(title)


def _cell(value: Json) -> Cell:
    """A value other than a text as SQLite holds it: what 64 bits do not hold becomes text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if -_LONG <= value < _LONG else str(value)
    if isinstance(value, dict | list):
        return as_json(value)
    return value
