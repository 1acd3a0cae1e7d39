"""Conflicts moved to the nearest entry whose lines can stand between markers.

Markers need lines of their own: what is in conflict between brackets makes the entry around it a
conflict, and so does what would leave nothing of it.
"""

from __future__ import annotations

from eventbook.changes.merged import Conflict, Fields, Items, Merged, Side, Taken, conflicts, settle
from eventbook.editing.merging.slices import Sheet
from eventbook.pointer import resolve


def escalated(merged: Merged, ours: Sheet, theirs: Sheet) -> Merged:
    """The same, with conflicts only where markers can stand."""
    if isinstance(merged, Taken | Conflict) or next(conflicts(merged), None) is None:
        return merged
    where = merged.where
    assert where.ours is not None
    assert where.theirs is not None
    if where.ours and not (ours.is_block(where.ours) and theirs.is_block(where.theirs)):
        return _whole(merged, ours, theirs)
    result: Fields | Items
    if isinstance(merged, Fields):
        result = Fields(
            where, {key: escalated(part, ours, theirs) for key, part in merged.parts.items()}
        )
    else:
        result = Items(where, [escalated(part, ours, theirs) for part in merged.parts])
    sides: tuple[Side, Side] = ("ours", "theirs")
    # Without lines of its own, an empty map or list would be read as nothing at all.
    if where.ours and any(settle(result, side) in ({}, []) for side in sides):
        return _whole(merged, ours, theirs)
    return result


def _whole(merged: Fields | Items, ours: Sheet, theirs: Sheet) -> Conflict:
    where = merged.where
    assert where.ours is not None
    assert where.theirs is not None
    return Conflict(
        () if where.base is None else (where.base,),
        (where.ours,),
        (where.theirs,),
        (resolve(ours.document.value, where.ours),),
        (resolve(theirs.document.value, where.theirs),),
        "both changed it",
    )
