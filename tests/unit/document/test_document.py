"""Where things stand: values, keys, beginnings, and what is not there."""

from __future__ import annotations

import pytest

from eventbook.document.document import Document, Lines
from eventbook.document.loader import load
from eventbook.findings import At, Span
from eventbook.pointer import Place

TEXT = """\
# a comment
title: "Aşura \U0001f56f" # said
place: {city: Rome, hall: }
people:
  - name: A
    role: speaker

  - "b"
text: |
  one
  two

folded: >+
  three
long: one
  two
empty:
last: [1,
  2]
"""


def document(text: str = TEXT) -> Document:
    loaded = load(text.encode(), "a.yaml")
    assert loaded.document is not None
    return loaded.document


@pytest.mark.parametrize(
    ("place", "at", "span"),
    [
        ((), "value", (2, 1, 2, 24)),
        ((), "key", (1, 1, 1, 2)),
        ((), "start", (1, 1, 1, 2)),
        (("title",), "value", (2, 8, 2, 17)),
        (("title",), "key", (2, 1, 2, 6)),
        (("title",), "start", (2, 8, 2, 9)),
        (("place",), "value", (3, 8, 3, 28)),
        (("place", "city"), "key", (3, 9, 3, 13)),
        (("place", "city"), "value", (3, 15, 3, 19)),
        (("place", "hall"), "key", (3, 21, 3, 25)),
        (("place", "hall"), "value", (3, 27, 3, 27)),
        (("people",), "value", (5, 3, 5, 12)),
        (("people", 0), "value", (5, 5, 5, 12)),
        (("people", 0), "key", (5, 5, 5, 6)),
        (("people", 0), "start", (5, 5, 5, 6)),
        (("people", 0, "role"), "key", (6, 5, 6, 9)),
        (("people", 1), "value", (8, 5, 8, 8)),
        (("text",), "value", (9, 7, 9, 8)),
        (("folded",), "value", (13, 9, 13, 11)),
        (("long",), "value", (15, 7, 15, 10)),
        (("empty",), "value", (17, 7, 17, 7)),
        (("empty",), "key", (17, 1, 17, 6)),
        (("last", 1), "value", (19, 3, 19, 4)),
        # what is not there stands at the key of its nearest parent
        (("people", 0, "rank"), "value", (5, 5, 5, 6)),
        (("people", 9), "value", (4, 1, 4, 7)),
        (("people", "x"), "value", (4, 1, 4, 7)),
        (("place", "city", "x", 3), "start", (3, 9, 3, 13)),
        (("place", 0), "value", (3, 1, 3, 6)),
        (("absent",), "value", (1, 1, 1, 2)),
        (("absent", "x"), "key", (1, 1, 1, 2)),
    ],
)
def test_spans(place: Place, at: At, span: tuple[int, int, int, int]) -> None:
    assert document().span(place, at) == Span(*span)


@pytest.mark.parametrize(
    ("place", "style", "text"),
    [
        ((), ":", TEXT[TEXT.index("title") : -1]),
        (("title",), '"', '"Aşura \U0001f56f"'),
        (("place",), "{", "{city: Rome, hall: }"),
        (("place", "city"), "", "Rome"),
        (("people",), "-", TEXT[TEXT.index("- name") : TEXT.index("\ntext")]),
        (("people", 0), ":", "name: A\n    role: speaker"),
        (("text",), "|", "|\n  one\n  two"),
        (("folded",), ">", ">+\n  three"),
        (("long",), "", "one\n  two"),
        (("last",), "[", "[1,\n  2]"),
    ],
)
def test_nodes_hold_exactly_their_text(place: Place, style: str, text: str) -> None:
    node = document().node(place)
    assert node is not None
    assert (node.style, TEXT[node.start : node.end]) == (style, text)


@pytest.mark.parametrize("place", [("absent",), ("people", 2), ("people", "0"), ("title", 0)])
def test_no_node_where_nothing_is_written(place: Place) -> None:
    assert document().node(place) is None


def test_a_block_of_text_ends_with_its_last_character_even_if_that_is_no_letter() -> None:
    text = "a: |\n  b\u00a0\n\nc: d\n"
    node = document(text).node(("a",))
    assert node is not None
    assert text[node.start : node.end] == "|\n  b\u00a0"


def test_an_empty_collection_that_closes_the_file() -> None:
    text = "a:\n- b: {}\n- []\n"
    root = document(text).root
    assert text[root.start : root.end] == "a:\n- b: {}\n- []"


def test_a_list_without_items_ends_where_it_begins() -> None:
    loaded = load(b"a: 1\nb:\n  c: 1\n  c: 2\n", "a.yaml")
    assert loaded.document is not None
    node = loaded.document.node(("b",))
    assert node is not None
    assert loaded.document.text[node.start : node.end] == "c: 1"


@pytest.mark.parametrize(
    ("text", "offset", "at"),
    [
        ("", 0, (1, 1)),
        ("", 9, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 3, (1, 4)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("\U0001f56fb\n", 1, (1, 2)),
        ("ab\n", 3, (2, 1)),
        ("ab\n", 99, (2, 1)),
    ],
)
def test_lines(text: str, offset: int, at: tuple[int, int]) -> None:
    assert Lines(text).at(offset) == at


@pytest.mark.parametrize(
    ("text", "start", "end", "span"),
    [
        ("ab\ncd", 0, 5, (1, 1, 1, 3)),
        ("ab\r\ncd", 0, 6, (1, 1, 1, 3)),
        ("ab", 0, 9, (1, 1, 1, 3)),
        ("ab", 1, 1, (1, 2, 1, 2)),
        ("ab\ncd", 2, 3, (1, 3, 1, 3)),
    ],
)
def test_a_span_ends_with_its_first_line(
    text: str, start: int, end: int, span: tuple[int, int, int, int]
) -> None:
    assert Lines(text).span(start, end) == Span(*span)
