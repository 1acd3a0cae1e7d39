"""The files that a schema means by relative references, seen in its bytes without reading it.

What the references mean is for the registry to say; here they only tell which files it needs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from eventbook.book.paths import why_unsafe

SCHEMA_ENDINGS = (".json", ".yaml", ".yml")

_REFERENCE = re.compile(rb"""\$ref["']?\s*:\s*(?:"([^"#]+)|'([^'#]+)|([^\s"'#,{}\[\]]+))""")


def files_beside(path: str, data: bytes) -> Iterator[str]:
    """The paths, from the book's root, of files that a schema may mean; they need not be there.

    Args:
        path: of the schema.
        data: its bytes.
    """
    folder = posixpath.dirname(path)
    for found in _REFERENCE.finditer(data):
        target = unquote(next(filter(None, found.groups())).decode("utf-8", "replace"))
        there = posixpath.normpath(posixpath.join(folder, target))
        if ":" not in target and there.endswith(SCHEMA_ENDINGS) and not why_unsafe(there):
            yield there
