"""Lists as comma-separated values (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from eventbook.escape import csv_cell
from eventbook.jsonvalue import Json
from eventbook.output.cells import cell_text
from eventbook.output.interface import Table, TableContext


def rows(table: Table, context: TableContext) -> str:
    """The whole table with its column names; lines end in CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([csv_cell(column) for column in table.columns])
    writer.writerows([cell(value, context.language) for value in row] for row in table.rows)
    return out.getvalue()


def cell(value: Json, language: str | None) -> str:
    """A value as the text of a cell."""
    text = cell_text(value, language)
    # A negative number is no formula, and with an apostrophe no number.
    return text if isinstance(value, int | float) else csv_cell(text)
