"""A record that is to be edited, with what its schema says of its places."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventbook.editing.steps import Step, taken
from eventbook.editing.typed import typed, types_at
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve
from eventbook.schema.shape import ListIdentity, Shape


@dataclass(slots=True)
class Target:
    """A record on its way from step to step.

    Attributes:
        value: the record's, as the steps so far leave it.
        shape: of what its schema judges.
        start: where in that the record stands.
        steps: those so far; their places are in the record.
    """

    value: Json
    shape: Shape
    start: Place = ()
    steps: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Take a step; one that changes nothing is left out.

        Raises:
            SpliceError: it does not fit the value.
        """
        there = step.op == "put" and self.has(step.place)
        if there and equal(resolve(self.value, step.place), step.value):
            return
        self.value = taken(self.value, step)
        self.steps.append(step)

    def has(self, place: Place) -> bool:
        """Whether something stands at a place."""
        try:
            resolve(self.value, place)
        except LookupError:
            return False
        return True

    def typed(self, text: str, place: Place) -> Json:
        """What a text means at a place, by the schema.

        Raises:
            UsageError: the place takes no value that can be written so.
        """
        return typed(text, (*self.start, *place), self.shape, shown=place)

    def types(self, place: Place) -> frozenset[str]:
        """The JSON types that a value at a place may have."""
        return types_at((*self.start, *place), self.shape)

    def identity(self, place: Place) -> ListIdentity:
        """How the items of the list at a place are told apart."""
        return self.shape.list_identity((*self.start, *place))
