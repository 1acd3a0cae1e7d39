"""Values of records as the values of columns."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.values.edtf import try_parse

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Bounds(NamedTuple):
    """The first and the last day that a date can mean, `YYYY-MM-DD`; None where it is open."""

    earliest: str | None
    latest: str | None
    year: int | None


NO_BOUNDS = Bounds(None, None, None)


def bounds(value: Json, known: dict[str | int, Bounds]) -> Bounds:
    """What a date of EDTF can mean; nothing for what is no date.

    Args:
        known: those that came before, since many records have the same.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return NO_BOUNDS
    found = known.get(value)
    if found is None:
        found = known[value] = _bounds(str(value))
    return found


def _bounds(text: str) -> Bounds:
    date = try_parse(text)
    if date is None:
        return NO_BOUNDS
    low, high = date.earliest, date.latest
    first = low or high
    return Bounds(low and str(low), high and str(high), first and first.year)


def clean(text: str) -> str:
    """A text that UTF-8 can hold: half a pair of surrogates becomes U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode()  # much faster than to look for them
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def as_json(value: Json) -> str:
    """A value as compact JSON (RFC 8259), keys in their order, in characters that UTF-8 has."""
    return clean(_ENCODER.encode(value))
