"""What an edit makes of a value: the outcome that an edited text is held against.

Nothing is changed in place; what stays is shared with the original.
"""

from __future__ import annotations

from collections.abc import Callable

from eventbook.errors import EventbookError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path


class SpliceError(EventbookError):
    """An edit that cannot be made: nothing stands there, or the text would not hold it."""


def put(value: Json, place: Place, new: Json) -> Json:
    """A value with `new` at a place; missing maps and lists on the way are made.

    Raises:
        SpliceError: something on the way is neither, or a position lies behind the list's end.
    """
    return _put(value, place, new, 0)


def _put(value: Json, place: Place, new: Json, at: int) -> Json:
    if at == len(place):
        return new
    match value, place[at]:
        case None, str(part):
            return {part: _put(None, place, new, at + 1)}
        case None, 0:
            return [_put(None, place, new, at + 1)]
        case dict(), str(part):
            return {**value, part: _put(value.get(part), place, new, at + 1)}
        case list(), int(part) if 0 <= part <= len(value):
            inner = value[part] if part < len(value) else None
            return [*value[:part], _put(inner, place, new, at + 1), *value[part + 1 :]]
        case ((list() | None), int()):
            raise SpliceError(f"`{to_path(place[: at + 1])}` lies behind the end of the list")
    kind = "map" if isinstance(place[at], str) else "list"
    raise SpliceError(f"`{to_path(place[:at]) or 'the record'}` is no {kind}")


def insert(value: Json, place: Place, new: Json) -> Json:
    """A value with `new` as an item of a list, before the item that has the position now.

    Raises:
        SpliceError: there is no list, or the position lies behind its end.
    """

    def change(parent: Json, part: str | int) -> Json:
        if not isinstance(parent, list) or not isinstance(part, int):
            raise SpliceError(f"`{to_path(place[:-1]) or 'the record'}` is no list")
        if not 0 <= part <= len(parent):
            raise SpliceError(f"`{to_path(place)}` lies behind the end of the list")
        return [*parent[:part], new, *parent[part:]]

    return _change(value, place, change)


def remove(value: Json, place: Place) -> Json:
    """A value without the key or item at a place.

    Raises:
        SpliceError: nothing is there.
    """

    def change(parent: Json, part: str | int) -> Json:
        if isinstance(parent, dict) and part in parent:
            return {key: child for key, child in parent.items() if key != part}
        if isinstance(parent, list) and isinstance(part, int) and 0 <= part < len(parent):
            return [*parent[:part], *parent[part + 1 :]]
        raise _missing(place)

    return _change(value, place, change)


def rename_key(value: Json, place: Place, key: str) -> Json:
    """A value with another key for what is at a place; the order stays.

    Raises:
        SpliceError: nothing is there, it is no key, or the new key is taken.
    """

    def change(parent: Json, part: str | int) -> Json:
        if not isinstance(parent, dict) or part not in parent:
            raise _missing(place)
        if key != part and key in parent:
            raise SpliceError(f"`{to_path((*place[:-1], key))}` is there already")
        return {(key if old == part else old): child for old, child in parent.items()}

    return _change(value, place, change)


def _change(
    value: Json, place: Place, change: Callable[[Json, str | int], Json], at: int = 0
) -> Json:
    """A value with `change` made to the map or list that holds the place."""
    if not place:
        raise SpliceError("the record itself can be neither removed, inserted nor renamed")
    part = place[at]
    if at == len(place) - 1:
        return change(value, part)
    if isinstance(value, dict) and isinstance(part, str) and part in value:
        return {**value, part: _change(value[part], place, change, at + 1)}
    if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
        inner = _change(value[part], place, change, at + 1)
        return [*value[:part], inner, *value[part + 1 :]]
    raise _missing(place)


def _missing(place: Place) -> SpliceError:
    return SpliceError(f"`{to_path(place)}` is not in the record")
