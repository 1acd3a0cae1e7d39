"""The two sides of a comparison: records as they were and as they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from eventbook.book.facts import Facts
from eventbook.book.files import REASONS, Unreadable, read_regular
from eventbook.book.git import Git, RawChange, within
from eventbook.changes.book_diff import RecordSide
from eventbook.commands.opened import Opened
from eventbook.errors import ConfigError, SchemaError, UsageError
from eventbook.events.privacy import (
    named_places,
    secret_names,
    unlisted,
    withholds_anybody,
    without_names,
)
from eventbook.findings import Finding
from eventbook.jsonvalue import canonical
from eventbook.pointer import Place

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

SETTINGS = ("eventbook.toml", "pyproject.toml")

Sides = tuple[list[RecordSide], list[RecordSide]]


def between(
    opened: Opened,
    git: Git,
    old: str | None,
    new: str | None,
    paths: Sequence[str] = (),
    *,
    staged: bool = False,
) -> Sides:
    """The records in the files that differ between two states.

    Each state is read by its own settings, so that a record is known again where the settings
    now look for records elsewhere.

    Args:
        old: a revision; None is the empty tree.
        new: a revision; None is the work tree.
        paths: files and folders to look at, from the book's root; none means all. Where one of
            their files came or went, others that did so are looked at too: one may be the other.
        staged: the index instead of the work tree.
    """
    found = git.raw_diff(old, new, staged=staged)
    then, now = _in_states(opened, git, old, new, {change.path for change in found})
    files = _Files(opened.book.root, git, is_work_tree=new is None and not staged)
    changes = _concerning(found, paths)
    files.fetch(oid for change in changes for oid in (change.old_oid, change.new_oid) if oid)
    before: list[RecordSide] = []
    after: list[RecordSide] = []
    for change in changes:
        was, is_now = files.old(change), files.new(change)
        if isinstance(was, bytes) and was == is_now and then is now:
            continue  # only the file's stamps differ
        before += _sides(then, change.path, was)
        after += _sides(now, change.path, is_now)
    return shielded(before, after, opened.listed.names)


def _concerning(changes: Sequence[RawChange], paths: Sequence[str]) -> list[RawChange]:
    inside = [change for change in changes if within(change.path, paths)]
    if len(inside) == len(changes) or all(change.status == "M" for change in inside):
        return inside
    return [change for change in changes if change.status != "M" or within(change.path, paths)]


def _in_states(
    opened: Opened, git: Git, old: str | None, new: str | None, differing: Collection[str]
) -> tuple[Opened, Opened]:
    """The book with the settings that it had in each state, if they differ and can be read."""
    now = then = opened
    if new is not None and git.raw_diff(new, None, SETTINGS):
        now = then = _at(opened, new)
    if old is not None and not set(SETTINGS).isdisjoint(differing):
        then = _at(opened, old)
    return then, now


def _at(opened: Opened, rev: str) -> Opened:
    from eventbook.commands.opened import open_book

    try:
        return open_book(opened.book.root, rev=rev)
    except (ConfigError, SchemaError):
        return opened


@dataclass(slots=True)
class _Files:
    """The files of two states: bytes, None where there is no file, or why it cannot be read."""

    root: Path
    git: Git
    is_work_tree: bool
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    def fetch(self, oids: Iterable[str]) -> None:
        """Read what is known to git, in one go."""
        self.blobs = self.git.blobs(oids)

    def old(self, change: RawChange) -> bytes | str | None:
        """As it was."""
        if change.old_oid is None or not _is_regular(change.old_mode):
            return None
        return self.blobs.get(change.old_oid, _TOO_LARGE)

    def new(self, change: RawChange) -> bytes | str | None:
        """As it is."""
        if change.new_oid is not None:
            is_file = _is_regular(change.new_mode)
            return self.blobs.get(change.new_oid, _TOO_LARGE) if is_file else None
        if change.status == "D":
            return None
        if not self.is_work_tree:
            return "it is in conflict: resolve it first" if change.status == "U" else None
        try:
            return read_regular(self.root, change.path)
        except Unreadable as error:
            return None if error.reason in ("missing", "symlink") else f"it {error.message}"


_TOO_LARGE = f"it {REASONS['too-large']}"


def _is_regular(mode: int) -> bool:
    return mode & 0o170000 == 0o100000


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
    problem = next((_said(each) for each in loaded.findings if each.severity == "error"), None)
    value = loaded.document.value if loaded.document else None
    return RecordSide(path.stem, "", name, value, _hash(data), problem if value is None else None)


def shielded(
    before: Sequence[RecordSide], after: Sequence[RecordSide], listed: Matcher | None
) -> Sides:
    """Both sides, with private whatever one of them withholds and the other still names.

    A name that a change takes out because it is withheld now must not appear in the account of
    that change; nor one that stood there withheld and is put back; nor one of a list.

    Args:
        listed: the names of the list of withheld names; None without one.
    """
    by_id = {(side.kind, side.id): side for side in after}
    old = [_shield(side, by_id.get((side.kind, side.id)), listed) for side in before]
    by_old = {(side.kind, side.id): side for side in before}
    new = [_shield(side, by_old.get((side.kind, side.id)), listed) for side in after]
    return old, new


def _shield(side: RecordSide, other: RecordSide | None, listed: Matcher | None) -> RecordSide:
    beside = other.value if other else None
    if listed and unlisted(side.value, listed) is not side.value:
        side = _without(listed, side, side.private)
    private = side.private
    if withholds_anybody(beside):
        private |= named_places(side.value, but=beside)
    if names := secret_names(side.value, beside):
        return _without(names, side, private)
    return side._replace(private=private)


def _without(names: Matcher, side: RecordSide, private: frozenset[Place]) -> RecordSide:
    value, places = without_names(side.value, names)
    private = frozenset(_renamed(place, names) for place in private) | places
    return side._replace(value=value, private=private, blanked=True)


def _renamed(place: Place, names: Matcher) -> Place:
    return tuple(names.blanked(part) if isinstance(part, str) else part for part in place)


def _sides(opened: Opened, path: str, data: bytes | str | None) -> Iterable[RecordSide]:
    if data is None or opened.book.pattern_of(path) is None:
        return []
    if isinstance(data, bytes):
        return of_bytes(opened, path, data)
    kind = opened.book.kind_of(path)
    name = kind.name if kind else ""
    return [RecordSide(PurePosixPath(path).stem, name, path, None, data, data)]


def _with_facts(opened: Opened, path: str, data: bytes) -> list[tuple[RecordSide, Facts]]:
    kind = opened.book.kind_of(path) or opened.book.settings.kinds[0]
    return [(_side(facts, data), facts) for facts in opened.map_text(data, path, kind)]


def _side(facts: Facts, data: bytes) -> RecordSide:
    problem = None
    if not facts.readable:
        worst = next((each for each in facts.findings if each.severity == "error"), None)
        problem = _said(worst) if worst else "it is no record"
    start = len(facts.place)
    private = frozenset(each.place[start:] for each in facts.findings if each.private)
    stem = PurePosixPath(facts.path).stem
    record_id = facts.id or (stem if facts.alone else f"{stem}{_index(facts.place)}")
    raw_hash = _hash(data) if facts.alone else _hash(canonical(facts.value).encode("utf-8"))
    return RecordSide(record_id, facts.kind, facts.path, facts.value, raw_hash, problem, private)


def _said(finding: Finding) -> str:
    message = finding.slug if finding.private else finding.message
    span = finding.span
    return f"line {span.line}, column {span.column}: {message}" if span else message


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
