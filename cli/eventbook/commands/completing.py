"""Shell completion: record ids from file names, without reading a record; rules by name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from eventbook.book.discover import find_book
from eventbook.errors import EventbookError


def record_ids(incomplete: str) -> list[str]:
    """The ids that begin with what is typed, then those that contain it; none outside a book."""
    try:
        listing = find_book(Path()).listing()
    except EventbookError:
        return []
    ids = [PurePosixPath(path).stem for path, _ in listing.files]
    starting = [each for each in ids if each.startswith(incomplete)]
    return starting or [each for each in ids if incomplete in each]


def rule_names(incomplete: str) -> list[str]:
    """The rules whose names begin with what is typed."""
    from eventbook.check import SLUGS

    return sorted(slug for slug in SLUGS if slug.startswith(incomplete))


def kind_names(incomplete: str) -> list[str]:
    """The kinds of record whose names begin with what is typed; none outside a book."""
    try:
        kinds = find_book(Path()).settings.kinds
    except EventbookError:
        return []
    return [kind.name for kind in kinds if kind.name.startswith(incomplete)]
