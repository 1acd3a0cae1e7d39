"""The steps of an edit: what is put, inserted, removed and renamed, as data.

A plan of change, whatever it was written as, comes down to steps for each record. They can be
counted, sent to another process, and tried on a value before any text is touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, assert_never

from eventbook.document import outcome, splice
from eventbook.document.document import Document
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

Op: TypeAlias = Literal["put", "insert", "remove", "rename"]


@dataclass(frozen=True, slots=True)
class Step:
    """One change at one place, as `document.splice` makes it.

    Attributes:
        place: in the value as the steps before leave it.
        value: what is put or inserted.
        key: the new key, of a step that renames.
    """

    op: Op
    place: Place
    value: Json = None
    key: str = ""

    def within(self, start: Place) -> Step:
        """The same step in a value that holds this one at a place."""
        return replace(self, place=(*start, *self.place)) if start else self


def taken(value: Json, step: Step) -> Json:
    """The value after a step.

    Raises:
        SpliceError: the step does not fit the value.
    """
    match step.op:
        case "put":
            return outcome.put(value, step.place, step.value)
        case "insert":
            return outcome.insert(value, step.place, step.value)
        case "remove":
            return outcome.remove(value, step.place)
        case "rename":
            return outcome.rename_key(value, step.place, step.key)
        case _:  # pragma: no cover - mypy knows that there is no other
            assert_never(step.op)


def written(document: Document, steps: Iterable[Step]) -> Document:
    """The document after some steps, byte for byte as it was where they mean nothing.

    Raises:
        SpliceError: a step does not fit, or the text cannot hold it.
    """
    for step in steps:
        match step.op:
            case "put":
                document = splice.put(document, step.place, step.value)
            case "insert":
                document = splice.insert(document, step.place, step.value)
            case "remove":
                document = splice.remove(document, step.place)
            case "rename":
                document = splice.rename_key(document, step.place, step.key)
            case _:  # pragma: no cover
                assert_never(step.op)
    return document
