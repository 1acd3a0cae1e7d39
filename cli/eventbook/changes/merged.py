"""A merged value: which side each part of it is taken from, and where they are in conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.diff import MISSING, Missing
from eventbook.changes.spots import Spot
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

Side: TypeAlias = Literal["ours", "theirs"]
Why: TypeAlias = Literal["both changed it", "theirs removed it", "ours removed it"]


class Trio(NamedTuple):
    """Where the same thing stands in each version; None where it is not there."""

    base: Place | None
    ours: Place | None
    theirs: Place | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that is taken as one side has it, or a text made of both.

    Attributes:
        side: None for a text whose lines come from both sides.
    """

    where: Trio
    side: Side | None
    value: Json


@dataclass(frozen=True, slots=True)
class Fields:
    """A map that both sides have, with its keys in the order of the result."""

    where: Trio
    parts: Mapping[str, Merged]


@dataclass(frozen=True, slots=True)
class Items:
    """A list that both sides have, with its items in the order of the result."""

    where: Trio
    parts: Sequence[Merged]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value, or some items in a row, that both sides changed, each in its way.

    Attributes:
        base: where they stand in the base; likewise ours and theirs. Empty where they are gone.
        left: ours' values, as many as there are places.
        right: theirs' values.
    """

    base: tuple[Place, ...]
    ours: tuple[Place, ...]
    theirs: tuple[Place, ...]
    left: tuple[Json, ...]
    right: tuple[Json, ...]
    why: Why

    @classmethod
    def of(cls, base: Sequence[Spot], ours: Sequence[Spot], theirs: Sequence[Spot]) -> Conflict:
        """The conflict between what stands at some spots."""
        why: Why = "both changed it"
        if not ours or not theirs:
            why = "theirs removed it" if ours else "ours removed it"
        return cls(
            tuple(spot.place for spot in base),
            tuple(spot.place for spot in ours),
            tuple(spot.place for spot in theirs),
            tuple(spot.tree.value for spot in ours),
            tuple(spot.tree.value for spot in theirs),
            why,
        )


Merged: TypeAlias = Taken | Fields | Items | Conflict


def conflicts(merged: Merged) -> Iterator[Conflict]:
    """The conflicts in a merged value, in its order."""
    match merged:
        case Conflict():
            yield merged
        case Fields(_, fields):
            for part in fields.values():
                yield from conflicts(part)
        case Items(_, items):
            for part in items:
                yield from conflicts(part)
        case Taken():
            pass


def settle(merged: Merged, side: Side) -> Json | Missing:
    """The value where every conflict is settled for one side; MISSING where it has none."""
    values = _settled(merged, side)
    return values[0] if values else MISSING


def _settled(merged: Merged, side: Side) -> Sequence[Json]:
    match merged:
        case Taken(_, _, value):
            return (value,)
        case Conflict():
            return merged.left if side == "ours" else merged.right
        case Fields(_, fields):
            settled = {key: _settled(part, side) for key, part in fields.items()}
            return ({key: values[0] for key, values in settled.items() if values},)
        case Items(_, items):
            return ([value for part in items for value in _settled(part, side)],)
