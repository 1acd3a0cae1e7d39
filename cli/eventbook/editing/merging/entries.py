"""One entry that both sides have: which text its value is given, and every comment that is new."""

from __future__ import annotations

from dataclasses import dataclass

from eventbook.changes.merged import Trio
from eventbook.document.splice import put
from eventbook.editing.merging.choosing import chosen, chosen_comments, moved, with_comments
from eventbook.editing.merging.slices import Part, Sheet, Slice
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve

_COLLECTIONS = ("{", "[", ":", "-")


@dataclass(frozen=True, slots=True)
class Version:
    """The entry in one version of the file."""

    sheet: Sheet
    place: Place
    part: Part

    @property
    def value(self) -> Json:
        """What it holds."""
        value: Json = resolve(self.sheet.document.value, self.place)
        return value

    @property
    def lead(self) -> Slice:
        """The lines above it that lead up to it."""
        return self.sheet.lead(self.part)

    @property
    def own(self) -> Slice:
        """Its own lines."""
        return self.sheet.own(self.part)

    @property
    def ends_its_line(self) -> bool:
        """Whether what is behind its value can be told from it."""
        return self.part.entry.node.style not in ("|", ">", ":", "-")

    def comments(self, *, inside: bool) -> list[str]:
        """The comments on its lines, in their order.

        Args:
            inside: those on what it holds, too, and not only what stands beside the entry itself.
        """
        stop = self.part.stop if inside else self.sheet.page.below(self.part.entry.after)
        start = self.part.start
        if self.ends_its_line and not inside:
            start, stop = self.part.entry.end, self.part.stop
        return self.sheet.comments(start, stop)


@dataclass(frozen=True, slots=True)
class Three:
    """The entry in all versions; the base may lack it, or have it in brackets."""

    base: Version | None
    ours: Version
    theirs: Version

    @classmethod
    def of(cls, base: Sheet | None, ours: Sheet, theirs: Sheet, where: Trio) -> Three:
        """The entry at some places."""
        assert where.ours is not None
        assert where.theirs is not None
        old = None
        if base is not None and where.base and base.is_block(where.base[:-1]):
            old = Version(base, where.base, base.part(where.base))
        return cls(
            old,
            Version(ours, where.ours, ours.part(where.ours)),
            Version(theirs, where.theirs, theirs.part(where.theirs)),
        )

    def lead(self) -> Slice:
        """What leads up to it: comments that either side added."""
        return chosen_comments(
            self.base.lead if self.base else None, self.ours.lead, self.theirs.lead
        )

    def header(self) -> Slice:
        """What introduces the collection that both sides have in block style."""
        ours, theirs = (each.sheet.header(each.place) for each in (self.ours, self.theirs))
        lines = ours.text.endswith("\n") and theirs.text.endswith("\n")
        if not lines or self.base is None or not self.base.sheet.is_block(self.base.place):
            return ours
        base = self.base.sheet.header(self.base.place)
        return chosen(base, ours, theirs) if base.text.endswith("\n") else ours

    def introduced(self) -> tuple[Slice, Slice]:
        """What leads up to the collection, and what introduces it; new comments of either."""
        lead, header = self.lead(), self.header()
        old = self.base.comments(inside=True) if self.base else []
        for version in (self.ours, self.theirs):
            if version.sheet.header(version.place).text.endswith("\n"):
                new = [each for each in version.comments(inside=False) if each not in old]
                known = lead.text + header.text
                lead = with_comments(lead, [each for each in new if each not in known])
        return lead, header

    def entry(self, value: Json, column: int, *, of_both: bool) -> tuple[str, str]:
        """What leads up to the entry, and its own lines.

        Args:
            value: what it is to hold.
            of_both: each side may have a part in that.

        Raises:
            UnmovableError: a text cannot stand in that column.
            SpliceError: a value that both made cannot be written.
        """
        own = self._own(value).at(column)
        # What a side wrote beside the entry stays, also where the other's text is taken; and what
        # it wrote inside, where the value is of both and written anew.
        old = self.base.comments(inside=True) if self.base else []
        lead = self.lead()
        for version in (self.ours, self.theirs):
            new = [each for each in version.comments(inside=of_both) if each not in old]
            lead = with_comments(lead, [each for each in new if each not in own + lead.text])
        return moved(lead, column), ended(own)

    def _own(self, value: Json) -> Slice:
        left, right = equal(value, self.ours.value), equal(value, self.theirs.value)
        if left and right:
            return self._text_of_one_value()
        if not left and not right:
            return self._written(value)
        if right and self._is_laid_out_anew():
            return self._written(value)
        taken = self.ours if left else self.theirs
        versions = [each for each in (self.base, self.ours, self.theirs) if each]
        if not all(each.ends_its_line for each in versions):
            return taken.own
        text = taken.sheet.value(taken.part)
        return Slice(text.text + self._behind().at(text.column), text.column)

    def _is_laid_out_anew(self) -> bool:
        """Whether ours alone has the collection with other lines, or brackets, than the base."""
        if self.base is None:
            return False
        base, ours, theirs = (
            each.part.entry.node.style for each in (self.base, self.ours, self.theirs)
        )
        return ours in _COLLECTIONS and theirs == base != ours

    def _text_of_one_value(self) -> Slice:
        """Equal values: the text that somebody changed, and what stands behind it likewise."""
        versions = [each for each in (self.base, self.ours, self.theirs) if each]
        if not all(each.ends_its_line for each in versions):
            return chosen(self.base.own if self.base else None, self.ours.own, self.theirs.own)
        texts = [each.sheet.value(each.part) for each in (self.ours, self.theirs)]
        old = self.base.sheet.value(self.base.part) if self.base else None
        text = chosen(old, *texts)
        return Slice(text.text + self._behind().at(text.column), text.column)

    def _behind(self) -> Slice:
        ours, theirs = (each.sheet.behind(each.part) for each in (self.ours, self.theirs))
        return chosen(self.base.sheet.behind(self.base.part) if self.base else None, ours, theirs)

    def _written(self, value: Json) -> Slice:
        """The entry with a value that neither side has, in ours' way of writing."""
        sheet = Sheet(put(self.ours.sheet.document, self.ours.place, value))
        return sheet.own(sheet.part(self.ours.place))


def ended(text: str) -> str:
    """Whole lines."""
    return text if text.endswith("\n") else text + "\n"
