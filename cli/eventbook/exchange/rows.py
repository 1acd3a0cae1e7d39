"""Reads rows of changes, one a record: CSV as spreadsheets write it, or JSON Lines.

A list that `eventbook list` wrote is such rows. Of CSV the sign between cells may be `,`, `;` or a
tab, as the spreadsheet's language has it, and a byte order mark may stand in front.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from eventbook.errors import EventbookError
from eventbook.exchange.structured import read_structured
from eventbook.jsonvalue import Json

ID = "id"

_SIGNS = ",;\t"
_ENDINGS = {".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
_JSON_START = re.compile(r"\s*[{\[]")
_LONGEST_CELL = 1 << 20


class RowsError(EventbookError):
    """The text is no rows of changes."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is given for one record.

    Attributes:
        line: where it begins in the text, from 1.
        fields: by the name of the column, or the member's; cells are texts.
    """

    line: int
    fields: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of changes.

    Attributes:
        columns: their names, in order; of JSON Lines every name that comes up.
        cells: whether values are the texts of cells, whose types the schema gives.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cells: bool


def read_rows(data: bytes, name: str) -> Rows:
    """The rows of a text, CSV or JSON by the name's ending or by how it begins.

    Args:
        name: what messages call it, such as its path or `-`.

    Raises:
        RowsError: it is not UTF-8, or its rows do not fit their head, or lack an `id`.
        EventbookError: a line is no JSON.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RowsError(f"{name}:{line}: not UTF-8", help="export it as UTF-8") from error
    form = _ENDINGS.get(PurePath(name).suffix.lower())
    form = form or ("json" if _JSON_START.match(text) else "csv")
    found = _from_json(text, name) if form == "json" else _from_csv(text, name)
    if ID not in found.columns and found.rows:
        raise RowsError(f"{name} has no `{ID}`", help="it says which record a row is about")
    return found


def _from_json(text: str, name: str) -> Rows:
    rows = tuple(_objects(text, name))
    names = dict.fromkeys(key for row in rows for key in row.fields)
    for row in rows:
        if ID not in row.fields:
            raise RowsError(f"{name}:{row.line}: there is no `{ID}`")
    return Rows(tuple(names), rows, cells=False)


def _objects(text: str, name: str) -> Iterator[Row]:
    for number, value in _members(text, name):
        if not isinstance(value, dict):
            raise RowsError(f"{name}:{number}: expected an object, a record's fields")
        yield Row(number, value)


def _members(text: str, name: str) -> Iterator[tuple[int, Json]]:
    if text.lstrip().startswith("["):
        whole = read_structured(text.encode(), name)
        yield from enumerate(whole if isinstance(whole, list) else (), 1)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, read_structured(line.encode(), f"{name}, line {number}")


def _from_csv(text: str, name: str) -> Rows:
    head = text.partition("\n")[0]
    sign = max(_SIGNS, key=head.count)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return _table(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True), name)
    except csv.Error as error:
        raise RowsError(f"{name} is no CSV: {error}") from error
    finally:
        csv.field_size_limit(before)


def _table(reader: Iterator[list[str]], name: str) -> Rows:
    columns: tuple[str, ...] = ()
    rows = []
    line = 1
    for cells in reader:
        start, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cells):
            continue
        if not columns:
            columns = _head(cells, name)
            continue
        if len(cells) != len(columns):
            message = f"{name}:{start}: {len(cells)} cells, and the head has {len(columns)}"
            raise RowsError(message, help="a cell with a comma or a line end needs quotes")
        rows.append(Row(start, dict(zip(columns, cells, strict=True))))
    return Rows(columns, tuple(rows), cells=True)


def _head(cells: Sequence[str], name: str) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    for column, count in Counter(columns).items():
        if not column:
            raise RowsError(f"{name}: a column has no name")
        if count > 1:
            raise RowsError(f"{name}: {count} columns are called `{column}`")
    return columns
