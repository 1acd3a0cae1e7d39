"""csv: a table whose first row names the columns, as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from eventbook.errors import ConfigError
from eventbook.exchange.importing.source import (
    Content,
    Options,
    Position,
    Row,
    SourceError,
    decoded,
)

_SIGNS = ",;\t|"
_LONGEST_CELL = 1 << 30  # what is too long for a record is found there


def read(data: bytes, name: str, options: Options) -> Content:
    """The rows of a table (RFC 4180, any sign between cells); blank lines are none.

    A row that has more or fewer cells than the head cannot be read, and is given so.

    Raises:
        SourceError: it is not UTF-8, no CSV, or its head has a column twice.
        ConfigError: the separator is not one character.
    """
    text = decoded(data, name)
    sign = options.separator or _sign(text.partition("\n")[0])
    if len(sign) != 1 or sign in '"\r\n':
        raise ConfigError(f"`separator` is {len(sign)} characters, and one is needed")
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return Content(tuple(_rows(_cells(text, sign, name), name)))
    finally:
        csv.field_size_limit(before)


def _sign(head: str) -> str:
    return max(_SIGNS, key=head.count)


def _cells(text: str, sign: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not blank, with the line that it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                yield start, cells
    except csv.Error as error:
        line = max(reader.line_num, 1)
        help_ = "a cell with a quote, a separator or a line end needs quotes around it"
        raise SourceError(f"{name}:{line}: no CSV: {error}", help=help_) from error


def _rows(table: Iterator[tuple[int, list[str]]], name: str) -> Iterator[Row]:
    columns: tuple[str, ...] = ()
    number = 0
    for line, cells in table:
        if not columns:
            columns = _head(cells, f"{name}:{line}")
            continue
        number += 1
        position = Position(name, number, line)
        if len(cells) == len(columns):
            named = zip(columns, cells, strict=True)
            yield Row(position, {column: cell for column, cell in named if column})
        else:
            yield Row(position, {}, f"it has {len(cells)} cells, and the head has {len(columns)}")


def _head(cells: Sequence[str], at: str) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    for column, count in Counter(filter(None, columns)).items():
        if count > 1:
            raise SourceError(f"{at}: {count} columns are called `{column}`")
    return columns
