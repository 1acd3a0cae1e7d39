"""Documents in canonical layout: whole texts, what is refused, and bytes before they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.formatting import layout
from eventbook.formatting.layout import LayoutError, ends_with_crlf, laid_out, tidied
from unit.formatting.formatting_keys import KEYS

_SIGNS = {"⇥": "\t", "␠": " ", "␄\n": ""}


def written(text: str) -> str:
    """A text of the file of cases, as it stands in a record."""
    for sign, meant in _SIGNS.items():
        text = text.replace(sign, meant)
    return text


def cases() -> list[tuple[str, str, str]]:
    _, *found = Path(__file__).with_name("layouts.txt").read_text().split("\n=== ")
    parts = [case.partition("\n") for case in found]
    return [
        (name, *map(written, (body.removesuffix("\n") + "\n").split("--->\n")))
        for name, _, body in parts
    ]


def document(text: str) -> Document:
    found = load(text.encode(), "").document
    assert found is not None
    return found


CASES = cases()


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_layouts(before, after):
    assert laid_out(document(before), KEYS).text == after
    assert laid_out(document(after), KEYS).text == after


def test_what_is_laid_out_already_is_the_same_document():
    same = document("id: a\ntitle: b\n")
    assert laid_out(same, KEYS) is same


@pytest.mark.parametrize("text", ["a text\n", "7\n", "null\n", "|\n  a\n"])
def test_neither_a_map_nor_a_list_is_refused(text):
    with pytest.raises(LayoutError, match="it holds neither a map nor a list"):
        laid_out(document(text), KEYS)


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        ("id: [a\n", "this list is never closed"),
        ("id: a\nid: b\n", "the key `id` is already given on line 1"),
        ("id: b # c\n", "it would read back as something else"),
        ("id: a\n", "a comment would be lost"),
    ],
)
def test_what_would_not_read_back_is_refused(monkeypatch, spoiled, why):
    monkeypatch.setattr(layout, "write", lambda *_: spoiled)
    with pytest.raises(LayoutError, match=why):
        laid_out(document("id:  a # c\n"), KEYS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfid: a\n", b"id: a\n"),
        (b"id: a\r\ntitle: b\rnote: c\n", b"id: a\ntitle: b\nnote: c\n"),
        ("id: e\u0301\n".encode(), "id: \u00e9\n".encode()),
        (b"id: \xff\r\n", b"id: \xff\r\n"),
        (b"", b""),
    ],
)
def test_bytes_are_tidied(before, after):
    assert tidied(before) == after


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"id: a\r\ntitle: b\r\n", True),
        (b"id: a\r\ntitle: b", True),
        (b"id: a\r\ntitle: b\n", False),
        (b"id: a\r\ntitle: b\r", False),
        (b"id: a\n", False),
        (b"id: a", False),
    ],
)
def test_only_crlf_throughout_is_a_files_own_way(data, whole):
    assert ends_with_crlf(data) is whole
