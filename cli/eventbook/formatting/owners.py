"""Whose each comment is, so that it goes where its owner goes.

A comment behind something is that thing's. One that stands alone belongs to what follows, unless
it is indented deeper: then to what stands above it. The comment at the very top of a file is its
head, those at its end its tail.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from eventbook.formatting.comments import Comment, Found
from eventbook.formatting.pieces import Piece, Sheet
from eventbook.formatting.texts import takes_blank_lines


def own(sheet: Sheet) -> None:
    """Give each comment of a document to its owner."""
    starts = [piece.start for piece in sheet.order]
    top: list[Found] = []
    gaps: dict[int, list[Found]] = {}
    for found in sheet.found:
        before = bisect_right(starts, found.offset)
        if before:
            gaps.setdefault(before, []).append(found)
        else:
            top.append(found)
    _own_at_top(sheet, top)
    for index, piece in enumerate(sheet.order, 1):
        following = sheet.order[index] if index < len(sheet.order) else None
        gap = gaps.get(index, [])
        if takes_blank_lines(sheet.page, piece.node, sheet.page.column(piece.start)):
            _unblank(gap, following)
        _own_in_gap(sheet, piece, following, gap)


def _own_in_gap(
    sheet: Sheet, before: Piece, following: Piece | None, group: Iterable[Found]
) -> None:
    """The comments between where one piece begins and where the next one does."""
    level: Piece | None = None  # whose comments the last ones below were: none goes back in
    led = False
    for found in group:
        owner = _outside(before, found.offset)
        if not found.alone:
            owner.trailing.append(found.comment)
        elif found.offset < owner.at and not owner.opened:
            # Between a key and its value: with what stands there already, above the key.
            owner.lead += [*owner.trailing, found.comment]
            owner.trailing.clear()
        elif led or following in _within(owner, found.offset):
            led = _lead(sheet, following, found.comment)
        elif between := _in_brackets(owner, found.offset):
            if following and following.start < between.node.end:
                led = _lead(sheet, following, found.comment)
            else:
                between.foot.append(found.comment)
        else:
            level = _deeper(sheet, level or owner, found)
            if level is None or (following and level in following.up()):
                led = _lead(sheet, following, found.comment)
            else:
                level.foot.append(found.comment)


def _lead(sheet: Sheet, following: Piece | None, comment: Comment) -> bool:
    (following.lead if following else sheet.root.foot).append(comment)
    return True


def _outside(piece: Piece, offset: int) -> Piece:
    """The piece, or the innermost one around it whose brackets are not closed before an offset."""
    for outer in piece.up():
        piece, holder = outer, outer.parent
        if holder is None or holder.node.style not in ("{", "[") or holder.node.end > offset:
            break
    return piece


def _within(owner: Piece, offset: int) -> list[Piece | None]:
    """The first entry of a value that begins below an offset."""
    return [*owner.pieces[:1]] if owner.opened and offset < owner.pieces[0].start else []


def _in_brackets(piece: Piece, offset: int) -> Piece | None:
    """The innermost opened brackets around an offset."""
    for each in piece.up():
        if each.opened and each.node.style in ("{", "[") and offset < each.node.end:
            return each
    return None


def _deeper(sheet: Sheet, piece: Piece, found: Found) -> Piece | None:
    """The innermost piece that begins left of a comment; None where the record is meant."""
    column = sheet.page.column(found.offset)
    for each in piece.up():
        # Below a block scalar, a comment in the column of its lines would be one of them.
        if sheet.page.column(each.start) < column and each.node.style not in ("|", ">"):
            return each
    return None


def _own_at_top(sheet: Sheet, top: list[Found]) -> None:
    """The comments above the first piece: all are the head, or all but the last paragraph."""
    first = sheet.order[0]
    below: list[Comment] = []
    for found in top:
        if found.offset < sheet.marker:
            sheet.top.append(found.comment)
        elif sheet.marker >= 0 and sheet.page.line(found.offset) == sheet.page.line(sheet.marker):
            sheet.beside.append(found.comment)
        else:
            below.append(found.comment)
    starts = [index for index, comment in enumerate(below) if index and comment.blank]
    split = len(below) if first.blank or not starts else starts[-1]
    sheet.head = below[:split]
    for first_line in (*sheet.top[:1], *sheet.head[:1]):
        first_line.blank = False
    first.lead = below[split:] + first.lead
    sheet.parted = first.blank or split < len(below)
    first.blank = first.blank and bool(first.lead)


def _unblank(gap: Iterable[Found], following: Piece | None) -> None:
    """Blank lines below a block scalar that takes them are lines of its own."""
    first = next((found for found in gap if found.alone), None)
    if first:
        first.comment.blank = False
    elif following:
        following.blank = False
