"""The two sides of a comparison: records as they were and as they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.git import Git, RawChange
from eventbook.changes.book_diff import RecordSide
from eventbook.commands.opened import Opened
from eventbook.errors import UsageError
from eventbook.events.privacy import (
    named_places,
    secret_names,
    withholds_anybody,
    without_names,
)
from eventbook.jsonvalue import canonical
from eventbook.pointer import Place

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

Sides = tuple[list[RecordSide], list[RecordSide]]


def between(opened: Opened, git: Git, old: str, new: str | None, paths: Sequence[str]) -> Sides:
    """The records in the files that differ between two states.

    Args:
        old: a revision.
        new: a revision; None is the work tree.
        paths: files and folders to look at, from the book's root; none means all.
    """
    changes = [
        change
        for change in git.raw_diff(old, new, paths)
        if opened.book.pattern_of(change.path) is not None
    ]
    oids = [oid for change in changes for oid in (change.old_oid, change.new_oid) if oid]
    blobs = git.blobs(oids)
    before: list[RecordSide] = []
    after: list[RecordSide] = []
    for change in changes:
        old_data = blobs.get(change.old_oid) if change.old_oid else None
        new_data = _current(opened, change, blobs, new)
        if old_data is not None and old_data == new_data:
            continue  # only the file's stamps differ
        before += _sides(opened, change.path, old_data)
        after += _sides(opened, change.path, new_data)
    return shielded(before, after)


def of_facts(opened: Opened, facts: Facts) -> RecordSide:
    """One record of the book as it is."""
    data = read_regular(opened.book.root, facts.path)
    return next(
        side for side, each in _with_facts(opened, facts.path, data) if each.place == facts.place
    )


def of_bytes(opened: Opened, path: str, data: bytes) -> list[RecordSide]:
    """The records that bytes would be if they were in a file of the book."""
    return [side for side, _ in _with_facts(opened, path, data)]


def of_file(opened: Opened | None, path: Path) -> RecordSide:
    """A file anywhere, as one record; of the book's first kind where there is a book.

    Raises:
        UsageError: it cannot be read.
    """
    name = str(path)
    try:
        data = read_regular(path.absolute().parent, path.name)
    except Unreadable as error:
        raise UsageError(f"{name} {error.message}") from error
    if opened is not None:
        # Beside the book's patterns, so that a whole file is one record.
        sides = [side for side, _ in _with_facts(opened, name, data)]
        if len(sides) == 1:
            return sides[0]
    from eventbook.document.loader import load

    loaded = load(data, name)
    problem = next((each.message for each in loaded.findings if each.severity == "error"), None)
    value = loaded.document.value if loaded.document else None
    return RecordSide(path.stem, "", name, value, _hash(data), problem if value is None else None)


def shielded(before: Sequence[RecordSide], after: Sequence[RecordSide]) -> Sides:
    """Both sides, with private whatever one of them withholds and the other still names.

    A name that a change takes out because it is withheld now must not appear in the account of
    that change; nor one that stood there withheld and is put back.
    """
    by_id = {(side.kind, side.id): side for side in after}
    old = [_shield(side, by_id.get((side.kind, side.id))) for side in before]
    by_old = {(side.kind, side.id): side for side in before}
    new = [_shield(side, by_old.get((side.kind, side.id))) for side in after]
    return old, new


def _shield(side: RecordSide, other: RecordSide | None) -> RecordSide:
    beside = other.value if other else None
    private = side.private
    if withholds_anybody(beside):
        private |= named_places(side.value, but=beside)
    if names := secret_names(side.value, beside):
        value, places = without_names(side.value, names)
        private = frozenset(_renamed(place, names) for place in private) | places
        return side._replace(value=value, private=private)
    return side._replace(private=private)


def _renamed(place: Place, names: Matcher) -> Place:
    return tuple(names.blanked(part) if isinstance(part, str) else part for part in place)


def _current(
    opened: Opened, change: RawChange, blobs: Mapping[str, bytes], new: str | None
) -> bytes | None:
    if new is not None or change.new_oid:
        return blobs.get(change.new_oid) if change.new_oid else None
    try:
        return read_regular(opened.book.root, change.path)
    except Unreadable:
        return None


def _sides(opened: Opened, path: str, data: bytes | None) -> Iterable[RecordSide]:
    return [] if data is None else of_bytes(opened, path, data)


def _with_facts(opened: Opened, path: str, data: bytes) -> list[tuple[RecordSide, Facts]]:
    kind = opened.book.kind_of(path) or opened.book.settings.kinds[0]
    return [(_side(facts, data), facts) for facts in opened.map_text(data, path, kind)]


def _side(facts: Facts, data: bytes) -> RecordSide:
    problem = None
    if not facts.readable:
        worst = next((each for each in facts.findings if each.severity == "error"), None)
        problem = worst.message if worst else "it is no record"
    start = len(facts.place)
    private = frozenset(each.place[start:] for each in facts.findings if each.private)
    stem = PurePosixPath(facts.path).stem
    record_id = facts.id or (stem if facts.alone else f"{stem}{_index(facts.place)}")
    raw_hash = _hash(data) if facts.alone else _hash(canonical(facts.value).encode("utf-8"))
    return RecordSide(record_id, facts.kind, facts.path, facts.value, raw_hash, problem, private)


def _index(place: Place) -> str:
    return "".join(f"[{part}]" for part in place)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def git_of(opened: Opened) -> Git:
    """The repository that holds the book.

    Raises:
        UsageError: it is in none.
    """
    git = Git.open(opened.book.root)
    if git is None:
        raise UsageError(
            f"{os.fspath(opened.book.root)} is in no git repository",
            help="compare two files, or `git init` first",
        )
    return git
