"""Which branch of `anyOf` or `oneOf` was meant.

A union that nothing fits gives the errors of every branch. A reader wants those of the branch the
author had in mind: the one whose type fits, whose discriminator agrees, whose names occur. Where
two branches are equally near, listing the forms says more than guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Schema, Violation
from eventbook.schema.words import type_words

_UNKNOWN = frozenset({"additionalProperties", "unevaluatedProperties"})
_MISSING = frozenset({"required", "dependentRequired"})


class Chosen(NamedTuple):
    """The branch that was meant, and how to name it."""

    violations: tuple[Violation, ...]
    form: str
    others: int


class WrongDiscriminator(NamedTuple):
    """Every branch wants another value of one property."""

    name: str
    allowed: tuple[Json, ...]


class Undecided(NamedTuple):
    """No branch is nearer than another."""

    forms: tuple[str, ...]


def choose(violation: Violation, shape: Shape) -> Chosen | WrongDiscriminator | Undecided:
    """The branch to report, for a violation of `anyOf` or `oneOf` with its branches."""
    depth = len(violation.place)
    forms = tuple(_form(branch, shape) for branch in _schemas(violation))
    wrong = _discriminator(violation, depth)
    if wrong is not None:
        return wrong
    ranked = sorted(
        range(len(violation.branches)), key=lambda index: _rank(violation.branches[index], depth)
    )
    best = ranked[0]
    if len(ranked) > 1 and _rank(violation.branches[ranked[1]], depth) == _rank(
        violation.branches[best], depth
    ):
        return Undecided(forms)
    form = forms[best] if best < len(forms) else f"form {best + 1}"
    return Chosen(violation.branches[best], form, len(ranked) - 1)


def _schemas(violation: Violation) -> list[Schema]:
    schema = violation.schema
    found = schema.get(violation.keyword, []) if isinstance(schema, dict) else []
    return [branch for branch in found if isinstance(branch, dict | bool)]


def _rank(branch: tuple[Violation, ...], depth: int) -> tuple[int, int, int, int, int]:
    """Smaller is nearer: wrong type, wrong discriminator, unknown names, missing names, all."""
    own = [violation for violation in branch if len(violation.place) == depth]
    return (
        sum(violation.keyword in {"type", "false"} for violation in own),
        sum(_discriminates(violation, depth) for violation in branch),
        sum(len(violation.names) or 1 for violation in own if violation.keyword in _UNKNOWN),
        sum(violation.keyword in _MISSING for violation in own),
        len(branch),
    )


def _discriminates(violation: Violation, depth: int) -> bool:
    return violation.keyword in {"const", "enum"} and len(violation.place) <= depth + 1


def _discriminator(violation: Violation, depth: int) -> WrongDiscriminator | None:
    """The property that every branch gives another constant, none of which the value has."""
    allowed: dict[str, list[Json]] = {}
    for branch in violation.branches:
        for inner in branch:
            if inner.keyword == "const" and len(inner.place) == depth + 1:
                assert isinstance(inner.schema, Mapping)
                allowed.setdefault(str(inner.place[-1]), []).append(inner.schema["const"])
    for name, values in allowed.items():
        if len(values) == len(violation.branches) > 1:
            return WrongDiscriminator(name, tuple(values))
    return None


def _form(branch: Schema, shape: Shape) -> str:
    """A branch in a few words: its title, its discriminator, or the names it requires."""
    if not isinstance(branch, dict):
        return "nothing" if branch is False else "anything"
    schemas = tuple(shape.in_place([shape.located(branch)]))
    title = shape.annotation(schemas, "title")
    if isinstance(title, str):
        return title
    properties = shape.properties(schemas)
    required = shape.required(schemas)
    constants = [
        f"{name}: {located.schema['const']}"
        for name, located in properties.items()
        if isinstance(located.schema, dict) and "const" in located.schema
    ]
    names = [name for name in properties if name in required] or sorted(required)
    rest = [name for name in names if not any(c.startswith(f"{name}: ") for c in constants)]
    if constants or rest:
        return "{" + ", ".join([*constants, *rest]) + "}"
    declared = shape.annotation(schemas, "type")
    return type_words(sorted(shape.types(schemas))) if declared else "another form"
