"""The text of a source's file, and the lines it stands on."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.source_text import SourceText, cleaned, source_text

PAGE = """\
<!DOCTYPE html>
<html><head><title>Talks &amp; walks</title>
<style>p { content: "<b>no</b>" }</style><SCRIPT>if (a<b) '</p>'</SCRIPT ></head>
<body title="a > b"><!-- no
 <p>no --><p class='x>y'>Hel<b>lo</b>
wor&shy;ld &mdash; 1 < 2<br>two</p><p
 id=3>three<template><p>no</p></template>
</body>"""


def words(text: str, name: str = "") -> list[tuple[str, int]]:
    """The words of a file's text, each with its line."""
    found = source_text(text, name)
    places = [at for at in range(len(found.text)) if not found.text[at].isspace()]
    starts = [at for at in places if at - 1 not in places]
    return [(found.text[at:].split()[0], found.line(at)) for at in starts]


def test_a_page_is_what_a_reader_sees_of_it() -> None:
    assert words(PAGE) == [
        ("Talks", 2), ("&", 2), ("walks", 2),
        ("Hello", 5), ("world", 6), ("—", 6), ("1", 6), ("<", 6), ("2", 6), ("two", 6),
        ("three", 7),
    ]  # fmt: skip


def test_a_word_in_an_inline_tag_is_one_word_and_blocks_part_words() -> None:
    assert words("<i>Or</i>gan<td>re<a href=x>cital", "a.HTM") == [("Organ", 1), ("recital", 1)]


def test_plain_text_keeps_what_looks_like_a_tag() -> None:
    assert words("a <b>c</b>\r\nd\re\n\nf") == [
        ("a", 1), ("<b>c</b>", 1), ("d", 2), ("e", 3), ("f", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "is_page"),
    [
        ("<p>x", "page.html", True),
        ("<p>x", "page.xhtml", True),
        ("<p>x", "page.txt", False),
        (" \n<!doctype HTML>x", "page", True),
        ('<?xml version="1.0"?>\n<html>x', "page.xml", True),
        ("<htmlx>x", "", False),
    ],
)
def test_what_is_read_as_html(text: str, name: str, is_page: bool) -> None:
    assert ("<" not in source_text(text, name).text) is is_page


def test_letters_are_composed_and_invisible_ones_dropped() -> None:
    assert cleaned("re\u0301\u00adci\u200btal\ufeff") == "r\u00e9cital"
    assert source_text("a") == SourceText("a\n", (0,), (1,))
    assert source_text("", "x.html").line(0) == 1


MARKUP = ("<", ">", "a", "p", "/", "!--", "-->", '"', "'", "=", " ", "\n", "script", "</script>",
          "&lt;", "&#", "template", "?")  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP)))
def test_no_markup_fails_and_lines_stay_in_the_file(pieces: list[str]) -> None:
    markup = "".join(pieces)
    found = source_text(markup, "a.html")
    assert list(found.starts) == sorted(set(found.starts))
    assert all(1 <= line <= markup.count("\n") + 1 for line in found.lines)
    assert list(found.lines) == sorted(set(found.lines))


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<", "&", "<![if x]", "<script>", "</", "<a b='", "<a b=\"'>", "<a = ", "<p>",
     "</script", "<?", "<template>", "<!-- --"],
)  # fmt: skip
def test_broken_markup_takes_no_longer_than_its_length(piece: str) -> None:
    short, long = ("<html>" + piece * count for count in (5_000, 50_000))
    start = process_time()
    source_text(short)
    middle = process_time()
    source_text(long)
    assert process_time() - middle < 40 * (middle - start) + 0.5
