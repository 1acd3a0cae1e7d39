"""The records in a file, read and not judged: what lists, filters and pages are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable
from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import Kind
from eventbook.document.value import load_value
from eventbook.findings import Finding, Span
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve

Steps: TypeAlias = tuple[tuple[str, ...], ...]
"""The keys on the way to each list that a record is an item of; none where it is the file."""


def records_in(
    path: str, kind: Kind, pattern: RecordPattern, data: bytes, *, reference: bool = False
) -> tuple[Facts, ...]:
    """The records in a file; their findings are only those of a file that cannot be read.

    Those that `check.Checker.map_file` gives for the same file differ in their findings alone.

    Args:
        path: the file, relative to the book's root.
        kind: the kind of its records.
        pattern: where in the file they are.
        data: its bytes.
        reference: read by the reference loader alone.
    """
    loaded = load_value(data, path, reference=reference)
    alone = not pattern.steps
    if not loaded.readable:
        return (Facts(path, kind.name, findings=loaded.findings, alone=alone),)
    return tuple(
        Facts(path, kind.name, place, id_of(kind, path, record), record, alone=alone)
        for place, is_record in items(loaded.value, pattern.steps)
        if is_record
        for record in (resolve(loaded.value, place),)
    )


def unreadable(path: str, kind: str, error: Unreadable) -> Facts:
    """The facts of a file that is not read: one finding."""
    slug = "yaml-too-large" if error.reason == "too-large" else "file-unreadable"
    found = Finding(slug, "error", f"the file {error.message}", path, span=Span(1, 1, 1, 1))
    return Facts(path, kind, findings=(found,))


def id_of(kind: Kind, path: str, value: Json) -> str | None:
    """A record's id, from where its kind takes it; None where it cannot be read."""
    if kind.id_field is None:
        file = PurePosixPath(path)
        return file.stem if kind.id == "stem" else file.parent.name
    found = value.get(kind.id_field) if isinstance(value, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) and found else None


def items(value: Json, steps: Steps, place: Place = ()) -> Iterator[tuple[Place, bool]]:
    """The places of records, True; and those where a list of records should be, False."""
    if not steps:
        yield place, True
        return
    for key in steps[0]:
        value = value.get(key) if isinstance(value, dict) else None
        place = (*place, key)
    if not isinstance(value, list):
        yield place, False
        return
    for index, item in enumerate(value):
        yield from items(item, steps[1:], (*place, index))
