"""What an edit would do, or has done, as it is shown: nothing private in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eventbook.book.facts import Facts
from eventbook.changes.book_diff import RecordChange
from eventbook.commands.planning import Planned
from eventbook.commands.revising import Against, Revising, Revision
from eventbook.commands.terminal import Terminal
from eventbook.events.privacy import secret_names
from eventbook.output import EditedFile, EditedRecord, Edits, edits
from eventbook.output.interface import EditStatus
from eventbook.pointer import Place

_MOST_TOLD = 5


@dataclass(frozen=True)
class Shown:
    """An edit that is shown.

    Attributes:
        planned: for each record that is meant.
        revising: the files that change.
        unfit: why files cannot be edited, by path.
    """

    planned: Sequence[Planned]
    revising: Revising
    unfit: Mapping[str, str]

    def text(
        self,
        form: str,
        terminal: Terminal,
        status: EditStatus,
        against: Against = Against(()),  # noqa: B008 - frozen
    ) -> str:
        """All of it in a format.

        Args:
            status: of the records that change.
            against: the errors that keep it from being written.
        """
        shown = Edits(
            [self._record(each, status, against) for each in self.planned],
            map(self._file, self.revising.revisions),
            lambda: self._changes,
            terminal.colour,
            terminal.width,
        )
        return self.revising.leaking.blank(edits(form)(shown))

    @property
    def refused(self) -> list[tuple[Facts, str]]:
        """The records to which nothing can be done, and why."""
        reasons = ((e.facts, e.refused or self.unfit.get(e.facts.path, "")) for e in self.planned)
        return [(facts, reason) for facts, reason in reasons if reason]

    def _record(self, planned: Planned, status: EditStatus, against: Against) -> EditedRecord:
        facts = planned.facts
        findings = [each for each in against.findings if each.path == facts.path]
        reason = planned.refused or self.unfit.get(facts.path, "")
        reason = reason or ("it would bring new errors" if findings else "")
        if reason:
            status = "refused"
        elif not planned.steps:
            status = "unchanged"
        return EditedRecord(facts.id, facts.kind, facts.path, status, reason, findings)

    @cached_property
    def _changes(self) -> list[RecordChange]:
        return self.revising.changes()

    def _file(self, revision: Revision) -> EditedFile:
        hidden = revision.path in self.revising.closed or self._gives_names(revision)
        return EditedFile(revision.path, revision.old, revision.new, hidden)

    @cached_property
    def _before(self) -> Mapping[str, Mapping[Place, Facts]]:
        """The records of the files that change, as they are."""
        found: dict[str, dict[Place, Facts]] = {
            each.old_path: {} for each in self.revising.revisions
        }
        for facts in self.revising.opened.facts:
            if facts.path in found:
                found[facts.path][facts.place] = facts
        return found

    def _gives_names(self, revision: Revision) -> bool:
        """Whether a file gives a name, now or then, that a list or the record itself withholds."""
        for data in (revision.old, revision.new):
            if any(True for _ in self.revising.leaking.in_bytes(revision.path, data)):
                return True
        before = self._before[revision.old_path]
        pairs = ((each.value, before.get(each.place)) for each in self.revising.facts_of(revision))
        return any(secret_names(new, old.value if old else None) for new, old in pairs)


def told(refused: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line for each refusal, and one for those that are left out."""
    lines = [f"{name}: {why}" for name, why in refused]
    yield from lines[:_MOST_TOLD]
    if len(lines) > _MOST_TOLD:
        yield f"and {len(lines) - _MOST_TOLD} more"
