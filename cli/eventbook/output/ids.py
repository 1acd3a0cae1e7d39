"""Lists as the ids of their records, one a line."""

from __future__ import annotations

from eventbook.output.entries import entries
from eventbook.output.interface import Table, TableContext


def rows(table: Table, context: TableContext) -> str:
    """Each record's id once, in the table's order."""
    return entries(table.ids, null=context.null)
