"""Lists in every form for reading and for spreadsheets, compared as whole outputs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.jsonvalue import Json
from eventbook.output import Table, TableContext, rows
from eventbook.output.cells import cell_text
from eventbook.output.width import cells

TABLE = Table(
    columns=("id", "date", "title", "attendance"),
    rows=[
        ["2026-05-01-spring", "2026-05-01", {"de": "Frühling|e", "en": "Spring *gathering*"}, -12],
        ["0123", "1e5", ["日本語の講演会", "a\tb\nc"], None],
        ["formula", "=1+1", "\x1b[31mred", {"at-least": 5}],
    ],
    ids=["2026-05-01-spring", "0123", "formula"],
    paths=["records/a.yaml", "records/b.yaml", "records/b.yaml"],
)
CONTEXT = TableContext(language="en")
NARROW = CONTEXT._replace(width=60)


def test_table_untruncated() -> None:
    assert rows("table")(TABLE, CONTEXT) == (
        "ID                 DATE        TITLE                    ATTENDANCE\n"
        "2026-05-01-spring  2026-05-01  Spring *gathering*       -12\n"
        "0123               1e5         日本語の講演会, a\\tb\\nc\n"
        'formula            =1+1        \\x1b[31mred              {"at-least":5}\n'
    )


def test_table_truncated_from_the_widest_first_and_never_the_id() -> None:
    assert rows("table")(TABLE, NARROW) == (
        "ID                 DATE        TITLE          ATTENDANCE\n"
        "2026-05-01-spring  2026-05-01  Spring *gath…  -12\n"
        "0123               1e5         日本語の講演…\n"
        'formula            =1+1        \\x1b[31mred    {"at-least":5}\n'
    )


def test_table_too_narrow_keeps_ids_and_column_names() -> None:
    assert rows("table")(TABLE, CONTEXT._replace(width=10)) == (
        "ID                 DATE  TITLE  ATTENDANCE\n"
        "2026-05-01-spring  202…  Spri…  -12\n"
        "0123               1e5   日本…\n"
        'formula            =1+1  \\x1b…  {"at-leas…\n'
    )


def test_table_without_rows() -> None:
    assert rows("table")(Table(("id", "place.city"), []), CONTEXT) == "ID  PLACE.CITY\n"


TEXTS = st.text(st.sampled_from("ab c日本é\u0301\t\n👩"), max_size=50)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5), st.integers(20, 80))
def test_a_table_fits_its_width(body: list[tuple[str, str, str]], width: int) -> None:
    table = Table(("a", "b", "c"), body)
    output = rows("table")(table, TableContext(width=width))
    assert len(output.splitlines()) == len(body) + 1
    assert max(cells(line) for line in output.splitlines()) <= width


def test_tsv() -> None:
    assert rows("tsv")(TABLE, NARROW) == (
        "id\tdate\ttitle\tattendance\n"
        "2026-05-01-spring\t2026-05-01\tSpring *gathering*\t-12\n"
        "0123\t1e5\t日本語の講演会, a\\tb\\nc\t\n"
        'formula\t=1+1\t\\x1b[31mred\t{"at-least":5}\n'
    )


def test_csv() -> None:
    assert rows("csv")(TABLE, NARROW) == (
        "id,date,title,attendance\r\n"
        "2026-05-01-spring,2026-05-01,Spring *gathering*,-12\r\n"
        '0123,1e5,"日本語の講演会, a\tb\nc",\r\n'
        'formula,\'=1+1,\\x1b[31mred,"{""at-least"":5}"\r\n'
    )


@given(st.lists(st.lists(st.text(st.characters()), min_size=2, max_size=2), max_size=4))
def test_csv_is_read_back_with_the_same_fields(body: list[list[str]]) -> None:
    output = rows("csv")(Table(("a", "b"), body), CONTEXT)
    assert output.encode("utf-8")
    read = list(csv.reader(io.StringIO(output, newline=""), strict=True))
    assert read[0] == ["a", "b"]
    assert [len(row) for row in read[1:]] == [2] * len(body)
    for row in read[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_markdown() -> None:
    assert rows("markdown")(TABLE._replace(columns=("id", "a|b", "c", "d")), CONTEXT) == (
        "| id | a\\|b | c | d |\n"
        "| --- | --- | --- | --- |\n"
        "| 2026-05-01-spring | 2026-05-01 | Spring \\*gathering\\* | -12 |\n"
        "| 0123 | 1e5 | 日本語の講演会, a    b<br>c |  |\n"
        '| formula | =1+1 | \\\\x1b\\[31mred | \\{"at-least":5\\} |\n'
    )


def test_ids_and_paths() -> None:
    null = CONTEXT._replace(null=True)
    assert rows("ids")(TABLE, CONTEXT) == "2026-05-01-spring\n0123\nformula\n"
    assert rows("ids")(TABLE, null) == "2026-05-01-spring\x000123\0formula\0"
    assert rows("paths")(TABLE, CONTEXT) == "records/a.yaml\nrecords/b.yaml\n"
    assert rows("paths")(TABLE, null) == "records/a.yaml\0records/b.yaml\0"
    odd = TABLE._replace(paths=["a\nb.yaml", "\udcff.yaml"])
    assert rows("paths")(odd, CONTEXT) == "a\\nb.yaml\n\\u{dcff}.yaml\n"
    assert rows("paths")(odd, null) == "a\nb.yaml\0\udcff.yaml\0"
    assert rows("paths")(Table(("id",), []), CONTEXT) == ""


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (None, "en", ""),
        (True, "en", "true"),
        (12, "en", "12"),
        (1.5, "en", "1.5"),
        ("a", "en", "a"),
        (["a", 1, None, ["b"]], "en", "a, 1, , b"),
        ([], "en", ""),
        ({}, "en", "{}"),
        ({"lat": 1.5, "name": "é"}, "en", '{"lat":1.5,"name":"é"}'),
        ({"az": "Bahar", "en": "Spring"}, "en", "Spring"),
        ({"az": "Bahar", "en": "Spring"}, "az-Latn", "Bahar"),
        ({"az-Cyrl": "Баһар", "en": "Spring"}, "az", "Баһар"),
        ({"az": "Bahar", "en": "Spring"}, "fr", "Bahar"),
        ({"az": "Bahar", "en": "Spring"}, None, "Bahar"),
        ({"az": "Bahar", "en": None}, "az", '{"az":"Bahar","en":null}'),
        ({"grc": "Ἔαρ"}, "grc", "Ἔαρ"),
        ({"gnd": "118"}, "en", '{"gnd":"118"}'),
        ([{"en": "One"}, {"en": "Two"}], "en", "One, Two"),
    ],
)
def test_cell_text(value: Json, language: str | None, text: str) -> None:
    assert cell_text(value, language) == text
