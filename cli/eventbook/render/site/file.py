"""One file of the site, not yet made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import NamedTuple


class File(NamedTuple):
    """A file of the site.

    Attributes:
        path: from the site's folder, with slashes: `events/2023-rome.html`.
        inputs: a digest of everything that its bytes depend on, but for the program itself; the
            same inputs make the same bytes.
        make: makes the bytes. It is called only if they are wanted.
        group: files of one group have parts in common, which one process makes but once.
    """

    path: str
    inputs: str
    make: Callable[[], bytes]
    group: str = ""


def digest(*parts: object) -> str:
    """A digest of values of the JSON data model; texts, numbers, lists and maps of them."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
