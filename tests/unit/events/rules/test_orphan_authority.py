"""Authority records that nothing refers to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.events.rules.orphan_authority import RULE
from eventbook.rules.rule import Context

KINDS = (*DEFAULTS.kinds, Kind("person", (), "s"), Kind("organisation", (), "s"))
CONTEXT = Context(replace(DEFAULTS, kinds=KINDS), date(2026, 1, 15))


def found(*records):
    return [remark.message for _, remark in RULE.check(records, CONTEXT)]


def test_a_record_that_only_means_itself_is_an_orphan() -> None:
    value = {"part_of": {"ref": "organisation/a"}}
    assert found(Facts("a.yaml", "organisation", id="a", value=value)) == [
        "no record refers to `organisation/a`"
    ]


def test_authorities_and_former_ids_count() -> None:
    holds = {"positions": [{"organisation": {"ref": "organisation/old"}}]}
    records = [
        Facts("e.yaml", "event", id="e", value={"mentions": [{"ref": "person/p"}]}),
        Facts("o.yaml", "organisation", id="o", value={"former_ids": ["old", 3]}),
        Facts("p.yaml", "person", id="p", value=holds),
    ]
    assert found(*records) == []
    assert found(*records[1:]) == ["no record refers to `person/p`"]
