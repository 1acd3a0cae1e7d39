"""JSON Lines and CSV, and what is read back of them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given

from eventbook.book.facts import Facts
from eventbook.escape import csv_text
from eventbook.exchange.exporting import TARGETS, json_lines
from eventbook.exchange.exporting import csv as csv_target
from eventbook.exchange.exporting.interface import Export, KindToExport
from eventbook.exchange.exporting.values import as_json
from eventbook.jsonvalue import Json

from .exported import CONCERT, RECORDS, SCHEMAS, TEXT, book
from .test_export_sqlite import CONCERTS, HALLS


def table(exported: Export) -> list[list[str]]:
    """The cells of a CSV."""
    text = "".join(csv_target.export(exported))
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_line_holds_one_record_in_its_own_order() -> None:
    lines = "".join(json_lines.export(book({"hall": [{"name": "Hall", "id": "b"}]}))).splitlines()
    assert lines == [
        '{"id":"b","kind":"hall","path":"hall/1.yaml","record":{"name":"Hall","id":"b"}}'
    ]


def test_a_record_in_a_list_has_a_pointer() -> None:
    facts = Facts("a.yaml", "talk", ("talks", 3), None, {"title": "\u202e"}, alone=False)
    assert "".join(json_lines.export(Export([KindToExport("talk")], [facts]))) == (
        '{"id":null,"kind":"talk","path":"a.yaml","pointer":"/talks/3",'
        '"record":{"title":"\\u202e"}}\n'
    )


@given(SCHEMAS, RECORDS)
def test_json_lines_give_the_records_back(schema: Json, values: list[dict[str, Json]]) -> None:
    parts = list(json_lines.export(book({"kind": values}, kind=schema)))
    assert all(part.count("\n") == 1 and part.endswith("\n") for part in parts)
    "".join(parts).encode()
    assert [as_json(json.loads(part)["record"]) for part in parts] == [*map(as_json, values)]


def test_columns_are_paths() -> None:
    head, *lines = table(book({"concert": CONCERTS}))
    assert [dict(zip(head, line, strict=True)) for line in lines] == [
        {
            "id": "a", "title": "", "title.it": "Concerto", "title.en": "Concert",
            "date": "2019-05?", "type": "concert", "place.city": "Turin",
            "place.ref": "hall/old-town-hall", "seats": "300", "sold_out": "true",
            "keywords": '["choir","brass"]', "days": '["2019-05-01/2019-05-03"]',
            "programme": as_json(CONCERTS[0]["programme"]), 'local["box no."]': "7",
        },
        {
            **dict.fromkeys(head, ""), "id": "b", "title": "Reading", "place.ref": "hall/gone",
            "date": "1998",
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+39 011", "'+39 011"),
        ("-5", "'-5"),
        ("@import", "'@import"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("plain, \"quoted\"\nline", "plain, \"quoted\"\nline"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (True, "true"),
        (None, ""),
        ([-1, "=2"], '[-1,"=2"]'),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: Json, cell: str) -> None:
    exported = book({"kind": [{"id": "a", "x": value}, {"id": "b", "x": "y"}]}, kind={})
    assert table(exported)[1] == ["a", cell]


def test_names_of_fields_are_no_formulas_either() -> None:
    head, _ = table(book({"kind": [{"=cmd": 1, "@x": 2}]}, kind={}))
    assert head == ["id", '["=cmd"]', '["@x"]']


def test_an_id_that_the_file_gives_stands_beside_one_of_the_record() -> None:
    facts = Facts("a.yaml", "talk", (), "a", {"id": 7})
    assert table(Export([KindToExport("talk")], [facts])) == [["id", "id"], ["a", "7"]]


@given(SCHEMAS, RECORDS)
@example(CONCERT, [*CONCERTS, *HALLS])
@example(TEXT, [{"id": ""}])
def test_csv_gives_every_value_back(schema: Json, values: list[dict[str, Json]]) -> None:
    exported = book({"kind": values}, kind=schema)
    head, *lines = table(exported)
    assert len(lines) == len(values)
    cells = [cell for line in lines for cell in line]
    assert not [cell for cell in cells if cell[:1] in tuple("=+@\t\r")]
    for line, value in zip(lines, values, strict=True):
        assert len(line) == len(head)
        # What is written visibly, such as a control character, is not the same again.
        told = {csv_text(cell) for cell in line}
        for text in filter(str.isprintable, _texts(value)):
            assert text in told or any(as_json(text)[1:-1] in cell for cell in told)


def _texts(value: Json) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [value] if isinstance(value, str) and value else []


def test_every_target_is_a_file_of_its_own() -> None:
    assert [(name, each.makes, each.one_kind) for name, each in TARGETS.items()] == [
        ("sqlite", "database", False),
        ("parquet", "folder", False),
        ("json-lines", "text", False),
        ("csv", "text", True),
    ]
    for target in TARGETS.values():
        assert callable(target.module.export)
