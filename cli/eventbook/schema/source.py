"""Schema files: from bytes, JSON or YAML, to a schema that every stack can take."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from eventbook.document.limits import DEFAULT
from eventbook.errors import SchemaError
from eventbook.pointer import to_pointer
from eventbook.schema.violation import Schema

_OF_HALVES = (b"\\u", b"\xed", b"\0")
"""Of half characters: their escapes, their bytes in UTF-8, and those of other encodings."""


def parse_schema(path: str, data: bytes) -> Schema:
    """The schema in a file: JSON where its name ends so, else YAML.

    Raises:
        SchemaError: it cannot be read, or is no schema.
    """
    value = _json(path, data) if path.endswith(".json") else _yaml(path, data)
    if not isinstance(value, dict | bool):
        raise SchemaError(f"{path}: a schema is a map of keywords, or true or false")
    return value


def schema_error(name: str, place: Iterable[str | int], message: str) -> SchemaError:
    """What is wrong at a place in a schema file, or in a part of one (`FILE#FRAGMENT`)."""
    where = to_pointer(tuple(place))
    return SchemaError(f"{name}: at {where}: {message}" if where else f"{name}: {message}")


def _json(path: str, data: bytes) -> Any:
    try:
        value = json.loads(data, parse_constant=_no_number, parse_int=_whole)
        if any(sign in data for sign in _OF_HALVES):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise SchemaError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"{path}: not UTF-8", help="save the file as UTF-8") from error
    except UnicodeEncodeError as error:
        raise SchemaError(f"{path}: an escape `\\ud…` is half a character") from error
    except ValueError as error:
        raise SchemaError(f"{path}: {error}") from error
    except RecursionError as error:
        raise _too_deep(path) from error
    level = [value]
    for _ in range(DEFAULT.depth):
        level = [child for parent in level for child in _children(parent)]
    if level:
        raise _too_deep(path)
    return value


def _children(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in found if isinstance(child, dict | list)]


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")


def _whole(digits: str) -> int:
    if len(digits) > 300:  # a double holds no more, and Python stops at 4300
        raise ValueError("a number has too many digits")
    return int(digits)


def _too_deep(path: str) -> SchemaError:
    return SchemaError(f"{path}: nested more than {DEFAULT.depth} deep")


def _yaml(path: str, data: bytes) -> Any:
    from eventbook.document.loader import load

    loaded = load(data, path)
    for finding in loaded.findings:
        if finding.severity == "error":
            assert finding.span is not None  # the loader locates what it finds
            where = f"{path}:{finding.span.line}:{finding.span.column}"
            raise SchemaError(f"{where}: {finding.message}", help=finding.help)
    assert loaded.document is not None  # without an error there is one
    return loaded.document.value
