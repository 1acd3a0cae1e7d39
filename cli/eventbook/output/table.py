"""Lists as aligned columns for reading on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from eventbook.escape import terminal
from eventbook.output.cells import cell_text
from eventbook.output.interface import Table, TableContext
from eventbook.output.width import cells, clip

_GAP = 2  # tabulate's space between plain columns


def rows(table: Table, context: TableContext) -> str:
    """A line of column names, then a line a row; cut to the width where there is one.

    The widest columns lose cells first. A column is never cut below its name, and ids never.
    """
    header = [terminal(column).upper() for column in table.columns]
    body = [
        [terminal(cell_text(value, context.language)).strip() for value in row]
        for row in table.rows
    ]
    if context.width is not None:
        fixed = [index for index, name in enumerate(table.columns) if name == "id"]
        widths = _widths(header, body, context.width, fixed)
        body = [[clip(text, widths[i]) for i, text in enumerate(row)] for row in body]
    # Given as headers, names would widen their columns by two cells.
    text = tabulate([header, *body], tablefmt="plain", disable_numparse=True)
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def _widths(
    header: Sequence[str], body: Sequence[Sequence[str]], room: int, fixed: Sequence[int]
) -> list[int]:
    """Each column's width such that all fit into the room, as far as they can be cut."""
    least = [cells(name) for name in header]
    widths = [max([least[i], *(cells(row[i]) for row in body)]) for i in range(len(header))]
    # No column may take more than the room: said at once, the loop below stays short.
    widths = [
        width if i in fixed else max(least[i], min(width, room)) for i, width in enumerate(widths)
    ]
    excess = sum(widths) + _GAP * (len(widths) - 1) - room
    while excess > 0:
        cuttable = [i for i, width in enumerate(widths) if width > least[i] and i not in fixed]
        if not cuttable:
            break
        widest = max(cuttable, key=lambda i: widths[i])
        widths[widest] -= 1
        excess -= 1
    return widths
