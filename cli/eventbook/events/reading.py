"""Reading an event record's fields where nothing guarantees their shape.

Rules run on records that the schema refuses, too. What has the wrong shape is passed over here;
the schema has already said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eventbook.jsonvalue import Json, digest
from eventbook.pointer import Place


def maps(fields: Mapping[str, Json], name: str) -> Sequence[tuple[Place, dict[str, Json]]]:
    """The maps in a list field, each with its place."""
    items = fields.get(name)
    if not isinstance(items, list):
        return ()
    return [((name, index), item) for index, item in enumerate(items) if isinstance(item, dict)]


def texts(value: Json, place: Place = ()) -> Sequence[tuple[Place, str]]:
    """Every text in a value, with its place."""
    if isinstance(value, str):
        return [(place, value)]
    found: list[tuple[Place, str]] = []
    _gather_texts(value, place, found)
    return found


def all_maps(value: Json, place: Place = ()) -> Sequence[tuple[Place, dict[str, Json]]]:
    """Every map in a value, outermost first, with its place."""
    found: list[tuple[Place, dict[str, Json]]] = []
    if isinstance(value, (dict, list)):
        _gather_maps(value, place, found)
    return found


# Rules look through every record, most of them more than once. Generators that call themselves
# would hand each item up through all levels; these fill one list.


def _gather_texts(value: Json, place: Place, found: list[tuple[Place, str]]) -> None:
    for part, child in _children(value):
        if isinstance(child, str):
            found.append(((*place, part), child))
        elif isinstance(child, (dict, list)):
            _gather_texts(child, (*place, part), found)


def _gather_maps(value: Json, place: Place, found: list[tuple[Place, dict[str, Json]]]) -> None:
    if isinstance(value, dict):
        found.append((place, value))
    for part, child in _children(value):
        if isinstance(child, (dict, list)):
            _gather_maps(child, (*place, part), found)


def _children(value: Json) -> Iterable[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def names(entity: Mapping[str, Json]) -> Iterator[str]:
    """The name of an entity, in every language it is given in."""
    name = entity.get("name")
    if isinstance(name, str):
        yield name
    elif isinstance(name, dict):
        yield from (text for text in name.values() if isinstance(text, str))


def review_status(fields: Mapping[str, Json]) -> str | None:
    """The review status, if there is one."""
    review = fields.get("review")
    status = review.get("status") if isinstance(review, dict) else None
    return status if isinstance(status, str) else None


def changed_since_review(fields: Mapping[str, Json]) -> bool:
    """Whether `review.of` is not the hash of what the record says now; it may say no hash."""
    review = fields.get("review")
    reviewed = review.get("of") if isinstance(review, dict) else None
    return isinstance(reviewed, str) and reviewed != content_digest(fields)


def content_digest(fields: Mapping[str, Json]) -> str:
    """The digest of what a review vouches for: all of a record but the review itself."""
    return digest({key: value for key, value in fields.items() if key != "review"})
