"""Comma-separated values (RFC 4180) of the records of one kind, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from eventbook.escape import csv_cell, json_text
from eventbook.exchange.exporting.interface import Export
from eventbook.exchange.exporting.structure import Node
from eventbook.exchange.exporting.values import as_json
from eventbook.jsonvalue import Json
from eventbook.pointer import to_path

ID = "id"
_BATCH = 200


class _Column(NamedTuple):
    """A column: a place, and whether maps there are put into it whole."""

    names: tuple[str, ...]
    whole: bool


def export(book: Export) -> Iterator[str]:
    """A head of paths, then a line for each record; lines end in CRLF.

    The column `id` is the record's id; `place.city` is a field in a map; `title.it` is a text in
    one of its languages. A list stands in its cell as JSON. What is absent or null is empty.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    ((name, structure),) = book.structures.items()
    records = book.of_kind(name)
    named = all(facts.fields.get(ID) == facts.id for facts in records)
    columns = [each for each in _columns(structure.root, ()) if not named or each.names != (ID,)]
    writer.writerow([ID, *(csv_cell(to_path(column.names)) for column in columns)])
    for number, facts in enumerate(records, 1):
        picked = (_pick(facts.value, column) for column in columns)
        writer.writerow([cell(facts.id), *map(cell, picked)])
        if number % _BATCH == 0:
            yield _taken(out)
    yield _taken(out)


def cell(value: Json) -> str:
    """A value as a cell; what a spreadsheet would take for a formula gets an apostrophe."""
    match value:
        case None:
            return ""
        case str():
            return csv_cell(value)
        case _:  # a negative number is no formula, and nothing else in JSON begins as one
            return json_text(as_json(value))


def _columns(node: Node, names: tuple[str, ...]) -> Iterator[_Column]:
    if node.has_column or node.has_lists:
        yield _Column(names, node.whole)
    if not node.whole:
        for tag in node.tags:
            yield _Column((*names, tag), False)
        for name, child in node.ordered():
            yield from _columns(child, (*names, name))


def _pick(value: Json, column: _Column) -> Json:
    """What a record has there; nothing where it is a map whose fields have columns of their own."""
    for name in column.names:
        value = value.get(name) if isinstance(value, dict) else None
    return None if isinstance(value, dict) and not column.whole else value


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
