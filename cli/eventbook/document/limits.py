"""How large a record may be before it is refused unread."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds on one file of records.

    Attributes:
        bytes: size of the file.
        depth: nested maps and lists.
        events: parser events (a scalar is one, a collection two), which bounds the time.
        scalar: characters of one text.
        key: characters of one key.
        digits: significant digits of one number; an integer of 18 is exact in every JSON reader.
    """

    bytes: int = 1 << 20
    depth: int = 64
    events: int = 50_000
    scalar: int = 256 << 10
    key: int = 256
    digits: int = 18


DEFAULT = Limits()
