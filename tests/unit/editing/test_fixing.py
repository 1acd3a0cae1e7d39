"""Findings mended in a file: each where it stands, comments and layout as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventbook.book.patterns import RecordPattern
from eventbook.document.loader import load
from eventbook.editing.fixing import held, is_of_bytes, mended
from eventbook.events.reading import content_digest
from eventbook.findings import Finding, Fix, Span
from eventbook.pointer import Place


def value(place: Place, content: str) -> Finding:
    return Finding("date-invalid", "error", "", "a", place, fix=Fix("unsafe", content))


def key(place: Place, content: str) -> Finding:
    fix = Fix("unsafe", content)
    return Finding("property-unknown", "error", "", "a", place, at="key", fix=fix)


def of_loader(data: bytes) -> list[Finding]:
    return [each for each in load(data, "a").findings if each.fix]


@pytest.mark.parametrize(
    ("before", "findings", "after"),
    [
        ("a: x # c\n", [value(("a",), "z")], "a: z # c\n"),
        ("a: 'x'\n", [value(("a",), "it's")], "a: 'it''s'\n"),
        ("a: [x, z]\n", [value(("a", 1), "NO")], 'a: [x, "NO"]\n'),
        ("a: 7\n", [value(("a",), '"7"')], 'a: "7"\n'),
        ("a: x\n", [value(("a",), "2023")], 'a: "2023"\n'),
        ("a: x\n", [value(("a",), "b: c")], 'a: "b: c"\n'),
        ("a: x\n", [value(("a",), '"b" c')], 'a: "\\"b\\" c"\n'),
        ("# c\nb: x # d\n", [key(("b",), "a")], "# c\na: x # d\n"),
        (
            "b:\n  d: x\n  e: y\n",
            [key(("b",), "a"), key(("b", "d"), "c"), value(("b", "e"), "z")],
            "a:\n  c: x\n  e: z\n",
        ),
        ("a: x\n", [value(("a",), "w"), value(("a",), "z")], "a: w\n"),
        ("a: {b: x}\n", [value(("a", "b"), "w"), value(("a",), "z")], "a: {b: w}\n"),
        ("a: x\nb: y\n", [key(("b",), "a")], "a: x\nb: y\n"),
        ("a: x\n", [value(("b", "c"), "y"), value(("a", 0), "y")], "a: x\n"),
        ("a: [x\n", [value(("a",), "y")], "a: [x\n"),
    ],
)
def test_what_is_proposed_is_written(before, findings, after):
    assert mended(before.encode(), findings).data.decode() == after


def test_what_was_done_is_told_and_what_was_not_is_not():
    first, second, third = value(("a",), "y"), value(("a",), "z"), key(("b",), "a")
    assert mended(b"a: x\nb: y\n", [third, second, first]).done == (second,)
    assert mended(b"a: x\n", [third]).done == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a: 0042 # c\nb: [+1, x, .5]\n", b'a: "0042" # c\nb: ["+1", x, ".5"]\n'),
        ("é: 0x1F\n".encode(), 'é: "0x1F"\n'.encode()),
        (b"\xef\xbb\xbfa: b\r\n", b"a: b\r\n"),
        (b"\xef\xbb\xbfa: b\r\nc: d\n", b"a: b\nc: d\n"),
        (b"a: b\r\nc: 012\nd: e\r", b'a: b\nc: "012"\nd: e\n'),
        (b"a: b\rc: 012\r", b'a: b\nc: "012"\n'),
    ],
)
def test_what_the_loader_doubts_is_mended(before, after):
    assert mended(before, of_loader(before)).data == after


def test_of_bytes_is_what_no_text_shows():
    found = [
        each for data in (b"\xef\xbb\xbfa: b\n", b"a: b\r\nc: d\n") for each in of_loader(data)
    ]
    assert [is_of_bytes(each) for each in found] == [True, True]
    assert not any(map(is_of_bytes, of_loader(b"a: 0x1F\n")))
    assert not is_of_bytes(Finding("a", "error", "", "a"))


def test_a_piece_that_would_change_the_value_is_left_out():
    wrong = Finding("x", "warning", "", "a", fix=Fix("safe", '"8"'), span=Span(1, 4, 1, 5))
    broken = Finding("x", "warning", "", "a", fix=Fix("safe", '"'), span=Span(1, 4, 1, 5))
    assert mended(b"a: 7\n", [wrong, broken]) == (b"a: 7\n", ())


def test_a_review_holds_after_what_is_safe_and_not_after_a_guess():
    said = {"id": "a", "title": "e\u0301"}
    text = f"id: a\ntitle: {said['title']}\nreview: {{of: {content_digest(said)}}}\n".encode()
    pattern = RecordPattern.parse("*.yaml")
    for sort, digest in (
        ("safe", content_digest({"id": "a", "title": "\u00e9"})),
        ("unsafe", content_digest(said)),
    ):
        found = value(("title",), "\u00e9")
        found = replace(found, fix=Fix(sort, "\u00e9"))
        after = held(text, mended(text, [found]), pattern)
        assert after.data.decode() == f"id: a\ntitle: \u00e9\nreview: {{of: {digest}}}\n"


def test_what_cannot_be_read_has_no_review():
    assert held(b"a: [", mended(b"a: [", []), RecordPattern.parse("*.yaml")).data == b"a: ["
