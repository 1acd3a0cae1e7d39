"""Dotted paths into a source's row, and the fields that a row has."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.jsonvalue import Json

ITSELF = "."
"""The path of a value itself."""


def find(value: Json, path: str) -> Json:
    """What stands at a path; None where nothing does.

    A name may hold dots: the whole rest of a path is tried as a name before it is parted. In a
    list a number means an item, and a name what the items have under it.
    """
    if path in ("", ITSELF):
        return value
    if isinstance(value, list):
        return _in_list(value, path)
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    at = path.find(".")
    while at != -1:
        name = path[:at]
        if name in value and (found := find(value[name], path[at + 1 :])) is not None:
            return found
        at = path.find(".", at + 1)
    return None


def _in_list(items: list[Json], path: str) -> Json:
    first, _, rest = path.partition(".")
    if first.isascii() and first.isdecimal():
        number = int(first[:9])
        return find(items[number], rest) if number < len(items) else None
    found = [each for item in items if (each := find(item, path)) is not None]
    return list(found) or None


def is_empty(value: Json) -> bool:
    """Whether a value says nothing: null, a blank text, an empty map, a list of nothing else."""
    if isinstance(value, list):
        return all(map(is_empty, value))
    return value is None or value == {} or (isinstance(value, str) and not value.strip())


def leaves(value: Json, path: str = "") -> Iterator[str]:
    """The paths of all values that say something, without positions in lists, each once a value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    elif not is_empty(value):
        yield path
