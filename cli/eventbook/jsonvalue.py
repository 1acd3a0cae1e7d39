"""The JSON data model: what a record's value is made of, and strict equality on it."""

from __future__ import annotations

import hashlib
import json
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""Any JSON value. Maps keep the order in which they were written."""


def type_name(value: object) -> str:
    """The JSON Schema name of a value's type; a whole float counts as `number`."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list() | tuple():
            return "array"
        case _:
            return "object"


_CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
"""Made once: to make it takes as long as to write a small value."""


def canonical(value: object) -> str:
    """One text for one value: equal exactly when the values are equal *with* their types.

    Map order does not count; `1`, `1.0`, `"1"` and `true` all differ.
    """
    return _CANONICAL.encode(value)


def equal(a: object, b: object) -> bool:
    """Type-strict equality (`1` is neither `1.0` nor `true`); map order does not count."""
    return a is b or canonical(a) == canonical(b)


def digest(value: object) -> str:
    """SHA-256 of a value's canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()
