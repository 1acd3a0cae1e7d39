"""JSON Lines: one record a line, with its id, kind and file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from eventbook.escape import json_text
from eventbook.exchange.exporting.interface import Export
from eventbook.jsonvalue import Json
from eventbook.pointer import to_pointer


def export(book: Export) -> Iterator[str]:
    """A line for each record, keys in the order of its file.

    `pointer` (RFC 6901) says where in its file a record stands that does not have one of its own.
    """
    for facts in book.records:
        line: dict[str, Json] = {"id": facts.id, "kind": facts.kind, "path": facts.path}
        if facts.place:
            line["pointer"] = to_pointer(facts.place)
        line["record"] = facts.value
        yield json_text(json.dumps(line, ensure_ascii=False, separators=(",", ":"))) + "\n"
