"""Editing files as work that processes share: each is read, written anew and judged at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, NamedTuple

from eventbook.book.discover import Book
from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable
from eventbook.commands.opened import Opened
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.quick import is_simple, put_quickly
from eventbook.editing.steps import Step, written
from eventbook.findings import Finding
from eventbook.jsonvalue import digest
from eventbook.mapping.files import Read, Work
from eventbook.mapping.share import processes

CHANGED = "has changed since it was read"


class FilePlan(NamedTuple):
    """What is to be done to a file.

    Attributes:
        steps: their places are in the file.
        known: SHA-256 of the bytes that they were worked out for.
        wanted: the digest of the record's value afterwards; empty where it is not alone.
    """

    steps: tuple[Step, ...]
    known: bytes | None
    wanted: str = ""


class Rewritten(NamedTuple):
    """A file as it is and as it is to be.

    Attributes:
        facts: of the new bytes, with as much of their values as rules over the book read.
        refused: why it stays as it is; empty where it does not.
    """

    path: str
    facts: tuple[Facts, ...] = ()
    old: bytes = b""
    new: bytes = b""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Rewriting(Work):
    """The edit of files.

    Attributes:
        plans: by path.
    """

    plans: Mapping[str, FilePlan] = field(default_factory=dict)

    def cut(self, paths: Sequence[str]) -> Rewriting:
        """The same with the plans for these files alone."""
        return replace(self, plans={path: self.plans[path] for path in paths})

    def map(self, paths: Iterable[str]) -> Iterator[Rewritten]:  # type: ignore[override]
        """The files, each `Rewritten`, in the order given. Nothing is written."""
        book = Book(self.root, self.recipe.settings)
        for file in self.read(paths):
            yield self._rewritten(book, file)

    def _rewritten(self, book: Book, file: Read) -> Rewritten:
        path, data, plan = file.path, file.data, self.plans[file.path]
        if isinstance(data, Unreadable):
            return Rewritten(path, refused=data.message)
        if sha256(data).digest() != plan.known:
            return Rewritten(path, refused=f"its file {CHANGED}")
        if plan.wanted and not self.recipe.reference and (new := _guessed(data, plan.steps)):
            facts = self._facts(book, path, new)
            if len(facts) == 1 and digest(facts[0].value) == plan.wanted:
                return Rewritten(path, _lean(facts), data, new)
        loaded = load(data, path)
        wrong = next((each for each in loaded.findings if each.severity == "error"), None)
        if loaded.document is None or wrong is not None:
            return Rewritten(path, refused=_told(wrong))
        try:
            new = written(loaded.document, plan.steps).text.encode()
        except SpliceError as error:
            return Rewritten(path, refused=str(error))
        return Rewritten(path, _lean(self._facts(book, path, new)), data, new)

    def _facts(self, book: Book, path: str, data: bytes) -> tuple[Facts, ...]:
        kind, pattern = book.kind_of(path), book.pattern_of(path)
        assert kind is not None and pattern is not None  # noqa: PT018 - records were read from it
        return self.recipe.checker.map_file(path, kind, pattern, data, sharing=False)


def rewrite(opened: Opened, plans: Mapping[str, FilePlan]) -> list[Rewritten]:
    """The files as they are to be, in the order of their paths; in several processes if that pays.

    Raises:
        EnvironmentFault: a process died.
    """
    paths = sorted(plans)
    work = Rewriting(opened.book.root, opened.recipe, judge=True, plans=plans)
    count = processes(len(paths), None)
    if count == 1:
        return list(work.map(paths))
    from eventbook.mapping.pool import map_in_pool

    found: Iterable[Any] = map_in_pool(work, paths, count)  # what `Rewriting.map` gives
    return list(found)


def _lean(facts: Iterable[Facts]) -> tuple[Facts, ...]:
    return tuple(each.lean for each in facts)


def _guessed(data: bytes, steps: Sequence[Step]) -> bytes | None:
    """What is likely the new text; None where nobody could guess it."""
    if any(step.op != "put" for step in steps) or not is_simple(data):
        return None
    text: str | None = data.decode()
    for step in steps:
        text = put_quickly(text, step.place, step.value) if text is not None else None
    return None if text is None else text.encode()


def _told(finding: Finding | None) -> str:
    if finding is None:
        return "its file holds no document"
    line, column = (finding.span.line, finding.span.column) if finding.span else (1, 1)
    return f"line {line}, column {column}: {finding.slug} {finding.message}"
