"""Three-way merge of one file: the bytes of three versions in, the merged bytes out.

The way is always the same: merge the values; where git's merge of the lines is clean and says the
same, take its bytes; else put the text together, read it back, and hold it against the value. What
cannot be merged by value is left to the lines, with their conflicts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.diff import MISSING, Identity
from eventbook.changes.merge import merge
from eventbook.changes.merged import Conflict, Fields, Items, Merged, conflicts, settle
from eventbook.changes.repeats import repeats
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.splice import put
from eventbook.editing.merging.assembling import Assembler, Labels
from eventbook.editing.merging.entries import ended
from eventbook.editing.merging.escalating import escalated
from eventbook.editing.merging.slices import Sheet, UnmovableError
from eventbook.jsonvalue import Json, equal

How: TypeAlias = Literal["one side", "lines", "values", "text"]
"""By what a file was merged: only one side changed it; git's lines; values, put together of both
sides' text; values, written into ours' text, without theirs' comments."""


class LineMerge(NamedTuple):
    """What git makes of the lines.

    Attributes:
        data: with conflict markers, where it is not clean.
    """

    data: bytes
    clean: bool


@dataclass(frozen=True, slots=True)
class FileMerge:
    """What came of a merge.

    Attributes:
        data: the file, with markers where there are conflicts.
        clean: nothing is left to be settled.
        conflicts: by value; empty also where only the lines are in conflict.
        notes: comments that were lost, and why the lines were taken.
    """

    data: bytes
    clean: bool
    how: How
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()


def merge_files(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    identity: Identity,
    by_lines: Callable[[], LineMerge],
    labels: Labels | None = None,
) -> FileMerge:
    """Merge two versions of a file that were made of one.

    Args:
        base: empty where each side made its own.
        identity: what identifies the items of the list at a place, as for `changes.diff.diff`.
        by_lines: merges the same versions by their lines, as `git merge-file` does.
        labels: what markers say.
    """
    if theirs in (ours, base):
        return FileMerge(ours, True, "one side")
    if ours == base:
        return FileMerge(theirs, True, "one side")
    lined = by_lines()
    old, mine, hers = _sheet(base), _sheet(ours), _sheet(theirs)
    if mine is None or hers is None or (old is None and base.strip()):
        return FileMerge(lined.data, lined.clean, "lines", notes=("a version is no valid YAML",))
    value = old.document.value if old else MISSING
    merged = merge(value, mine.document.value, hers.document.value, identity)
    if not isinstance(merged, Fields | Items):
        return FileMerge(lined.data, lined.clean, "lines", notes=("it holds no map or list",))
    merging = _Merging(old, mine, hers, identity, labels or Labels(), _line_end(base, ours, theirs))
    return merging.by_value(merged, lined)


@dataclass(frozen=True, slots=True)
class _Merging:
    base: Sheet | None
    ours: Sheet
    theirs: Sheet
    identity: Identity
    labels: Labels
    line_end: str

    def by_value(self, merged: Merged, lined: LineMerge) -> FileMerge:
        found = tuple(conflicts(merged))  # the fields; markers may have to stand round more
        merged = escalated(merged, self.ours, self.theirs)
        by_lines = self._good(lined)
        if found:
            if by_lines is not None:  # lines know what values do not: what stood where
                return FileMerge(lined.data, True, "lines")
            return self._with_conflicts(merged, found, lined)
        wanted = settle(merged, "ours")
        assert wanted is not MISSING
        if by_lines is None:
            return self._clean(merged, wanted, lined)
        if equal(by_lines.value, wanted):
            return FileMerge(lined.data, True, "lines")
        other = self._clean(merged, wanted, lined)
        data = self._whole(other.data.decode(), lined.data.decode(), "by value", "by lines")
        note = "lines and values lead to different records; choose one"
        return FileMerge(data, False, "lines", notes=(note,))

    def _good(self, lined: LineMerge) -> Document | None:
        """What the lines say, where they merge, and into a record that can be read.

        A name that is in a list twice, though neither side had it twice, was added by both.
        """
        document = _read(lined.data) if lined.clean else None
        if document is None:
            return None
        sides = (self.ours.document, self.theirs.document)
        most = max(repeats(each.value, self.identity) for each in sides)
        return document if repeats(document.value, self.identity) <= most else None

    def _with_conflicts(
        self, merged: Merged, found: tuple[Conflict, ...], lined: LineMerge
    ) -> FileMerge:
        try:
            text, notes = self._marked(merged)
        except (UnmovableError, SpliceError):
            return FileMerge(self._lines_in_conflict(lined), False, "lines", found)
        return FileMerge(self._bytes(text), False, "values", found, notes)

    def _clean(self, merged: Merged, wanted: Json, lined: LineMerge) -> FileMerge:
        assembler = Assembler(self.base, self.ours, self.theirs, "ours")
        try:
            text = self._ended(assembler.text(merged), wanted)
            if text is not None:
                return FileMerge(self._bytes(text), True, "values", (), tuple(assembler.notes))
        except (UnmovableError, SpliceError):
            pass
        try:
            document = put(self.ours.document, (), wanted)
        except SpliceError:
            note = "the merged text could not be written"
            return FileMerge(self._lines_in_conflict(lined), False, "lines", notes=(note,))
        text = self._ended(self._with_comments(Sheet(document)), wanted)
        return FileMerge(self._bytes(document.text if text is None else text), True, "text")

    def _with_comments(self, sheet: Sheet) -> str:
        """A text with those new comments of either side at its top that are not in it."""
        old = self.base.comments(0, len(self.base.text)) if self.base else []
        new = [
            comment
            for side in (self.ours, self.theirs)
            for comment in side.comments(0, len(side.text))
            if comment not in old and comment not in sheet.text
        ]
        lines = "".join(f"{comment}\n" for comment in dict.fromkeys(new))
        return sheet.text[: sheet.body] + lines + sheet.text[sheet.body :]

    def _marked(self, merged: Merged) -> tuple[str, tuple[str, ...]]:
        """The text with markers; it holds what it should, whichever side settles it.

        Raises:
            UnmovableError: it does not.
        """
        for side in ("ours", "theirs"):
            text = Assembler(self.base, self.ours, self.theirs, side).text(merged)
            wanted = settle(merged, side)
            if wanted is MISSING or not _holds(text.encode(), wanted):
                raise UnmovableError
        assembler = Assembler(self.base, self.ours, self.theirs, None, self.labels)
        return assembler.text(merged), tuple(assembler.notes)

    def _lines_in_conflict(self, lined: LineMerge) -> bytes:
        """The lines with their markers; both files between markers, where they have none."""
        if not lined.clean:
            return lined.data
        return self._whole(self.ours.text, self.theirs.text, *self.labels[:2])

    def _whole(self, ours: str, theirs: str, left: str, right: str) -> bytes:
        """Two whole files between markers."""
        size = self.labels.size
        marked = (
            f"{'<' * size} {left}\n{ended(ours)}{'=' * size}\n{ended(theirs)}{'>' * size} {right}\n"
        )
        return self._bytes(marked.replace("\r\n", "\n"))

    def _ended(self, text: str, wanted: Json) -> str | None:
        """The text with a line end at its end, or without, as who changed that left it.

        A text in block style may need the one; None where neither way holds what is wanted.
        """
        ends = [each.text.endswith("\n") for each in (self.ours, self.theirs)]
        old = self.base.text.endswith("\n") if self.base else True
        ends_with = ends[1] if ends[0] == old else ends[0]
        ways = (text, text) if ends_with else (text.removesuffix("\n"), text)
        return next((way for way in ways if _holds(way.encode(), wanted)), None)

    def _bytes(self, text: str) -> bytes:
        return text.replace("\n", self.line_end).encode()


def _sheet(data: bytes) -> Sheet | None:
    """A version, its lines ended by LF; None where it cannot be read."""
    document = _read(data.replace(b"\r\n", b"\n"))
    return None if document is None or "\r" in document.text else Sheet(document)


def _read(data: bytes) -> Document | None:
    """A text in which nothing is wrong."""
    loaded = load(data, "")
    wrong = any(each.severity == "error" for each in loaded.findings)
    return None if wrong else loaded.document


def _line_end(base: bytes, ours: bytes, theirs: bytes) -> str:
    """CR and LF where ours has them; where only theirs changed the line ends, as there."""
    old, mine, hers = (b"\r\n" in data for data in (base, ours, theirs))
    has = hers if base and mine == old else mine
    return "\r\n" if has else "\n"


def _holds(data: bytes, wanted: Json) -> bool:
    document = _read(data)
    return document is not None and equal(document.value, wanted)
