from __future__ import annotations

import json

import pytest

from eventbook.editing.adopting.pairing import Fit, fit, found_schema, is_schema

DRAFT = "http://json-schema.org/draft-07/schema#"
TALK = {
    "$schema": DRAFT,
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "day": {"type": "string", "format": "date"}},
}


def schema(value, path="s.json", **others):
    return found_schema(path, {path: json.dumps(value).encode(), **others})


@pytest.mark.parametrize(
    "value",
    [
        {"$schema": DRAFT},
        {"$schema": "https://json-schema.org/draft/1999/schema"},
        {"$id": "https://example.org/x", "properties": {}},
        {"type": "object", "properties": {"a": True}},
        {"type": "array", "items": {"type": "object"}},
    ],
)
def test_what_is_a_schema(value):
    assert is_schema(value)


@pytest.mark.parametrize(
    "value",
    [
        {"$schema": "../talk.schema.json", "title": "A talk"},
        {"$schema": 3},
        {"type": "concert", "items": [{"name": "Trio"}]},
        {"type": "object"},
        {"$id": "https://example.org/x", "title": "A talk"},
        {"type": ["object"], "properties": {}},
        [],
        None,
        True,
    ],
)
def test_what_is_none(value):
    assert not is_schema(value)


def test_a_schema_says_its_draft_and_what_it_judges():
    found = schema(TALK)
    assert (found.draft, found.of_list, found.broken) == ("draft-07", False, "")
    assert schema({"type": "array"}).of_list
    assert schema({"$schema": DRAFT, "type": ["array", "object"]}).of_list is False


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"$ref": "https://example.org/x"}, "leads to no schema of this book"),
        ({"$ref": "gone.json"}, "leads to no schema of this book"),
        ({"type": "objekt"}, "at /type: "),
        ({"$schema": "http://json-schema.org/schema#"}, "is not known"),
    ],
)
def test_a_schema_that_cannot_be_used_says_why(value, why):
    found = schema(value, **{"other.json": b"true"})
    assert why in found.broken
    assert fit(found, (), [{"id": "x"}], ["id"]) == Fit(0.0, 0.0)


def test_what_lies_in_the_folder_of_schemas_may_be_referred_to():
    found = found_schema(
        "schemas/a.json",
        {"schemas/a.json": b'{"$ref": "b.json"}', "schemas/b.json": json.dumps(TALK).encode()},
    )
    assert found.broken == ""
    assert fit(found, (), [{"id": "x"}], ["id"]) == Fit(1.0, 1.0)


def test_what_lies_beside_it_may_be_referred_to_by_its_path():
    files = {"s/a.json": b'{"$ref": "../t/b.yaml#/x"}', "t/b.yaml": b"x: {$ref: c.json}\n"}
    found = found_schema("s/a.json", {**files, "t/c.json": json.dumps(TALK).encode()})
    assert found.broken == ""
    assert fit(found, (), [{"id": "x"}], ["id"]) == Fit(1.0, 1.0)
    assert "leads to no schema" in found_schema("s/a.json", files).broken


def test_formats_do_not_count_and_other_faults_do():
    found = schema(TALK)
    records = [{"id": "a", "day": "soon"}, {"id": "b"}, {"id": 3}, {"day": "2024-01-01"}]
    assert fit(found, (), records, ["id", "day"]) == Fit(0.5, 1.0)
    assert fit(found, (), records, ["id", "x", "y", "z"]) == Fit(0.5, 0.25)
    assert fit(found, (), [], ["id"]) == Fit(0.0, 1.0)


def test_records_in_lists_are_judged_each_or_with_their_file():
    each = schema(TALK)
    inner = ((), ("talks",))
    files = [[{"talks": [{"id": "a"}, {"id": 3}]}]]
    assert fit(each, inner, files, ["id"]) == Fit(0.5, 1.0)
    assert fit(each, ((),), files, ["talks"]) == Fit(0.0, 0.0)
    whole = schema({"type": "array", "items": {"properties": {"talks": {"items": TALK}}}})
    assert fit(whole, inner, files, ["id"]) == Fit(0.0, 1.0)
    assert fit(whole, ((),), [[{"talks": []}]], ["talks"]) == Fit(1.0, 1.0)
    assert fit(whole, (), [{"talks": []}], ["talks"]) == Fit(0.0, 0.0)


@pytest.mark.parametrize(
    ("found", "good"),
    [
        (Fit(1.0, 0.5), True),
        (Fit(0.0, 0.8), True),
        (Fit(0.4, 0.7), False),
        (Fit(1.0, 0.4), False),
        (Fit(1.0, 0.0), False),
    ],
)
def test_a_fit_is_good_where_the_schema_knows_the_fields(found, good):
    assert found.is_good is good
