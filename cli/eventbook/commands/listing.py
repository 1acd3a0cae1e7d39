"""What lists of records and of parts of records have in common."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from eventbook.commands.opened import Opened
from eventbook.query.records import Record


def paths_from(found: Sequence[Record], root: Path, directory: Path) -> list[str]:
    """The records' files, as seen from the folder that the command works in."""
    paths = [record.facts.path for record in found]
    here = os.path.realpath(directory)
    return paths if here == str(root) else [os.path.relpath(root / path, here) for path in paths]


def ids_from(found: Sequence[Record], opened: Opened, form: str) -> list[str]:
    """The records' ids; in a list of ids with the kind before, where the id alone is ambiguous."""
    kinds: defaultdict[str | None, set[str]] = defaultdict(set)
    if form == "ids" and len(opened.book.settings.kinds) > 1:
        for each in opened.records:
            kinds[each.id].add(each.kind)
    ids = ((record.facts.kind, record.facts.id) for record in found)
    return [f"{kind}/{id_}" if len(kinds[id_]) > 1 else id_ for kind, id_ in ids if id_ is not None]
