"""Lists as a Markdown table (GitHub Flavored Markdown)."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.escape import markdown_cell
from eventbook.output.cells import cell_text
from eventbook.output.interface import Table, TableContext


def rows(table: Table, context: TableContext) -> str:
    """The whole table; nothing in a cell acts as markup."""
    lines = [_row(table.columns), _row(["---"] * len(table.columns), escape=False)]
    lines += [_row([cell_text(value, context.language) for value in row]) for row in table.rows]
    return "".join(line + "\n" for line in lines)


def _row(texts: Sequence[str], *, escape: bool = True) -> str:
    shown = [markdown_cell(text) for text in texts] if escape else texts
    return f"| {' | '.join(shown)} |"
