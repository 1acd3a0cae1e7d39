"""Bytes to text: what is refused, and what is doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventbook.document.limits import Limits
from eventbook.document.reader import Text, read_text
from eventbook.findings import Finding, Fix, Span

AS_UTF8 = "save the file as UTF-8"


def refused(slug: str, message: str, span: Span, advice: str, fix: Fix | None = None) -> Text:
    return Text(None, (Finding(slug, "error", message, "a.yaml", help=advice, fix=fix, span=span),))


def doubt(message: str, span: Span, advice: str) -> Finding:
    return Finding("text-hygiene", "warning", message, "a.yaml", help=advice, span=span)


@pytest.mark.parametrize(
    "text",
    ["", "a: b\n", "a\tb\r\nc\r\n", "é \u00a0 \u200e\u200f\u061c \u202f \ufffd \U0010fffd", "\r\n"],
)
def test_clean_text(text: str) -> None:
    assert read_text(text.encode(), "a.yaml", Limits()) == Text(text, ())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"\xff\xfea\x00",
            refused("yaml-encoding", "the file is UTF-16", Span(1, 1, 1, 1), "save it as UTF-8"),
        ),
        (
            b"\xfe\xff\x00a",
            refused("yaml-encoding", "the file is UTF-16", Span(1, 1, 1, 1), "save it as UTF-8"),
        ),
        (
            b"a: 1\nb: \xe9\n",
            refused("yaml-encoding", "byte 0xe9 is not UTF-8", Span(2, 4, 2, 4), AS_UTF8),
        ),
        (
            b"\xed\xa0\x80",
            refused("yaml-encoding", "byte 0xed is not UTF-8", Span(1, 1, 1, 1), AS_UTF8),
        ),
        (
            "é\U0001f56f".encode() + b"\x80",
            refused("yaml-encoding", "byte 0x80 is not UTF-8", Span(1, 3, 1, 3), AS_UTF8),
        ),
        (
            b"\xef\xbb\xbfa: 1\n",
            refused(
                "yaml-encoding",
                "the file begins with a byte order mark",
                Span(1, 1, 1, 2),
                "remove it",
                Fix("safe", ""),
            ),
        ),
    ],
)
def test_what_is_no_utf_8(data: bytes, expected: Text) -> None:
    assert read_text(data, "a.yaml", Limits()) == expected


@pytest.mark.parametrize(
    "character",
    [*"\x00\x01\x08\x0b\x0c\x1b\x7f\x80\x85\x9f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"],
)
def test_characters_that_no_record_holds(character: str) -> None:
    message = f"the character U+{ord(character):04X} is not allowed in a record"
    remedy = "remove it, or write it as an escape in double quotes"
    expected = refused("yaml-encoding", message, Span(2, 2, 2, 3), remedy)
    assert read_text(f"a\nb{character}c\n".encode(), "a.yaml", Limits()) == expected


def test_a_file_too_large_is_not_decoded() -> None:
    expected = refused(
        "yaml-too-large",
        "the file has 1,000 bytes; at most 999 are read",
        Span(1, 1, 1, 1),
        "split it into one file an event",
    )
    assert read_text(b"\xff" * 1000, "a.yaml", Limits(bytes=999)) == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a\nb\r\nc\n", Span(2, 2, 2, 2)),
        ("a\r\nb\nc\r\n", Span(2, 2, 2, 2)),
        ("a\nb\rc\n", Span(2, 2, 2, 2)),
        ("a\rb\r", Span(1, 2, 1, 2)),
    ],
)
def test_mixed_line_ends(text: str, span: Span) -> None:
    found = doubt("line ends are mixed", span, "use one kind throughout, best LF")
    found = replace(found, fix=Fix("safe", ""))
    assert read_text(text.encode(), "a.yaml", Limits()) == Text(text, (found,))


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_reorder_text(character: str) -> None:
    text = f"a\n\U0001f56fb{character}c{character}\n"
    message = f"the invisible character U+{ord(character):04X} reorders the text around it"
    found = tuple(doubt(message, Span(2, at, 2, at + 1), "remove it") for at in (3, 5))
    assert read_text(text.encode(), "a.yaml", Limits()) == Text(text, found)
