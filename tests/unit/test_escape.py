"""Escaping: every code point on a terminal, and what a workflow runner would obey."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventbook.escape import (
    csv_cell,
    csv_text,
    json_text,
    markdown_cell,
    terminal,
    terminal_line,
    workflow_data,
    workflow_log,
    workflow_property,
    yaml_text,
)

# Unicode, PropList.txt, Bidi_Control.
BIDI_CONTROL = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
# Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point, by blocks.
DEFAULT_IGNORABLE = {
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
}
PREPENDED_MARKS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
BRAILLE_BLANK = 0x2800
SHOWN_CATEGORIES = re.compile("[LMNPS].|Zs")


def test_terminal_judges_every_code_point() -> None:
    wrong = []
    for code in range(0x110000):
        char = chr(code)
        is_shown = (
            SHOWN_CATEGORIES.fullmatch(unicodedata.category(char)) is not None
            and code not in DEFAULT_IGNORABLE
            and code not in BIDI_CONTROL
            and code != BRAILLE_BLANK
        ) or code in PREPENDED_MARKS
        if code in (0x09, 0x0A, 0x0D):
            expected = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}[code]
        elif is_shown:
            expected = char
        else:
            expected = f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"
        if terminal(char) != expected:
            wrong.append(hex(code))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ^\\d+$", "plain text, ^\\d+$"),
        ("a\tb\r\nc", "a\\tb\\r\\nc"),
        ("\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("ab\u202ecd\u2069", "ab\\u{202e}cd\\u{2069}"),
        ("\ud800", "\\u{d800}"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("pass\u200dword", "pass\\u{200d}word"),
        ("\ufe0f", "\\u{fe0f}"),
        ("\u200d\u200d", "\\u{200d}\\u{200d}"),
        ("é\u200d\u200d", "é\u200d\\u{200d}"),
        ("é\ufe01\ufe02\ufe03", "é\ufe01\\u{fe02}\\u{fe03}"),
        ("\ufe0f\u200d", "\\u{fe0f}\\u{200d}"),
        ("\u202e\u200d", "\\u{202e}\\u{200d}"),
        ("\U000e0041", "\\u{e0041}"),
        ("10\u00a0000\u202f€", "10\u00a0000\u202f€"),
    ],
)
def test_terminal(text: str, shown: str) -> None:
    assert terminal(text) == shown


def test_terminal_line_shows_tabs_as_spaces() -> None:
    assert terminal_line("\ta\tb\x1b\n") == "    a    b\\x1b\\n"


ANY_TEXT = st.text(st.characters())
TRICKY = st.text(
    st.sampled_from("a é1\t\n\r:#[]%,=\u200d\u200c\ufe0f\u202e\x1b\x85\u2028👩\ud800\U000e0041")
)


@given(ANY_TEXT | TRICKY, st.integers(0, 20))
def test_the_escaped_form_of_a_prefix_is_a_prefix(text: str, length: int) -> None:
    assert terminal(text).startswith(terminal(text[:length]))


@given(ANY_TEXT | TRICKY)
def test_escaping_twice_is_escaping_once(text: str) -> None:
    assert terminal(terminal(text)) == terminal(text)


@given(ANY_TEXT | TRICKY)
def test_json_text_keeps_the_value_and_shows_nothing_hidden(text: str) -> None:
    written = json_text(json.dumps({text: text}, ensure_ascii=False))
    # JSON joins an escaped surrogate pair, which no text read from a file contains.
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(written) == {joined: joined}
    assert terminal(written) == written


@given(ANY_TEXT.filter(lambda text: not re.search("[\ud800-\udfff]", text)))
def test_yaml_text_keeps_the_value(text: str) -> None:
    written = yaml_text(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9))
    assert yaml.safe_load(written) == text
    assert terminal(written.removesuffix("\n")) == written.removesuffix("\n")


def test_workflow_data_and_property() -> None:
    text = "100%: a,b\r\n::error::\ud800"
    assert workflow_data(text) == "100%25: a,b%0D%0A::error::\\u{d800}"
    assert workflow_property(text) == "100%25%3A a%2Cb%0D%0A%3A%3Aerror%3A%3A\\u{d800}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error: :x"),
        ("  ::::x", "  : : : :x"),
        ("a ##[group]b", "a # #[group]b"),
        ("####[x]", "### #[x]"),
        ("## [x] # #[y]", "## [x] # #[y]"),
        ("a\n::debug::b", "a\\n: :debug: :b"),
        ("records/a.yaml:1:2: fine", "records/a.yaml:1:2: fine"),
    ],
)
def test_workflow_log(text: str, shown: str) -> None:
    assert workflow_log(text) == shown


@given(ANY_TEXT | TRICKY)
def test_a_log_line_is_one_line_without_either_form_of_command(text: str) -> None:
    line = workflow_log(text)
    assert "::" not in line
    assert "##[" not in line
    assert len(line.splitlines()) <= 1
    assert workflow_log(line) == line


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        ("two\nlines\tand \x1b[0m\x85\ud800", "two\nlines\tand \\x1b[0m\\x85\\u{d800}"),
        ("אב\u200f", "אב\u200f"),
    ],
)
def test_csv_cell(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\n＝a"), max_size=5))
def test_the_text_of_a_csv_cell(text: str) -> None:
    assert csv_text(csv_cell(text)) == text
    assert not csv_cell(text).startswith(tuple("=+-@\t\n＝"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b\\c", "a\\|b\\\\c"),
        ("*a* _b_ `c` ~d~ #e $f$", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\#e \\$f\\$"),
        ("![x](javascript:1) [y]", "\\!\\[x\\](javascript:1) \\[y\\]"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("one\r\ntwo\n", "one<br>two"),
        ("tab\there\x1b", "tab    here\\\\x1b"),
    ],
)
def test_markdown_cell(text: str, cell: str) -> None:
    assert markdown_cell(text) == cell
