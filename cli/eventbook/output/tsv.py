"""Lists as tab-separated values: a line of column names, then a line a row."""

from __future__ import annotations

from eventbook.escape import terminal
from eventbook.output.cells import cell_text
from eventbook.output.interface import Table, TableContext


def rows(table: Table, context: TableContext) -> str:
    r"""The whole table; a tab or line end inside a cell is written `\t` or `\n`."""
    lines = [[terminal(column) for column in table.columns]]
    lines += [[terminal(cell_text(value, context.language)) for value in row] for row in table.rows]
    return "".join("\t".join(line) + "\n" for line in lines)
