"""Reviews of what has been changed since."""

from __future__ import annotations

import pytest

from eventbook.events.rules.review_stale import RULE
from eventbook.jsonvalue import digest
from eventbook.rules.rule import Remark

VALUE = {"id": "a", "title": {"en": "Recital", "it": "Concerto"}}


def test_order_and_the_review_itself_do_not_count(remarks) -> None:
    review = {"status": "reviewed", "of": digest(VALUE)}
    turned = {"review": review, "title": {"it": "Concerto", "en": "Recital"}, "id": "a"}
    assert remarks(RULE, turned) == []


@pytest.mark.parametrize(
    ("review", "since"),
    [
        ({"on": "2026-01-15"}, "the review of 2026-01-15"),
        ({"on": None}, "its review"),
        ({"on": 2026}, "its review"),
    ],
)
def test_any_change_of_the_value_counts(remarks, review, since) -> None:
    value = {**VALUE, "date": "XXXX", "review": {**review, "of": digest(VALUE)}}
    assert remarks(RULE, value) == [
        Remark(f"the record was changed since {since}", ("review", "of"), help="review it again")
    ]
