"""References to what was withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.events.rules.ref_withdrawn import RULE
from eventbook.rules.rule import Context

KINDS = (*DEFAULTS.kinds, Kind("person", (), "s"))
CONTEXT = Context(replace(DEFAULTS, kinds=KINDS), date(2026, 1, 15))
GONE: dict[str, Any] = {"review": {"status": "withdrawn"}, "former_ids": ["old", "back", 3]}
BOOK = [
    Facts("gone.yaml", "event", id="gone", value=GONE),
    Facts("ann.yaml", "person", id="ann", value={"review": {"status": "withdrawn"}}),
    Facts("back.yaml", "event", id="back", value={"review": {"status": "published"}}),
    Facts("list.yaml", "event", value=["gone"]),
]
ADVICE = "see why, and refer to what stands in its place, or write the name itself"


def found(
    fields: dict[str, Any], *book: Facts
) -> list[tuple[str, str, tuple[str | int, ...], str]]:
    record = Facts("e.yaml", "event", id="e", value=fields)
    remarks = RULE.check([*book, record], CONTEXT)
    return [(each.id or "", one.message, tuple(one.place), one.help) for each, one in remarks]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"part_of": {"ref": "event/gone"}}, [("`event/gone` was withdrawn", "part_of", "ref")]),
        ({"part_of": {"ref": "event/old"}}, [("`event/old` was withdrawn", "part_of", "ref")]),
        (
            {
                "mentions": [{"ref": "person/ann"}, {"ref": "person/gone"}],
                "relations": [
                    {"kind": "follows", "event": "gone"},
                    {"kind": "duplicates", "event": "gone"},
                    "gone",
                ],
            },
            [
                ("`person/ann` was withdrawn", "mentions", 0, "ref"),
                ("`event/gone` was withdrawn", "relations", 0, "event"),
            ],
        ),
        ({"part_of": {"ref": "event/back"}}, []),
        ({"part_of": {"ref": "event/nowhere"}}, []),
        ({"part_of": {"ref": "event/gone"}, "review": {"status": "withdrawn"}}, []),
    ],
)
def test_every_reference_to_it_is_found(fields, expected) -> None:
    assert found(fields, *BOOK) == [
        ("e", message, tuple(place), ADVICE) for message, *place in expected
    ]


def test_nothing_is_withdrawn() -> None:
    assert found({"part_of": {"ref": "event/back"}}, BOOK[2]) == []
