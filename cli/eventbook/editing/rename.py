"""Another id for a record: its own fields, its file's name, and what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from eventbook.book.facts import Facts
from eventbook.book.layout import path_for
from eventbook.book.settings import Kind
from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.editing.create import check_id, date_text, proposed_id
from eventbook.editing.review import still_vouched
from eventbook.errors import UsageError
from eventbook.events.reading import review_status
from eventbook.events.references import FORMER, former_ids
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.query.known import Known
from eventbook.query.paths import NO_REFERENCES
from eventbook.query.records import Record
from eventbook.query.references import places


@dataclass(frozen=True, slots=True)
class Renaming:
    """A record that is to have another id.

    Attributes:
        target: the record as it is.
        kind: its kind.
        new: the id it is to have.
        remembers: whether it keeps its old id among the former ones.
    """

    target: Facts
    kind: Kind
    new: str
    remembers: bool

    @property
    def old(self) -> str:
        """The id that it has."""
        assert self.target.id is not None  # it was found by it
        return self.target.id

    def references(self, records: Iterable[Facts], known: Known) -> Iterator[tuple[Facts, Place]]:
        """Where records refer to it, the record itself included; places are in the record."""
        for facts in records:
            if facts.readable:
                for place in places(Record(facts, {}, NO_REFERENCES), self.target, known):
                    yield facts, place

    def revised(self, document: Document, record: Facts, where: Iterable[Place]) -> Document:
        """The document with a record referring to the new id, and having it if it is the one.

        A review that held before holds on: what it vouched for says the same as before.

        Args:
            record: one of those in the document.
            where: the places in the record that refer to the one renamed.

        Raises:
            SpliceError: the text cannot hold it.
        """
        for place in where:
            there = (*record.place, *place)
            whole = resolve(document.value, there) != self.old
            new = f"{self.kind.name}/{self.new}" if whole else self.new
            document = splice.put(document, there, new)
        if (record.path, record.place) == (self.target.path, self.target.place):
            document = self._with_new_id(document)
        return still_vouched(record.fields, document, record.place)

    def _with_new_id(self, document: Document) -> Document:
        start = self.target.place
        if self.kind.id_field is not None:
            document = splice.put(document, (*start, self.kind.id_field), self.new)
        former = self.target.fields.get(FORMER)
        names: list[Json] = [*former] if isinstance(former, list) else []
        kept = [name for name in names if name != self.new]
        if self.remembers and self.old not in kept:
            kept.append(self.old)
        if kept == names:
            return document
        if not kept:
            return splice.remove(document, (*start, FORMER))
        return splice.put(document, (*start, FORMER), kept)

    def path(self, allowed: Callable[[str], bool]) -> str:
        """Where its file is to be, from the book's root.

        A file on a shelf goes where a new record would; another stays in its folder.

        Args:
            allowed: whether a path holds records of this kind.

        Raises:
            UsageError: the settings leave no place for it.
        """
        target = self.target
        here = PurePosixPath(target.path)
        if not target.alone:
            return target.path
        if self.kind.model is None and self.kind.id_field and here.stem != self.old:
            return target.path  # its name has nothing to do with the id
        date = date_text(target.fields, self.kind)
        for shelf in (date, here.parent.name):
            with suppress(UsageError):
                if path_for(self.kind, self.old, shelf) == target.path:
                    return path_for(self.kind, self.new, date)
        beside = str(here.with_name(f"{self.new}{here.suffix}"))
        return beside if allowed(beside) else path_for(self.kind, self.new, date)


def planned(
    target: Facts, kind: Kind, records: Iterable[Facts], new: str | None, *, has_former: bool
) -> Renaming:
    """What is to be done to give a record another id.

    Args:
        records: those of the book.
        new: the id; None to propose one of the record's year, city and title.
        has_former: whether such records have a list of former ids.

    Raises:
        UsageError: the id is taken, or is none, or none can be proposed.
    """
    assert target.id is not None
    if kind.id == "folder":
        message = f"the id of a {kind.name} is the name of its folder"
        raise UsageError(message, help="rename the folder, with all that is in it")
    others = [
        each
        for each in records
        if each.kind == kind.name and (each.path, each.place) != (target.path, target.place)
    ]
    taken = {each.id.casefold(): each.path for each in others if each.id}
    if new is None:
        new = _proposed(target, kind, taken)
    elif wrong := check_id(new, kind):
        raise UsageError(f"`{new}`: {wrong}")
    if new == target.id:
        raise UsageError(f"`{new}` is the id that it has")
    if new.casefold() == target.id.casefold():
        message = f"`{new}` and `{target.id}` differ only by case"
        raise UsageError(message, help="on some systems that is one file")
    if owner := taken.get(new.casefold()):
        raise UsageError(f"the id `{new}` is taken: {owner}", help="choose another")
    for each in others:
        if new in former_ids(each):
            message = f"`{new}` was the id of {each.id} before; old references mean that"
            raise UsageError(message, help="choose another")
    remembers = has_former and review_status(target.fields) != "draft"
    return Renaming(target, kind, new, remembers)


def _proposed(target: Facts, kind: Kind, taken: Mapping[str, str]) -> str:
    title = target.text(kind.title)
    if not title.strip() or title.lstrip().startswith("TODO"):
        message = f"without a `{kind.title}` no id can be proposed"
        raise UsageError(message, help="write it first, or give the new id")
    new = proposed_id(target.fields, kind, taken)
    if new == target.id:
        raise UsageError(f"`{new}` is the id that would be proposed", help="give another")
    return new
