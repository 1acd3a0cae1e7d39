"""Revised files of records: shown as a diff, judged with the whole book, written all or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.settings import Kind
from eventbook.changes.book_diff import RecordChange, RecordSide, diff_books
from eventbook.changes.new_findings import Judged, new_findings
from eventbook.commands.common import Common
from eventbook.commands.diff import identity_of
from eventbook.commands.leaking import NOBODY, Leaking
from eventbook.commands.opened import Opened
from eventbook.commands.sides import of_bytes, shielded
from eventbook.commands.terminal import Terminal
from eventbook.errors import UsageError
from eventbook.findings import Finding
from eventbook.jsonvalue import equal
from eventbook.output import ReportContext, report
from eventbook.output import changes as changes_format
from eventbook.output.privacy import private_paths, redacted
from eventbook.pointer import resolve

if TYPE_CHECKING:
    from eventbook.book.writing.transaction import Write
    from eventbook.document.document import Document


@dataclass(frozen=True, slots=True)
class Revision:
    """A file of records, as it is and as it is to be.

    Attributes:
        path: where it is to be, from the book's root.
        kind: of its records.
        old: its bytes now.
        new: its bytes afterwards.
        old_path: where it is now.
        facts: what was made of the new bytes, as far as rules over the book read it; nothing where
            that is still to be done.
    """

    path: str
    kind: Kind
    old: bytes
    new: bytes
    old_path: str
    facts: tuple[Facts, ...] = ()

    @property
    def writes(self) -> tuple[Write, ...]:
        """What has to be written for it."""
        from eventbook.book.writing.transaction import Write, moved

        if self.path == self.old_path:
            return (Write(self.path, self.new, self.old),)
        return moved(self.old_path, self.path, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Against:
    """Findings that stand against a change.

    Attributes:
        findings: located, fit to be shown.
        closed: the files of which no line may be shown.
    """

    findings: tuple[Finding, ...]
    closed: frozenset[str] = frozenset()

    def those(self, wanted: Callable[[Finding], bool]) -> Against:
        """Those of the findings that are wanted."""
        return replace(self, findings=tuple(each for each in self.findings if wanted(each)))


@dataclass(frozen=True)
class Revising:
    """An opened book with files that are to be revised.

    Attributes:
        leaking: the names that no record may give; without a list nobody looks for any.
    """

    opened: Opened
    revisions: Sequence[Revision]
    leaking: Leaking = NOBODY

    def changes(self, renamed: Mapping[tuple[str, str], str] | None = None) -> list[RecordChange]:
        """How the records change.

        Args:
            renamed: new ids of records, by kind and old id.
        """
        before: list[RecordSide] = []
        after: list[RecordSide] = []
        old_ids: dict[tuple[str, str], str] = {}
        for each in self.revisions:
            for side in of_bytes(self.opened, each.old_path, each.old):
                new_id = (renamed or {}).get((side.kind, side.id), side.id)
                if new_id != side.id:
                    old_ids[side.kind, new_id] = side.id
                before.append(side._replace(id=new_id))
            after += of_bytes(self.opened, each.path, each.new)
        sides = shielded(before, after, self.opened.listed.names)
        found = diff_books(*sides, identity_of(self.opened))
        return [
            change._replace(status="renamed", old_record=old_ids[change.kind, change.record])
            if (change.kind, change.record) in old_ids
            else change
            for change in found
        ]

    def findings(self) -> Against:
        """What the whole book would have to say of the revised files."""
        return self._shown({each.path for each in self.revisions})

    def errors(self) -> Against:
        """The errors that the revised files would have."""
        return self.findings().those(lambda each: each.severity == "error")

    def new_errors(self) -> Against:
        """The errors that the book would have and has not now."""
        now = _errors([*self._judged, *self._leaks(new=True)])
        if not now:
            return Against(())
        moves = {each.old_path: each.path for each in self.revisions if each.path != each.old_path}
        found = self.opened.findings(self.opened.context)
        before = _errors([*found, *self._leaks(new=False)])
        brought, _ = new_findings(
            Judged(now, self._whole({each.path for each in now})),
            Judged(_moved(before, moves), _moved(self.opened.facts, moves)),
            identity_of(self.opened),
        )
        new = {(each.path, each.place, each.slug) for each in brought}
        return self._shown({each.path for each in brought}).those(
            lambda each: each.severity == "error" and (each.path, each.place, each.slug) in new
        )

    def write(self, check: Callable[[], None] | None = None) -> None:
        """Write them, all or none.

        Args:
            check: looks once more, when nobody else can write any more, and raises what speaks
                against it.

        Raises:
            UsageError: a file has changed meanwhile.
            EnvironmentFault: a fault of the machine.
        """
        from eventbook.book.writing.transaction import commit

        writes = [write for each in self.revisions for write in each.writes]
        commit(self.opened.book.root, writes, check=check)

    @cached_property
    def closed(self) -> frozenset[str]:
        """The files of which no line may be shown, for what they hold or would hold."""
        moves = {each.old_path: each.path for each in self.revisions if each.path != each.old_path}
        before = _moved(self.opened.findings(self.opened.context), moves)
        return private_paths([*before, *self._judged])

    def facts_of(self, revision: Revision) -> tuple[Facts, ...]:
        """The records that a file would hold, whole."""
        return self.opened.map_text(revision.new, revision.path, revision.kind)

    @cached_property
    def _facts(self) -> list[Facts]:
        """The facts of the book as it would be, those of revised files as far as rules read it."""
        gone = {each.old_path for each in self.revisions}
        facts = [each for each in self.opened.facts if each.path not in gone]
        for each in self.revisions:
            facts += each.facts or self.facts_of(each)
        facts.sort(key=lambda each: (each.path, each.place))
        return facts

    def _whole(self, paths: Collection[str]) -> list[Facts]:
        """The same facts, those of some files whole: what tells items of lists apart is in them."""
        again = {each.path: each for each in self.revisions if each.facts and each.path in paths}
        facts = [each for each in self._facts if each.path not in again]
        return [*facts, *(one for each in again.values() for one in self.facts_of(each))]

    @cached_property
    def _judged(self) -> list[Finding]:
        """The findings of the book as it would be."""
        from eventbook.reduction import reduce

        return reduce(self._facts, self.opened.context)

    def _leaks(self, *, new: bool) -> Iterator[Finding]:
        for each in self.revisions:
            yield from self.leaking.in_bytes(each.path, each.new if new else each.old)

    def _shown(self, paths: Collection[str]) -> Against:
        """The findings in some files, located, and nothing in them that is private."""
        from eventbook.document.loader import load
        from eventbook.document.located import locate

        for each in self.revisions:
            if each.path in paths:
                self.opened.remember(each.path, load(each.new, each.path).document)
        found = [each for each in [*self._judged, *self._leaks(new=True)] if each.path in paths]
        located = redacted(locate(found, self.opened.document))
        shown = [each for each in located if not each.waived]
        return Against(tuple(self.leaking.blanked(shown)), private_paths(located))


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.severity == "error" and not each.waived]


_T = TypeVar("_T", Finding, Facts)


def _moved(found: Iterable[_T], moves: Mapping[str, str]) -> list[_T]:
    """Facts, or findings, of files where those will stand that move."""
    return [replace(each, path=moves[each.path]) if each.path in moves else each for each in found]


def to_revise(
    opened: Opened, path: str, records: Sequence[Facts]
) -> tuple[bytes, Document | None, Against]:
    """The bytes of a file, and its document; None where it is unfit to be revised, and why.

    Args:
        records: those in the file that are to be revised, as they were read before.

    Raises:
        UsageError: it cannot be read, or has changed since.
    """
    from eventbook.document.loader import load

    try:
        data = read_regular(opened.book.root, path)
    except Unreadable as error:
        raise UsageError(f"{path} {error.message}") from error
    loaded = load(data, path)
    errors = tuple(each for each in loaded.findings if each.severity == "error")
    if loaded.document is None or errors:
        return data, None, Against(errors)
    for facts in records:
        if not _still_there(facts, loaded.document):
            message = f"{path} has changed since it was read; nothing was written"
            raise UsageError(message, help="run the command again")
    return data, loaded.document, Against(())


def _still_there(facts: Facts, document: Document) -> bool:
    try:
        return equal(resolve(document.value, facts.place), facts.value)
    except LookupError:
        return False


def tell(opened: Opened, against: Against, common: Common, checked: int) -> None:
    """Say on standard error what stands against a change of so many records."""
    root = os.path.relpath(opened.book.root)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    colour = terminal.colour and (common.colour == "always" or sys.stderr.isatty())
    context = ReportContext(opened.source, colour, checked=checked, closed=against.closed)
    context = context._replace(root="" if root == "." else root)
    sys.stderr.write(report("full")(against.findings, context))


def diff_text(changes: Sequence[RecordChange], terminal: Terminal) -> str:
    """The changes as `eventbook diff` shows them."""
    write = changes_format("text")
    return write(changes, colour=terminal.colour, width=terminal.width, stat=False, name_only=False)
