"""Reading what a file says, without the places where it says it.

Plain documents go through yaml-rs, which is a hundred times faster than composing them; all others,
and those that yaml-rs refuses, through the reference loader, whose verdict alone is ever shown.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from eventbook.document.sharing import shared
from eventbook.findings import Finding
from eventbook.jsonvalue import Json


class Value(NamedTuple):
    """What a file says.

    Attributes:
        findings: what the loader has to say, with spans.
        readable: there is a document; its value may be null.
    """

    value: Json
    findings: tuple[Finding, ...] = ()
    readable: bool = True


def load_value(data: bytes, path: str, *, reference: bool = False, sharing: bool = True) -> Value:
    """The value of a YAML file, and what is to be said of its text: what `load` gives, quickly.

    Args:
        data: the file as it is on disk.
        path: its name, for findings only.
        reference: by the reference loader alone.
        sharing: make texts that come again the same objects, for values that are kept.

    Never raises on any input.
    """
    if not reference:
        found = _quickly(data, sharing=sharing)
        if found is not None:
            return Value(found)
    from eventbook.document.loader import load

    loaded = load(data, path)
    if loaded.document is None:
        return Value(None, loaded.findings, readable=False)
    value = loaded.document.value
    return Value(shared(value) if sharing else value, loaded.findings)


def _quickly(data: bytes, *, sharing: bool) -> Json:
    """The value of a plain document that holds a map or a list; None for all others."""
    import yaml_rs

    from eventbook.document.plain import is_plain, may_have_lone_keys

    if not is_plain(data):
        return None
    try:
        value: Any = yaml_rs.loads(data.decode(), parse_datetime=False)
    except ValueError:  # no YAML, or no UTF-8: the loader says it in our words
        return None
    if not isinstance(value, (dict, list)):
        return None
    if not sharing and not may_have_lone_keys(data):
        found: Json = value
        return found
    try:
        return shared(value)
    except TypeError:  # between brackets, a number alone is a key without a value
        return None
