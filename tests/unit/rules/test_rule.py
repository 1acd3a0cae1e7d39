"""What a rule is: which kinds it looks at, and how a remark becomes a finding."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.findings import Finding, Fix, Related
from eventbook.rules.rule import (
    ANY_MODEL,
    Manual,
    RecordRule,
    Remark,
    applies,
    finding,
    with_severity,
)


def rule(model: str | None = None) -> RecordRule:
    return RecordRule(
        "thing-wrong", "error", Manual("", "", "", "", ""), lambda *_: iter(()), model
    )


@pytest.mark.parametrize(
    ("of", "model", "looks"),
    [
        (None, None, True),
        (None, "event", True),
        ("event", "event", True),
        ("event", "authority", False),
        ("event", None, False),
        (ANY_MODEL, "event", True),
        (ANY_MODEL, "authority", True),
        (ANY_MODEL, None, False),
    ],
)
def test_which_kinds_a_rule_looks_at(of: str | None, model: str | None, looks: bool) -> None:
    assert applies(rule(of), model) is looks


def test_a_remark_becomes_a_finding_in_the_record() -> None:
    record = Facts("a.yaml", "event", (3, "list", 0), "x")
    related = (Related("b.yaml", "also here"),)
    fix = Fix("safe", "y")
    remark = Remark("m", ("a", 1), "key", "l", "h", fix, related, "info", private=True)
    assert finding(rule(), record, remark) == Finding(
        "thing-wrong",
        "info",
        "m",
        "a.yaml",
        place=(3, "list", 0, "a", 1),
        at="key",
        record="x",
        label="l",
        help="h",
        private=True,
        fix=fix,
        related=related,
    )


def test_a_remark_has_the_severity_of_its_rule_unless_it_says_another() -> None:
    found = finding(rule(), Facts("a.yaml", "event"), Remark("m"))
    assert found == Finding("thing-wrong", "error", "m", "a.yaml")
    assert with_severity(found, "warning") == Finding("thing-wrong", "warning", "m", "a.yaml")
