"""Fixes: what findings propose, written into their files where that makes nothing worse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.settings import Kind
from eventbook.book.writing.transaction import Write, commit
from eventbook.check import WAIVABLE
from eventbook.commands.leaking import Leaking
from eventbook.commands.opened import Opened
from eventbook.commands.terminal import Terminal
from eventbook.document.located import locate
from eventbook.editing.fixing import Mended, held, is_of_bytes, mended, turn
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding
from eventbook.output.privacy import redacted
from eventbook.reduction import reduce

_MOST_ROUNDS = 8
"""How often a file is judged anew: what is mended may bring to light what can be mended, too."""
_MOST_SAID = 50


class _File(NamedTuple):
    """A file with what is to be written into it.

    Attributes:
        old: its bytes as they are.
        base: the same without what no text shows (a byte order mark), which hides all else.
        new: its bytes as they will be.
        done: the findings that are mended.
    """

    path: str
    kind: Kind
    old: bytes
    base: bytes
    new: bytes
    done: tuple[Finding, ...]


@dataclass(frozen=True)
class Fixing:
    """Mends findings in the files of an opened book.

    Attributes:
        guesses: mend what is a guess, too.
        wanted: whether a finding is one of those that are asked for.
    """

    opened: Opened
    guesses: bool
    wanted: Callable[[Finding], bool]

    def fix(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Write what findings propose into their files, all or none.

        Returns:
            Those that were mended, where they stood.

        What would bring a new error, in its record or in the book, is left as it is.

        Raises:
            UsageError: a file has changed meanwhile.
            EnvironmentFault: a fault of the machine.
        """
        by_path: dict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            if self._is_fixable(finding):
                by_path[finding.path].append(finding)
        files = [
            file for path, group in sorted(by_path.items()) if (file := self._file(path, group))
        ]
        kept = self._without_harm(files)
        done = [finding for file in kept for finding in file.done]
        unplaced = (replace(each, span=None) if each.place else each for each in done)
        located = tuple(locate(unplaced, self.opened.document))  # while the old files are there
        commit(self.opened.book.root, [Write(file.path, file.new, file.old) for file in kept])
        return located

    def _is_fixable(self, finding: Finding) -> bool:
        if finding.fix is None or finding.private or finding.waived or not self.wanted(finding):
            return False
        is_on = self.opened.book.settings.rules.get(finding.slug) != "off"
        return is_on and (self.guesses or finding.fix.applicability == "safe")

    def _file(self, path: str, findings: Sequence[Finding]) -> _File | None:
        """What comes of a file; None where nothing does."""
        kind = self.opened.book.kind_of(path)
        try:
            old = read_regular(self.opened.book.root, path)
        except Unreadable:
            return None
        if kind is None or self.opened.digest(path) != sha256(old).digest():
            return None
        bare = mended(old, [each for each in findings if is_of_bytes(each)])
        rest = [each for each in findings if not is_of_bytes(each)]
        before = self._errors(self._facts(bare.data, path, kind))
        found = self._in_rounds(bare.data, rest, path, kind)
        if self._errors(self._facts(found.data, path, kind)) - before:
            found = self._one_by_one(bare.data, rest, path, kind)
        found = held(bare.data, found, self.opened.book.pattern_of(path) or kind.records[0])
        done = (*bare.done, *found.done)
        return _File(path, kind, old, bare.data, found.data, done) if found.data != old else None

    def _in_rounds(self, data: bytes, findings: Sequence[Finding], path: str, kind: Kind) -> Mended:
        """All findings mended, then those that only show themselves afterwards."""
        done: tuple[Finding, ...] = ()
        for number in range(_MOST_ROUNDS):
            if number or not findings:
                findings = self._of_text(self._facts(data, path, kind))
            step = mended(data, findings)
            if not step.done:
                break
            data, done = step.data, (*done, *step.done)
        return Mended(data, done)

    def _one_by_one(
        self, data: bytes, findings: Sequence[Finding], path: str, kind: Kind
    ) -> Mended:
        """Those findings mended that bring no new error."""
        before = self._errors(self._facts(data, path, kind))
        done: tuple[Finding, ...] = ()
        for finding in sorted(findings, key=turn):
            step = mended(data, [finding])
            if step.done and not self._errors(self._facts(step.data, path, kind)) - before:
                data, done = step.data, (*done, *step.done)
        return Mended(data, done)

    def _facts(self, data: bytes, path: str, kind: Kind) -> tuple[Facts, ...]:
        return self.opened.map_text(data, path, kind)

    def _of_text(self, facts: Iterable[Facts]) -> list[Finding]:
        """What can be mended, of findings that no waiver answers: those of a text and a schema."""
        found = [each for record in facts for each in record.findings]
        return [each for each in found if each.slug not in WAIVABLE and self._is_fixable(each)]

    def _errors(self, facts: Iterable[Facts]) -> Counter[str]:
        levels = self.opened.book.settings.rules
        return Counter(
            each.slug
            for record in facts
            for each in record.findings
            if levels.get(each.slug, each.severity) == "error"
        )

    def _without_harm(self, files: Sequence[_File]) -> Sequence[_File]:
        """Those of the files that bring no new error to the book."""
        before = self._book_errors([file._replace(new=file.base) for file in files])
        if not self._book_errors(files) - before:
            return files
        kept: list[_File] = []
        for file in files:
            others = [each._replace(new=each.base) for each in files if each not in kept]
            tried = [file if each.path == file.path else each for each in others]
            if not self._book_errors([*kept, *tried]) - before:
                kept.append(file)
        return kept

    def _book_errors(self, files: Sequence[_File]) -> Counter[tuple[str, str]]:
        """The errors of the book with these files as they would be."""
        if not files:
            return Counter()
        paths = {file.path for file in files}
        facts = [each for each in self.opened.facts if each.path not in paths]
        for file in files:
            facts += self._facts(file.new, file.path, file.kind)
        facts.sort(key=lambda each: (each.path, each.place))
        found = reduce(facts, self.opened.context)
        return Counter(
            (each.path, each.slug) for each in found if each.severity == "error" and not each.waived
        )


def tell(
    fixed: Sequence[Finding], leaking: Leaking, terminal: Terminal, root: str
) -> tuple[Finding, ...]:
    """Say what was mended; the findings as they may be shown.

    Args:
        root: the book's, as seen from where the command was started.
    """
    shown = tuple(leaking.blanked(redacted(fixed)))
    for finding in shown[:_MOST_SAID]:
        span = finding.span
        where = f"{root}/{finding.path}" if root else finding.path
        where += f":{span.line}:{span.column}" if span else ""
        terminal.say(escaped(f"fixed: {where}: {finding.slug}: {finding.message}"))
    if len(shown) > _MOST_SAID:
        terminal.say(f"fixed: {len(shown) - _MOST_SAID} more")
    files = len({finding.path for finding in shown})
    if shown:
        findings = f"{len(shown)} finding{'' if len(shown) == 1 else 's'}"
        terminal.say(f"{findings} fixed in {files} file{'' if files == 1 else 's'}")
        terminal.say("next: eventbook diff")
    else:
        terminal.say("nothing was fixed")
    return shown
