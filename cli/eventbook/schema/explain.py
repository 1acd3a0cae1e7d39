"""From violations to findings: every one of them, in words, at the place where it stands.

Both stacks' violations come through here, so both give the same findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.schema.branches import Chosen, WrongDiscriminator, choose
from eventbook.schema.keywords import not_among, report, words
from eventbook.schema.names import MISSING, UNKNOWN, missing, unknown
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation
from eventbook.schema.words import shown

PRIVATE = ("minor-", "withheld-")
"""Findings of these names never show the text they are about."""


def explain(
    violations: Iterable[Violation],
    value: Json,
    shape: Shape,
    path: str,
    *,
    place: Place = (),
    record: str | None = None,
) -> list[Finding]:
    """The findings for what a schema refuses about a value.

    Args:
        violations: what a stack found; their places start at `value`.
        value: what was checked.
        shape: the schema's names and annotations.
        path: the file, for the findings.
        place: where the value stands in the file.
        record: its id.

    Returns:
        Each finding once, in order of place, slug and message.
    """
    found = dict.fromkeys(_together(list(violations), value, shape))
    located = [
        replace(finding, path=path, record=record, place=(*place, *finding.place))
        for finding in found
    ]
    return sorted(located, key=lambda finding: (finding.pointer, finding.slug, finding.message))


def _together(violations: Sequence[Violation], value: Json, shape: Shape) -> Iterator[Finding]:
    """Findings of violations of one value: a misspelt name explains the missing one."""
    meant: set[tuple[Place, str]] = set()
    inside: defaultdict[Place, list[Violation]] = defaultdict(list)
    for violation in violations:
        for end in range(len(violation.place) + 1):
            inside[violation.place[:end]].append(violation)
    for violation in violations:
        if _is_unknown(violation):
            given = _at(value, violation.place)
            for finding, name in unknown(violation, given, inside[violation.place], shape):
                yield finding
                if name is not None:
                    meant.add((violation.place, name))
    for violation in violations:
        absorbed = violation.keyword in MISSING and any(
            (violation.place, name) in meant for name in violation.names
        )
        if not absorbed and not _is_unknown(violation):
            yield from _alone(violation, value, shape)


def _alone(violation: Violation, value: Json, shape: Shape) -> Iterator[Finding]:
    declared = _declared(violation)
    if declared is not None:
        slug = str(declared["slug"])
        advice, private = str(declared.get("help", "")), slug.startswith(PRIVATE)
        message = str(declared.get("message", slug))
        if not private:
            message = _with_subject(message, _at(value, violation.place))
        finding = report(violation, slug, message, help=advice, private=private)
        lacks = violation.keyword in {*MISSING, "oneOf", "anyOf", "dependentSchemas"}
        is_map = isinstance(_at(value, violation.place), dict)
        yield replace(finding, at="key") if lacks and is_map else finding
    elif violation.keyword in {"anyOf", "oneOf"}:
        yield from _union(violation, value, shape)
    elif violation.keyword == "propertyNames" and violation.branches:
        yield from _name(violation, shape)
    elif violation.keyword in MISSING:
        yield missing(violation, shape)
    else:
        yield words(violation, _at(value, violation.place), shape)


def _with_subject(message: str, given: Json) -> str:
    """A message that begins with its verb, with the text or number that it speaks of before it."""
    verb = message.partition(" ")[0] in {"is", "has", "does"}
    scalar = isinstance(given, str | int | float)
    return f"`{shown(given)}` {message}" if verb and scalar else message


def _union(violation: Violation, value: Json, shape: Shape) -> Iterator[Finding]:
    if not violation.branches:
        yield report(violation, "form-unmatched", "fits more than one of the allowed forms")
        return
    chosen = choose(violation, shape)
    if isinstance(chosen, Chosen):
        note = f"checked against the form `{chosen.form}`"
        if chosen.others:
            note += f" ({chosen.others} other form{'s' if chosen.others > 1 else ''} not shown)"
        for finding in _together(chosen.violations, value, shape):
            yield replace(finding, note=finding.note or note)
    elif isinstance(chosen, WrongDiscriminator):
        here = (*violation.place, chosen.name)
        yield not_among(violation._replace(place=here), _at(value, here), chosen.allowed, {})
    else:
        message = f"fits none of the {len(violation.branches)} allowed forms"
        advice = "allowed forms: " + " | ".join(chosen.forms)
        yield report(violation, "form-unmatched", message, help=advice)


def _name(violation: Violation, shape: Shape) -> Iterator[Finding]:
    """A key that is no allowed name: what is wrong with it, said at the key."""
    for name in violation.names:
        inner = [
            each._replace(place=(name,) if each.keyword == "false" else ())
            for each in violation.branches[0]
        ]
        for finding in _together(inner, name, shape):
            yield replace(finding, place=(*violation.place, name), at="key")


def _is_unknown(violation: Violation) -> bool:
    return violation.keyword in UNKNOWN and bool(violation.names) and not _declared(violation)


def _declared(violation: Violation) -> Mapping[str, Any] | None:
    """The schema's own slug and message for this violation, if it has them."""
    schema = violation.schema
    declared = schema.get("x-finding") if isinstance(schema, Mapping) else None
    return declared if isinstance(declared, Mapping) and "slug" in declared else None


def _at(value: Json, place: Place) -> Json:
    try:
        found: Json = resolve(value, place)
    except LookupError:  # a name that propertyNames speaks of stands nowhere in the value
        return None
    return found
