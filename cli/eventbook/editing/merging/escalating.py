"""Conflicts moved to the nearest entry whose lines can stand between markers.

Markers need lines of their own: what is in conflict between brackets, or on the line of a dash,
makes the entry around it a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable

from eventbook.changes.merged import Conflict, Fields, Items, Merged, Taken, conflicts
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
        inner = {key: escalated(part, ours, theirs) for key, part in merged.parts.items()}
        result, parts = Fields(where, inner), list(inner.values())
    else:
        parts = [escalated(part, ours, theirs) for part in merged.parts]
        result = Items(where, parts)
    if where.ours and _begins_behind_dash(ours, result) and isinstance(parts[0], Conflict):
        return _whole(merged, ours, theirs)
    return result


def _begins_behind_dash(ours: Sheet, merged: Fields | Items) -> bool:
    assert merged.where.ours is not None
    parts: Iterable[bool] = (part.compact for part in ours.parts(merged.where.ours).values())
    return next(iter(parts), False)


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
