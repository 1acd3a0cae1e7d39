"""Ids or paths for other programs: one a line, or each ended by NUL."""

from __future__ import annotations

from collections.abc import Iterable

from eventbook.escape import terminal


def entries(names: Iterable[str], *, null: bool) -> str:
    """Each name once, in order; escaped only where a line end separates them."""
    distinct = dict.fromkeys(names)
    if null:
        return "".join(f"{name}\0" for name in distinct)
    return "".join(f"{terminal(name)}\n" for name in distinct)
