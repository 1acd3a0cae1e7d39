"""Where findings stand in their records, in a form that stays when items move."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from eventbook.changes.fingerprints import Spot, SpotOf
from eventbook.commands.opened import Opened
from eventbook.commands.scope import STDIN
from eventbook.findings import Finding
from eventbook.pointer import resolve

if TYPE_CHECKING:
    from eventbook.changes.trees import Identity


def spots(opened: Opened, closed: frozenset[str]) -> SpotOf:
    """Gives where findings stand in their records, list items by what tells them apart.

    Args:
        closed: files with private findings: what names their items is not looked at.
    """

    @cache
    def identity() -> Callable[[str], Identity]:
        from eventbook.commands.diff import identity_of

        return identity_of(opened)

    def spot(found: Finding) -> Spot:
        book = opened.book
        kind, pattern = book.kind_of(found.path), book.pattern_of(found.path)
        if found.path == STDIN:
            kind = book.settings.kinds[0]
            pattern = kind.records[0]
        if kind is None or pattern is None:
            return Spot("", found.place)
        # The way to the record, of which its own place is no part.
        depth = sum(len(keys) + 1 for keys in pattern.steps) if found.record is not None else 0
        place = found.place[depth:]
        if found.path in closed or not any(isinstance(part, int) for part in place):
            return Spot(kind.name, place)
        document = opened.document(found.path)
        try:
            record = resolve(document.value if document else None, found.place[:depth])
        except LookupError:
            record = None
        from eventbook.changes.new_findings import named_place

        return Spot(kind.name, named_place(place, record, identity()(kind.name)))

    return spot
