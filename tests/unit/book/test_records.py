"""Records read without being judged are those that the check judges."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eventbook.book.facts import Facts
from eventbook.book.files import REASONS, Reason, Unreadable
from eventbook.book.patterns import RecordPattern
from eventbook.book.records import records_in, unreadable
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.check import Checker
from eventbook.document.loader import load
from eventbook.findings import Finding, Span
from eventbook.schema.catalog import Catalog

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.yaml"))
LISTS = [
    "",
    "a",
    "null",
    "[]",
    "{}",
    "- {id: a, title: A}\n- null\n- 7\n",
    "years:\n  - talks: [{id: a}, {id: 3}]\n  - {}\n  - talks: none\n",
    "years: []",
    "- [",
]


def judged(path: str, kind: Kind, pattern: RecordPattern, data: bytes) -> tuple[Facts, ...]:
    """What the check makes of a file: its records, and its own facts where it is no record."""
    catalog = Catalog({"s.json": json.dumps({"type": "object"}).encode()})
    checker = Checker(replace(DEFAULTS, kinds=(kind,)), lambda _: (catalog, "s.json"))
    return checker.map_file(path, kind, pattern, data)


@pytest.mark.parametrize("id_from", ["field:id", "stem", "folder"])
@pytest.mark.parametrize("pattern", ["a/*.yaml", "a/*.yaml[]", "a/*.yaml[].talks[]"])
@pytest.mark.parametrize("text", LISTS)
def test_same_records(text: str, pattern: str, id_from: str) -> None:
    parsed = RecordPattern.parse(pattern)
    kind = Kind("talk", (parsed,), "s.json", id=id_from)
    of_records = [
        replace(each, findings=())
        for each in judged("a/b.yaml", kind, parsed, text.encode())
        if each.value is not None or each.place or not each.findings
    ]
    read = records_in("a/b.yaml", kind, parsed, text.encode())
    assert [replace(each, findings=()) for each in read if each.value is not None] == [
        each for each in of_records if each.value is not None
    ]
    assert all(each.value is None for each in read if each.findings)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_cannot_be_read_says_why(path: Path) -> None:
    kind = DEFAULTS.kinds[0]
    data = path.read_bytes()
    read = records_in(path.name, kind, kind.records[0], data)
    found = judged(path.name, kind, kind.records[0], data)
    assert [(each.id, each.value, each.place) for each in read] == [
        (each.id, each.value, each.place) for each in found
    ]
    for unjudged, full in zip(read, found, strict=True):
        unread = load(data, path.name).document is None
        assert unjudged.findings == (full.findings if unread else ())


@pytest.mark.parametrize("reason", REASONS)
def test_a_file_that_is_not_read_is_a_finding(reason: Reason) -> None:
    slug = "yaml-too-large" if reason == "too-large" else "file-unreadable"
    message = f"the file {REASONS[reason]}"
    found = Finding(slug, "error", message, "a.yaml", span=Span(1, 1, 1, 1))
    expected = Facts("a.yaml", "talk", findings=(found,))
    assert unreadable("a.yaml", "talk", Unreadable(reason, "a.yaml")) == expected
