"""Finding records by words of their id or title."""

from __future__ import annotations

from eventbook.query.operands import as_text, scalars
from eventbook.query.records import Record
from eventbook.values.folding import fold


def has_words(record: Record, text: str) -> bool:
    """Whether every word stands in the id or the title, whatever its case and accents."""
    found = [record.row.get("id"), *record.reach(("title",))]
    place = "\n".join(fold(as_text(one)) for value in found for one in scalars(value))
    return all(word in place for word in fold(text).split())
