"""Both stacks: compiling, verdicts and violations that agree."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from eventbook.errors import SchemaError
from eventbook.jsonvalue import Json
from eventbook.schema import fast
from eventbook.schema.fast import FastStack
from eventbook.schema.reference import ReferenceStack
from eventbook.schema.verdict import asserted_formats, compile_schema
from eventbook.schema.violation import Violation
from eventbook.values.formats import FORMATS
from unit.schema.small import catalog, stack_of

DRAFTS = {
    "draft-04": "http://json-schema.org/draft-04/schema#",
    "draft-06": "http://json-schema.org/draft-06/schema#",
    "draft-07": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}


def violation(
    keyword: str, at: tuple[str | int, ...], path: str, schema: Any, *names: str
) -> Violation:
    places = tuple(int(part) if part.isdecimal() else part for part in path.split("/"))
    return Violation(keyword, at, places, schema, names)


CASES: list[tuple[Any, Json, Violation]] = [
    ({"type": "string"}, 1, violation("type", (), "type", {"type": "string"})),
    (
        {"properties": {"a": {"items": {"minimum": 2}}}},
        {"a": [3, 1]},
        violation("minimum", ("a", 1), "properties/a/items/minimum", {"minimum": 2}),
    ),
    ({"required": ["a"]}, {}, violation("required", (), "required", {"required": ["a"]}, "a")),
    (
        {"dependentRequired": {"a": ["b"]}},
        {"a": 1},
        violation(
            "dependentRequired", (), "dependentRequired", {"dependentRequired": {"a": ["b"]}}, "b"
        ),
    ),
    (
        {"$defs": {"d": {"const": 1}}, "properties": {"$ref": {"$ref": "#/$defs/d"}}},
        {"$ref": 2},
        violation("const", ("$ref",), "properties/$ref/const", {"const": 1}),
    ),
    (
        {"additionalProperties": False, "properties": {"a": True}},
        {"c": 1, "b": 1, "it's": 2},
        violation(
            "additionalProperties",
            (),
            "additionalProperties",
            {"additionalProperties": False, "properties": {"a": True}},
            *("b", "c", "it's"),
        ),
    ),
    (
        {"additionalProperties": False, "patternProperties": {"^x": True}},
        {"y": 1, "z": 2},
        violation(
            "additionalProperties",
            (),
            "additionalProperties",
            {"additionalProperties": False, "patternProperties": {"^x": True}},
            *("y", "z"),
        ),
    ),
    (
        {"unevaluatedProperties": False, "allOf": [{"properties": {"a": True}}]},
        {"a": 1, "b": 1},
        violation(
            "unevaluatedProperties",
            (),
            "unevaluatedProperties",
            {"unevaluatedProperties": False, "allOf": [{"properties": {"a": True}}]},
            "b",
        ),
    ),
    (
        {"additionalProperties": {"type": "string"}},
        {"a": 1},
        violation("type", ("a",), "additionalProperties/type", {"type": "string"}),
    ),
    ({"properties": {"a": False}}, {"a": 1}, violation("false", ("a",), "properties/a", False)),
    (False, 1, Violation("false", (), (), False)),
    (
        {"if": {"required": ["a"]}, "then": False},
        {"a": 1},
        violation("false", (), "then", False),
    ),
    ({"prefixItems": [True], "items": False}, [1, 2], violation("false", (1,), "items", False)),
    ({"not": {"type": "string"}}, "a", violation("not", (), "not", {"not": {"type": "string"}})),
    (
        {"contains": {"const": 1}, "minContains": 2},
        [1],
        violation("contains", (), "contains", {"contains": {"const": 1}, "minContains": 2}),
    ),
    (
        {"contains": {"const": 1}, "maxContains": 1},
        [1, 1],
        violation("contains", (), "contains", {"contains": {"const": 1}, "maxContains": 1}),
    ),
    (
        {"unevaluatedItems": False, "prefixItems": [True]},
        [1, 2],
        violation(
            "unevaluatedItems",
            (),
            "unevaluatedItems",
            {"unevaluatedItems": False, "prefixItems": [True]},
        ),
    ),
    ({"format": "edtf-date"}, "soon", violation("format", (), "format", {"format": "edtf-date"})),
    ({"multipleOf": 0.01}, 0.075, violation("multipleOf", (), "multipleOf", {"multipleOf": 0.01})),
    (
        {"propertyNames": {"minLength": 2}},
        {"a": 1, "bb": 2},
        Violation(
            "propertyNames",
            (),
            ("propertyNames",),
            {"propertyNames": {"minLength": 2}},
            ("a",),
            ((Violation("minLength", (), ("propertyNames", "minLength"), {"minLength": 2}),),),
        ),
    ),
    (
        {"items": {"additionalProperties": False}},
        [{}, {"b": 1, "a": 2}],
        violation(
            "additionalProperties",
            (1,),
            "items/additionalProperties",
            {"additionalProperties": False},
            *("a", "b"),
        ),
    ),
    (
        {"items": {"propertyNames": False}},
        [{"b": 1, "a": 2}, {}, 3],
        Violation(
            "propertyNames",
            (0,),
            ("items", "propertyNames"),
            {"propertyNames": False},
            ("a", "b"),
            ((Violation("false", (0,), ("items", "propertyNames"), False),),),
        ),
    ),
    (
        {"properties": {"properties": {"properties": {"propertyNames": False}}}},
        {"properties": {"propertyNames": 1}},
        violation(
            "false",
            ("properties", "propertyNames"),
            "properties/properties/properties/propertyNames",
            False,
        ),
    ),
    (
        {"anyOf": [{"type": "string"}, {"required": ["a"]}]},
        {},
        Violation(
            "anyOf",
            (),
            ("anyOf",),
            {"anyOf": [{"type": "string"}, {"required": ["a"]}]},
            (),
            (
                (Violation("type", (), ("anyOf", 0, "type"), {"type": "string"}),),
                (Violation("required", (), ("anyOf", 1, "required"), {"required": ["a"]}, ("a",)),),
            ),
        ),
    ),
    (
        {"oneOf": [{"minimum": 1}, {"maximum": 9}]},
        5,
        violation("oneOf", (), "oneOf", {"oneOf": [{"minimum": 1}, {"maximum": 9}]}),
    ),
]


@pytest.mark.parametrize(("schema", "value", "expected"), CASES)
def test_violations(schema: Any, value: Json, expected: Violation, stack: str) -> None:
    compiled = stack_of(schema, stack)
    assert compiled.is_valid(value) is False
    assert compiled.violations(value) == [expected]


@pytest.mark.parametrize("value", [0.07, 1e308, 7, -0.21, 0])
def test_multiples_are_exact(value: float, stack: str) -> None:
    assert stack_of({"multipleOf": 0.01}, stack).is_valid(value)


@pytest.mark.parametrize("value", [True, None, "0.075", []])
def test_only_numbers_are_multiples(value: Json, stack: str) -> None:
    assert stack_of({"multipleOf": 0.01}, stack).is_valid(value)


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_draft_compiles_across_files(draft: str, stack: str) -> None:
    schema = {"$schema": DRAFTS[draft], "properties": {"a": {"$ref": "other.json#/definitions/d"}}}
    other = {"definitions": {"d": {"type": "integer"}, "e": {"minimum": 5}}}
    compiled = stack_of(schema, stack, other=other)
    assert compiled.violations({"a": 1}) == []
    path = ("properties", "a", "type")
    assert compiled.violations({"a": "1"}) == [Violation("type", ("a",), path, {"type": "integer"})]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        (
            {"additionalProperties": {"$ref": "#/$defs/none"}},
            {"a": [1]},
            Violation("false", ("a",), ("additionalProperties",), False),
        ),
        (
            {"properties": {"a": {"propertyNames": {"$ref": "#/$defs/none"}}}},
            {"a": {"b": 1}},
            Violation(
                "propertyNames",
                ("a",),
                ("properties", "a", "propertyNames"),
                {"propertyNames": {"$ref": "#/$defs/none"}},
                ("b",),
                ((Violation("false", ("a",), ("properties", "a", "propertyNames"), False),),),
            ),
        ),
        (
            {"propertyNames": {"$ref": "#/$defs/long"}},
            {"a": 1},
            Violation(
                "propertyNames",
                (),
                ("propertyNames",),
                {
                    "propertyNames": {"$ref": "#/$defs/long"},
                    "$defs": {"none": False, "long": {"minLength": 2}},
                },
                ("a",),
                ((Violation("minLength", (), ("propertyNames", "minLength"), {"minLength": 2}),),),
            ),
        ),
    ],
)
def test_false_and_names_by_reference(
    schema: Any, value: Json, expected: Violation, stack: str
) -> None:
    defs = {"none": False, "long": {"minLength": 2}}
    assert stack_of({**schema, "$defs": defs}, stack).violations(value) == [expected]


@pytest.mark.parametrize("draft", ["draft-04", "draft-06", "draft-07"])
def test_in_older_drafts_a_reference_hides_what_stands_beside_it(draft: str, stack: str) -> None:
    definitions = {"d": {"type": "integer"}}
    schema = {
        "$schema": DRAFTS[draft],
        "$ref": "#/definitions/d",
        "minimum": 5,
        "definitions": definitions,
    }
    compiled = stack_of(schema, stack)
    assert compiled.violations(1) == []
    assert [v.keyword for v in compiled.violations("1")] == ["type"]


@pytest.mark.parametrize("draft", ["draft-04", "draft-06", "draft-07", "2019-09"])
def test_items_of_older_drafts(draft: str, stack: str) -> None:
    schema = {"$schema": DRAFTS[draft], "items": [{}], "additionalItems": False}
    assert stack_of(schema, stack).violations([1]) == []
    expected = Violation("additionalItems", (), ("additionalItems",), schema)
    assert stack_of(schema, stack).violations([1, 2]) == [expected]


def test_a_file_that_names_no_draft_is_of_the_draft_that_refers_to_it(stack: str) -> None:
    schema = {"$schema": DRAFTS["draft-07"], "$ref": "other.json#named"}
    other = {"definitions": {"d": {"$id": "#named", "items": [{"type": "null"}]}}}
    compiled = stack_of(schema, stack, other=other)
    assert [compiled.is_valid([value]) for value in (None, 1)] == [True, False]


def test_dependencies_of_draft_07(stack: str) -> None:
    schema = {
        "$schema": DRAFTS["draft-07"],
        "dependencies": {"a": ["b"], "c": {"required": ["d"]}},
    }
    compiled = stack_of(schema, stack)
    assert sorted(compiled.violations({"a": 1, "c": 1}), key=lambda v: v.names) == [
        Violation("dependencies", (), ("dependencies",), schema, ("b",)),
        Violation("required", (), ("dependencies", "c", "required"), {"required": ["d"]}, ("d",)),
    ]


def test_what_a_metaschema_refuses_holds_its_schema(stack: str) -> None:
    compiled = stack_of({"$ref": DRAFTS["2020-12"]}, stack)
    (found,) = compiled.violations({"title": 5})
    assert (found.keyword, found.place, found.schema) == ("type", ("title",), {"type": "string"})


BROKEN = [
    ({"type": "foo"}, "/type"),
    ({"enum": 7}, "/enum"),
    ({"pattern": "("}, "/pattern"),
    ({"description": 5}, "/description"),
    ({"minimum": "a"}, "/minimum"),
    ({"properties": 5}, "/properties"),
    ({"properties": {"a/b": 5}}, "/properties/a~1b"),
    ({"required": "a"}, "/required"),
    ({"allOf": []}, "/allOf"),
    ({"items": 5}, "/items"),
    ({"maxLength": 1.5}, "/maxLength"),
    ({"multipleOf": 0}, "/multipleOf"),
    ({"$id": 5}, "/$id"),
    ({"$ref": 5}, "/$ref"),
]


@pytest.mark.parametrize(("schema", "where"), BROKEN)
def test_a_broken_schema_is_refused_with_its_place(schema: Any, where: str, stack: str) -> None:
    with pytest.raises(SchemaError) as error:
        stack_of(schema, stack)
    assert str(error.value).startswith(f"s.json: at {where}: ")


@pytest.mark.parametrize(("schema", "where"), BROKEN)
def test_a_broken_schema_elsewhere_is_refused_with_its_place(
    schema: Any, where: str, stack: str
) -> None:
    with pytest.raises(SchemaError) as error:
        stack_of({"$ref": "other.json"}, stack, other=schema)
    assert str(error.value).startswith(f"other.json#: at {where}: ")
    with pytest.raises(SchemaError) as error:
        stack_of({"$ref": "other.json#/x/y%20"}, stack, other={"x": {"y ": schema}})
    assert str(error.value).startswith(f"other.json#/x/y : at {where}: ")


def test_true_and_false_elsewhere(stack: str) -> None:
    schema = {"properties": {"a": {"$ref": "other.json#/x"}, "b": {"$ref": "other.json#/y"}}}
    compiled = stack_of(schema, stack, other={"x": True, "y": False})
    assert compiled.violations({"a": 1}) == []
    assert compiled.is_valid({"b": 1}) is False


@pytest.mark.parametrize("files", [{}, {"other": {"$schema": "http://z.example/"}}])
def test_a_dialect_that_is_not_known(files: dict[str, Any], stack: str) -> None:
    schema = {"$ref": "other.json"} if files else {"$schema": "http://z.example/"}
    name = "other.json#" if files else "s.json"
    with pytest.raises(SchemaError) as error:
        stack_of(schema, stack, **files)
    assert error.value.message == f"{name}: the `$schema` 'http://z.example/' is not known"


def test_a_reference_out_of_the_registry(stack: str) -> None:
    with pytest.raises(SchemaError) as error:
        stack_of({"$ref": "http://z.example/"}, stack)
    assert error.value.message == (
        "s.json: at /$ref: `$ref` 'http://z.example/' leads to no schema of this book"
    )


def test_the_schema_is_as_deep_as_may_be(stack: str) -> None:
    schema: Any = {"type": "integer"}
    for _ in range(15):
        schema = {"allOf": [{"properties": {"a": schema}}]}
    value: Json = 1
    for _ in range(15):
        value = {"a": value}
    assert stack_of(schema, stack).is_valid(value)


def test_a_value_as_deep_as_may_be_by_a_schema_that_refers_to_itself(stack: str) -> None:
    schema = {"type": "array", "items": {"$ref": "#"}}
    value: Json = []
    for _ in range(63):
        value = [value]
    assert stack_of(schema, stack).is_valid(value)


def test_an_id_where_no_draft_has_schemas(stack: str) -> None:
    """The registry finds it; validators, who keep to the drafts' keywords, do not."""
    with pytest.raises(SchemaError) as error:
        stack_of({"$ref": "own", "x-parts": {"$id": "own"}}, stack)
    assert str(error.value).startswith("s.json: ")


def test_what_is_no_schema_need_not_be_one(stack: str) -> None:
    schema = {"x-later": {"pattern": r"\p{L}", "type": "no"}, "const": {"pattern": "("}}
    assert stack_of(schema, stack).is_valid({"pattern": "("})


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        ({"$ref": "#"}, "s.json: at /$ref"),
        ({"allOf": [{"$ref": "#"}]}, "s.json: at /allOf/0/$ref"),
        (
            {"anyOf": [{"type": "string"}, {"if": {"$ref": "#/anyOf/1"}}]},
            "s.json: at /anyOf/1/if/$ref",
        ),
        ({"properties": {"a": {"$ref": "other.json"}}}, "other.json: at /dependentSchemas/x/$ref"),
        ({"not": {"$ref": "#"}}, "s.json: at /not/$ref"),
    ],
)
def test_a_schema_that_refers_to_itself_without_end(schema: Any, where: str, stack: str) -> None:
    other = {"dependentSchemas": {"x": {"$ref": "#"}}}
    with pytest.raises(SchemaError) as error:
        stack_of(schema, stack, other=other)
    assert str(error.value) == f"{where}: the schema refers to itself without end"


def doubling(steps: int, last: Any) -> dict[str, Any]:
    """A schema that leads to twice as many others with each step."""
    steps_down = {f"d{n}": {"anyOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(steps)}
    return {"$ref": "#/$defs/d0", "$defs": {**steps_down, f"d{steps}": last}}


def test_a_schema_that_leads_to_more_than_can_be_tried(stack: str) -> None:
    with pytest.raises(SchemaError) as error:
        stack_of(doubling(40, {"type": "string"}), stack)
    assert str(error.value) == (
        "s.json: at /$ref: this leads to more than 100000 schemas for one value"
    )
    assert stack_of(doubling(12, {"type": "string"}), stack).is_valid("a")


def test_what_leads_back_by_way_of_the_caller_is_counted_once(stack: str) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$recursiveAnchor": True,
        "$ref": "#/$defs/a",
        "$defs": {"a": {"properties": {"x": {"$recursiveRef": "#"}}}},
    }
    compiled = stack_of(schema, stack)
    assert compiled.is_valid({"x": {"x": {}}})


class PanicException(BaseException):
    """As Rust's, where Python's depth ends while it compares."""


@pytest.mark.parametrize("error", [RecursionError, PanicException])
def test_what_recursion_is_left_is_refused_by_the_reference_stack(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = stack_of({"type": "string"}, "reference")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(compiled, "_validator", SimpleNamespace(iter_errors=fail))
    with pytest.raises(SchemaError) as caught:
        compiled.violations("a")
    assert str(caught.value) == (
        "s.json: the schema refers to itself without end, or nests too deep"
    )


def test_the_reference_stack_lets_an_interrupt_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = stack_of({"type": "string"}, "reference")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(compiled, "_validator", SimpleNamespace(iter_errors=fail))
    with pytest.raises(KeyboardInterrupt):
        compiled.violations("a")


def test_the_fast_stack_reports_a_panic_as_a_broken_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})

    def fail(*_: object, **__: object) -> None:
        raise panic("out of cheese")

    monkeypatch.setitem(fast._VALIDATORS, "2020-12", fail)
    with pytest.raises(SchemaError) as error:
        stack_of({}, "fast")
    assert str(error.value) == "s.json: the schema cannot be compiled: out of cheese"


def test_the_fast_stack_lets_an_interrupt_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(fast._VALIDATORS, "2020-12", fail)
    with pytest.raises(KeyboardInterrupt):
        stack_of({}, "fast")


def test_which_stack_is_compiled() -> None:
    held = catalog({"s.json": True})
    assert isinstance(compile_schema(held, "s.json"), FastStack)
    assert isinstance(compile_schema(held, "s.json", reference=True), ReferenceStack)


@pytest.mark.parametrize("name", FORMATS)
def test_our_formats_are_asserted(name: str, stack: str) -> None:
    compiled = stack_of({"format": name}, stack)
    assert compiled.is_valid("\x00") is False
    assert compiled.is_valid(None) is True
    assert asserted_formats()[name]("\x00") is False


def test_other_formats_can_be_given(stack: str) -> None:
    held = catalog({"s.json": {"format": "shout"}})
    reference = stack == "reference"
    compiled = compile_schema(held, "s.json", reference=reference, formats={"shout": str.isupper})
    assert [compiled.is_valid(value) for value in ("A", "a", 1)] == [True, False, True]


def test_a_schema_is_not_changed_by_compiling(stack: str) -> None:
    schema = {
        "$schema": DRAFTS["2020-12"],
        "properties": {"a": False},
        "$ref": "#/$defs/x",
        "$defs": {"x": {}},
    }
    held = catalog({"s.json": schema})
    compile_schema(held, "s.json", reference=stack == "reference")
    assert held.root("s.json").schema == json.loads(json.dumps(schema))


def test_a_pattern_that_takes_too_long_is_a_fault_of_the_schema() -> None:
    schema = {"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"pattern": r"(a+)+\1$"}}}
    found = FastStack(catalog({"s.json": schema}), "s.json", {})
    with pytest.raises(SchemaError) as caught:
        found.violations({"a": "a" * 5_000 + "!"})
    message = "this pattern takes too long on a text of the record"
    assert str(caught.value) == f"s.json: at /properties/a/pattern: {message}"
