"""Records as lists and filters see them: nothing withheld, and with what every record has.

A row is the record's value with five fields more: `id` (wherever the settings take it from),
`path` and `kind` (unless the record has such a field of its own), `title` and `date` (what the
kind's settings call so, else the field of that name).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from eventbook.book.facts import Facts
from eventbook.book.settings import Kind, Settings
from eventbook.events.privacy import published
from eventbook.events.references import former_ids
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.query.known import Known
from eventbook.query.paths import Path, References, pick, reach


class Record(NamedTuple):
    """A record and its row.

    Attributes:
        facts: the record.
        row: what filters, sorting and columns look at.
        references: the records of the book.
        place: where in the record the member of a list stands that the row is; () for none.
    """

    facts: Facts
    row: dict[str, Json]
    references: References
    place: Place = ()

    @property
    def value(self) -> Json:
        """The record's value, or that of the member of a list."""
        found: Json = resolve(self.facts.value, self.place)
        return found

    def reach(self, path: Path) -> list[Json]:
        """The values at a path; None for what is null or not there."""
        return list(reach(self.row, path, self.references))

    def pick(self, path: Path) -> Json:
        """The value at a path as one."""
        return pick(self.row, path, self.references)


def shown(facts: Iterable[Facts], settings: Settings) -> list[Facts]:
    """The facts of those records that can be read, without what they withhold."""
    models = {kind.name for kind in settings.kinds if kind.model is not None}
    return [_shown(one) if one.kind in models else one for one in facts if one.readable]


def _shown(facts: Facts) -> Facts:
    value = published(facts.value) if facts.flagged else facts.value
    return facts if value is facts.value else replace(facts, value=value)


class Referred(Mapping[str, Json]):
    """The values of records by `kind/id`, all of which are read when the first is asked for.

    A record that was renamed is found by its former ids, too.

    Args:
        facts: gives those of all records of a book, as `shown` does.
    """

    def __init__(self, facts: Callable[[], Iterable[Facts]]) -> None:
        self._facts = facts

    def __getitem__(self, reference: str) -> Json:
        return self._values[reference]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @cached_property
    def _values(self) -> dict[str, Json]:
        facts = [one for one in self._facts() if one.id is not None]
        found = {f"{one.kind}/{one.id}": one.value for one in facts}
        for one in facts:
            for former in former_ids(one):
                found.setdefault(f"{one.kind}/{former}", one.value)
        return found


def title_of(reference: str, references: References, settings: Settings) -> Json:
    """What the record is called that a reference means; None where there is none, or no title."""
    kind = settings.kind(reference.partition("/")[0])
    value = references.get(reference)
    return value.get(kind.title) if isinstance(value, dict) and kind is not None else None


def rows(
    facts: Iterable[Facts], known: Known, references: References | None = None
) -> list[Record]:
    """What filters, sorting and columns look at.

    Args:
        facts: as `shown` gives them.
        references: the records that they can refer to; these, where they are all of a book.
    """
    chosen = list(facts)
    references = Referred(lambda: chosen) if references is None else references
    owned = {
        name: {field for field in ("path", "kind") if known.declares(name, field)}
        for name in known.kinds
    }
    return [
        Record(one, _row(one, known.kinds[one.kind], owned[one.kind]), references) for one in chosen
    ]


def _row(facts: Facts, kind: Kind, owned: set[str]) -> dict[str, Json]:
    fields = facts.fields
    row = {**fields, "id": facts.id}
    for name, text in (("path", facts.path), ("kind", kind.name)):
        if name not in owned:
            row.setdefault(name, text)
    for name, field in (("title", kind.title), ("date", kind.date)):
        if fields.get(field) is not None:
            row[name] = fields[field]
    return row
