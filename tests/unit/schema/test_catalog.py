"""The closed registry: what an address means, and what is said where it means nothing."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.errors import SchemaError
from eventbook.schema.catalog import FILE_BASE, Catalog, Located
from unit.schema.small import catalog

X = "https://x.example/"
MORE = "add the schema it means to the schemas folder; nothing is ever fetched"


def refusal(held: Catalog, path: str) -> str:
    with pytest.raises(SchemaError) as error:
        held.root(path)
    return str(error.value)


def test_a_file_without_id_has_its_name_for_a_base() -> None:
    held = catalog({"a b/s.json": {"type": "string"}, "t.yaml": b"true"})
    assert held.root("a b/s.json") == Located({"type": "string"}, FILE_BASE + "a%20b/s.json")
    assert held.root("t.yaml") == Located(True, FILE_BASE + "t.yaml")


@pytest.mark.parametrize(
    ("schema", "base"),
    [
        ({"$id": X + "s"}, X + "s"),
        ({"$id": X + "s#"}, X + "s"),
        ({"$id": "t.json"}, FILE_BASE + "d/t.json"),
        ({"$id": "/t.json"}, FILE_BASE + "t.json"),
        ({"id": X + "s"}, X + "s"),
        ({"$id": "urn:example:s"}, "urn:example:s"),
        ({"$id": "#s"}, FILE_BASE + "d/s.json"),
        ({"$id": 5}, FILE_BASE + "d/s.json"),
        ({"properties": {"$id": {"type": "string"}}}, FILE_BASE + "d/s.json"),
    ],
)
def test_bases(schema: Any, base: str) -> None:
    assert catalog({"d/s.json": schema}).root("d/s.json") == Located(schema, base)


FILES: dict[str, Any] = {
    "event.json": {"$id": X + "event", "$ref": "parts#/$defs/name"},
    "parts.json": {
        "$id": X + "parts",
        "$defs": {
            "name": {"$anchor": "named", "type": "string"},
            "a/b~c %": {"type": "null"},
            "list": {"prefixItems": [{"type": "integer"}, True]},
            "own": {"$id": "deeper/own", "$defs": {"x": {"$dynamicAnchor": "dyn", "minLength": 1}}},
            "old": {"$id": "#before", "minLength": 2},
        },
        "enum": [{"$ref": "nowhere", "$id": X + "in-data"}],
    },
    "plain.json": {"items": {"type": "boolean"}},
    "sub/beside.json": {"$id": X + "beside", "type": "array"},
    "sub/uses.json": {"$id": "https://y.example/uses", "$ref": "beside.json"},
}


@pytest.mark.parametrize(
    ("base", "reference", "schema", "at"),
    [
        (X + "event", "parts", FILES["parts.json"], X + "parts"),
        (X + "event", "#", FILES["event.json"], X + "event"),
        (X + "parts", "#/$defs/name", {"$anchor": "named", "type": "string"}, X + "parts"),
        (X + "event", "parts#named", {"$anchor": "named", "type": "string"}, X + "parts"),
        (X + "parts", "#/$defs/a~1b~0c%20%25", {"type": "null"}, X + "parts"),
        (X + "parts", "#/$defs/list/prefixItems/0", {"type": "integer"}, X + "parts"),
        (X + "parts", "#/$defs/list/prefixItems/1", True, X + "parts"),
        (X + "parts", "#before", FILES["parts.json"]["$defs"]["old"], X + "parts"),
        (X + "parts", "deeper/own", FILES["parts.json"]["$defs"]["own"], X + "deeper/own"),
        (
            X + "deeper/own",
            "#/$defs/x",
            {"$dynamicAnchor": "dyn", "minLength": 1},
            X + "deeper/own",
        ),
        (X + "deeper/own", "#dyn", {"$dynamicAnchor": "dyn", "minLength": 1}, X + "deeper/own"),
        (
            X + "parts",
            "#/$defs/own/$defs/x",
            {"$dynamicAnchor": "dyn", "minLength": 1},
            X + "deeper/own",
        ),
        (FILE_BASE + "event.json", "parts.json", FILES["parts.json"], X + "parts"),
        (
            FILE_BASE + "event.json",
            "parts.json#named",
            {"$anchor": "named", "type": "string"},
            X + "parts",
        ),
        (
            FILE_BASE + "event.json",
            "plain.json#/items",
            {"type": "boolean"},
            FILE_BASE + "plain.json",
        ),
        ("https://y.example/uses", "beside.json", FILES["sub/beside.json"], X + "beside"),
    ],
)
def test_what_an_address_means(base: str, reference: str, schema: Any, at: str) -> None:
    assert catalog(FILES).lookup(base, reference) == Located(schema, at)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("nowhere", "`$ref` 'nowhere' leads to no schema of this book"),
        ("in-data", "`$ref` 'in-data' leads to no schema of this book"),
        ("#/$defs/none", "`$ref` '#/$defs/none': there is nothing at /$defs/none"),
        (
            "#/$defs/list/prefixItems/2",
            "`$ref` '#/$defs/list/prefixItems/2': there is nothing at /$defs/list/prefixItems/2",
        ),
        (
            "#/$defs/list/prefixItems/-",
            "`$ref` '#/$defs/list/prefixItems/-': there is nothing at /$defs/list/prefixItems/-",
        ),
        (
            "#/$defs/name/type/x",
            "`$ref` '#/$defs/name/type/x': there is nothing at /$defs/name/type/x",
        ),
        (
            "#/$defs/name/type",
            "`$ref` '#/$defs/name/type': what stands at /$defs/name/type is no schema",
        ),
        ("#none", f"`$ref` '#none': {X}parts has no anchor `none`"),
    ],
)
def test_addresses_that_mean_nothing(reference: str, message: str) -> None:
    with pytest.raises(SchemaError) as error:
        catalog(FILES).lookup(X + "parts", reference)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "target",
    [
        "http://z.example/a",
        "file:///etc/passwd",
        "../../../etc/passwd",
        "other.json",
        "urn:z",
        "//z/a",
    ],
)
def test_nothing_is_fetched(target: str) -> None:
    held = catalog({"s.json": {"properties": {"a": {"$ref": target}}}})
    where = "at /properties/a/$ref"
    message = f"leads to no schema of this book; {MORE}"
    assert refusal(held, "s.json").startswith(f"s.json: {where}: `$ref` '")
    assert refusal(held, "s.json").endswith(message)


def test_a_reference_out_of_the_registry_matters_through_other_files_too() -> None:
    held = catalog(
        {
            "a.json": {"$ref": "b.json"},
            "b.json": {"allOf": [{"$ref": "c.json"}, {"$ref": "a.json"}]},
            "c.json": {"$ref": "http://z.example/"},
            "free.json": {"type": "string"},
        }
    )
    message = "`$ref` 'http://z.example/' leads to no schema of this book"
    assert refusal(held, "a.json") == f"c.json: at /$ref: {message}; {MORE}"
    assert held.root("free.json").schema == {"type": "string"}


def test_a_reference_in_data_refers_to_nothing() -> None:
    data = {"$ref": "nowhere", "$id": "x"}
    schema = {"const": data, "enum": [data], "default": data, "examples": [data]}
    assert catalog({"s.json": schema}).root("s.json").schema == schema


def test_a_property_may_have_the_name_of_a_keyword() -> None:
    schema = {
        "properties": {"enum": {"$ref": "#/$defs/x"}, "$ref": {"type": "string"}},
        "$defs": {},
    }
    held = catalog({"s.json": schema})
    message = "s.json: at /properties/enum/$ref: `$ref` '#/$defs/x': there is nothing at /$defs/x"
    assert refusal(held, "s.json").startswith(message)


def test_broken_files_matter_only_to_those_who_need_them() -> None:
    held = catalog(
        {
            "bad.json": b"{",
            "good.json": {"type": "string"},
            "by-file.json": {"$ref": "bad.json"},
            "by-alias.json": {"$id": X + "s", "properties": {"a": {"$ref": "bad.json#/x"}}},
        }
    )
    why = "bad.json:1:2: Expecting property name enclosed in double quotes"
    assert held.root("good.json").schema == {"type": "string"}
    assert refusal(held, "bad.json") == why
    assert refusal(held, "by-file.json") == f"by-file.json: at /$ref: {why}; {MORE}"
    assert refusal(held, "by-alias.json") == f"by-alias.json: at /properties/a/$ref: {why}; {MORE}"


def test_the_help_of_a_broken_file_is_kept() -> None:
    held = catalog({"bad.yaml": b"a: *b\n", "s.json": {"$ref": "bad.yaml"}})
    assert refusal(held, "s.json") == (
        "s.json: at /$ref: bad.yaml:1:4: the alias `*b` is not allowed; write the value out"
    )


@pytest.mark.parametrize("schema", [{"$id": "http://[x"}, {"not": {"$ref": "http://[x"}}])
def test_an_address_that_is_none(schema: Any) -> None:
    message = "s.json: an `$id` or `$ref` is no address: Invalid IPv6 URL"
    assert refusal(catalog({"s.json": schema}), "s.json") == message


def test_of_two_files_with_one_id_the_first_has_it() -> None:
    held = catalog(
        {
            "own.json": {"$id": X + "s", "title": "first"},
            "again.json": {"$id": X + "s", "title": "second"},
            "user.json": {"$ref": X + "s"},
        }
    )
    assert held.lookup(X, "s").schema == {"$id": X + "s", "title": "first"}
    assert held.root("user.json").schema == {"$ref": X + "s"}
    assert refusal(held, "again.json") == f"again.json: its `$id` {X}s is already that of own.json"


def test_files_that_are_not_there() -> None:
    assert refusal(catalog({}), "s.json") == "s.json: there is no such schema file; known are: none"
    held = catalog({"b.json": True, "a.json": True})
    message = "s.json: there is no such schema file; known are: a.json, b.json"
    assert refusal(held, "s.json") == message


@pytest.mark.parametrize(
    ("declared", "dialect"),
    [
        ({}, "2020-12"),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema"}, "2020-12"),
        ({"$schema": "https://json-schema.org/draft/2019-09/schema#"}, "2019-09"),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "draft-07"),
        ({"$schema": "http://json-schema.org/draft-06/schema"}, "draft-06"),
        ({"$schema": "http://json-schema.org/draft-04/schema#"}, "draft-04"),
        (True, "2020-12"),
    ],
)
def test_dialects(declared: Any, dialect: str) -> None:
    assert catalog({"s.json": declared}).dialect("s.json") == dialect


def test_a_dialect_that_is_not_known() -> None:
    with pytest.raises(SchemaError) as error:
        catalog({"s.json": {"$schema": "http://z.example/"}}).dialect("s.json")
    assert str(error.value) == (
        "s.json: the `$schema` 'http://z.example/' is not known; use one of: "
        "http://json-schema.org/draft-04/schema, http://json-schema.org/draft-06/schema, "
        "http://json-schema.org/draft-07/schema, https://json-schema.org/draft/2019-09/schema, "
        "https://json-schema.org/draft/2020-12/schema"
    )


def test_metaschemas_are_known() -> None:
    uri = "https://json-schema.org/draft/2020-12/meta/validation"
    held = catalog({"s.json": {"$ref": f"{uri}#/$defs/nonNegativeInteger"}})
    assert held.root("s.json").schema == {"$ref": f"{uri}#/$defs/nonNegativeInteger"}
    assert held.resources("s.json") == {FILE_BASE + "s.json": held.root("s.json").schema}
    assert held.referred("s.json") == {}
    assert held.lookup(uri, "#/$defs/nonNegativeInteger").schema == {
        "type": "integer",
        "minimum": 0,
    }


def test_an_address_among_the_metaschemas_that_is_none_of_them() -> None:
    held = catalog({"s.json": {"$ref": "http://json-schema.org/draft-99/schema"}})
    assert refusal(held, "s.json").startswith(
        "s.json: at /$ref: `$ref` 'http://json-schema.org/draft-99"
    )


def test_resources_are_the_files_in_use_by_the_addresses_in_use() -> None:
    held = catalog(FILES)
    event, parts = FILES["event.json"], FILES["parts.json"]
    assert held.resources("event.json") == {X + "event": event, X + "parts": parts}
    assert held.resources("sub/uses.json") == {
        "https://y.example/uses": FILES["sub/uses.json"],
        "https://y.example/beside.json": FILES["sub/beside.json"],
    }
    assert held.referred("event.json") == {"parts.json#/$defs/name": parts["$defs"]["name"]}


def test_for_a_schema_inside_another_file_that_file_is_a_resource() -> None:
    files = {**FILES, "own.json": {"$ref": X + "deeper/own"}}
    assert catalog(files).resources("own.json") == {
        FILE_BASE + "own.json": files["own.json"],
        X + "parts": FILES["parts.json"],
    }


def test_a_schema_with_an_id_of_its_own_is_left_in_its_file() -> None:
    schema = {"$ref": "own", "$defs": {"x": {"$id": "own", "type": "string"}}}
    held = catalog({"s.json": schema})
    assert held.resources("s.json") == {FILE_BASE + "s.json": schema}
    assert held.referred("s.json") == {"s.json#": {"$id": "own", "type": "string"}}


def test_the_base_of_a_schema_from_elsewhere_is_the_given_one() -> None:
    held = catalog(FILES)
    assert held.base_of({}, X) == X
    assert held.base_of(held.lookup(X, "deeper/own").schema, "") == X + "deeper/own"
