"""Marked lines fit their room and mark what was meant; display widths."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from eventbook.escape import terminal_line
from eventbook.output.excerpt import Marked, mark, plain, source_lines
from eventbook.output.width import cells, clip, reach, reach_back

LINES = st.text(st.sampled_from("ab c日本é\u0301\t\u202e👩\u0947क"), max_size=120)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("👩\u200d👧", 2), ("\\u{202e}", 8)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_letter_takes_as_many_cells_as_the_tables_say() -> None:
    printable = [chr(code) for code in range(0x3000) if chr(code).isprintable()]
    assert {each: cells(each) for each in printable} == {
        each: max(wcwidth(each), 0) for each in printable
    }


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👩\u200d👧x", 2, "…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_clip(text: str, room: int, shown: str) -> None:
    assert clip(text, room) == shown


def test_reaching_never_parts_a_mark_from_its_letter() -> None:
    text = "ae\u0301b"
    assert [reach(text, 0, room) for room in range(4)] == [0, 1, 3, 4]
    assert [reach_back(text, 4, room) for room in range(4)] == [4, 3, 1, 0]
    assert reach_back(text, 3, 0) == 3


@given(LINES, st.integers(1, 60))
def test_a_clipped_text_fits(text: str, room: int) -> None:
    assert cells(clip(terminal_line(text), room)) <= room


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\nb\r\nc\rd\n", ["a", "b", "c", "d", ""]),
        ("a\x0bb", ["a\x0bb"]),
    ],
)
def test_source_lines(text: str, lines: list[str]) -> None:
    assert source_lines(text) == lines


def test_a_line_that_fits_is_shown_whole() -> None:
    assert mark("\tname: 日本 ", 8, 10, 40) == Marked("    name: 日本", 10, 4)
    assert mark("", 1, 1, 40) == Marked("", 0, 1)
    assert mark("abc", 9, 12, 40) == Marked("abc", 3, 1)


@given(LINES, st.integers(1, 130), st.integers(0, 40), st.integers(20, 60))
def test_a_marked_line_fits_and_its_mark_is_where_the_piece_begins(
    line: str, start: int, length: int, room: int
) -> None:
    marked = mark(line, start, start + length, room)
    assert cells(marked.text) <= room
    assert marked.before <= room
    assert marked.length >= 1
    shown = terminal_line(line)
    assert marked.text.strip("…") in shown
    if cells(shown) <= room:
        assert marked.text == shown.rstrip()
        assert marked.before == cells(terminal_line(line[: start - 1]))


@given(st.integers(1, 400), st.integers(20, 60))
def test_a_cut_line_shows_the_marked_word(start: int, room: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(400))
    marked = mark(line, start, start + 1, room)
    under = [
        char
        for index, char in enumerate(marked.text)
        if cells(marked.text[:index]) == marked.before
    ]
    assert under == [line[start - 1]]
    assert marked.length == 2


def test_a_line_as_long_as_a_file_takes_no_time() -> None:
    line = "日" * 1_000_000
    began = time.process_time()
    marked = [mark(line, 500_000 + number, 900_000, 80) for number in range(100)]
    assert plain(line, 21) == "日" * 10 + "…"
    assert time.process_time() - began < 2
    assert {cells(each.text) for each in marked} <= {79, 80}
