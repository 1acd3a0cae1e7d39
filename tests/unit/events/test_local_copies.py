"""What a record quotes, and which sources' words are not to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.local_copies import Guard, Quotation, quotations, wanted, without_copy
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context


@dataclass
class Copies:
    """Copies of sources by their keys."""

    names: dict[str, str] = field(default_factory=dict)

    def files(self, _record_id: str | None, source: Mapping[str, Json]) -> tuple[str, ...]:
        name = self.names.get(str(source.get("key")))
        return (name,) if name else ()

    def sha256(self, file: str) -> str:
        raise AssertionError(file)

    def text(self, file: str) -> str:
        raise AssertionError(file)


def record(name: str = "a", **fields: Any) -> Facts:
    return Facts(f"{name}.yaml", "event", id=name, value=fields)


def test_quotations_and_their_sources() -> None:
    first: dict[str, Json] = {"key": "a", "title": "1"}
    other: dict[str, Json] = {"key": "b"}
    fields: dict[str, Json] = {
        "default_source": "a",
        "sources": [first, {"key": "a", "title": "2"}, other, {"title": "no key"}, 5],
        "statements": [
            {"kind": "quote", "text": "x"},
            {"kind": "paraphrase", "text": "x"},
            {"kind": "quote", "text": {"en": "y"}, "source": "b"},
            {"kind": "quote", "source": "c"},
            {"kind": "quote", "source": 5},
            "no statement",
        ],
    }
    assert list(quotations(fields)) == [
        Quotation(("statements", 0), "x", (("sources", 0), first)),
        Quotation(("statements", 2), {"en": "y"}, (("sources", 2), other)),
        Quotation(("statements", 3), None, None),
        Quotation(("statements", 4), None, None),
    ]


def test_how_many_have_no_copy() -> None:
    quoting = record(
        sources=[{"key": "a"}, {"key": "b"}],
        statements=[{"kind": "quote", "source": key} for key in ("a", "a", "b", "c", None)],
    )
    assert without_copy([quoting, record("b")], Copies({"a": "a.txt"})) == (3, 5)


def test_only_the_records_whose_findings_are_seen() -> None:
    records = [record("a"), record("b")]
    context = Context(DEFAULTS, date(2026, 1, 15))
    assert list(wanted(records, context)) == records
    some = Context(DEFAULTS, date(2026, 1, 15), wanted={"b.yaml"})
    assert list(wanted(records, some)) == records[1:]


WITHHOLDING = (
    {"participants": [{"label": "A pupil", "minor": True}]},
    {"withheld": [{"at": "participants/reader", "reason": "minor"}]},
    {"mentions": [{"label": "A witness", "withheld": True}]},
)


@pytest.mark.parametrize("fields", WITHHOLDING)
@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ({"key": "same"}, True),
        ({"key": "other", "sha256": "AB"}, True),
        ({"key": "other", "url": "https://example.org/1"}, True),
        ({"key": "other", "archive_url": "https://archive.example/1"}, True),
        ({"key": "other", "url": "https://example.org/2", "sha256": "cd"}, False),
        ({"title": "Same"}, False),
    ],
)
def test_a_source_of_a_record_that_withholds_somebody_is_hidden_in_every_record(
    fields: dict[str, Json], source: dict[str, Json], hidden: bool
) -> None:
    closed: dict[str, Json] = {
        "key": "same",
        "title": "Same",
        "sha256": "ab",
        "url": "https://example.org/1",
        "archive_url": "https://archive.example/1",
    }
    citing = record("b", sources=[source])
    records = [record("a", sources=[closed], **fields), citing]
    guard = Guard(records, Copies({"same": "same.txt", "other": "other.txt"}))
    assert guard.hides(citing, source) is hidden


def test_nothing_is_hidden_where_nobody_is_withheld() -> None:
    source: dict[str, Json] = {"key": "same", "url": "https://example.org/1"}
    citing = record(sources=[source], participants=[{"name": "Ann Example", "minor": False}])
    assert Guard([citing], Copies({"same": "a.txt"})).hides(citing, source) is False
