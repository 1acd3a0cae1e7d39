"""The tables that hold the records of a kind: one for the kind, and one for each list.

What stands in maps further in has its columns in the table around it: `place.city` of a record of
kind `event` is the column `place_city` of the table `event`, and the members of
`programme[0].people` are rows of `event_programme_people`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.structure import Node, Scalar
from eventbook.pointer import Place, to_path

RECORD, ROW, PARENT, ITEM = "record_no", "row_no", "parent_no", "item_no"
MOST_COLUMNS = 1_900
"""Of a table; SQLite has room for 2,000. Further ones are left out."""

Holds: TypeAlias = Literal["value", "earliest", "latest", "record", "title"]
"""What a column holds of a place: the value, the days that a date can mean, the record that a
reference means."""
_SUFFIXES: tuple[tuple[Holds, str], ...] = (
    ("earliest", "_earliest"),
    ("latest", "_latest"),
    ("record", "_no"),
    ("title", "_title"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a place of the record fills.

    Attributes:
        name: unique in its table.
        holds: what of the place.
        node: the place.
        type: its affinity in SQLite; empty for none.
    """

    name: str
    holds: Holds
    node: Node
    type: str


@dataclass(slots=True)
class Slot:
    """Where a place of the record goes.

    Attributes:
        node: the place.
        path: as people write it, seen from the row.
        at: the index in the row of each thing that a column holds of it.
        fields: of the maps here.
        members: the table of the lists here.
        is_searched: texts here are no codes.
        is_derived_from: there are columns of what a value means.
    """

    node: Node
    path: str
    is_searched: bool
    is_derived_from: bool
    at: dict[Holds, int] = field(default_factory=dict)
    fields: dict[str, Slot] = field(default_factory=dict)
    members: Table | None = None


@dataclass(slots=True)
class Table:
    """A table.

    Attributes:
        name: unique in the database.
        parent: the table of the list around this one's; None where that is the kind's own.
        is_list: its rows are members of lists, else records.
        keys: the columns that tell rows and their order.
        columns: those that records fill.
        slot: where a row's value goes.
        inner: the tables of lists in it.
    """

    name: str
    parent: Table | None
    is_list: bool
    keys: tuple[str, ...]
    slot: Slot
    columns: list[Column] = field(default_factory=list)
    inner: list[Table] = field(default_factory=list)

    def all(self) -> Iterator[Table]:
        """This table and those of the lists in it, outer ones first."""
        yield self
        for table in self.inner:
            yield from table.all()


class Plan:
    """Lays out the tables of a database.

    Args:
        names: those of the database.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, kind: str, root: Node) -> Table:
        """The tables of a kind."""
        return self._table(kind, root, None, is_list=False)

    def _table(self, wanted: str, node: Node, parent: Table | None, *, is_list: bool) -> Table:
        name = self._names.free(wanted)
        outer = parent if parent is not None and parent.is_list else None
        keys = (ROW, RECORD, *((PARENT,) if outer else ()), ITEM) if is_list else (RECORD,)
        table = Table(name, outer, is_list, keys, _slot(node, ""))
        self._fill(table, table.slot, (), Names(keys))
        return table

    def _fill(self, table: Table, slot: Slot, names: tuple[str, ...], taken: Names) -> None:
        node = slot.node
        if node.has_column or (node.is_translated and node.has_maps):
            _add_columns(table, slot, "_".join(names) or "value", taken)
        if not node.is_translated:
            for name, child in node.ordered():
                below = slot.fields[name] = _slot(child, _path(table, (*names, name)))
                self._fill(table, below, (*names, name), taken)
        if node.member is not None:
            wanted = "_".join((table.name, *(names or ("items",))))
            slot.members = self._table(wanted, node.member, table, is_list=True)
            table.inner.append(slot.members)


def _slot(node: Node, path: str) -> Slot:
    derived = node.is_dated or node.refers_to is not None
    return Slot(node, path, is_searched=not node.is_code, is_derived_from=derived)


def _add_columns(table: Table, slot: Slot, wanted: str, taken: Names) -> None:
    node = slot.node
    holds: list[tuple[Holds, str, str]] = [("value", "", _affinity(node))]
    if node.is_dated:
        holds += [(held, suffix, "TEXT") for held, suffix in _SUFFIXES[:2]]
    if node.refers_to is not None:
        holds += [("record", "_no", "INTEGER"), ("title", "_title", "TEXT")]
    if len(table.columns) + len(holds) > MOST_COLUMNS:
        return
    for held, suffix, affinity in holds:
        slot.at[held] = len(table.keys) + len(table.columns)
        table.columns.append(Column(taken.free(wanted + suffix), held, node, affinity))


def _affinity(node: Node) -> str:
    """What SQLite may convert values to; nothing where that could change one."""
    if node.whole:
        return ""
    found: set[Scalar] = set(node.scalars or node.declared or ())
    if node.is_translated and node.has_maps:
        found.add("text")
    if node.is_dated and found <= {"text", "integer"}:  # a year alone may be a number
        return "TEXT"
    for name, scalars in (
        ("TEXT", {"text"}),
        ("INTEGER", {"integer", "long"}),
        ("BOOLEAN", {"boolean"}),
        ("NUMERIC", {"integer", "number"}),
    ):
        if found and found <= scalars:
            return name
    return ""


def _path(table: Table, names: tuple[str, ...]) -> str:
    """The path of a field, to be joined to that of its row."""
    if not table.is_list:
        return to_path(names)
    inside: Place = ("x", *names)
    return to_path(inside)[1:]
