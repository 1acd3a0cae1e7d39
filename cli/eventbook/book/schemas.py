"""The schemas of a book's kinds, as they are looked at to find fields, words and lists."""

from __future__ import annotations

from collections.abc import Callable

from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import Kind
from eventbook.pointer import Place
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import ListIdentity, Shape


class Schemas:
    """What a book's schemas say, each looked at once.

    Args:
        of: a kind's schema: the catalog it refers to, and its path in there.
    """

    def __init__(self, of: Callable[[Kind], tuple[Catalog, str]]) -> None:
        self.of = of
        self._shapes: dict[str, Shape] = {}

    def shape(self, kind: Kind) -> Shape:
        """The names and annotations of a kind's schema, from the root of what it judges."""
        if kind.name not in self._shapes:
            self._shapes[kind.name] = Shape(*self.of(kind))
        return self._shapes[kind.name]

    def judges_file(self, kind: Kind, pattern: RecordPattern) -> bool:
        """Whether the schema is for the whole file, not for each record listed in it."""
        shape = self.shape(kind)
        return bool(pattern.steps) and shape.types(shape.at(())) == {"array"}

    def identity(self, kind: Kind, pattern: RecordPattern) -> Callable[[Place], ListIdentity]:
        """What tells the items of each list in a file apart, by the list's place in the file.

        Records that are listed in it go by their ids, where these are in a field.
        """
        shape = self.shape(kind)
        by_id = (((kind.id_field,),),) if kind.id_field else None
        whole = self.judges_file(kind, pattern)

        def identity(place: Place) -> ListIdentity:
            inner = place
            for index, keys in enumerate(pattern.steps, start=1):
                if inner == keys and index == len(pattern.steps):
                    return (shape.list_identity(place) if whole else None) or by_id
                if inner[: len(keys)] != keys or len(inner) <= len(keys):
                    return shape.list_identity(place) if whole else None
                inner = inner[len(keys) + 1 :]
            return shape.list_identity(place if whole else inner)

        return identity
