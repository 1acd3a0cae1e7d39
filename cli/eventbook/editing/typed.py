"""A value as people type it on a command line, in the type that the schema gives its place.

Where the schema leaves a choice: a JSON number, `true`, `false`, `null`, a list or map in JSON or
in YAML's flow style; else a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from eventbook.document.limits import DEFAULT
from eventbook.document.scalars import NumberRefusedError, plain
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import Place, to_path
from eventbook.schema.catalog import Located
from eventbook.schema.shape import Shape
from eventbook.schema.words import type_words

_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}
_COLLECTIONS = {"[": "array", "{": "object"}
_OPENING = {"string": ('"',), "array": ("[",), "object": ("{",)}
# JSON writes a character beyond U+FFFF as two escapes (RFC 8259, section 7); YAML does not.
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.", re.S)


def typed(text: str, place: Place, shape: Shape, *, shown: Place | None = None) -> Json:
    """The value that a text means at a place.

    Args:
        shown: the place as messages tell it, where the record is only a part of what is judged.

    Raises:
        UsageError: the place takes no value that can be written so; says how to write one.
    """
    types = types_at(place, shape)
    if types == {"string"}:
        return text
    for read in (_word, _number, _collection):
        value, found = read(text, types)
        if found:
            return value
    if "string" in types:
        return text
    raise _refused(text, place if shown is None else shown, types)


def types_at(place: Place, shape: Shape) -> frozenset[str]:
    """The JSON types that values at a place may have, as far as a choice has to be made.

    A closed list of values has their types. A date is a text even where a bare year may be a
    number: that is how records hold it.
    """
    schemas = shape.at(place)
    if shape.annotation(schemas, "format") == "edtf-date":
        return frozenset({"string"})
    if shape.annotation(schemas, "type") is None and (values := _closed_list(schemas)):
        return frozenset(type_name(value) for value in values)
    types = shape.types(schemas)
    return types | {"integer"} if "number" in types else types


def _closed_list(schemas: tuple[Located, ...]) -> list[Json]:
    values: list[Json] = []
    for located in schemas:
        if isinstance(located.schema, dict):
            values += located.schema.get("enum", ())
            values += [located.schema["const"]] if "const" in located.schema else []
    return values


_Read = tuple[Json, bool]


def _word(text: str, types: frozenset[str]) -> _Read:
    if text not in _WORDS:
        return None, False
    value = _WORDS[text]
    return value, type_name(value) in types


def _number(text: str, types: frozenset[str]) -> _Read:
    try:
        value = plain(text, DEFAULT)
    except NumberRefusedError as error:
        if "string" in types or not types & {"integer", "number"}:
            return None, False
        raise UsageError(f"`{text[:40]}` is {error}") from error
    is_number = type_name(value) in ("integer", "number")
    return value, is_number and type_name(value) in types


def _collection(text: str, types: frozenset[str]) -> _Read:
    kind = _COLLECTIONS.get(text.strip()[:1])
    if kind is None or kind not in types:
        return None, False
    try:
        return literal(text), True
    except UsageError:
        if "string" in types:
            return None, False  # a text that begins with a bracket
        raise


def literal(text: str) -> Json:
    """The value of a text in JSON, or of a list or map in YAML's flow style.

    Raises:
        UsageError: it is neither.
    """
    from eventbook.document.loader import load

    loaded = load(_PAIR.sub(_joined, text).encode(), "")
    wrong = next((each for each in loaded.findings if each.severity == "error"), None)
    if loaded.document is None or wrong is not None:
        column = wrong.span.column if wrong and wrong.span else 1
        message = wrong.message if wrong else "nothing is written"
        raise UsageError(f"`{text}`, character {column}: {message}")
    value = loaded.document.value
    if isinstance(value, str | list | dict) and text.strip()[:1] not in _OPENING[type_name(value)]:
        raise UsageError(f"`{text}` is no JSON", help='write a text in quotes: `"text"`')
    return value


def _joined(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    return chr(0x10000 + ((int(match[1], 16) - 0xD800) << 10) + int(match[2], 16) - 0xDC00)


def _refused(text: str, place: Place, types: frozenset[str]) -> UsageError:
    path = to_path(place) or "the record"
    ways: dict[str, Callable[[], str]] = {
        "array": lambda: f"write `{path}=[{text or 'one, two'}]`",
        "object": lambda: f"write `{path}={{key: value}}`, or set one field: `{path}.KEY=VALUE`",
    }
    help_ = " or ".join(way() for kind, way in ways.items() if kind in types)
    return UsageError(f"`{path}` takes {type_words(sorted(types))}, not `{text}`", help=help_)
