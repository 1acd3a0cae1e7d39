"""One schema out of many files; that verdicts stay the same is shown on the official suite."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.errors import SchemaError
from eventbook.schema.bundle import bundle
from unit.schema.small import catalog

DRAFT_07 = "http://json-schema.org/draft-07/schema#"


def bundled(schema: Any, **others: Any) -> Any:
    files = {"s.json": schema, **{f"{name}.json": content for name, content in others.items()}}
    return bundle(catalog(files), "s.json")


def test_what_is_referred_to_moves_and_what_is_not_stays_behind() -> None:
    schema = {
        "$id": "https://example.org/s.json",
        "$defs": {"unused": {"type": "null"}, "own": {"$anchor": "here", "type": "integer"}},
        "properties": {
            "a": {"$ref": "common.json#/$defs/text"},
            "b": {"$ref": "#here"},
            "c": {"$ref": "common.json#/$defs/text", "description": "Beside it."},
            "d": {"$ref": "#"},
            "e": {"enum": [{"$ref": "nowhere"}]},
            "$id": {"$ref": "common.json"},
        },
        "required": ["a"],
    }
    common = {
        "$id": "https://example.org/common.json",
        "type": "string",
        "$defs": {"text": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/own"}]}, "own": True},
    }
    assert bundled(schema, common=common) == {
        "properties": {
            "a": {"$ref": "#/$defs/text"},
            "b": {"$ref": "#/$defs/here"},
            "c": {"$ref": "#/$defs/text", "description": "Beside it."},
            "d": {"$ref": "#"},
            "e": {"enum": [{"$ref": "nowhere"}]},
            "$id": {"$ref": "#/$defs/common"},
        },
        "required": ["a"],
        "$defs": {
            "text": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/own"}]},
            "here": {"type": "integer"},
            "common": {"type": "string"},
            "own": True,
        },
    }


def test_two_of_one_name_and_names_that_have_to_be_written_otherwise() -> None:
    schema = {
        "allOf": [
            {"$ref": "a.json#/$defs/x"},
            {"$ref": "b.json#/$defs/x"},
            {"$ref": "a.json#/$defs/x~1y%20z"},
        ]
    }
    one = {"$defs": {"x": {"type": "string"}, "x/y z": {"type": "integer"}}}
    other = {"$defs": {"x": {"type": "null"}}}
    found = bundled(schema, a=one, b=other)
    assert found == {
        "allOf": [
            {"$ref": "#/$defs/x"},
            {"$ref": "#/$defs/x-2"},
            {"$ref": "#/$defs/x~1y%20z"},
        ],
        "$defs": {"x": {"type": "string"}, "x-2": {"type": "null"}, "x/y z": {"type": "integer"}},
    }


def test_metaschemas_are_left_to_who_reads_it() -> None:
    schema = {"properties": {"schema": {"$ref": DRAFT_07}}}
    assert bundled(schema) == schema


def test_up_to_draft_07_a_reference_at_the_root_hides_what_stands_beside_it() -> None:
    schema = {"$schema": DRAFT_07, "$ref": "a.json", "type": "null"}
    assert bundled(schema, a={"$schema": DRAFT_07, "type": "string"}) == {
        "$schema": DRAFT_07,
        "allOf": [{"$ref": "#/definitions/a", "type": "null"}],
        "definitions": {"a": {"$schema": DRAFT_07, "type": "string"}},
    }


def test_a_schema_that_is_true_is_itself() -> None:
    assert bundled(True) is True


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (
            {"$dynamicRef": "#x", "$defs": {"x": {"$dynamicAnchor": "x"}}},
            "s.json: `$dynamicRef` depends on who refers to it; it fits into no one file",
        ),
        (
            {"$ref": "a.json"},
            (
                "s.json: it is written for 2020-12, and refers to https://book.invalid/a.json, "
                "which is for draft-07"
            ),
        ),
        (
            {"$ref": "b.json"},
            "s.json: at /$ref: `$ref` 'b.json' leads to no schema of this book",
        ),
    ],
)
def test_refused(schema: Any, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        bundled(schema, a={"$schema": DRAFT_07})
    assert caught.value.message == message
