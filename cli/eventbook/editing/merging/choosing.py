"""Which of three texts is taken: the changed one; of two that changed, both or ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from eventbook.editing.merging.slices import Slice

_T = TypeVar("_T")


def chosen(base: Slice | None, ours: Slice, theirs: Slice) -> Slice:
    """What only theirs changed; else ours."""
    if base is not None and ours.normal == base.normal != theirs.normal:
        return theirs
    return ours


def chosen_comments(base: Slice | None, ours: Slice, theirs: Slice) -> Slice:
    """Comments and blank lines above something; those that both sides added both stay.

    The result stands in ours' column.
    """
    old, left, right = ([] if each is None else _lines(each) for each in (base, ours, theirs))
    if left == right or right == old:
        return ours
    if left == old:
        return _in_column(theirs.text.split("\n"), ours.column)
    return with_comments(ours, [line for line in right if line not in left and line not in old])


def _lines(lead: Slice) -> list[str]:
    return [line.strip() for line in lead.text.split("\n") if line.strip()]


def _in_column(lines: Sequence[str], column: int) -> Slice:
    indent = " " * column
    placed = (indent + line.strip() if line.strip() else "" for line in lines)
    return Slice("\n".join(placed), column)


def with_comments(lead: Slice, comments: Sequence[str]) -> Slice:
    """What leads up to an entry, and more comments below it."""
    return Slice(lead.text + _in_column([*comments, ""], lead.column).text, lead.column)


def moved(lead: Slice, column: int) -> str:
    """Comments and blank lines in another column."""
    if lead.column == column:
        return lead.text
    return _in_column(lead.text.split("\n"), column).text
