"""Places inside a value: JSON Pointers (RFC 6901) and the dotted paths people type.

A place is a tuple of map keys (`str`) and list indices (`int`). The pointer of a place is what
findings carry; its path (`programme[0].title`) is what people read and type.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Place: TypeAlias = tuple[str | int, ...]

_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")


def to_pointer(place: Place) -> str:
    """The JSON Pointer of a place: `("a", 0)` is `/a/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)


def to_path(place: Place) -> str:
    """The path people read: `("programme", 0, "title")` is `programme[0].title`.

    A key that is not a plain word is written in quotes: `local["a.b"]`.
    """
    out = ""
    for part in place:
        if isinstance(part, int):
            out += f"[{part}]"
        elif _PLAIN_KEY.fullmatch(part):
            out += f".{part}" if out else part
        else:
            escaped = part.replace("\\", "\\\\").replace('"', '\\"')
            out += f'["{escaped}"]'
    return out


def resolve(value: Any, place: Place) -> Any:
    """The value at a place.

    Raises:
        LookupError: there is nothing there.
    """
    for part in place:
        if isinstance(value, dict) and isinstance(part, str):
            value = value[part]
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:
            raise LookupError(to_path(place))
    return value
