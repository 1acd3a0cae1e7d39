"""What a record quotes, from which source, and whether words of that source may be shown.

A source's text may name a child whom the record withholds. Where one record withholds anybody, no
word of its sources' copies is shown, for whichever record they are looked up: not by file, not by
another copy with the same hash, not by another file of the same address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eventbook.book.facts import Facts
from eventbook.events.privacy import withholds_anybody
from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.rule import Context, SourceStore


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement of `kind: quote`.

    Attributes:
        place: the statement's.
        text: its words, a text or a language map; anything, where the schema is not followed.
        source: the place of the source it is from, and that source; None where it has none.
    """

    place: Place
    text: Json
    source: tuple[Place, Mapping[str, Json]] | None


def quotations(fields: Mapping[str, Json]) -> Iterator[Quotation]:
    """What a record quotes, with the source of each; of sources with one key the first counts."""
    sources: dict[str, tuple[Place, Mapping[str, Json]]] = {}
    for place, source in maps(fields, "sources"):
        if isinstance(key := source.get("key"), str):
            sources.setdefault(key, (place, source))
    for place, statement in maps(fields, "statements"):
        if statement.get("kind") == "quote":
            key = statement.get("source") or fields.get("default_source")
            cited = sources.get(key) if isinstance(key, str) else None
            yield Quotation(place, statement.get("text"), cited)


def without_copy(records: Iterable[Facts], store: SourceStore) -> tuple[int, int]:
    """How many quotations have no local copy of their source, and how many there are."""
    missing = total = 0
    for record in records:
        for one in quotations(record.fields):
            total += 1
            missing += one.source is None or not store.files(record.id, one.source[1])
    return missing, total


def wanted(records: Iterable[Facts], context: Context) -> Iterator[Facts]:
    """The records whose findings somebody will see: copies of the others need not be read."""
    return (each for each in records if context.wanted is None or each.path in context.wanted)


class Guard:
    """Which copies no word may be shown of."""

    def __init__(self, records: Iterable[Facts], store: SourceStore) -> None:
        self._records = records
        self._store = store

    def hides(self, record: Facts, source: Mapping[str, Json]) -> bool:
        """Whether a source is also one of a record that withholds somebody."""
        return not self._closed.isdisjoint(self._marks(record, source))

    @cached_property
    def _closed(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            mark
            for record in self._records
            if record.fields.get("withheld") or withholds_anybody(record.value)
            for _, source in maps(record.fields, "sources")
            for mark in self._marks(record, source)
        )

    def _marks(self, record: Facts, source: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
        """What tells that two sources are one text."""
        for file in self._store.files(record.id, source):
            yield "file", file
        for name in ("sha256", "url", "archive_url"):
            if isinstance(text := source.get(name), str):
                yield name, text.lower()
