"""Files of records in their canonical layout, with what may be filled in without a question.

Values stay as they are, with three exceptions that say nothing new: statements get the ids that
they lack, a bare year in a date field becomes a text, and texts are in normal form (Unicode NFC).
A review that held before holds afterwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.book.patterns import RecordPattern
from eventbook.book.records import items
from eventbook.book.schemas import Schemas
from eventbook.book.settings import Kind
from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.editing.review import still_vouched
from eventbook.events.statement_ids import FIELD, LIST, missing_ids
from eventbook.findings import Finding
from eventbook.formatting.keys import Keys, keys_in_lists, keys_of
from eventbook.formatting.layout import (
    LayoutError,
    ends_with_crlf,
    laid_out,
    tidied,
    without_bom,
)
from eventbook.formatting.recognise import is_laid_out
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve


@dataclass(frozen=True, slots=True)
class Formatted:
    """What came of laying out a file.

    Attributes:
        data: its bytes; None where it has to be left as it is.
        findings: the errors that keep it from being read.
        problem: another reason, in words.
    """

    data: bytes | None
    findings: tuple[Finding, ...] = ()
    problem: str = ""


class Formatter:
    """Lays out the files of a book.

    Args:
        schemas: of its kinds.
    """

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._keys: dict[tuple[str, str], Keys] = {}

    def formatted(self, path: str, kind: Kind, pattern: RecordPattern, data: bytes) -> Formatted:
        """The bytes of a file of records as they should be.

        Args:
            path: its name, for findings.
            kind: of its records.
            pattern: where in it they are.
            data: its bytes as they are.
        """
        keys = self._keys_of(kind, pattern)
        crlf = ends_with_crlf(data)
        if is_laid_out(data.replace(b"\r\n", b"\n") if crlf else data, keys):
            return Formatted(data)
        clean = tidied(data)
        loaded = load(clean, path)
        errors = tuple(each for each in loaded.findings if each.severity == "error")
        if loaded.document is None or errors:
            return Formatted(None, errors)
        before = _value_before(data, loaded.document)
        try:
            filled = _filled(loaded.document, kind, pattern, keys)
            after = laid_out(vouched(before, filled, pattern), keys)
        except (LayoutError, SpliceError) as error:
            return Formatted(None, problem=str(error))
        text = after.text.replace("\n", "\r\n") if crlf else after.text
        return Formatted(text.encode())

    def _keys_of(self, kind: Kind, pattern: RecordPattern) -> Keys:
        """The order of keys in the files of a pattern."""
        known = (kind.name, pattern.text)
        if known not in self._keys:
            self._keys[known] = self._worked_out(kind, pattern)
        return self._keys[known]

    def _worked_out(self, kind: Kind, pattern: RecordPattern) -> Keys:
        keys = record = keys_of(self._schemas.shape(kind))
        if self._schemas.judges_file(kind, pattern):
            for names in pattern.steps:
                for name in names:
                    record = record.under(name)
                record = record.under(0)
        else:
            keys = keys_in_lists(pattern.steps, record)
        if kind.model == "event":
            record.under(LIST).under(0).fills = FIELD
        return keys


def _value_before(data: bytes, document: Document) -> Json:
    """The value of a file as it was read before it was tidied."""
    text = data.decode()
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return document.value  # nothing was composed
    before = load(without_bom(data), "").document
    return before.value if before else document.value


def _filled(document: Document, kind: Kind, pattern: RecordPattern, keys: Keys) -> Document:
    """The document with what it lacks."""
    additions: dict[Place, str] = dict(_years(document.value, keys))
    if kind.model == "event":
        for place, record in records_of(document.value, pattern):
            ids = missing_ids(record)
            additions.update({(*place, *inner): each for inner, each in ids.items()})
    for place, text in additions.items():
        document = splice.put(document, place, text)
    if "\\" not in document.text:
        return document  # only escapes write what is in no normal form
    for place, text in list(_composed(document.value)):
        document = splice.put(document, place, text)
    return document


def vouched(before: Json, document: Document, pattern: RecordPattern) -> Document:
    """The document with the reviews that held before, as they hold now.

    Args:
        before: what it said, and says now in other words.
        pattern: where in it the records are.
    """
    if equal(before, document.value):
        return document
    for place, record in records_of(before, pattern):
        document = still_vouched(record, document, place)
    return document


def records_of(value: Json, pattern: RecordPattern) -> Iterator[tuple[Place, dict[str, Json]]]:
    """The records in a file that are maps, each with its place."""
    for place, is_record in items(value, pattern.steps):
        record = resolve(value, place) if is_record else None
        if isinstance(record, dict):
            yield place, record


def _years(value: Json, keys: Keys, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Bare years in date fields, as the texts that they mean."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _years(child, keys.under(key), (*place, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _years(child, keys.under(index), (*place, index))
    elif keys.is_date and isinstance(value, int) and 1000 <= value <= 9999:
        yield place, str(value)


def _composed(value: Json, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Texts that are not in normal form, as they are in it."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _composed(child, (*place, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _composed(child, (*place, index))
    elif isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        yield place, unicodedata.normalize("NFC", value)
