"""JSON and JSON Lines: whole outputs, against a schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from eventbook.findings import Finding, Fix, Related, Span
from eventbook.output import Limits, ReportContext, Table, TableContext, report, rows

CONTEXT = ReportContext(
    source=lambda path: None,
    root="elsewhere",
    limits=Limits(per_file=1, per_run=1, characters=1),
    checked=1,
)
POSITION = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "required": ["line", "column"],
    "additionalProperties": False,
}
TEXT_OR_NULL = {"type": ["string", "null"], "minLength": 1}


def closed(properties: Mapping[str, object]) -> dict[str, object]:
    """A schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


FINDING = closed(
    {
        "rule": {"type": "string", "minLength": 1},
        "severity": {"enum": ["error", "warning", "info"]},
        "message": {"type": "string"},
        "path": {"type": "string"},
        "location": POSITION,
        "end_location": POSITION,
        "record": {"type": ["string", "null"]},
        "instance_path": {"type": "string", "format": "json-pointer"},
        "schema_path": TEXT_OR_NULL,
        "label": TEXT_OR_NULL,
        "help": TEXT_OR_NULL,
        "note": TEXT_OR_NULL,
        "fixable": {"enum": ["safe", "unsafe", None]},
        "fixed": {"type": "boolean"},
        "fix": {
            "anyOf": [
                {"type": "null"},
                closed(
                    {
                        "applicability": {"enum": ["safe", "unsafe"]},
                        "edits": {
                            "type": "array",
                            "minItems": 1,
                            "items": closed(
                                {
                                    "location": POSITION,
                                    "end_location": POSITION,
                                    "content": {"type": "string"},
                                }
                            ),
                        },
                    }
                ),
            ]
        },
        "related": {
            "type": "array",
            "items": closed(
                {
                    "path": {"type": "string"},
                    "message": {"type": "string"},
                    "instance_path": {"type": "string"},
                    "location": POSITION,
                    "end_location": POSITION,
                }
            ),
        },
        "private": {"type": "boolean"},
        "waived": {"type": "boolean"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    }
)
LATER = Finding(
    "date-invalid",
    "error",
    "`2026-02-30` is not a valid date",
    "records/a.yaml",
    ("programme", 0, "a/b"),
    record="2026-05-spring",
    label="expected YYYY-MM-DD",
    help="February 2026 has 28 days",
    note="in the form \u202e",
    schema_path="#/properties/date/format",
    waived=True,
    fix=Fix("unsafe", "2026-02-28"),
    related=(Related("records/b.yaml", "as here", ("date",), span=Span(1, 7, 1, 9)),),
    span=Span(3, 7, 3, 17),
)
FIRST = Finding(
    "minor-named", "info", "given", "records/a.yaml", private=True, fix=Fix("safe", "x")
)
EXPECTED: list[dict[str, Any]] = [
    {
        "rule": "minor-named",
        "severity": "info",
        "message": "given",
        "path": "records/a.yaml",
        "location": {"line": 1, "column": 1},
        "end_location": {"line": 1, "column": 1},
        "record": None,
        "instance_path": "",
        "schema_path": None,
        "label": None,
        "help": None,
        "note": None,
        "fixable": None,
        "fixed": False,
        "fix": None,
        "related": [],
        "private": True,
        "waived": False,
        "fingerprint": "208fe9350a045d1b7af0f151e7139686",
    },
    {
        "rule": "date-invalid",
        "severity": "error",
        "message": "`2026-02-30` is not a valid date",
        "path": "records/a.yaml",
        "location": {"line": 3, "column": 7},
        "end_location": {"line": 3, "column": 17},
        "record": "2026-05-spring",
        "instance_path": "/programme/0/a~1b",
        "schema_path": "#/properties/date/format",
        "label": "expected YYYY-MM-DD",
        "help": "February 2026 has 28 days",
        "note": "in the form \u202e",
        "fixable": "unsafe",
        "fixed": False,
        "fix": {
            "applicability": "unsafe",
            "edits": [
                {
                    "location": {"line": 3, "column": 7},
                    "end_location": {"line": 3, "column": 17},
                    "content": "2026-02-28",
                }
            ],
        },
        "related": [
            {
                "path": "records/b.yaml",
                "message": "as here",
                "instance_path": "/date",
                "location": {"line": 1, "column": 7},
                "end_location": {"line": 1, "column": 9},
            }
        ],
        "private": False,
        "waived": True,
        "fingerprint": "189ea3c1720e827565c1a3247ba37bc2",
    },
]


def test_json_report() -> None:
    output = report("json")([LATER, FIRST], CONTEXT)
    found = json.loads(output)
    jsonschema.validate(found, {"type": "array", "items": FINDING})
    assert found == EXPECTED
    assert [list(each) for each in found] == [list(each) for each in EXPECTED]
    assert output.startswith('[\n {\n  "rule": "minor-named",\n')
    assert output.endswith("}\n]\n")
    assert "\u202e" not in output


def test_json_lines_report() -> None:
    output = report("json-lines")([LATER, FIRST], CONTEXT)
    found = [json.loads(line) for line in output.splitlines()]
    for each in found:
        jsonschema.validate(each, FINDING)
    assert found == EXPECTED
    assert output.endswith("}\n")


def test_nothing_found() -> None:
    assert report("json")([], CONTEXT) == "[]\n"
    assert report("json-lines")([], CONTEXT) == ""


def test_all_is_kept() -> None:
    many = [Finding("x-y", "info", "m" * 1000, "a.yaml", ("k", index)) for index in range(999)]
    found = json.loads(report("json")(many, CONTEXT))
    assert len(found) == 999
    assert {each["message"] for each in found} == {"m" * 1000}
    assert len({each["fingerprint"] for each in found}) == 999


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"span": Span(9, 9, 9, 10)}, True),
        ({"help": "other", "label": "other", "severity": "warning", "waived": False}, True),
        ({"path": "records/b.yaml"}, True),
        ({"path": "records/b.yaml", "record": None}, False),
        ({"record": "2026-05-summer"}, False),
        ({"slug": "date-doubtful"}, False),
        ({"place": ("programme", 1, "a/b")}, False),
        ({"message": "no date is `2026-02-30`"}, True),
        ({"message": "`2026-02-31` is not a valid date"}, False),
    ],
)
def test_fingerprints(change: dict[str, Any], same: bool) -> None:
    [one] = json.loads(report("json")([LATER], CONTEXT))
    [other] = json.loads(report("json")([replace(LATER, **change)], CONTEXT))
    assert (one["fingerprint"] == other["fingerprint"]) is same


def test_what_was_fixed_comes_first() -> None:
    context = CONTEXT._replace(fixed=(LATER,))
    found = json.loads(report("json")([replace(LATER, path="a")], context))
    assert [(each["path"], each["fixed"]) for each in found] == [(LATER.path, True), ("a", False)]
    lines = report("json-lines")([replace(LATER, path="a")], context).splitlines()
    assert [json.loads(line) for line in lines] == found


def test_a_fix_without_a_position_is_none() -> None:
    [found] = json.loads(report("json")([replace(LATER, span=None)], CONTEXT))
    assert (found["fix"], found["fixable"]) == (None, "unsafe")


def test_names_that_are_not_unicode_still_give_json() -> None:
    finding = Finding("x-y", "error", "m", "a\udcff.yaml")
    output = report("json-lines")([finding], CONTEXT)
    assert output.encode("utf-8")
    assert json.loads(output)["path"] == "a\udcff.yaml"


RECORDS: list[dict[str, Any]] = [
    {
        "id": "a",
        "title": {"en": "Spring \u202e", "az": "Novruz bayramı"},
        "n": [1, 1.5, None, True],
    },
    {"id": "b"},
]
TABLE = Table(("id",), [["a"], ["b"]], ["a", "b"], ["a.yaml", "b.yaml"], RECORDS)


def test_json_rows() -> None:
    assert rows("json")(TABLE, TableContext(width=10)) == (
        "[\n"
        " {\n"
        '  "id": "a",\n'
        '  "title": {\n'
        '   "en": "Spring \\u202e",\n'
        '   "az": "Novruz bayramı"\n'
        "  },\n"
        '  "n": [\n'
        "   1,\n"
        "   1.5,\n"
        "   null,\n"
        "   true\n"
        "  ],\n"
        '  "_etag": "7f3d350a802c74ef"\n'
        " },\n"
        " {\n"
        '  "id": "b",\n'
        '  "_etag": "84a91dee31459ddf"\n'
        " }\n"
        "]\n"
    )


def test_json_lines_rows() -> None:
    assert rows("json-lines")(TABLE, TableContext(width=10)) == (
        '{"id": "a", "title": {"en": "Spring \\u202e", "az": "Novruz bayramı"},'
        ' "n": [1, 1.5, null, true], "_etag": "7f3d350a802c74ef"}\n'
        '{"id": "b", "_etag": "84a91dee31459ddf"}\n'
    )


def test_an_etag_follows_the_value_and_not_the_order_of_its_keys() -> None:
    def etag(record: dict[str, Any]) -> str:
        table = TABLE._replace(records=[record])
        return str(json.loads(rows("json-lines")(table, TableContext()))["_etag"])

    assert etag({"a": 1, "b": 2}) == etag({"b": 2, "a": 1})
    assert len({etag({"a": value}) for value in (1, 1.0, "1", True)}) == 4


def test_rows_that_are_no_records_are_objects_of_their_cells() -> None:
    groups = Table(("type", "count"), [["concert", 3], [None, 1]])
    assert rows("json-lines")(groups, TableContext()) == (
        '{"type": "concert", "count": 3}\n{"type": null, "count": 1}\n'
    )
    assert rows("yaml")(groups, TableContext()) == (
        "- type: concert\n  count: 3\n- type: null\n  count: 1\n"
    )
