"""Texts with signs that nobody sees."""

from __future__ import annotations

import pytest

from eventbook.book.settings import DEFAULTS
from eventbook.findings import Finding
from eventbook.rules.record import Record
from eventbook.rules.text_hygiene import RULE

BIDI = "the invisible character U+202E reorders the text around it"
NFC = "the text is not in normal form (Unicode NFC)"


def found(value, *findings, alone=True):
    facts = Record("a.yaml", "event", value=value, findings=findings, alone=alone)
    return [(each.place, each.message) for each in RULE.check(facts, DEFAULTS)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb", "the text has a tab in it"),
        ("Cafe\u0301", NFC),
        ("a\u202eb\u202e", BIDI),
    ],
)
def test_each_text_is_looked_at(text, message) -> None:
    value = {"title": {"en": text}, "keywords": ["fine", text], "count": 3, "none": None}
    assert found(value) == [(("title", "en"), message), (("keywords", 1), message)]


@pytest.mark.parametrize("text", ["Caf\u00e9", "a\u200eb", "two\nlines", ""])
def test_marks_and_line_ends_are_fine(text) -> None:
    assert found(text) == []


def test_what_the_loader_has_shown_is_not_told_twice() -> None:
    told = Finding("text-hygiene", "warning", BIDI, "a.yaml")
    assert found("a\u202eb", told) == []
    assert found("a\u202db", told) == [((), BIDI.replace("202E", "202D"))]
    assert found("a\u202eb", alone=False) == []
