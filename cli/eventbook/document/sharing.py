"""Sharing the texts that come again in every record, so that a whole book fits in memory."""

from __future__ import annotations

from sys import intern

from eventbook.jsonvalue import Json

_SHORT = 32
"""Letters up to which a text is likely to come again: a key, a language, a role, a name."""


def shared(value: Json) -> Json:
    """An equal value whose keys and short texts are the same objects in all records.

    Raises:
        TypeError: a key is no text.

    A parser makes each anew, and of an event's text they are the most: shared, a hundred thousand
    records take half of the memory, and go from one process to another in half of the bytes.
    """
    # Most values are texts: a call for each would cost more than all else.
    if isinstance(value, dict):
        return {
            intern(key): (intern(child) if len(child) <= _SHORT else child)
            if isinstance(child, str)
            else shared(child)
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [shared(child) for child in value]
    return intern(value) if isinstance(value, str) and len(value) <= _SHORT else value
