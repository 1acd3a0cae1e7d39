"""Contested matters with the sources of one side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.one_sided_sources import RULE

SETTINGS = replace(DEFAULTS, contested_terms={"en": ("atrocity",)})
SIDE = "every source is an organiser's, a participant's or an official one"
ONE = "all sources are of one publisher"


@pytest.mark.parametrize(
    ("sources", "what"),
    [
        ([{"relation": "organiser"}, {"relation": "official"}], SIDE),
        ([{"relation": "organiser"}, {"relation": "press"}], None),
        ([{"relation": "organiser"}, {}], None),
        ([{"publisher": "A", "relation": "press"}, {"publisher": "A"}], ONE),
        ([{"publisher": "A"}, {"publisher": "B"}], None),
        ([{}, {}], None),
        ([], None),
    ],
)
def test_which_sources_are_one_sided(remarks, sources, what) -> None:
    value = {"sources": sources, "statements": [{"terms": ["genocide"]}]}
    expected = [f"{what}, and what is said is contested"] if what else []
    assert [each.message for each in remarks(RULE, value)] == expected


@pytest.mark.parametrize(
    ("statement", "count"),
    [({"text": "It was an Atrocity."}, 1), ({"text": "Atrocities."}, 0), ({"terms": []}, 0)],
)
def test_which_statements_are_contested(remarks, statement, count) -> None:
    value = {"sources": [{"relation": "organiser"}], "statements": [statement]}
    assert len(remarks(RULE, value, SETTINGS)) == count
