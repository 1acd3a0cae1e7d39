"""Performances without performers."""

from __future__ import annotations

import pytest

from eventbook.events.rules.performer_missing import RULE


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"kind": "performance", "works": [{"title": "Fugue"}]}, 1),
        ({"kind": "performance", "works": [{"title": "Fugue"}], "people": []}, 1),
        ({"kind": "performance", "works": [{"title": "Fugue"}], "people": ["A. Verdi"]}, 0),
        ({"kind": "performance", "works": []}, 0),
        ({"kind": "reading", "works": [{"title": "Fugue"}]}, 0),
    ],
)
def test_only_works_that_were_performed(remarks, item, found) -> None:
    assert len(remarks(RULE, {"programme": [item]})) == found
