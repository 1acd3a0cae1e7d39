"""Rows of changes, as spreadsheets and other programs write them."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.errors import EventbookError
from eventbook.exchange.rows import Row, Rows, read_rows

TABLE = Rows(
    ("id", "title"), (Row(2, {"id": "a", "title": "x, y"}), Row(3, {"id": "b", "title": ""})), True
)


@pytest.mark.parametrize(
    "text",
    [
        'id,title\r\na,"x, y"\r\nb,\r\n',
        'id,title\na,"x, y"\nb,',
        '\ufeffid;title\na;"x, y"\nb;\n',
        "id\ttitle\na\tx, y\nb\t\n",
        '"id","title"\n"a","x, y"\n"b",""\n',
        ' id , title \na,"x, y"\nb,\n',
    ],
)
def test_tables(text: str) -> None:
    assert read_rows(text.encode(), "list.csv") == TABLE
    assert read_rows(text.encode(), "-") == TABLE


def test_cells_of_several_lines_and_empty_rows() -> None:
    found = read_rows(b'id,title\n\n,\na,"x\r\ny"\nb,z\n', "-")
    assert found.rows == (
        Row(4, {"id": "a", "title": "x\r\ny"}),
        Row(6, {"id": "b", "title": "z"}),
    )


def test_objects() -> None:
    lines = b'{"id": "a", "n": 1}\n\n{"id": "b", "m": null}\n'
    found = Rows(
        ("id", "n", "m"), (Row(1, {"id": "a", "n": 1}), Row(3, {"id": "b", "m": None})), False
    )
    assert read_rows(lines, "-") == found
    assert read_rows(lines, "list.jsonl") == found
    listed = read_rows(b' [{"id": "a", "n": 1}, {"id": "b", "m": null}]', "list.json")
    assert [row.fields for row in listed.rows] == [row.fields for row in found.rows]


def test_nothing_at_all() -> None:
    for text in (b"", b"\n", b"id,title\n", b"[]"):
        assert read_rows(text, "-").rows == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id\n\xff\n", "-:2: not UTF-8"),
        (b"title\nx\n", "- has no `id`"),
        (b"id,id\na,b\n", "-: 2 columns are called `id`"),
        (b"id,\na,b\n", "-: a column has no name"),
        (b"id,a\nb\n", "-:2: 1 cells, and the head has 2"),
        (b'id,a\nb,"x\n', "- is no CSV: unexpected end of data"),
        (b'{"id": "a"}\n{"n": 1}\n', "-:2: there is no `id`"),
        (b'{"id": "a"}\n[1]\n', "-:2: expected an object"),
        (b"[1]", "-:1: expected an object"),
        (b'{"id": "a"\n', "-, line 1:1:11: not JSON"),
        (b'{"id": "a", "id": "b"}\n', "-, line 1:1:"),
    ],
)
def test_what_is_no_rows(data: bytes, said: str) -> None:
    with pytest.raises(EventbookError) as caught:
        read_rows(data, "-")
    assert str(caught.value).startswith(said)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t"))
def test_whatever_is_written_is_read(cells: list[tuple[str, str]], sign: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(["id", "title"])
    writer.writerows(("x" + first, second) for first, second in cells)
    found = read_rows(out.getvalue().encode(), "-")
    assert [tuple(row.fields.values()) for row in found.rows] == [
        ("x" + first, second) for first, second in cells
    ]


@given(st.binary(max_size=60))
def test_nothing_but_a_message_comes_of_other_bytes(data: bytes) -> None:
    with suppress(EventbookError):
        read_rows(data, "-")
