"""When records changed and were first published, and what they said before, as git remembers it.

Nothing here depends on the clock: a time is that of a commit, or else the day of the record's
last review.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from eventbook.book.files import Unreadable
from eventbook.book.git import Git
from eventbook.book.record_history import Version, histories, line_of
from eventbook.book.records import records_in
from eventbook.book.trees import read_from
from eventbook.errors import UsageError
from eventbook.events.privacy import WITHHELD, published, secret_names, without_names
from eventbook.render import Changed
from eventbook.render.site.given import Revision

if TYPE_CHECKING:
    from eventbook.book.facts import Facts
    from eventbook.commands.opened import Opened
    from eventbook.jsonvalue import Json
    from eventbook.pointer import Place

SHALLOW: Final = (
    "this clone is shallow: what changed before it was cut off has the time of that commit;"
    " `git fetch --unshallow` brings the rest"
)

_AT_ONCE: Final = 500
"""Old files that are held in memory at a time."""

# As the name of a field, nearly every record has the word.
_MAY_SAY_PUBLISHED = re.compile(rb"published(?![\"']?\s*:)|\\")

_Wanted: TypeAlias = tuple["Facts", Version]


def key(facts: Facts) -> str:
    """What a record is found under: its file, and in a file of several its id: `PATH#ID`."""
    return facts.path if facts.alone else f"{facts.path}#{facts.id}"


class RecordChanges:
    """What git remembers of some records, read when it is first asked for.

    Its mappings are by `key`, and lack the records of which nothing is known.

    Args:
        opened: the book in the state that is meant; what was committed later counts for nothing.
        facts: the records.

    Its members raise EnvironmentFault where git is missing or fails.
    """

    def __init__(self, opened: Opened, facts: Iterable[Facts]) -> None:
        self._opened = opened
        self._facts = {key(each): each for each in facts if each.readable}
        self._git = Git.open(opened.book.root)
        self._old: dict[str, Mapping[str, Json]] = {}

    @property
    def note(self) -> str:
        """What to tell the user once: that the clone is shallow; else nothing."""
        return SHALLOW if self._git and self._rev and self._git.is_shallow() else ""

    @cached_property
    def changes(self) -> Mapping[str, Changed]:
        """When each record changed, and when a commit first published it.

        Its last change is the last commit that changed it; where its file has changed since, the
        day of its review if that is later. A record in no commit has the day of its review.
        """
        several = [(facts, self._lines[name]) for name, facts in self._facts.items()]
        first = self._first_published(several)
        found: dict[str, Changed] = {}
        for (name, facts), (_, line) in zip(self._facts.items(), several, strict=True):
            reviewed = _reviewed(facts.fields)
            updated = line[-1].when if line else reviewed
            if line and reviewed and facts.path in self._uncommitted:
                updated = max(line[-1].when, reviewed)
            if updated:
                found[name] = Changed(updated, first.get(name))
        return found

    @cached_property
    def revisions(self) -> Mapping[str, tuple[Revision, ...]]:
        """What each record said, oldest first, where more than one commit changed it.

        Each was made from the one before it; of changes side by side, their merge is there. No
        name is in a value that the record then or now withholds.
        """
        lines = {name: line_of(line) for name, line in self._lines.items() if len(line) > 1}
        self._read((self._facts[name], each) for name, line in lines.items() for each in line)
        return {
            name: tuple(self._revision(self._facts[name], version) for version in line)
            for name, line in lines.items()
        }

    def _revision(self, facts: Facts, version: Version) -> Revision:
        value = _without_secrets(self._value(facts, version), facts.value)
        return Revision(version.commit, version.when, value if isinstance(value, dict) else None)

    # Which commits changed which record

    @cached_property
    def _rev(self) -> str | None:
        """The commit at which the history ends."""
        snapshot = self._opened.book.snapshot
        if self._git is None:
            return None
        if snapshot is not None:
            with suppress(UsageError):  # the index is no commit, and stands on the last one
                return self._git.resolve(snapshot.name)
        return self._git.head()

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Version, ...]]:
        if self._git is None or self._rev is None:
            return {}
        paths = {facts.path for facts in self._facts.values()}
        return histories(self._git, sorted(paths), self._rev)

    @cached_property
    def _lines(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions that changed each record, oldest first."""
        listed = [facts for facts in self._facts.values() if not facts.alone]
        self._read((each, version) for each in listed for version in self._of_file(each))
        return {
            name: self._of_file(facts) if facts.alone else tuple(self._of_item(facts))
            for name, facts in self._facts.items()
        }

    def _of_file(self, facts: Facts) -> tuple[Version, ...]:
        return self._versions.get(facts.path, ())

    def _of_item(self, facts: Facts) -> Iterator[Version]:
        before: Json = None
        for version in line_of(self._of_file(facts)):
            value = self._value(facts, version)
            if value != before:
                yield version
            before = value

    @cached_property
    def _uncommitted(self) -> frozenset[str]:
        """The files whose bytes are not those of the last commit."""
        last = {path: versions[-1].oid for path, versions in self._versions.items()}
        snapshot = self._opened.book.snapshot
        if snapshot is not None:
            now = {path: file.oid for path, file in snapshot.files.items()}
            return frozenset(path for path, oid in last.items() if now.get(path) != oid)
        if self._git is None or not last:
            return frozenset()
        suspects = (each.path for each in self._git.raw_diff(self._rev) if each.path in last)
        return frozenset(path for path in suspects if self._oid_now(path, last[path]) != last[path])

    def _oid_now(self, path: str, like: str) -> str:
        """git's name of a file's bytes, made as another one was; empty if it cannot be read."""
        try:
            data = read_from(self._opened.book.tree, path)
        except Unreadable:
            return ""
        hashed = hashlib.sha1 if len(like) == 40 else hashlib.sha256
        return hashed(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    # What records said

    def _first_published(
        self, records: Sequence[tuple[Facts, Sequence[Version]]]
    ) -> dict[str, datetime]:
        """When each record was first published; old files are read as far as that needs."""
        found: dict[str, datetime] = {}
        waiting: list[tuple[Facts, Iterator[Version]]] = []
        for facts, versions in records:
            if len(versions) > 1 or facts.path in self._uncommitted:
                waiting.append((facts, iter(versions)))
            elif versions and _status(facts.value) == "published":
                found[key(facts)] = versions[0].when
        while waiting:
            pairs = [(facts, next(rest, None), rest) for facts, rest in waiting]
            self._read(((facts, version) for facts, version, _ in pairs if version), sift=True)
            waiting = []
            for facts, version, rest in pairs:
                if version and _status(self._value(facts, version)) == "published":
                    found[key(facts)] = version.when
                elif version:
                    waiting.append((facts, rest))
        return found

    def _value(self, facts: Facts, version: Version) -> Json:
        """What a record said, if that was read; None if it could not be."""
        return self._old.get(version.oid, {}).get(_within(facts))

    def _read(self, wanted: Iterable[_Wanted], *, sift: bool = False) -> None:
        """Read old files that were not read yet.

        Args:
            wanted: the files.
            sift: only those that may hold a published record.
        """
        new = {each.oid: facts for facts, each in wanted if each.oid not in self._old}
        rest = iter(new)
        while self._git and (oids := list(islice(rest, _AT_ONCE))):
            for oid, data in self._git.blobs(oids).items():
                if not sift or _MAY_SAY_PUBLISHED.search(data):
                    self._old[oid] = self._records(new[oid], data)

    def _records(self, facts: Facts, data: bytes) -> Mapping[str, Json]:
        """The values of the records in a file that held this one, by their place in `_old`."""
        book = self._opened.book
        kind, pattern = book.kind_of(facts.path), book.pattern_of(facts.path)
        if kind is None or pattern is None:
            return {}
        found = records_in(facts.path, kind, pattern, data)
        return {_within(each): each.value for each in found if each.readable}


def _within(facts: Facts) -> str:
    return "" if facts.alone else facts.id or ""


def _status(value: Json) -> Json:
    review = value.get("review") if isinstance(value, dict) else None
    return review.get("status") if isinstance(review, dict) else None


def _reviewed(value: Mapping[str, Json]) -> datetime | None:
    """The day of a record's last review, as its first moment in UTC."""
    review = value.get("review")
    on = review.get("on") if isinstance(review, dict) else None
    try:
        return datetime.strptime(f"{on}+0000", "%Y-%m-%d%z").astimezone(UTC)
    except ValueError:
        return None


def _without_secrets(old: Json, now: Json) -> Json:
    """A value without the names that it withholds, or that the record withholds today."""
    value = published(old)
    names = secret_names(old, now)
    if names is None:
        return value
    cleared, places = without_names(value, names)
    return _blanked(cleared, places)


def _blanked(value: Json, places: frozenset[Place], at: Place = ()) -> Json:
    if isinstance(value, dict):
        return {name: _blanked(each, places, (*at, name)) for name, each in value.items()}
    if isinstance(value, list):
        return [_blanked(each, places, (*at, index)) for index, each in enumerate(value)]
    return WITHHELD if at in places else value
