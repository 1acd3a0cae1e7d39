"""References to the wrong kind of record."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.ref_kind import RULE


@pytest.mark.parametrize(
    ("fields", "message", "advice"),
    [
        (
            {"participants": [{"ref": "place/duomo"}]},
            "`place/duomo` means a place, but a person or organisation belongs here",
            "refer to another record, or give what it is in its own field",
        ),
        (
            {"part_of": {"ref": "work/fugue"}},
            "`work/fugue` means a work, but an event belongs here",
            "refer to another record, or give what it is in its own field",
        ),
        (
            {"place": {"ref": "xyz/duomo"}},
            "`xyz` in `xyz/duomo` is no kind of record",
            "the kind is `place`",
        ),
        (
            {"links": [{"ref": "evnt/a"}]},
            "`evnt` in `evnt/a` is no kind of record",
            "did you mean `event/a`?",
        ),
    ],
)
def test_what_belongs_there_is_said(remarks, fields, message, advice) -> None:
    assert [(each.message, each.help) for each in remarks(RULE, fields)] == [(message, advice)]


def test_records_of_other_books_are_not_asked() -> None:
    issue = Facts("a.yaml", "issue", value={"place": {"ref": "heads/main"}})
    assert list(RULE.check(issue, DEFAULTS)) == []
