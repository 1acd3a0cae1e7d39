"""The text of a merged record, from slices of ours' and theirs' text.

What is taken from a side keeps its characters, comments and layout; only its indentation follows
the place where it lands. A comment is merged like a value: what only one side changed is taken,
and what both added stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eventbook.changes.diff import MISSING
from eventbook.changes.merged import Conflict, Fields, Items, Merged, Side, Taken, Trio, settle
from eventbook.editing.merging.choosing import chosen_comments, moved
from eventbook.editing.merging.entries import Three, ended
from eventbook.editing.merging.slices import Sheet, Slice, UnmovableError
from eventbook.pointer import Place, to_path


class Labels(NamedTuple):
    """What stands in conflict markers.

    Attributes:
        size: how many characters a marker has.
    """

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


class _Piece(NamedTuple):
    """An entry of the result: the lines above it, in its column, and its own text."""

    lead: str
    own: str


class _Clash(NamedTuple):
    """Entries of the result on which the sides disagree: whole lines of each."""

    ours: str
    theirs: str


@dataclass
class Assembler:
    """Puts texts together.

    Attributes:
        side: settles conflicts for this side; None marks them.
        notes: comments that went with what the other side removed.
    """

    base: Sheet | None
    ours: Sheet
    theirs: Sheet
    side: Side | None = None
    labels: Labels = field(default_factory=Labels)
    notes: list[str] = field(default_factory=list)

    def text(self, merged: Merged) -> str:
        """The whole text of a merged record; its last line ends with LF.

        Raises:
            UnmovableError: it cannot be put together of slices.
            SpliceError: a value that both sides made cannot be written.
        """
        if not isinstance(merged, Fields | Items) or not self._is_block(merged.where):
            raise UnmovableError
        head = self._heads()
        lead, body = self._children(merged, self.ours.column(()), compact=False)
        return head + lead + body + self._tails()

    # Collections

    def _children(self, merged: Fields | Items, column: int, *, compact: bool) -> tuple[str, str]:
        """What leads up to a collection's first entry, and all that follows.

        Args:
            compact: the first entry stands behind a dash, which is written already.
        """
        pieces = list(self._pieces(merged, column))
        if not pieces:
            raise UnmovableError
        self._note_removed(merged)
        first, *others = pieces
        indent = " " * column
        if isinstance(first, _Clash):  # its markers need lines of their own, below the dash
            below = "\n" if compact else ""
            return "", below + "".join(self._lines(piece, indent) for piece in pieces)
        lead = first.lead.lstrip("\n") if compact else first.lead
        own = first.own if compact else indent + first.own
        return lead, own + "".join(self._lines(piece, indent) for piece in others)

    def _lines(self, piece: _Piece | _Clash, indent: str) -> str:
        if isinstance(piece, _Piece):
            return piece.lead + indent + piece.own
        size = self.labels.size
        return (
            f"{'<' * size} {self.labels.ours}\n{piece.ours}"
            f"{'=' * size}\n{piece.theirs}{'>' * size} {self.labels.theirs}\n"
        )

    def _pieces(self, merged: Fields | Items, column: int) -> Iterator[_Piece | _Clash]:
        parts = merged.parts.values() if isinstance(merged, Fields) else merged.parts
        for part in parts:
            if not isinstance(part, Conflict):
                yield self._piece(part, column)
            elif self.side is None:
                yield self._clash(part, column)
            else:
                sheet = self.ours if self.side == "ours" else self.theirs
                places = part.ours if self.side == "ours" else part.theirs
                yield from (self._whole(sheet, place, column) for place in places)

    def _piece(self, merged: Taken | Fields | Items, column: int) -> _Piece:
        where = merged.where
        if where.theirs is None or where.ours is None:
            sheet, place = self._only(where)
            return self._whole(sheet, place, column)
        three = Three.of(self.base, self.ours, self.theirs, where)
        if isinstance(merged, Taken):
            return _Piece(*three.entry(merged.value, column, of_both=merged.side is None))
        if not self._is_block(where) or not merged.parts:
            value = settle(merged, self.side or "ours")
            assert value is not MISSING
            return _Piece(*three.entry(value, column, of_both=True))
        above, introduction = three.introduced()
        lead, header = moved(above, column), introduction.at(column)
        compact = not header.endswith("\n")
        inner = self.ours.column(where.ours)
        first, body = self._children(merged, inner, compact=compact)
        if compact:  # the comments above the first key stand above its dash
            dash = header.rstrip(" ") if body.startswith("\n") else header
            return _Piece(lead + moved(Slice(first, inner), column), dash + body)
        return _Piece(lead, header + first + body)

    def _only(self, where: Trio) -> tuple[Sheet, Place]:
        """The one side that has something, and where."""
        if where.ours is not None:
            return self.ours, where.ours
        assert where.theirs is not None  # somebody has it
        return self.theirs, where.theirs

    def _whole(self, sheet: Sheet, place: Place, column: int) -> _Piece:
        """An entry as one side has it."""
        part = sheet.part(place)
        return _Piece(moved(sheet.lead(part), column), ended(sheet.own(part).at(column)))

    def _is_block(self, where: Trio) -> bool:
        return (
            where.ours is not None
            and where.theirs is not None
            and self.ours.is_block(where.ours)
            and self.theirs.is_block(where.theirs)
        )

    # Conflicts

    def _clash(self, conflict: Conflict, column: int) -> _Clash:
        indent = " " * column
        ours, theirs = (
            "".join(
                piece.lead + indent + piece.own
                for piece in (self._whole(sheet, place, column) for place in places)
            )
            for sheet, places in ((self.ours, conflict.ours), (self.theirs, conflict.theirs))
        )
        return _Clash(ours, theirs)

    # The ends of the file, and what was removed

    def _heads(self) -> str:
        heads = [
            None if sheet is None else Slice(sheet.text[: sheet.body], 0)
            for sheet in (self.base, self.ours, self.theirs)
        ]
        base, ours, theirs = heads
        assert ours is not None
        assert theirs is not None
        return chosen_comments(base, ours, theirs).text

    def _tails(self) -> str:
        def tail(sheet: Sheet | None) -> Slice | None:
            is_block = sheet is not None and sheet.document.root.style in (":", "-")
            return Slice(sheet.tail(), 0) if sheet is not None and is_block else None

        ours, theirs = tail(self.ours), tail(self.theirs)
        assert ours is not None
        assert theirs is not None
        return chosen_comments(tail(self.base), ours, theirs).text

    def _note_removed(self, merged: Fields | Items) -> None:
        """Say which comments went with what one side removed, though the other changed them."""
        where = merged.where
        if self.base is None or where.base is None or not self.base.is_block(where.base):
            return
        kept = _kept(merged)
        for side, sheet, place in (
            (1, self.ours, where.ours),
            (2, self.theirs, where.theirs),
        ):
            assert place is not None
            for key, part in sheet.parts(place).items():
                if (*place, key) in kept[side]:
                    continue
                text = sheet.lead(part).normal + sheet.own(part).normal
                if "#" in text and text not in self._base_texts(where.base):
                    self.notes.append(f"a comment on `{to_path((*place, key))}` went with it")

    def _base_texts(self, place: Place) -> set[str]:
        assert self.base is not None
        sheet = self.base
        return {
            sheet.lead(part).normal + sheet.own(part).normal for part in sheet.parts(place).values()
        }


def _kept(merged: Fields | Items) -> tuple[set[Place], set[Place], set[Place]]:
    """Where those entries of a collection stand, in each version, that are in the result."""
    kept: tuple[set[Place], set[Place], set[Place]] = (set(), set(), set())
    parts = merged.parts.values() if isinstance(merged, Fields) else merged.parts
    for part in parts:
        if isinstance(part, Conflict):
            places: Sequence[tuple[Place, ...]] = (part.base, part.ours, part.theirs)
        else:
            places = [() if place is None else (place,) for place in part.where]
        for known, found in zip(kept, places, strict=True):
            known.update(found)
    return kept
