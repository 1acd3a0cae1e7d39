"""Names in what was committed once: in files, paths, messages, and who is said to have written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from eventbook.book.history import Past
from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.text import as_text
from eventbook.events.leaks.told import in_path, in_text, in_words, later
from eventbook.findings import Finding

SHORT = 12
"""Digits by which a commit is named."""


class HistoryCheck:
    """Goes through a history, oldest commit first.

    A name is told of where it came into a file; versions after that are counted.

    Attributes:
        skipped: the paths of files too large to look through, without a name in them.
    """

    def __init__(self, names: Matcher, place: Callable[[str], str], repository: str) -> None:
        """Get ready.

        Args:
            place: a path from the top of the work tree as findings give it.
            repository: what findings give for a path that are about no file.
        """
        self._names = names
        self._place = place
        self._repository = repository
        self._known: dict[str, set[int]] = {}
        self._later: dict[str, tuple[int, str]] = {}
        self.skipped: list[str] = []

    def findings(self, refs: Iterable[str], history: Iterable[Past]) -> Iterator[Finding]:
        """What stands in the names of branches and tags, and in all that they lead to."""
        for ref in refs:
            subject = f"the name of {self._names.blanked(ref)}"
            yield from in_words(self._names, ref, subject, self._repository)
        for past in history:
            yield from self._past(past)
        for path, (count, commit) in sorted(self._later.items()):
            yield later(path, count, f"commit {commit[:SHORT]}")

    def _past(self, past: Past) -> Iterator[Finding]:
        short = past.commit[:SHORT]
        if past.kind == "path":
            # The folders above had their turn; here only the last part is new.
            if self._names.occurrences(past.path.rpartition("/")[2]):
                yield from in_path(self._names, self._place(past.path), f"in commit {short}")
        elif past.data is None:
            place = self._place(past.path) or self._repository
            self.skipped.append(f"{self._names.blanked(place)} in commit {short}: too large")
        elif past.kind == "file":
            yield from self._file(past, as_text(past.data), f"in commit {short}")
        else:
            yield from self._message(as_text(past.data), f"{past.kind} {short}")

    def _file(self, past: Past, text: str, where: str) -> Iterator[Finding]:
        lines = {one.line for one in self._names.occurrences(text)}
        if not lines:
            return
        path = self._names.blanked(self._place(past.path))
        known = self._known.setdefault(path, set())
        if lines <= known:
            count, _ = self._later.get(path, (0, ""))
            self._later[path] = (count + 1, past.commit)
            return
        yield from in_text(self._names, path, text, where, but=frozenset(known))
        known |= lines

    def _message(self, text: str, what: str) -> Iterator[Finding]:
        head, _, message = text.partition("\n\n")
        names = self._names
        yield from in_words(names, head, f"the head of {what} (who made it)", self._repository)
        yield from in_words(names, message, f"the message of {what}", self._repository)
