"""Sharing the texts that come again in every record, so that a whole book fits in memory."""

from __future__ import annotations

from sys import intern

from eventbook.jsonvalue import Json

_SHORT = 32
"""Letters up to which a text is likely to come again: a key, a language, a role, a name."""


def shared(value: Json) -> Json:
    """An equal value whose keys and short texts are the same objects in all records.

    A parser makes each anew, and of an event's text they are the most: shared, a hundred thousand
    records take half of the memory, and go from one process to another in half of the bytes.
    """
    if isinstance(value, str):
        return intern(value) if len(value) <= _SHORT else value
    if isinstance(value, dict):
        return {intern(key): shared(child) for key, child in value.items()}
    if isinstance(value, list):
        return [shared(child) for child in value]
    return value
