"""Property names that should not be there, and those that should: typos, synonyms, omissions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from eventbook.findings import Finding, Fix
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.catalog import Located
from eventbook.schema.keywords import report
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation
from eventbook.schema.words import close_to, first_sentence, listed, same_word, shown

UNKNOWN = frozenset({"additionalProperties", "unevaluatedProperties"})
MISSING = frozenset({"required", "dependentRequired", "dependencies"})


def unknown(
    violation: Violation, given: Json, inside: Sequence[Violation], shape: Shape
) -> Iterator[tuple[Finding, str | None]]:
    """The findings for unexpected names, each with the name that was probably meant.

    Args:
        inside: the violations at this one's place and below it, itself among them.

    A schema that fails evaluates nothing (2020-12, section 11.3), so that the names it knows look
    unexpected too. A known name is reported only where nothing else explains it.
    """
    schemas = tuple(shape.in_place([shape.located(violation.schema)]))
    known = shape.properties(schemas)
    elsewhere = [other for other in inside if other is not violation]
    explained = {other.place[: len(violation.place) + 1] for other in elsewhere}
    here_too = [other for other in elsewhere if other.place == violation.place]
    lacking = {name for o in here_too if o.keyword in MISSING for name in o.names[:1]}
    for name in violation.names:
        here = (*violation.place, name)
        if here in explained:
            continue
        if name not in known:
            yield _misnamed(violation, here, given, known, lacking)
        elif not elsewhere:
            message = f"`{name}` is not allowed here"
            yield _at_key(violation, here, message), None


def missing(violation: Violation, shape: Shape) -> Finding:
    """A required property that is not there, said at the key of the map that lacks it."""
    name = violation.names[0] if violation.names else "?"
    schemas = tuple(shape.in_place([shape.located(violation.schema)]))
    own = shape.properties(schemas).get(name)
    inner = tuple(shape.in_place([own])) if own else shape.at((*violation.place, name))
    description = shape.annotation(inner, "description")
    advice = f"add `{name}: {_example(inner, shape)}`"
    if description:
        advice += f" ({first_sentence(str(description))})"
    finding = report(
        violation, "property-missing", f"missing required property `{name}`", help=advice
    )
    return replace(finding, at="key")


def _misnamed(
    violation: Violation,
    here: Place,
    given: Json,
    known: Mapping[str, Located],
    lacking: Collection[str],
) -> tuple[Finding, str | None]:
    name = str(here[-1])
    present = given if isinstance(given, dict) else {}
    free = [candidate for candidate in known if candidate not in present]
    taken = [candidate for candidate in known if candidate in present]
    finding = _at_key(violation, here, f"unknown property `{name}`")
    synonym = _by_synonym(name, known)
    meant = next((candidate for candidate in free if same_word(candidate, name)), None)
    meant = meant or synonym or close_to(name, free) or close_to(name, taken)
    if meant is None:
        advice = f"known here: {listed(known)}" if known else ""
        return replace(finding, help=advice), None
    if meant in present:
        return replace(finding, help=f"this belongs in `{meant}`, which is already there"), None
    similar = "the property is called" if meant == synonym else "a similar property exists:"
    advice = f"{similar} `{meant}`" + (" (required, missing here)" if meant in lacking else "")
    return replace(finding, help=advice, fix=Fix("unsafe", meant)), meant


def _at_key(violation: Violation, here: Place, message: str) -> Finding:
    return replace(report(violation, "property-unknown", message), place=here, at="key")


def _by_synonym(name: str, known: Mapping[str, Located]) -> str | None:
    for candidate, located in known.items():
        schema = located.schema
        words = schema.get("x-synonyms") if isinstance(schema, dict) else None
        if isinstance(words, list) and any(same_word(str(word), name) for word in words):
            return candidate
    return None


def _example(schemas: tuple[Located, ...], shape: Shape) -> str:
    enum = shape.annotation(schemas, "enum")
    if enum:
        return " | ".join(shown(value) for value in enum[:6]) + (" | …" if len(enum) > 6 else "")
    examples = shape.annotation(schemas, "examples")
    if isinstance(examples, list) and examples and isinstance(examples[0], str | int | float):
        return shown(examples[0])
    return "…"
