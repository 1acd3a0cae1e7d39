"""How often items of a list are there again, though the schema says what makes each of them one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator

from eventbook.changes.match import item_name
from eventbook.changes.trees import Identity, ListIdentity
from eventbook.jsonvalue import Json, canonical
from eventbook.pointer import Place


def repeats(value: Json, identity: Identity, place: Place = ()) -> int:
    """How many items have a name, or in a set a content, that one before them has.

    Args:
        identity: what identifies the items of the list at a place.
    """
    if isinstance(value, dict):
        return sum(repeats(item, identity, (*place, key)) for key, item in value.items())
    if not isinstance(value, list):
        return 0
    names = Counter(_names(value, identity(place)))
    inner = sum(repeats(item, identity, (*place, index)) for index, item in enumerate(value))
    return inner + sum(count - 1 for count in names.values())


def _names(items: list[Json], declared: ListIdentity) -> Iterator[Hashable]:
    if declared is None:
        return
    for item in items:
        if declared == "set":
            yield canonical(item)
            continue
        for candidate in declared:
            name = item_name(item, candidate)
            if name is not None:
                yield candidate, tuple((field, type(part), part) for field, part in name)
                break
