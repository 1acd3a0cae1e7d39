"""Edits as sentences: what changes in each record."""

from __future__ import annotations

from eventbook.output.changes_text import changes
from eventbook.output.interface import Edits


def edits(edits: Edits) -> str:
    """The changes as `diff` tells them."""
    return changes(edits.changes(), colour=edits.colour, width=edits.width)
