"""What each JSON Schema keyword's violation is called and said to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from eventbook.findings import Finding, Fix
from eventbook.jsonvalue import Json, canonical, type_name
from eventbook.pointer import to_pointer
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation
from eventbook.schema.words import close_to, first_sentence, listed, same_word, shown, type_words
from eventbook.values import edtf
from eventbook.values.formats import FORMATS

Words: TypeAlias = Callable[[Violation, Json, Shape], Finding]
"""The finding for a violation, the value that fails, and what the schema says around it."""


def words(violation: Violation, given: Json, shape: Shape) -> Finding:
    """The finding for one violation of a keyword that needs no other violation to explain it."""
    return _WORDS.get(violation.keyword, _generic)(violation, given, shape)


def report(violation: Violation, slug: str, message: str, **more: Any) -> Finding:
    """A finding at a violation's place; the file is filled in by whoever knows it."""
    path = "#" + to_pointer(violation.schema_path)
    return Finding(slug, "error", message, "", place=violation.place, schema_path=path, **more)


def not_among(
    violation: Violation, given: Json, allowed: Iterable[Json], synonyms: Mapping[str, Json]
) -> Finding:
    """A value that is none of the allowed ones, with the one that was probably meant.

    Args:
        synonyms: words people try, and what they are called here.
    """
    values = list(allowed)
    name = violation.place[-1] if violation.place else None
    owner = f" for `{name}`" if isinstance(name, str) else ""
    message = f"`{shown(given)}` is not an allowed value{owner}"
    text = given if isinstance(given, str) else ""
    meant = next((called for word, called in synonyms.items() if same_word(word, text)), None)
    near = meant or close_to(text, (value for value in values if isinstance(value, str)))
    if near is None:
        return report(violation, "value-not-allowed", message, help=f"use {_any_of(values)}")
    advice = f"here it is called `{near}`" if meant else f"a similar value exists: `{near}`"
    fix = Fix("unsafe", near) if isinstance(near, str) else None
    label = f"expected one of: {listed(values)}"
    return report(violation, "value-not-allowed", message, label=label, help=advice, fix=fix)


def _any_of(values: Sequence[Json]) -> str:
    return f"`{shown(values[0])}`" if len(values) == 1 else f"one of: {listed(values)}"


def _schema(violation: Violation) -> Mapping[str, Any]:
    return violation.schema if isinstance(violation.schema, Mapping) else {}


def _type(violation: Violation, given: Json, shape: Shape) -> Finding:
    declared = _schema(violation)["type"]
    names = [declared] if isinstance(declared, str) else list(declared)
    found = type_name(given)
    if problem := _dated(violation, given):
        return problem
    advice, fix = "", None
    if "string" in names and found in {"integer", "number", "boolean"}:
        advice = "put quotes around it"
        fix = Fix("unsafe", f'"{given}"') if found == "integer" else None
    elif found == "string" and names == ["object"]:
        named = shape.properties(shape.at(violation.place))
        advice = "write it as `name: …` on a line of its own" if "name" in named else ""
    elif "array" in names and found not in {"array", "null"}:
        advice = "write it as a list: `- …`"
    return report(
        violation,
        "type-mismatch",
        f"expected {type_words(names)}, found {type_words([found])}",
        help=advice,
        fix=fix,
    )


def _dated(violation: Violation, given: Json) -> Finding | None:
    """What a date that is no text says of dates, which is more than its type or size."""
    schema = _schema(violation)
    try:
        edtf.from_value(given if schema.get("format") == "edtf-date" else "XXXX")
    except edtf.EdtfError as error:
        return report(violation, "date-invalid", error.message, help=error.help)
    return None


def _enum(violation: Violation, given: Json, shape: Shape) -> Finding:
    schema = _schema(violation)
    allowed = schema["enum"] if violation.keyword == "enum" else [schema["const"]]
    synonyms = schema.get("x-value-synonyms")
    return not_among(violation, given, allowed, synonyms if isinstance(synonyms, dict) else {})


def _format(violation: Violation, given: Json, shape: Shape) -> Finding:
    name = str(_schema(violation)["format"])
    problem = FORMATS[name](given) if name in FORMATS else None
    if problem is None:
        message = f"`{shown(given)}` is not a valid {name}"
        return report(violation, "format-invalid", message)
    fix = Fix("unsafe", problem.replacement) if problem.replacement else None
    return report(violation, problem.slug, problem.message, help=problem.help, fix=fix)


def _pattern(violation: Violation, given: Json, shape: Shape) -> Finding:
    description = _schema(violation).get("description")
    return report(
        violation,
        "pattern-mismatch",
        f"`{shown(given)}` does not have the required form",
        label=f"must match /{_schema(violation)['pattern']}/",
        help=first_sentence(description) if description else "",
    )


def _number(violation: Violation, given: Json, shape: Shape) -> Finding:
    keyword = violation.keyword
    if _schema(violation).get(f"exclusive{keyword.capitalize()}") is True:  # draft-04
        keyword = f"exclusive{keyword.capitalize()}"
    relation = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
        "multipleOf": "a multiple of",
    }[keyword]
    if problem := _dated(violation, given):
        return problem
    bound = shown(_schema(violation)[violation.keyword])
    message = f"{shown(given)} must be {relation} {bound}"
    return report(violation, "number-out-of-range", message)


_LENGTHS = {
    "minLength": ("at least", "character", "characters"),
    "maxLength": ("at most", "character", "characters"),
    "minItems": ("at least", "item", "items"),
    "maxItems": ("at most", "item", "items"),
    "minProperties": ("at least", "key", "keys"),
    "maxProperties": ("at most", "key", "keys"),
}


def _length(violation: Violation, given: Json, shape: Shape) -> Finding:
    relation, one, many = _LENGTHS[violation.keyword]
    bound = int(_schema(violation)[violation.keyword])
    has = len(given) if isinstance(given, str | list | dict) else 0
    needs = f"{bound} {one if bound == 1 else many}"
    message = "must not be empty" if bound == 1 and has == 0 else f"must have {relation} {needs}"
    label = "" if has == 0 else f"has {has}"
    return report(violation, "length-out-of-range", message, label=label)


def _unique(violation: Violation, given: Json, shape: Shape) -> Finding:
    seen: dict[str, int] = {}
    for index, item in enumerate(given if isinstance(given, list) else ()):
        first = seen.setdefault(canonical(item), index)
        if first != index:
            message = f"the item is the same as item {first + 1}"
            finding = report(violation, "items-not-unique", message, help="remove one")
            return replace(finding, place=(*violation.place, index))
    return report(violation, "items-not-unique", "two items are the same")


def _false(violation: Violation, given: Json, shape: Shape) -> Finding:
    name = violation.place[-1] if violation.place else ""
    if isinstance(name, int):
        message = "no further item is allowed here"
        return report(violation, "length-out-of-range", message, help="remove it")
    message = f"`{name}` is not allowed here" if violation.place else "nothing is allowed here"
    finding = report(violation, "property-unknown", message, help="remove it")
    return replace(finding, at="key")


def _contains(violation: Violation, given: Json, shape: Shape) -> Finding:
    schema = _schema(violation)
    bounds = [
        f"{words} {schema[keyword]}"
        for keyword, words in (("minContains", "at least"), ("maxContains", "at most"))
        if keyword in schema
    ]
    message = f"{' and '.join(bounds) or 'at least 1'} of the items must have the required form"
    return report(violation, "length-out-of-range", message)


def _items(violation: Violation, given: Json, shape: Shape) -> Finding:
    message = "holds more items than are allowed here"
    return report(violation, "length-out-of-range", message)


def _not(violation: Violation, given: Json, shape: Shape) -> Finding:
    message = f"`{shown(given)}` is not allowed here"
    return report(violation, "value-not-allowed", message)


def _generic(violation: Violation, given: Json, shape: Shape) -> Finding:
    message = f"`{shown(given)}` fails the schema's `{violation.keyword}`"
    return report(violation, "value-not-allowed", message)


_WORDS: Mapping[str, Words] = {
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "format": _format,
    "pattern": _pattern,
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _number
    ),
    **dict.fromkeys(_LENGTHS, _length),
    "uniqueItems": _unique,
    "false": _false,
    "contains": _contains,
    "additionalItems": _items,
    "unevaluatedItems": _items,
    "items": _items,
    "not": _not,
}
