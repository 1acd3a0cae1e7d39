"""Held, going by announcements alone."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.held_but_only_announced import RULE
from eventbook.jsonvalue import Json


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([{"stance": "announces"}], True),
        ([{"stance": "announces"}, 3], True),
        ([{"stance": "announces"}, {"stance": "reports"}], False),
        ([{"stance": "announces"}, {}], False),
        ([{"stance": ["announces"]}], False),
        ([], False),
        (None, False),
    ],
)
def test_every_source_must_only_announce(sources: Json, said: bool) -> None:
    facts = Facts("a.yaml", "event", value={"status": "held", "sources": sources})
    assert bool(list(RULE.check(facts, DEFAULTS))) is said
