"""A row for every member of a list: its fields, then those of its record that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path
from eventbook.query.known import Known
from eventbook.query.paths import Path, index_of
from eventbook.query.records import Record

RECORD = "_record"
"""The field of a row that holds the id of the record it is of."""
ITEM = "_item"
"""The field of a row that tells where in the record it stands."""


def each(records: Iterable[Record], path: Path, known: Known) -> Iterator[Record]:
    """The members of the list at a path, in the order of records and lists.

    Args:
        known: as `Known.within` gives it for the path.
    """
    for record in records:
        names = known.item_names(record.facts.kind)
        for place, value in members(record.facts.value, path):
            fields = value if isinstance(value, dict) else {"value": value}
            row = {**record.row, **dict.fromkeys(names), **fields}
            row |= {RECORD: record.facts.id, ITEM: to_path(place)}
            yield record._replace(row=row, place=place)


def members(value: Json, path: Path, place: Place = ()) -> Iterator[tuple[Place, Json]]:
    """The members of every list that a path leads to, each with its place.

    Lists on the way and lists in lists are transparent. References are not followed.
    """
    if isinstance(value, list):
        index = index_of(path[0]) if path else None
        for number, member in enumerate(value):
            if index is None:
                yield from members(member, path, (*place, number))
            elif index == number:
                yield from members(member, path[1:], (*place, number))
    elif path:
        part = path[0]
        if isinstance(value, dict) and isinstance(part, str) and part in value:
            yield from members(value[part], path[1:], (*place, part))
    elif place and isinstance(place[-1], int):
        yield place, value
