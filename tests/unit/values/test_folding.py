"""Folding texts for comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Şəhər GÜNÜ", "seher gunu"),
        ("İstanbul ışık", "istanbul isik"),
        ("Straße", "strasse"),
        ("Łódź, Ærø, Þór", "lodz, aero, thor"),
        ("ÉTÉ e\u0301te\u0301", "ete ete"),
        ("Ｆｕｌｌ ﬁ ™", "full fi tm"),
        ("Πλάτων", "πλατων"),
        ("東京", "東京"),
        ("plain ASCII 1", "plain ascii 1"),
    ],
)
def test_case_accents_and_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
