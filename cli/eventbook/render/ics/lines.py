"""The content lines of iCalendar: escaping, parameters, folding (RFC 5545, section 3.1; RFC 6868).

Written here rather than by a library, because every text must come back as it was: a backslash
before a capital N, for one, is not a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

_LONGEST: Final = 75
"""Octets of a line without its line end."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CARETS = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})


def text(value: str) -> str:
    """A value of type TEXT (RFC 5545, section 3.3.11); characters that it cannot hold are gone."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", plain).translate(_ESCAPES)


def texts(values: Iterable[str]) -> str:
    """Several values of type TEXT."""
    return ",".join(map(text, values))


def line(name: str, value: str, **parameters: str | None) -> str:
    """A content line, not folded yet.

    Args:
        name: of the property.
        value: as the property's type wants it.
        parameters: by name, `_` for `-`; None is left out.
    """
    given = (
        f";{key.replace('_', '-')}={_parameter(each)}" for key, each in parameters.items() if each
    )
    return f"{name}{''.join(given)}:{value}"


def _parameter(value: str) -> str:
    plain = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_CARETS)
    # Some readers take a backslash for an escape unless it is quoted.
    return f'"{plain}"' if re.search(r"[:;,\\]", plain) else plain


def day(value: date) -> str:
    """A value of type DATE."""
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def moment(value: datetime) -> str:
    """A value of type DATE-TIME, local, or in UTC where the time is in it."""
    return f"{day(value)}T{value:%H%M%S}{'Z' if value.tzinfo else ''}"


def written(lines: Iterable[str]) -> str:
    """Content lines as a file holds them: folded, each with its line end."""
    return "".join(map(_folded, lines))


def _folded(line: str) -> str:
    data = line.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST:
        return f"{line}\r\n"
    pieces = (piece.decode("utf-8", "surrogatepass") for piece in _pieces(data))
    return "\r\n ".join(pieces) + "\r\n"


def _pieces(data: bytes) -> Iterator[bytes]:
    """Parts of a line that fit, between characters: all but the first are behind a space."""
    start, end = 0, _LONGEST
    while end < len(data):
        while data[end] & 0b1100_0000 == 0b1000_0000:  # inside a character (RFC 3629)
            end -= 1
        yield data[start:end]
        start, end = end, end + _LONGEST - 1
    yield data[start:]
