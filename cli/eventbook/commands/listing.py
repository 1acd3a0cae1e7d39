"""What lists of records and of parts of records have in common."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from eventbook.query.records import Record


def paths_from(found: Sequence[Record], root: Path, directory: Path) -> list[str]:
    """The records' files, as seen from the folder that the command works in."""
    paths = [record.facts.path for record in found]
    here = os.path.realpath(directory)
    return paths if here == str(root) else [os.path.relpath(root / path, here) for path in paths]
