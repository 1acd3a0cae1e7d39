"""Looking at some fields alone: changes elsewhere are left out, of the others that part is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.diff import Change
from eventbook.changes.redact import WITHHELD
from eventbook.changes.trails import Trail
from eventbook.changes.trees import Identity, TreeBuilder
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve

Step: TypeAlias = "str | int | tuple[str, str]"
"""A key; the number of a list item; or the field and the value, as text, that an item has."""

Pattern: TypeAlias = tuple[Step, ...]
"""A path to fields. A key that follows a list is looked for in each of its items."""

_Relation: TypeAlias = Literal["inside", "above", "apart"]


class Scope(NamedTuple):
    """The fields to look at.

    Attributes:
        only: these, with all that is in them; none means all.
        ignored: these are not looked at, whatever `only` says.
    """

    only: tuple[Pattern, ...] = ()
    ignored: tuple[Pattern, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything is looked at."""
        return not self.only and not self.ignored

    def holds_any(self, value: Json) -> bool:
        """Whether anything in a record's value is looked at."""
        return any(True for _ in self.parts(value, (), value))

    def parts(self, root: Json, place: Place, value: Json) -> Iterator[tuple[Place, Json]]:
        """The parts of the value at a place that are looked at, without what is ignored in them.

        Args:
            root: the whole record.

        Returns:
            Each part with its place; of two that lie in each other the outer one alone.
        """
        if any(_relation(pattern, root, place) == "inside" for pattern in self.ignored):
            return
        relations = {_relation(pattern, root, place) for pattern in self.only}
        if not self.only or "inside" in relations:
            rest = self._rest(root, place, value)
            if rest or rest == value:
                yield place, rest
        elif "above" in relations:
            for step, inner in _children(value):
                yield from self.parts(root, (*place, step), inner)

    def _rest(self, root: Json, place: Place, value: Json) -> Json:
        """A value without what is ignored in it."""
        relations = [_relation(pattern, root, place) for pattern in self.ignored]
        if "above" not in relations:
            return value
        kept = [
            (step, self._rest(root, (*place, step), inner))
            for step, inner in _children(value)
            if all(_relation(each, root, (*place, step)) != "inside" for each in self.ignored)
        ]
        if isinstance(value, dict):
            return {str(step): inner for step, inner in kept}
        return [inner for _, inner in kept] if isinstance(value, list) else value


def alike(old: Json, new: Json, scope: Scope, identity: Identity) -> bool:
    """Whether two values are equal in what is looked at.

    Args:
        identity: what identifies the items of lists.
    """
    builder = TreeBuilder(identity)
    parts = [
        [(place, builder.build(part, place).number) for place, part in scope.parts(each, (), each)]
        for each in (old, new)
    ]
    return parts[0] == parts[1]


def scoped(changes: Iterable[Change], old: Json, new: Json, scope: Scope) -> Iterator[Change]:
    """The changes to what is looked at.

    What was moved, renamed or relocated from a field that is not looked at is told as added, and
    the other way round as removed.

    Args:
        changes: those between the two values, without what must not be shown.
        old: a record's value likewise.
        new: the other value likewise.
    """
    gone: list[Place] = []
    fresh: list[Place] = []
    for change in changes:
        was, now = change.old_place, change.new_place
        if _is_in(was, gone) or _is_in(now, fresh):
            continue  # told with the whole of it
        removed, added = list(_side(was, old, scope)), list(_side(now, new, scope))
        told = _as_it_is(change, removed, added)
        if told is not None:
            yield from told
            continue
        if was is not None and now is not None and change.op != "replace":
            gone.append(was)
            fresh.append(now)
        for place, value in removed:
            trail = _trail(change.old_trail, was, place)
            yield Change("remove", old_place=place, old=value, old_trail=trail)
        for place, value in added:
            trail = _trail(change.new_trail, now, place)
            yield Change("add", new_place=place, new=value, new_trail=trail)


_Part: TypeAlias = tuple[Place, Json]


def _as_it_is(change: Change, removed: list[_Part], added: list[_Part]) -> list[Change] | None:
    """A change that keeps its form, or is not told; None where its sides are told each alone."""
    is_old_whole = [place for place, _ in removed] == [change.old_place]
    is_new_whole = [place for place, _ in added] == [change.new_place]
    if change.op == "move" and not is_old_whole and not is_new_whole:
        return []  # the order of items is not the order of what is in them
    if not is_old_whole or not is_new_whole:
        return None
    old, new = removed[0][1], added[0][1]
    if change.op != "replace":
        return [change._replace(new=new)]
    is_alike = old == new and old != change.old
    return [] if is_alike else [change._replace(old=old, new=new)]


def _is_in(place: Place | None, places: list[Place]) -> bool:
    return place is not None and any(place[: len(each)] == each for each in places)


def _side(place: Place | None, root: Json, scope: Scope) -> Iterator[tuple[Place, Json]]:
    if place is not None:
        yield from scope.parts(root, place, _standing(root, place))


def _standing(root: Json, place: Place) -> Json:
    """What stands at a place of a record; where it lies in something withheld, it is so too."""
    try:
        found: Json = resolve(root, place)
    except LookupError:
        return WITHHELD
    return found


def _trail(trail: Trail, place: Place | None, part: Place) -> Trail:
    return (*trail, *part[len(place or ()) :])


def _children(value: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _relation(pattern: Pattern, root: Json, place: Place) -> _Relation:
    """How a place lies to what a pattern means: in it, above it, or neither."""
    at, here = 0, root
    for step in place:
        if at == len(pattern):
            return "inside"
        inner: Json = None
        if isinstance(here, dict) and isinstance(step, str):
            inner = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            inner = here[step]
        if _fits(pattern[at], step, inner):
            at += 1
        elif isinstance(step, str) or not isinstance(pattern[at], str):
            return "apart"
        here = inner
    return "inside" if at == len(pattern) else "above"


def _fits(wanted: Step, step: str | int, inner: Json) -> bool:
    if isinstance(wanted, tuple):
        found = inner.get(wanted[0]) if isinstance(inner, dict) else None
        return isinstance(step, int) and _says(found, wanted[1])
    return str(wanted) == step if isinstance(step, str) else wanted == step


def _says(value: Json, text: str) -> bool:
    if isinstance(value, dict | list) or value is None:
        return False
    return text == (value if isinstance(value, str) else json.dumps(value))
