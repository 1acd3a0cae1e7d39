"""Editing files as work that processes share: each is read, written anew and judged at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, NamedTuple

from eventbook.book.discover import Book
from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable
from eventbook.commands.opened import Opened
from eventbook.document.document import Document
from eventbook.document.outcome import SpliceError
from eventbook.document.plain import is_plain
from eventbook.document.quick import put_quickly
from eventbook.document.value import load_value
from eventbook.editing.steps import Step, taken, written
from eventbook.findings import Finding
from eventbook.jsonvalue import Json, digest, equal
from eventbook.mapping.files import Read, Work
from eventbook.mapping.share import processes
from eventbook.pointer import Place, resolve

CHANGED = "has changed since it was read"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What is to be done to a file.

    Attributes:
        steps: their places are in the file.
        known: the places of the records that they are about, each with its value's digest.
    """

    steps: tuple[Step, ...]
    known: tuple[tuple[Place, str], ...]


class Rewritten(NamedTuple):
    """A file as it is and as it is to be.

    Attributes:
        facts: of the new bytes.
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
        loaded = load_value(data, path, reference=self.recipe.reference)
        wrong = next((each for each in loaded.findings if each.severity == "error"), None)
        if wrong is not None:
            return Rewritten(path, refused=_told(wrong))
        if not all(_is_known(loaded.value, place, of) for place, of in plan.known):
            return Rewritten(path, refused=CHANGED)
        quick = None if self.recipe.reference else self._quickly(book, path, data, plan.steps)
        if quick is not None and _holds(quick[1], reduce(taken, plan.steps, loaded.value)):
            return Rewritten(path, quick[1], old=data, new=quick[0])
        try:
            new = written(_document(data, path), plan.steps).text.encode()
        except SpliceError as error:
            return Rewritten(path, refused=str(error))
        return Rewritten(path, self._facts(book, path, new), old=data, new=new)

    def _quickly(
        self, book: Book, path: str, data: bytes, steps: Sequence[Step]
    ) -> tuple[bytes, tuple[Facts, ...]] | None:
        """What is likely the new text, and its facts; None where nobody could guess it."""
        text: str | None = data.decode() if is_plain(data) else None
        for step in steps:
            if text is None or step.op != "put":
                return None
            text = put_quickly(text, step.place, step.value)
        if text is None:
            return None
        new = text.encode()
        return new, self._facts(book, path, new)

    def _facts(self, book: Book, path: str, data: bytes) -> tuple[Facts, ...]:
        kind, pattern = book.kind_of(path), book.pattern_of(path)
        assert kind is not None and pattern is not None  # noqa: PT018 - records were read from it
        return self.recipe.checker.map_file(path, kind, pattern, data)


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


def _is_known(value: Json, place: Place, of: str) -> bool:
    try:
        return digest(resolve(value, place)) == of
    except LookupError:
        return False


def _holds(facts: Sequence[Facts], wanted: Json) -> bool:
    """Whether a file is one record with this value."""
    return len(facts) == 1 and facts[0].alone and equal(facts[0].value, wanted)


def _document(data: bytes, path: str) -> Document:
    from eventbook.document.loader import load

    document = load(data, path).document
    assert document is not None  # its value was read without an error
    return document


def _told(finding: Finding) -> str:
    line, column = (finding.span.line, finding.span.column) if finding.span else (1, 1)
    return f"line {line}, column {column}: {finding.slug} {finding.message}"
