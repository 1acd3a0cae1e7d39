"""Lists as the files of their records, one a line."""

from __future__ import annotations

from eventbook.output.entries import entries
from eventbook.output.interface import Table, TableContext


def rows(table: Table, context: TableContext) -> str:
    """Each file once, in the table's order."""
    return entries(table.paths, null=context.null)
