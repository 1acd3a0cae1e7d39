"""Where a record's file lies, and which id a file's place gives its record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from eventbook.book.paths import shown, why_unsafe
from eventbook.book.patterns import Matcher, RecordPattern, is_wild
from eventbook.book.settings import Kind
from eventbook.errors import UsageError

if TYPE_CHECKING:
    from eventbook.values.edtf import Edtf

UNDATED = "undated"
"""The shelf of events whose year is not known."""

_ENDINGS = (".yaml", ".yml")
_YEAR = re.compile(r"(-?[0-9]{4})(?![0-9X])")


def shelf(date: Edtf | str | None) -> str:
    """The folder, by year, of an event with this date: `2023`, or `undated`.

    Args:
        date: an EDTF date or its text, or None. An interval belongs to the year it begins in;
            a year that is not wholly known (`19XX`) is none.
    """
    found = _YEAR.match(str(date or ""))
    return found[1] if found else UNDATED


def path_for(kind: Kind, record_id: str, date: Edtf | str | None = None) -> str:
    """The path of a new record's file: the first place that the kind's patterns allow.

    Events stand on a shelf by year where a pattern has room for one. A pattern without wildcards
    in its folders gives its own folder; the file is named after the id, `.yaml` where that may be.

    Args:
        kind: what the record is.
        record_id: its id.
        date: its date, an EDTF value or text; only events need it.

    Raises:
        UsageError: the patterns leave the place open, or the id cannot be part of a path.
    """
    if "/" in record_id or (why := why_unsafe(record_id)):
        reason = "it holds a slash" if "/" in record_id else why
        raise UsageError(f"`{shown(record_id)}` cannot name a file: {reason}")
    single = [pattern for pattern in kind.records if not pattern.steps]
    allowed = Matcher((pattern.segments, True) for pattern in single)
    shelves = (shelf(date), "") if kind.model == "event" else ("",)
    for shelf_name in shelves:
        for pattern in single:
            for path in _candidates(pattern, kind, record_id, shelf_name):
                gives_id = id_from_path(kind, path) in (None, record_id)
                if allowed.match(path) and gives_id and not why_unsafe(path):
                    return path
    if not single:
        message = f"a {kind.name} is an item of a list, not a file of its own"
    else:
        message = f"the patterns of [kinds.{kind.name}] do not say where `{record_id}` belongs"
    raise UsageError(message, help="write it with an editor, then `eventbook validate`")


def _candidates(pattern: RecordPattern, kind: Kind, record_id: str, year: str) -> Iterator[str]:
    *folders, last = pattern.segments
    if kind.id == "folder" and folders:
        folders[-1:] = ["**", record_id] if folders[-1] == "**" else [record_id]
    filled = [year if is_wild(name) else name for name in folders]
    if year and year not in filled:
        return  # this pattern has no shelves
    prefix = "".join(f"{name}/" for name in filled if name)
    if not is_wild(last):
        yield prefix + last
        return
    yield from (f"{prefix}{record_id}{ending}" for ending in _ENDINGS)
    named = last.replace("*", record_id, 1)
    if not is_wild(named):
        yield prefix + named


def id_from_path(kind: Kind, path: str) -> str | None:
    """The id that a file's place gives its record; None where the record itself says it."""
    place = PurePosixPath(path)
    match kind.id:
        case "stem":
            return place.stem
        case "folder":
            return place.parent.name or None
        case _:
            return None
