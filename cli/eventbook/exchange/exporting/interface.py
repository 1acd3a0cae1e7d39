"""What a target is given: the records to export, and what the book knows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from eventbook.book.facts import Facts
from eventbook.exchange.exporting.structure import Structure
from eventbook.query.places import Spot


class KindToExport(NamedTuple):
    """A kind of the book.

    Attributes:
        name: what the settings call it.
        starts: where in its schema a record stands.
        title: the field that holds the title.
        date: the field that holds the date.
    """

    name: str
    starts: tuple[Spot, ...] = ()
    title: str = "title"
    date: str = "date"


class Export:
    """Records that leave the book.

    Attributes:
        title: what the archive calls itself.
        language: BCP 47 tag of the language that texts without one are in.
        revision: the commit that they are of; None for the work tree.
        kinds: by name, in the book's order; those of the records.
        records: readable ones, without what they withhold, in the book's order.
    """

    def __init__(
        self,
        kinds: Sequence[KindToExport],
        records: Sequence[Facts],
        *,
        title: str = "",
        language: str = "en",
        revision: str | None = None,
        titles: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """
        Args:
            titles: gives the titles of all records of the book by `kind/id`; asked once.
        """
        present = {each.kind for each in records}
        self.kinds = {each.name: each for each in kinds if each.name in present}
        self.records = records
        self.title = title
        self.language = language
        self.revision = revision
        self._titles = titles

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of all records of the book, by `kind/id`."""
        return self._titles()

    @cached_property
    def structures(self) -> Mapping[str, Structure]:
        """What the records of each kind are made of."""
        found = {name: Structure(kind.starts) for name, kind in self.kinds.items()}
        for facts in self.records:
            found[facts.kind].add(facts.value)
        return found

    def of_kind(self, name: str) -> list[Facts]:
        """The records of a kind, in order."""
        return [facts for facts in self.records if facts.kind == name]

    def title_of(self, reference: str, kinds: Sequence[str]) -> str | None:
        """The title of the record that a reference means.

        Args:
            reference: `kind/id`, or an id alone of one of the kinds.
        """
        for name in meant(reference, kinds):
            if (title := self.titles.get(name)) is not None:
                return title
        return None


def meant(reference: str, kinds: Sequence[str]) -> list[str]:
    """What a reference may mean, as `kind/id`."""
    return [reference] if "/" in reference else [f"{kind}/{reference}" for kind in kinds]


def in_language(value: object, language: str) -> str | None:
    """A text, or of a map by language that in one language, else the first."""
    if isinstance(value, dict):
        texts = {tag: text for tag, text in value.items() if isinstance(text, str)}
        return texts.get(language, next(iter(texts.values()), None))
    return value if isinstance(value, str) else None
