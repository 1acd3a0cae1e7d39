"""Lists for reading in two lines a row: what it is, and under it the last column."""

from __future__ import annotations

from eventbook.escape import terminal
from eventbook.output.cells import cell_text
from eventbook.output.interface import Table, TableContext
from eventbook.output.width import clip

_INDENT = "    "


def rows(table: Table, context: TableContext) -> str:
    """The cells of each row that hold something; lines are cut to the width where there is one."""
    lines = []
    for row in table.rows:
        *cells, last = [terminal(cell_text(value, context.language)).strip() for value in row]
        lines += ["  ".join(filter(None, cells)), f"{_INDENT}{last}" if last else ""]
    if context.width is not None:
        lines = [clip(line, context.width) for line in lines]
    return "".join(f"{line}\n" for line in lines if line)
