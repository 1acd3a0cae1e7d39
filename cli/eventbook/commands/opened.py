"""An opened book: what every command needs of it, read once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TypeAlias

from eventbook.book.discover import Book, find_book
from eventbook.book.facts import Facts
from eventbook.book.files import Reader, Unreadable, read_regular
from eventbook.book.patterns import RecordPattern
from eventbook.book.records import records_in
from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.settings import BUILT_IN, Kind
from eventbook.check import SLUGS, UNWAIVABLE, Checker, unreadable
from eventbook.commands.collector import paused
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.errors import ConfigError, UsageError
from eventbook.rules.rule import Context
from eventbook.schema.catalog import Catalog
from eventbook.schema.words import close_to

Map: TypeAlias = Callable[[str, Kind, RecordPattern, bytes], tuple[Facts, ...]]
"""What makes facts of a file's path and bytes."""


@dataclass
class Opened:
    """A book with its checker and what has been read of it."""

    book: Book
    checker: Checker
    context: Context
    _documents: dict[str, Document | None] = field(default_factory=dict)

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of every record file, judged, in path order."""
        return self._read(self.checker.map_file)

    @cached_property
    def records(self) -> list[Facts]:
        """The same, not judged: their findings say only why a file cannot be read."""
        return self._read(partial(records_in, reference=self.checker.reference))

    def judged(self, record: Facts) -> Facts:
        """One of `records` with its findings; itself where its file has changed meanwhile."""
        kind = self.book.settings.kind(record.kind)
        assert kind is not None  # the facts came of the settings' kinds
        found = self._map(self.checker.map_file, record.path, kind, self._bytes)
        return next((each for each in found if each.place == record.place), record)

    def map_text(self, data: bytes, path: str, kind: Kind) -> tuple[Facts, ...]:
        """The facts of bytes that are in no file yet, as if they were in this one."""
        pattern = self.book.pattern_of(path) or kind.records[0]
        return self.checker.map_file(path, kind, pattern, data)

    def document(self, path: str) -> Document | None:
        """A file's document, for positions; None where it has none."""
        if path not in self._documents:
            try:
                data = read_regular(self.book.root, path)
            except Unreadable:
                self._documents[path] = None
            else:
                self._documents[path] = load(data, path).document
        return self._documents[path]

    def remember(self, path: str, document: Document | None) -> None:
        """Use this document for a path that is no file, such as standard input."""
        self._documents[path] = document

    def source(self, path: str) -> str | None:
        """A file's text, for excerpts; None where it cannot be shown."""
        document = self._documents.get(path)
        if document is not None:
            return document.text
        try:
            return read_regular(self.book.root, path).decode("utf-8", "replace")
        except Unreadable:
            return None

    @paused()
    def _read(self, make: Map) -> list[Facts]:
        listing = self.book.listing()
        found: list[Facts] = []
        with Reader(self.book.root) as reader:
            for path, kind in listing.files:
                found.extend(self._map(make, path, kind, reader.read))
        for error in listing.unreadable:
            owner = self.book.kind_of(error.path)
            found.append(unreadable(error.path, owner.name if owner else "", error))
        return sorted(found, key=lambda facts: (facts.path, facts.place))

    def _bytes(self, path: str) -> bytes:
        return read_regular(self.book.root, path)

    def _map(
        self, make: Map, path: str, kind: Kind, read: Callable[[str], bytes]
    ) -> tuple[Facts, ...]:
        pattern = self.book.pattern_of(path)
        assert pattern is not None  # the listing came of the patterns
        try:
            data = read(path)
        except Unreadable as error:
            return (unreadable(path, kind.name, error),)
        return make(path, kind, pattern, data)


def open_book(start: Path) -> Opened:
    """Find the book a folder belongs to, and get ready to check it.

    The environment says `EVENTBOOK_REFERENCE=1` to judge by the reference stack alone, and
    `EVENTBOOK_TODAY=YYYY-MM-DD` what day it is.

    Raises:
        ConfigError: there is no book, or its settings are wrong.
    """
    book = find_book(start)
    shipped_files = {_shipped_path(name): data for name, data in builtin_schemas().items()}
    own_files = {**book.schema_files(), **shipped_files}

    @cache  # made when first needed: most books need but one of the two
    def catalog(*, shipped: bool) -> Catalog:
        return Catalog(shipped_files if shipped else own_files)

    def schema_of(kind: Kind) -> tuple[Catalog, str]:
        if kind.built_in_schema is None:
            return catalog(shipped=False), kind.schema
        return catalog(shipped=True), _shipped_path(kind.built_in_schema)

    for slug in book.settings.rules:
        if slug in UNWAIVABLE:
            raise ConfigError(
                f"{book.settings_source}: [rules] cannot change `{slug}`",
                help="it keeps names out of the history; mend what it finds",
            )
        if slug not in SLUGS:
            meant = close_to(slug, SLUGS)
            raise ConfigError(
                f"{book.settings_source}: [rules] names `{slug}`, which is no rule",
                help=f"did you mean `{meant}`?" if meant else "",
            )
    reference = os.environ.get("EVENTBOOK_REFERENCE", "") not in ("", "0")
    checker = Checker(book.settings, schema_of, reference=reference)
    return Opened(book, checker, Context(book.settings, today(os.environ.get("EVENTBOOK_TODAY"))))


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


def _shipped_path(name: str) -> str:
    return f"{BUILT_IN}{name}{ENDING}"
