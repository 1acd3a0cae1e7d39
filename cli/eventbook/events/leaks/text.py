"""Bytes of any kind of file as text to look through."""

from __future__ import annotations

import codecs

MOST_BYTES = 8 << 20
"""Largest file that is looked through, in bytes."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def as_text(data: bytes) -> str:
    """The bytes read as UTF-8, or UTF-16 where a mark says so; what is neither is replaced.

    The mark itself is left out, as it is of a record.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")
