"""Content lines come back as they were, whatever text they hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from eventbook.render.ics.lines import line, text, texts, written
from eventbook.render.reading import clean

TEXTS = st.text(st.characters() | st.sampled_from('\\nN;,:"^\r\n\t 🏳️‍🌈é'))


def unfolded(data: str) -> list[str]:
    """The lines of a file, read by the letter of RFC 5545, section 3.1."""
    assert data.endswith("\r\n")
    assert all(len(each.encode()) <= 75 for each in data.split("\r\n"))
    whole = data.replace("\r\n ", "")
    assert "\r" not in whole.replace("\r\n", "")
    return whole.split("\r\n")[:-1]


def meant(value: str) -> str:
    """What a TEXT value says, read by the letter of RFC 5545, section 3.3.11."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*", value)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


@given(TEXTS)
@example(r"C:\New\net; a, b")
@example("a\rb\r\nc\n")
@example("\\" * 80)
@example("🏴" * 60 + "é" * 80)
@example(" " * 200)
def test_a_text_comes_back_as_it_was_cleaned(value: str) -> None:
    plain = clean(value)
    (found,) = unfolded(written([line("SUMMARY", text(plain))]))
    assert found.startswith("SUMMARY:")
    assert meant(found.removeprefix("SUMMARY:")) == plain


@given(TEXTS.filter(lambda value: not re.search("[\ud800-\udfff]", value)))
def test_a_text_that_was_not_cleaned_breaks_no_line(value: str) -> None:
    (found,) = unfolded(written([line("DESCRIPTION", text(value))]))
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    without = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", lines)
    assert meant(found.removeprefix("DESCRIPTION:")) == without


@given(TEXTS)
@example('a "quoted" ^ text: with, signs; of all kinds')
def test_a_parameter_comes_back(value: str) -> None:
    plain = clean(value)
    (found,) = unfolded(written([line("CONFERENCE", "https://a.example/", LABEL=plain or "x")]))
    name, parameters, rest = Contentline(found).parts()
    assert (name, rest) == ("CONFERENCE", "https://a.example/")
    carets = {"^n": "\n", "^^": "^", "^'": '"'}
    given_ = re.fullmatch(r'CONFERENCE;LABEL="?(.*?)"?:https://a\.example/', found)
    assert given_
    assert re.sub(r"\^[n^']", lambda match: carets[match[0]], given_[1]) == (plain or "x")
    assert list(parameters) == ["LABEL"]


@pytest.mark.parametrize("size", [74, 75, 76, 149, 150, 224])
@pytest.mark.parametrize("char", ["a", "é", "語", "🎻"])
def test_lines_are_folded_between_characters_and_no_shorter_than_need_be(
    size: int, char: str
) -> None:
    value = "x" + char * ((size - len("SUMMARY:x")) // len(char.encode()))
    parts = written([f"SUMMARY:{value}"]).removesuffix("\r\n").split("\r\n")
    assert unfolded(written([f"SUMMARY:{value}"])) == [f"SUMMARY:{value}"]
    assert all(len(part.encode()) > 75 - len(char.encode()) for part in parts[:-1])


def test_several_texts_are_told_apart() -> None:
    assert texts(["a,b", "c"]) == r"a\,b,c"
