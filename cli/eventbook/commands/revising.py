"""Revised files of records: shown as a diff, judged with the whole book, written all or none."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.settings import Kind
from eventbook.book.transaction import Write, commit, moved
from eventbook.changes.book_diff import RecordChange, RecordSide, diff_books
from eventbook.commands.common import Common
from eventbook.commands.diff import identity_of
from eventbook.commands.opened import Opened
from eventbook.commands.sides import of_bytes, shielded
from eventbook.commands.terminal import Terminal
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.located import locate
from eventbook.errors import UsageError
from eventbook.findings import Finding
from eventbook.jsonvalue import equal
from eventbook.output import ReportContext, report
from eventbook.output import changes as changes_format
from eventbook.output.privacy import private_paths, redacted
from eventbook.pointer import Place, resolve
from eventbook.reduction import reduce
from eventbook.schema.words import close_to

_Key: TypeAlias = tuple[str, Place, str]
"""What tells an error that was there before from a new one: path, place and slug."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A file of records, as it is and as it is to be.

    Attributes:
        path: where it is to be, from the book's root.
        kind: of its records.
        old: its bytes now.
        new: its bytes afterwards.
        old_path: where it is now.
    """

    path: str
    kind: Kind
    old: bytes
    new: bytes
    old_path: str

    @property
    def writes(self) -> tuple[Write, ...]:
        """What has to be written for it."""
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
    """An opened book with files that are to be revised."""

    opened: Opened
    revisions: Sequence[Revision]

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
        found = diff_books(*shielded(before, after), identity_of(self.opened))
        return [
            change._replace(status="renamed", old_record=old_ids[change.kind, change.record])
            if (change.kind, change.record) in old_ids
            else change
            for change in found
        ]

    def findings(self) -> Against:
        """What the whole book would have to say of the revised files."""
        return self._shown({each.path for each in self.revisions})

    def new_errors(self) -> Against:
        """The errors that the book would have and has not now."""
        moves = {each.old_path: each.path for each in self.revisions}
        facts = self.opened.facts
        known = _errors(reduce(facts, self.opened.context), moves)
        new = {key for key, count in _errors(self._judged, {}).items() if count > known[key]}
        return self._shown({path for path, _, _ in new}).those(
            lambda each: each.severity == "error" and (each.path, each.place, each.slug) in new
        )

    def write(self) -> None:
        """Write them, all or none.

        Raises:
            UsageError: a file has changed meanwhile.
            EnvironmentFault: a fault of the machine.
        """
        commit(self.opened.book.root, [write for each in self.revisions for write in each.writes])

    @cached_property
    def _judged(self) -> list[Finding]:
        """The findings of the book as it would be; the new texts are at hand to locate them."""
        gone = {each.old_path for each in self.revisions}
        facts = [each for each in self.opened.facts if each.path not in gone]
        for each in self.revisions:
            facts += self.opened.map_text(each.new, each.path, each.kind)
            self.opened.remember(each.path, load(each.new, each.path).document)
        facts.sort(key=lambda each: (each.path, each.place))
        return reduce(facts, self.opened.context)

    def _shown(self, paths: Collection[str]) -> Against:
        """The findings in some files, located, and nothing in them that is private."""
        found = [each for each in self._judged if each.path in paths]
        located = redacted(locate(found, self.opened.document))
        shown = [each for each in located if not each.waived]
        return Against(tuple(shown), private_paths(located))


def _errors(findings: Iterable[Finding], moves: Mapping[str, str]) -> Counter[_Key]:
    """How many errors stand where; in files that move, where they will stand."""
    return Counter(
        (moves.get(each.path, each.path), each.place, each.slug)
        for each in findings
        if each.severity == "error" and not each.waived
    )


def exactly(records: Sequence[Facts], word: str) -> Facts:
    """The record with this id, `ID` or `kind/ID`: a part of it is not enough to write into one.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = [each for each in records if each.id and word in (each.id, f"{each.kind}/{each.id}")]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(each.path for each in found)
        names = {f"{each.kind}/{each.id}" for each in found}
        advice = f"write {' or '.join(sorted(names))}" if len(names) == len(found) else places
        raise UsageError(f"`{word}` is the id of {len(found)} records", help=advice)
    ids = [each.id for each in records if each.id]
    parts = [known for known in ids if word in known]
    if len(parts) == 1:
        message = f"`{word}` is a part of an id; to write, the whole id is needed"
        raise UsageError(message, help=f"did you mean `{parts[0]}`?")
    meant = close_to(word, ids)
    advice = f"did you mean `{meant}`?" if meant else ""
    raise UsageError(f"there is no record `{word}`", help=advice)


def to_revise(
    opened: Opened, path: str, records: Sequence[Facts]
) -> tuple[bytes, Document | None, Against]:
    """The bytes of a file, and its document; None where it is unfit to be revised, and why.

    Args:
        records: those in the file that are to be revised, as they were read before.

    Raises:
        UsageError: it cannot be read, or has changed since.
    """
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
