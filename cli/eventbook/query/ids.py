"""Finding one record by its id, or by any unique part of it."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.book.facts import Facts
from eventbook.errors import UsageError
from eventbook.schema.words import close_to

_SHOWN = 5


def by_id(records: Sequence[Facts], word: str) -> Facts:
    """The record that a word means: its id, `kind/id`, or a part that no other id has.

    Raises:
        UsageError: none is meant, or several are.
    """
    if not word:
        raise UsageError("the id is empty")
    known = [record for record in records if record.id is not None]
    exact = [r for r in known if word in (r.id, f"{r.kind}/{r.id}")]
    if exact:
        return exact[0]
    parts = [record for record in known if record.id is not None and word in record.id]
    if len(parts) == 1:
        return parts[0]
    if parts:
        listed = ", ".join(str(record.id) for record in parts[:_SHOWN])
        more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
        raise UsageError(f"`{word}` is part of several ids", help=f"{listed}{more}")
    within = [record.id for record in known if record.path == word.removeprefix("./")]
    if within:
        raise UsageError(
            f"`{word}` is a file, and here an id is needed", help=f"it is `{within[0]}`"
        )
    meant = close_to(word, (record.id for record in known if record.id is not None))
    raise UsageError(
        f"there is no record and no file `{word}`", help=f"did you mean `{meant}`?" if meant else ""
    )
