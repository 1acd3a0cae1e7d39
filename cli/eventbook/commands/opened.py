"""An opened book: what every command needs of it, read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.cache import Cache
from eventbook.book.discover import Book, find_book
from eventbook.book.facts import Facts, Trace
from eventbook.book.files import Unreadable
from eventbook.book.records import unreadable
from eventbook.book.settings import Kind
from eventbook.book.trees import read_from
from eventbook.book.walk import Listing
from eventbook.commands.page_languages import check_page_languages
from eventbook.commands.progress import Watch, unwatched
from eventbook.commands.recovering import settled
from eventbook.commands.settings_faults import check_rules
from eventbook.errors import UsageError
from eventbook.findings import Finding
from eventbook.mapping.cached import map_known
from eventbook.mapping.collector import paused
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.known import Known
from eventbook.mapping.recipe import Recipe
from eventbook.mapping.reduced import Reducing
from eventbook.mapping.share import Jobs, processes
from eventbook.rules.rule import Context

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot
    from eventbook.check import Checker
    from eventbook.commands.listed import Listed
    from eventbook.document.document import Document


@dataclass
class Opened:
    """A book with its checker and what has been read of it.

    Attributes:
        lean: nobody asks for the values of judged records but rules over the book.
        notes: what to tell of the settings and schemas that hold, with names that files have.
        directory: the folder the command works in.
    """

    book: Book
    recipe: Recipe
    context: Context
    jobs: Jobs = None
    caching: bool = True
    watch: Watch = unwatched
    lean: bool = False
    notes: tuple[str, ...] = ()
    directory: Path = Path()
    _documents: dict[str, Document | None] = field(default_factory=dict)

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of every record file, judged, in path order."""
        return self._in_order(self._judged.facts())

    @cached_property
    def records(self) -> list[Facts]:
        """The same, not judged: what their findings say cannot be relied on, except where a file
        cannot be read.
        """
        return self._in_order(self._read.facts())

    def records_with(self, trace: Trace | None) -> list[Facts]:
        """Those of `records` that may have a value which leaves a trace, and others; all that
        cannot be read are among them. Without a trace, all.
        """
        if trace is None or "records" in self.__dict__:  # all of them are there
            return self.records
        return self._in_order(self._read.with_trace(trace))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file that holds records, or should."""
        return frozenset(
            (*self._judged.digests, *(error.path for error in self._listing.unreadable))
        )

    @property
    def counted(self) -> int:
        """How many records there are, with files that cannot be read."""
        return self._judged.records + len(self._listing.unreadable)

    def findings(
        self, context: Context, seen: Callable[[Finding], bool] | None = None
    ) -> list[Finding]:
        """All findings of the book, as `check.reduce` gives them; those with lines that are seen.

        The lines are kept with the findings: as long as no file changes, none has to be read.
        """
        cache = None if self._listing.unreadable or not self._judged.readable else self._cache
        reducing = Reducing(self._judged, lambda: self.facts, self.recipe.digest, cache)
        reduced, known = reducing.reduced(context)
        found = list(reduced.findings)
        if self.book.snapshot is not None:
            return found
        if seen and any(each.span is None and seen(each) for each in found):
            from eventbook.document.located import locate

            found, known = locate(found, self.document, seen), False
        if not known and self._is_what_was_judged():
            reducing.keep(context, replace(reduced, findings=found))
        return found

    def _is_what_was_judged(self) -> bool:
        """Whether no file that was read for its lines had changed since it was judged."""
        return all(
            document is not None
            and sha256(document.text.encode()).digest() == self._judged.digests.get(path)
            for path, document in self._documents.items()
        )

    def digest(self, path: str) -> bytes | None:
        """SHA-256 of a file's bytes as they were judged; None where it could not be read."""
        return self._judged.digests.get(path)

    def judged(self, record: Facts) -> Facts:
        """One of `records` with its findings; itself where its file has changed meanwhile."""
        if self._read.judged(record.path) or self.book.kind_of(record.path) is None:
            return record  # known already, or matched by a name that makes it unreadable
        (mapped,) = self._work(judge=True).map([record.path])
        return next((each for each in mapped.facts if each.place == record.place), record)

    def in_state(self, snapshot: Snapshot) -> Opened:
        """The book in another state, under the same settings and schemas."""
        book = replace(self.book, snapshot=snapshot)
        opened = Opened(book, self.recipe, self.context, self.jobs, self.caching, self.watch)
        opened.directory = self.directory
        return opened

    @cached_property
    def listed(self) -> Listed:
        """The names that must occur nowhere: no command shows one.

        Raises:
            EventbookError: their list cannot be used.
        """
        from eventbook.commands.leaking import names_listed
        from eventbook.commands.listed import Listed

        return Listed(names_listed(self.book, self.directory))

    @property
    def checker(self) -> Checker:
        """What judges the book's records."""
        return self.recipe.checker

    def map_text(self, data: bytes, path: str, kind: Kind) -> tuple[Facts, ...]:
        """The facts of bytes that are in no file yet, as if they were in this one."""
        pattern = self.book.pattern_of(path) or kind.records[0]
        return self.checker.map_file(path, kind, pattern, data)

    def document(self, path: str) -> Document | None:
        """A file's document, for positions; None where it has none."""
        if path not in self._documents:
            try:
                data = read_from(self.book.tree, path)
            except Unreadable:
                self._documents[path] = None
            else:
                from eventbook.document.loader import load

                self._documents[path] = load(data, path).document
        return self._documents[path]

    def read_ahead(self, paths: Iterable[str]) -> None:
        """Get the documents of files that `document` and `source` will be asked for.

        One at a time would be slow where git has to be asked for each.
        """
        if self.book.snapshot is None:
            return
        from eventbook.document.loader import load

        wanted = sorted(set(paths) - self._documents.keys())
        with self.book.tree.open(wanted) as reader:
            for path in wanted:
                with suppress(Unreadable):
                    self._documents[path] = load(reader.read(path), path).document

    def remember(self, path: str, document: Document | None) -> None:
        """Use this document for a path that is no file, such as standard input."""
        self._documents[path] = document

    def source(self, path: str) -> str | None:
        """A file's text, for excerpts; None where it cannot be shown."""
        document = self._documents.get(path)
        if document is not None:
            return document.text
        try:
            return read_from(self.book.tree, path).decode("utf-8", "replace")
        except Unreadable:
            return None

    @cached_property
    def _listing(self) -> Listing[Kind]:
        return self.book.listing()

    @cached_property
    def _cache(self) -> Cache | None:
        return Cache.open(self.book.root, self.recipe.digest) if self.caching else None

    @cached_property
    def _judged(self) -> Known:
        return self._known(judge=True)

    @cached_property
    def _read(self) -> Known:
        """What is judged already need not be read again."""
        return self.__dict__.get("_judged") or self._known(judge=False)

    @paused()
    def _known(self, *, judge: bool) -> Known:
        paths = [path for path, _ in self._listing.files]
        run = partial(_mapped, jobs=self.jobs if judge else 1)
        trusting = os.environ.get("CI", "") in ("", "0", "false")
        work = self._work(judge=judge)
        with self.watch(len(paths)) as done:
            return map_known(work, paths, self._cache, run, trusting=trusting, done=done)

    @paused()
    def _in_order(self, facts: Iterable[Facts]) -> list[Facts]:
        found = list(facts)
        for error in self._listing.unreadable:
            owner = self.book.kind_of(error.path)
            found.append(unreadable(error.path, owner.name if owner else "", error))
        return sorted(found, key=lambda facts: (facts.path, facts.place))

    def _work(self, *, judge: bool) -> Work:
        lean = self.lean and judge
        return Work(self.book.root, self.recipe, judge, snapshot=self.book.snapshot, lean=lean)


def _mapped(work: Work, paths: Sequence[str], *, jobs: Jobs) -> Iterable[Mapped]:
    if isinstance(jobs, str):
        from eventbook.mapping.cluster import map_on_cluster

        return map_on_cluster(work, paths, jobs)
    count = processes(len(paths), jobs)
    if count == 1:
        return work.map(paths)
    from eventbook.mapping.pool import map_in_pool

    return map_in_pool(work, paths, count)


def open_book(
    start: Path,
    *,
    jobs: Jobs = None,
    caching: bool = True,
    watch: Watch = unwatched,
    rev: str | None = None,
) -> Opened:
    """Find the book a folder belongs to, and get ready to check it.

    The environment says `EVENTBOOK_REFERENCE=1` to judge by the reference stack alone, and
    `EVENTBOOK_TODAY=YYYY-MM-DD` what day it is.

    Args:
        start: the folder.
        jobs: what shares the work of checking records.
        caching: use what was made of files before, and keep what is made now.
        watch: is told how far the work on the files is.
        rev: the commit whose book is meant; None is the work tree.

    Raises:
        UsageError: there is no such commit.
        ConfigError: there is no book, or its settings are wrong.
    """
    if rev is None:
        book = settled(find_book(start))
        schemas = book.schema_files()
    else:
        from eventbook.commands.states import book_at

        book, schemas = book_at(start, rev)
    opened = ready(book, schemas, jobs=jobs, caching=caching, watch=watch)
    opened.directory = start
    return opened


def ready(
    book: Book,
    schemas: Mapping[str, bytes],
    *,
    jobs: Jobs = None,
    caching: bool = True,
    watch: Watch = unwatched,
) -> Opened:
    """A book that was found, ready to check; see `open_book`.

    Args:
        schemas: its own schema files by path.
    """
    check_rules(book)
    check_page_languages(book)
    reference = os.environ.get("EVENTBOOK_REFERENCE", "") not in ("", "0")
    recipe = Recipe(book.settings, schemas, reference)
    context = Context(book.settings, today(os.environ.get("EVENTBOOK_TODAY")))
    return Opened(book, recipe, context, jobs, caching, watch)


def today(setting: str | None) -> date:
    """The day it is: the setting's, else the clock's.

    Raises:
        UsageError: the setting is no date.
    """
    if not setting:
        return date.today()
    try:
        return date.fromisoformat(setting)
    except ValueError as error:
        raise UsageError(f"EVENTBOOK_TODAY={setting}", help="write YYYY-MM-DD") from error
