"""Keys that are taken already."""

from __future__ import annotations

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.key_duplicate import RULE
from eventbook.findings import Related
from eventbook.rules.rule import Remark


def test_the_later_one_is_at_fault_and_the_first_one_is_named() -> None:
    value = {"participants": [{"key": "a"}, {"key": "b"}, {"key": "a"}], "sources": [{"key": "a"}]}
    facts = Facts("a.yaml", "event", place=(3,), value=value)
    assert list(RULE.check(facts, DEFAULTS)) == [
        Remark(
            "the key `a` is taken already",
            ("participants", 2, "key"),
            help="give one of the two another key",
            related=(Related("a.yaml", "also here", (3, "participants", 0, "key")),),
        )
    ]


def test_what_is_no_text_is_no_key(remarks) -> None:
    assert (
        remarks(RULE, {"sources": [{"key": 1}, {"key": 1}, {"key": ["a"]}, {"key": ["a"]}]}) == []
    )
