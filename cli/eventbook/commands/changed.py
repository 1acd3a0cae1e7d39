"""What a change touches: files that differ from a commit, and the records that refer to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from eventbook.book.discover import SCHEMAS, open_book
from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable
from eventbook.book.git import Git, RawChange
from eventbook.book.paths import shown
from eventbook.book.records import records_in
from eventbook.book.snapshot import Snapshot
from eventbook.changes.new_findings import Judged, new_findings
from eventbook.commands.diff import identity_of
from eventbook.commands.filtering import known_of
from eventbook.commands.leaking import Leaking
from eventbook.commands.opened import Opened
from eventbook.errors import ConfigError, UsageError
from eventbook.findings import Finding
from eventbook.query.references import refer_to_any
from eventbook.rules.rule import Context


@dataclass
class Changed:
    """The files that differ between a commit and a book as it is opened.

    Attributes:
        opened: the book after the change.
        before: the commit's files.
        changes: of which the bytes differ, or what the file is.
        trusting: settings and schemas are those of another revision, so the change alters none.
    """

    opened: Opened
    before: Snapshot
    changes: Sequence[RawChange]
    trusting: bool = False

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths that differ, as findings give them."""
        return frozenset(shown(change.path) for change in self.changes)

    @cached_property
    def records(self) -> frozenset[str]:
        """The record files to be told of: those that differ, and those that refer to them."""
        if not self.changes:
            return frozenset()
        if self.changes_rules:
            return self.opened.paths
        folders = {above for path in self.files for above in _above(path)}  # that cannot be read
        touched = self.opened.paths & (self.files | folders)
        old = list(self._old_records())
        now = [facts for facts in self.opened.facts if facts.path in touched] if touched else []
        ids = {(each.kind, each.id) for each in (*now, *old) if each.id is not None}
        if not ids:
            return touched
        referring = refer_to_any(self.opened.facts, ids, known_of(self.opened))
        return touched | {facts.path for facts in referring}

    @cached_property
    def changes_rules(self) -> bool:
        """Whether settings or schemas differ, so that any record may be judged otherwise."""
        if self.trusting:
            return False
        book = self.opened.book
        own = {*self.opened.recipe.schemas, book.settings_source}
        inside = {path for path in self.files if path in own or path.startswith(f"{SCHEMAS}/")}
        if inside - {book.settings_source}:
            return any(kind.built_in_schema is None for kind in book.settings.kinds)
        if not inside:
            return False
        try:
            old = open_book(book.root, self.before)
        except ConfigError:
            return True
        return old is None or old.settings != book.settings

    def tells(self, found: Finding) -> bool:
        """Whether a finding is about the change: it stands in its records, or names its files."""
        return found.path in self.records or any(
            other.path in self.files for other in found.related
        )

    @property
    def present(self) -> list[str]:
        """The files that differ and are there."""
        return sorted(change.path for change in self.changes if change.status != "D")

    @property
    def past(self) -> list[str]:
        """The files that differ and were there before."""
        return sorted(change.path for change in self.changes if change.path in self.before.files)

    def _old_records(self) -> Iterator[Facts]:
        """The records that the changed files held, whatever became of them."""
        book = self.opened.book
        with self.before.open(self.past) as reader:
            for path in self.past:
                kind, pattern = book.kind_of(path), book.pattern_of(path)
                if kind is None or pattern is None:
                    continue
                try:
                    data = reader.read(path)
                except Unreadable:
                    continue
                yield from records_in(path, kind, pattern, data)


def changed_since(opened: Opened, rev: str, to: str | None = None) -> Changed:
    """What differs between a book and where it parted from a revision.

    Args:
        to: the commit that the book was opened as; None is the work tree.

    Raises:
        UsageError: there is no such revision, no common ancestor, or no repository.
    """
    git = _git_of(opened, "--changed-since")
    base = git.merge_base(rev, to or "HEAD")
    before = Snapshot.of_revision(git, base)
    return Changed(opened, before, list(_differing(opened, before, git.raw_diff(base, to))))


def staged(opened: Opened) -> Changed:
    """What the next commit changes in a book that was opened as staged."""
    git = _git_of(opened, "--staged")
    base = git.head()
    empty = Snapshot(git, "nothing", git.prefix, {})
    before = empty if base is None else Snapshot.of_revision(git, base)
    changes = git.raw_diff(base, staged=True)
    return Changed(opened, before, list(_differing(opened, before, changes)))


def is_anything_staged(opened: Opened) -> bool:
    """Whether the next commit changes anything, in the book or elsewhere in its repository."""
    place = _git_of(opened, "--staged").place
    git = Git(place.top, place)
    return bool(git.raw_diff(git.head(), staged=True))


def findings_of(
    changed: Changed, context: Context, leaking: Leaking, within: Collection[str] | None
) -> list[Finding]:
    """The findings that a change is to be told of.

    Args:
        within: the record files to look at; None: all, and the files that hold no records.
    """
    told = changed.records if within is None else changed.records & frozenset(within)
    judged = changed.opened.findings(context._replace(wanted=told)) if changed.records else ()
    found = [
        each for each in judged if changed.tells(each) and (within is None or each.path in within)
    ]
    files = [path for path in changed.present if within is None or path in within]
    return [*found, *leaking.in_changed(files, changed.opened.book.snapshot)]


def brought(
    changed: Changed, found: Sequence[Finding], context: Context, leaking: Leaking
) -> tuple[list[Finding], int]:
    """Those of the findings that were not there before the change, and how many were.

    The book before is judged under the settings and schemas that hold now.
    """
    if not found:
        return [], 0
    before = changed.opened.in_state(changed.before)
    wanted = changed.records.union(changed.past)
    old = [
        *before.findings(context._replace(wanted=wanted)),
        *leaking.in_changed(changed.past, changed.before),
    ]
    return new_findings(
        Judged(found, changed.opened.facts),
        Judged(old, before.facts),
        identity_of(changed.opened),
    )


def _git_of(opened: Opened, why: str) -> Git:
    git = Git.open(opened.book.root)
    if git is None:
        raise UsageError(
            f"{why}: {opened.book.root} is in no git repository", help="`git init` makes one"
        )
    return git


def _differing(
    opened: Opened, before: Snapshot, changes: Iterable[RawChange]
) -> Iterator[RawChange]:
    """The changes without those of stamps and permissions alone."""
    changes = list(changes)
    doubtful = [change.path for change in changes if change.status == "M" and not change.new_oid]
    with opened.book.tree.open() as now, before.open(doubtful) as then:
        for change in changes:
            if change.status == "M" and change.old_oid == change.new_oid:
                continue
            if change.status == "M" and change.new_oid is None:
                try:
                    if now.read(change.path) == then.read(change.path):
                        continue
                except Unreadable:
                    pass
            yield change


def _above(path: str) -> Iterator[str]:
    """Every folder above a file."""
    return (path[:index] for index, char in enumerate(path) if char == "/")
