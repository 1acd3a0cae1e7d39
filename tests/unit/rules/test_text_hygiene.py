"""Texts with signs that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.document.value import load_value
from eventbook.findings import Finding
from eventbook.rules.record import Record
from eventbook.rules.text_hygiene import RULE, is_clean

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
        *(
            (f"a{sign}b{sign}", f"the text holds the character {code}, which programs may obey")
            for sign, code in {
                "\0": "U+0000",
                "\x1b": "U+001B",
                "\r": "U+000D",
                "\x7f": "U+007F",
                "\x9b": "U+009B",
                "\u2028": "U+2028",
                "\ufeff": "U+FEFF",
            }.items()
        ),
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


@given(
    st.lists(
        st.sampled_from(
            [
                *("a", "e\u0301", "\u0301", "é", "=", "\u0338", " ", "\n  ", "\n\n  ", "''", "'"),
                *(
                    '"',
                    "- ",
                    ": ",
                    "\t",
                    "\\n",
                    "\\u0301",
                    "\\0",
                    "\\e",
                    "\\N",
                    "\u202e",
                    "|\n  ",
                    ">-\n  ",
                    "[",
                    "]",
                ),
            ]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(["a: {}\n", "a: '{}'\n", 'a: "{}"\n', "a: |\n  {}\n", "a:\n- {}\n"]),
)
@settings(max_examples=1000)
def test_bytes_that_are_clean_hold_clean_texts(text: str, around: str) -> None:
    data = around.replace("{}", text).encode()
    loaded = load_value(data, "a.yaml")
    if loaded.readable and is_clean(data):
        facts = Facts("a.yaml", "event", value=loaded.value, findings=loaded.findings)
        assert list(RULE.check(Record.of(facts), DEFAULTS)) == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("title: Concert\n", True),
        ("title: é\n", True),
        ("title: e\u0301\n", False),
        ("title: a\tb\n", False),
        ('title: "a\\u0301"\n', False),
        ("title: \u202eb\n", False),
    ],
)
def test_clean_bytes(text: str, clean: bool) -> None:
    assert is_clean(text.encode()) is clean
