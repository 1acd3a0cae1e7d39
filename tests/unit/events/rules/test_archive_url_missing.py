"""Pages of which no copy is known."""

from __future__ import annotations

import pytest

from eventbook.events.rules.archive_url_missing import RULE

PAGES = [{"url": "https://example.org/"}, {"title": "Programme"}, {"url": "x", "archive_url": "y"}]


@pytest.mark.parametrize(
    ("status", "places"), [("published", [("sources", 0, "url")]), ("draft", []), (None, [])]
)
def test_only_published_records_are_asked(remarks, status, places) -> None:
    value = {"sources": PAGES, "review": {"status": status}}
    assert [each.place for each in remarks(RULE, value)] == places
