"""Taking private values out of changes: what a private finding stands at is never shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from eventbook.changes.diff import Change, Missing
from eventbook.changes.trails import Trail
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

WITHHELD: Final = "(withheld)"
"""Stands in place of a private value, in every form of output."""


def redact(
    changes: Iterable[Change], old_private: Collection[Place], new_private: Collection[Place]
) -> tuple[Change, ...]:
    """The changes without private values: neither as values nor as names in a path.

    Args:
        old_private: places of the old value whose content must not be shown.
        new_private: places of the new value likewise.

    Returns:
        The same changes; a private value, or a part of a value that is private, is `WITHHELD`,
        and a list item that holds anything private goes by its index.
    """
    if not old_private and not new_private:
        return tuple(changes)
    return tuple(
        change._replace(
            old=_shown(change.old, change.old_place, old_private),
            new=_shown(change.new, change.new_place, new_private),
            old_trail=_unnamed(change.old_trail, change.old_place, old_private),
            new_trail=_unnamed(change.new_trail, change.new_place, new_private),
        )
        for change in changes
    )


def without(value: Json, private: Collection[Place]) -> Json:
    """A whole value with `WITHHELD` at its private places."""
    return _without(value, (), list(private))


def _shown(
    value: Json | Missing, place: Place | None, private: Collection[Place]
) -> Json | Missing:
    if isinstance(value, Missing) or place is None:
        return value
    if any(place[: len(one)] == one for one in private):
        return WITHHELD
    below = [one for one in private if one[: len(place)] == place]
    return _without(value, place, below)


def _without(value: Json, place: Place, private: list[Place]) -> Json:
    """The value at a place with those private places in it that exist."""
    if place in private:
        return WITHHELD
    if not private:
        return value
    if isinstance(value, dict):
        return {key: _step(item, (*place, key), private) for key, item in value.items()}
    if isinstance(value, list):
        return [_step(item, (*place, index), private) for index, item in enumerate(value)]
    return value


def _step(value: Json, place: Place, private: list[Place]) -> Json:
    return _without(value, place, [one for one in private if one[: len(place)] == place])


def _unnamed(trail: Trail, place: Place | None, private: Collection[Place]) -> Trail:
    """The trail with the index of each list item in or about which something is private."""
    if place is None:
        return trail
    return tuple(
        place[depth] if isinstance(part, tuple) and _touches(place[: depth + 1], private) else part
        for depth, part in enumerate(trail)
    )


def _touches(place: Place, private: Collection[Place]) -> bool:
    """Whether anything private stands in a place, or the place in something private."""
    return any(place[: len(one)] == one or one[: len(place)] == place for one in private)
