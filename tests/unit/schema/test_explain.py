"""What is said of each violation, whole, by both stacks."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.findings import Finding, Fix
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.explain import explain
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation
from unit.schema.small import PATH, catalog, explained


def said(slug: str, message: str, place: Place, path: str, **more: Any) -> Finding:
    """A finding of a schema: an error in the file, with the keyword's path."""
    return Finding(slug, "error", message, "a.yaml", place=place, schema_path="#" + path, **more)


def of_a(schema: Any) -> Any:
    return {"properties": {"a": schema}}


A: Place = ("a",)

KEYWORDS: list[tuple[Any, Json, Finding]] = [
    (
        {"type": "string"},
        5,
        said(
            "type-mismatch",
            "expected a text, found a whole number",
            A,
            "/properties/a/type",
            help="put quotes around it",
            fix=Fix("unsafe", '"5"'),
        ),
    ),
    (
        {"type": ["string", "null"]},
        True,
        said(
            "type-mismatch",
            "expected a text or nothing, found true or false",
            A,
            "/properties/a/type",
            help="put quotes around it",
        ),
    ),
    (
        {"type": "integer"},
        "5",
        said("type-mismatch", "expected a whole number, found a text", A, "/properties/a/type"),
    ),
    (
        {"type": "string"},
        None,
        said("type-mismatch", "expected a text, found nothing", A, "/properties/a/type"),
    ),
    (
        {"type": "object", "properties": {"name": {}}},
        "Ann",
        said(
            "type-mismatch",
            "expected a map, found a text",
            A,
            "/properties/a/type",
            help="write it as `name: …` on a line of its own",
        ),
    ),
    (
        {"type": "object"},
        "Ann",
        said("type-mismatch", "expected a map, found a text", A, "/properties/a/type"),
    ),
    (
        {"type": "array"},
        "x",
        said(
            "type-mismatch",
            "expected a list, found a text",
            A,
            "/properties/a/type",
            help="write it as a list: `- …`",
        ),
    ),
    (
        {"type": "array"},
        None,
        said("type-mismatch", "expected a list, found nothing", A, "/properties/a/type"),
    ),
    (
        {"enum": ["speech", "talk"]},
        "speach",
        said(
            "value-not-allowed",
            "`speach` is not an allowed value for `a`",
            A,
            "/properties/a/enum",
            label="expected one of: speech, talk",
            help="a similar value exists: `speech`",
            fix=Fix("unsafe", "speech"),
        ),
    ),
    (
        {"enum": ["speech", "talk"], "x-value-synonyms": {"Lecture": "talk"}},
        "lecture",
        said(
            "value-not-allowed",
            "`lecture` is not an allowed value for `a`",
            A,
            "/properties/a/enum",
            label="expected one of: speech, talk",
            help="here it is called `talk`",
            fix=Fix("unsafe", "talk"),
        ),
    ),
    (
        {"enum": [1, 2], "x-value-synonyms": {"one": 1}},
        "one",
        said(
            "value-not-allowed",
            "`one` is not an allowed value for `a`",
            A,
            "/properties/a/enum",
            label="expected one of: 1, 2",
            help="here it is called `1`",
        ),
    ),
    (
        {"enum": ["x", 2], "x-value-synonyms": ["no", "map"]},
        7,
        said(
            "value-not-allowed",
            "`7` is not an allowed value for `a`",
            A,
            "/properties/a/enum",
            help="use one of: x, 2",
        ),
    ),
    (
        {"const": 1},
        2,
        said(
            "value-not-allowed",
            "`2` is not an allowed value for `a`",
            A,
            "/properties/a/const",
            help="use `1`",
        ),
    ),
    (
        {"format": "edtf-date"},
        "24.02.2023",
        said(
            "date-invalid",
            "`24.02.2023` is not a date",
            A,
            "/properties/a/format",
            help="write `2023-02-24`",
            fix=Fix("unsafe", "2023-02-24"),
        ),
    ),
    (
        {"format": "email"},
        "x",
        said("format-invalid", "`x` is not a valid email", A, "/properties/a/format"),
    ),
    (
        {"pattern": "^[a-z]+$", "description": "A key. Used in lists."},
        "A b",
        said(
            "pattern-mismatch",
            "`A b` does not have the required form",
            A,
            "/properties/a/pattern",
            label="must match /^[a-z]+$/",
            help="A key",
        ),
    ),
    (
        {"pattern": "^x"},
        "y",
        said(
            "pattern-mismatch",
            "`y` does not have the required form",
            A,
            "/properties/a/pattern",
            label="must match /^x/",
        ),
    ),
    *(
        (
            {keyword: bound},
            value,
            said(
                "number-out-of-range",
                f"{value} must be {relation} {bound}",
                A,
                f"/properties/a/{keyword}",
            ),
        )
        for keyword, bound, value, relation in [
            ("minimum", 2, 1, "at least"),
            ("maximum", 2, 2.5, "at most"),
            ("exclusiveMinimum", 2, 2, "more than"),
            ("exclusiveMaximum", 2, 2, "less than"),
            ("multipleOf", 0.5, 0.7, "a multiple of"),
        ]
    ),
    *(
        (
            {keyword: bound},
            value,
            said("length-out-of-range", message, A, f"/properties/a/{keyword}", label=label),
        )
        for keyword, bound, value, message, label in [
            ("minLength", 1, "", "must not be empty", ""),
            ("minLength", 2, "", "must have at least 2 characters", ""),
            ("minLength", 2, "x", "must have at least 2 characters", "has 1"),
            ("maxLength", 1, "xy", "must have at most 1 character", "has 2"),
            ("minItems", 1, [], "must not be empty", ""),
            ("minItems", 2, [1], "must have at least 2 items", "has 1"),
            ("maxItems", 1, [1, 2], "must have at most 1 item", "has 2"),
            ("minProperties", 1, {}, "must not be empty", ""),
            ("maxProperties", 1, {"b": 1, "c": 2}, "must have at most 1 key", "has 2"),
            ("maxProperties", 0, {"b": 1}, "must have at most 0 keys", "has 1"),
        ]
    ),
    (
        {"uniqueItems": True},
        [{"b": 1, "c": 2}, "x", {"c": 2, "b": 1}],
        said(
            "items-not-unique",
            "the item is the same as item 1",
            ("a", 2),
            "/properties/a/uniqueItems",
            help="remove one",
        ),
    ),
    (
        {"uniqueItems": True},
        [1, 1.0],
        said("items-not-unique", "two items are the same", A, "/properties/a/uniqueItems"),
    ),
    (
        False,
        1,
        said(
            "property-unknown",
            "`a` is not allowed here",
            A,
            "/properties/a",
            at="key",
            help="remove it",
        ),
    ),
    (
        {"prefixItems": [True], "items": False},
        [1, 2],
        said(
            "length-out-of-range",
            "no further item is allowed here",
            ("a", 1),
            "/properties/a/items",
            help="remove it",
        ),
    ),
    (
        {"contains": {"const": 1}},
        [2],
        said(
            "length-out-of-range",
            "at least 1 of the items must have the required form",
            A,
            "/properties/a/contains",
        ),
    ),
    (
        {"contains": {"const": 1}, "minContains": 2, "maxContains": 3},
        [1],
        said(
            "length-out-of-range",
            "at least 2 and at most 3 of the items must have the required form",
            A,
            "/properties/a/contains",
        ),
    ),
    (
        {"prefixItems": [True], "unevaluatedItems": False},
        [1, 2],
        said(
            "length-out-of-range",
            "holds more items than are allowed here",
            A,
            "/properties/a/unevaluatedItems",
        ),
    ),
    (
        {"not": {"const": "x"}},
        "x",
        said("value-not-allowed", "`x` is not allowed here", A, "/properties/a/not"),
    ),
    (
        {"required": ["b"]},
        {},
        said(
            "property-missing",
            "missing required property `b`",
            A,
            "/properties/a/required",
            at="key",
            help="add `b: …`",
        ),
    ),
    (
        {"required": ["b"], "properties": {"b": {"$ref": "#/$defs/kind"}}},
        {},
        said(
            "property-missing",
            "missing required property `b`",
            A,
            "/properties/a/required",
            at="key",
            help="add `b: a | b | c | d | e | f | …` (What it is)",
        ),
    ),
    (
        {"required": ["b"], "properties": {"b": {"examples": ["x y", 2]}}},
        {},
        said(
            "property-missing",
            "missing required property `b`",
            A,
            "/properties/a/required",
            at="key",
            help="add `b: x y`",
        ),
    ),
    (
        {"required": ["b"], "properties": {"b": {"enum": [True], "examples": [[1]]}}},
        {},
        said(
            "property-missing",
            "missing required property `b`",
            A,
            "/properties/a/required",
            at="key",
            help="add `b: true`",
        ),
    ),
    (
        {"dependentRequired": {"c": ["b"]}, "properties": {"b": {"description": "One. Two."}}},
        {"c": 1},
        said(
            "property-missing",
            "missing required property `b`",
            A,
            "/properties/a/dependentRequired",
            at="key",
            help="add `b: …` (One)",
        ),
    ),
    (
        {"propertyNames": {"pattern": "^[a-z]+$"}},
        {"B": 1},
        said(
            "pattern-mismatch",
            "`B` does not have the required form",
            ("a", "B"),
            "/properties/a/propertyNames/pattern",
            at="key",
            label="must match /^[a-z]+$/",
        ),
    ),
    (
        {"propertyNames": {"enum": ["en", "it"]}},
        {"eng": 1},
        said(
            "value-not-allowed",
            "`eng` is not an allowed value",
            ("a", "eng"),
            "/properties/a/propertyNames/enum",
            at="key",
            label="expected one of: en, it",
            help="a similar value exists: `en`",
            fix=Fix("unsafe", "en"),
        ),
    ),
    (
        {"propertyNames": False},
        {"b": 1},
        said(
            "property-unknown",
            "`b` is not allowed here",
            ("a", "b"),
            "/properties/a/propertyNames",
            at="key",
            help="remove it",
        ),
    ),
    (
        {"oneOf": [{"minimum": 1}, {"maximum": 9}]},
        5,
        said("form-unmatched", "fits more than one of the allowed forms", A, "/properties/a/oneOf"),
    ),
]


@pytest.mark.parametrize(("schema", "value", "finding"), KEYWORDS)
def test_each_keyword(schema: Any, value: Json, finding: Finding, stack: str) -> None:
    kinds = {"enum": ["a", "b", "c", "d", "e", "f", "g"], "description": "What it is. More."}
    whole = {**of_a(schema), "$defs": {"kind": kinds}}
    assert explained(whole, {"a": value}, stack) == [finding]


def test_items_of_older_drafts(stack: str) -> None:
    draft = "http://json-schema.org/draft-07/schema#"
    schema = {"$schema": draft, "items": [{}], "additionalItems": False}
    message = "holds more items than are allowed here"
    expected = said("length-out-of-range", message, (), "/additionalItems")
    assert explained(schema, [1, 2], stack) == [expected]


@pytest.mark.parametrize(
    ("schema", "value", "relation"),
    [
        ({"minimum": 2, "exclusiveMinimum": True}, 2, "more than"),
        ({"minimum": 2, "exclusiveMinimum": True}, 1, "more than"),
        ({"maximum": 2, "exclusiveMaximum": True}, 2, "less than"),
        ({"maximum": 2, "exclusiveMaximum": False}, 3, "at most"),
    ],
)
def test_bounds_with_a_flag_of_draft_04(
    schema: dict[str, Json], value: int, relation: str, stack: str
) -> None:
    draft = "http://json-schema.org/draft-04/schema#"
    (keyword,) = schema.keys() & {"minimum", "maximum"}
    message = f"{value} must be {relation} 2"
    expected = said("number-out-of-range", message, (), f"/{keyword}")
    assert explained({"$schema": draft, **schema}, value, stack) == [expected]


def test_a_root_that_allows_nothing(stack: str) -> None:
    message = "nothing is allowed here"
    expected = said("property-unknown", message, (), "", at="key", help="remove it")
    assert explained(False, 1, stack) == [expected]


def test_a_keyword_without_words_of_its_own() -> None:
    shape = Shape(catalog({PATH: {}}), PATH)
    violation = Violation("x-odd", (), ("x-odd",), {"x-odd": 1})
    expected = said("value-not-allowed", "`1` fails the schema's `x-odd`", (), "/x-odd")
    assert explain([violation], 1, shape, "a.yaml") == [expected]


def test_a_date_that_is_no_text_is_told_of_dates(stack: str) -> None:
    schema = of_a({"type": ["string", "integer"], "format": "edtf-date", "minimum": 1000})
    for value, path in ((2023.02, "type"), (5, "minimum")):
        (finding,) = explained(schema, {"a": value}, stack)
        assert (finding.slug, finding.place) == ("date-invalid", A)
        assert finding.schema_path == f"#/properties/a/{path}"


# Names -----------------------------------------------------------------------------------------

NAMES = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "date"],
    "properties": {
        "title": {"type": "string"},
        "date": {"type": "string", "description": "When it was. In EDTF.", "examples": ["2023-02"]},
        "place": {"x-synonyms": ["venue", "location"]},
        "start_time": {"x-synonyms": "not a list"},
        "old": False,
    },
}


def unknown(name: str, help: str, fix: str | None = None) -> Finding:  # noqa: A002
    return said(
        "property-unknown",
        f"unknown property `{name}`",
        (name,),
        "/additionalProperties",
        at="key",
        help=help,
        fix=Fix("unsafe", fix) if fix else None,
    )


MISSING_DATE = said(
    "property-missing",
    "missing required property `date`",
    (),
    "/required",
    at="key",
    help="add `date: 2023-02` (When it was)",
)


@pytest.mark.parametrize(
    ("value", "findings"),
    [
        (
            {"title": "x", "date": "y", "zzz": 1},
            [unknown("zzz", "known here: title, date, place, start_time")],
        ),
        (
            {"title": "x", "date": "y", "plce": 1},
            [unknown("plce", "a similar property exists: `place`", "place")],
        ),
        (
            {"title": "x", "date": "y", "Venue": 1},
            [unknown("Venue", "the property is called `place`", "place")],
        ),
        (
            {"title": "x", "date": "y", "start-time": 1},
            [unknown("start-time", "a similar property exists: `start_time`", "start_time")],
        ),
        (
            {"title": "x", "dat": "y"},
            [unknown("dat", "a similar property exists: `date` (required, missing here)", "date")],
        ),
        (
            {"title": "x", "zzz": "y"},
            [MISSING_DATE, unknown("zzz", "known here: title, date, place, start_time")],
        ),
        (
            {"title": "x", "date": "y", "place": 1, "venue": 2},
            [unknown("venue", "this belongs in `place`, which is already there")],
        ),
        (
            {"title": "x", "date": "y", "titel": 2},
            [unknown("titel", "this belongs in `title`, which is already there")],
        ),
        (
            {"title": "x", "date": "y", "old": 2},
            [
                said(
                    "property-unknown",
                    "`old` is not allowed here",
                    ("old",),
                    "/properties/old",
                    at="key",
                    help="remove it",
                )
            ],
        ),
    ],
)
def test_names(value: Json, findings: list[Finding], stack: str) -> None:
    assert explained(NAMES, value, stack) == findings


def test_a_name_is_only_missing_where_it_is_required(stack: str) -> None:
    inner = {"required": ["name"], "properties": {"name": True}}
    schema = {
        "additionalProperties": False,
        "properties": {"name": True, "list": {"items": inner}},
    }
    lacks = said(
        "property-missing",
        "missing required property `name`",
        ("list", 0),
        "/properties/list/items/required",
        at="key",
        help="add `name: …`",
    )
    near = unknown("nam", "a similar property exists: `name`", "name")
    assert explained(schema, {"list": [{}], "nam": 1}, stack) == [lacks, near]


def test_a_map_that_knows_no_name(stack: str) -> None:
    schema = {"additionalProperties": False}
    assert explained(schema, {"b": 1}, stack) == [unknown("b", "")]


def test_a_known_name_that_another_part_of_the_schema_forbids(stack: str) -> None:
    schema = {
        "allOf": [
            {
                "properties": {"a": True},
                "if": {"required": ["b"]},
                "then": {"additionalProperties": False, "properties": {"b": True}},
            }
        ]
    }
    found = explained(schema, {"a": 1, "b": 2}, stack)
    assert [(finding.message, finding.place) for finding in found] == [("unknown property `a`", A)]


def test_a_known_name_that_is_left_over_alone(stack: str) -> None:
    """`a` is known to a branch that was not taken."""
    schema = {
        "if": {"required": ["kind"]},
        "then": {"properties": {"kind": True}},
        "else": {"properties": {"a": True}},
        "unevaluatedProperties": False,
    }
    message = "`a` is not allowed here"
    expected = said("property-unknown", message, A, "/unevaluatedProperties", at="key")
    assert explained(schema, {"kind": 1, "a": 2}, stack) == [expected]


def test_what_a_failing_schema_leaves_unevaluated_is_not_said_again(stack: str) -> None:
    """By the drafts `a` is unevaluated, since the part that knows it fails."""
    schema = {
        "allOf": [{"properties": {"a": {"type": "string"}, "b": True}, "required": ["c"]}],
        "unevaluatedProperties": False,
    }
    found = explained(schema, {"a": 5, "b": 1}, stack)
    assert [(finding.slug, finding.place) for finding in found] == [
        ("property-missing", ()),
        ("type-mismatch", A),
    ]


def test_an_unknown_name_beside_a_failing_value(stack: str) -> None:
    schema = {
        "allOf": [{"properties": {"a": {"type": "string"}}}],
        "unevaluatedProperties": False,
    }
    found = explained(schema, {"a": 5, "zz": 1}, stack)
    assert [(finding.slug, finding.place) for finding in found] == [
        ("type-mismatch", A),
        ("property-unknown", ("zz",)),
    ]


# x-finding -------------------------------------------------------------------------------------


def declared(slug: str, message: str, **more: str) -> dict[str, Any]:
    return {"x-finding": {"slug": slug, "message": message, **more}}


def test_a_schema_gives_its_own_words(stack: str) -> None:
    schema = of_a({"pattern": "^x", **declared("key-form", "a key begins with x", help="do so")})
    expected = said("key-form", "a key begins with x", A, "/properties/a/pattern", help="do so")
    assert explained(schema, {"a": "y"}, stack) == [expected]


@pytest.mark.parametrize("message", ["is no key", "has no x", "does not begin with x"])
def test_words_that_begin_with_a_verb_get_their_subject(message: str, stack: str) -> None:
    schema = of_a({"pattern": "^x", **declared("key-form", message)})
    (found,) = explained(schema, {"a": "y"}, stack)
    assert found.message == f"`y` {message}"
    (found,) = explained(of_a({"maxItems": 0, **declared("key-form", message)}), {"a": [1]}, stack)
    assert found.message == message


@pytest.mark.parametrize("slug", ["minor-named", "withheld-named"])
def test_private_findings_quote_nothing(slug: str, stack: str) -> None:
    schema = of_a({"maxLength": 0, **declared(slug, "is named")})
    expected = said(slug, "is named", A, "/properties/a/maxLength", private=True)
    assert explained(schema, {"a": "text"}, stack) == [expected]


def test_declared_omissions_stand_at_the_key(stack: str) -> None:
    schema = of_a({"required": ["b"], **declared("source-form", "lacks b")})
    expected = said("source-form", "lacks b", A, "/properties/a/required", at="key")
    assert explained(schema, {"a": {}}, stack) == [expected]


def test_declared_unions_of_texts_stand_at_the_value(stack: str) -> None:
    union = {"oneOf": [{"type": "null"}, {"type": "object", "required": ["b"]}]}
    schema = of_a({**union, **declared("entity-form", "is neither")})
    assert explained(schema, {"a": "x"}, stack) == [
        said("entity-form", "`x` is neither", A, "/properties/a/oneOf")
    ]
    assert explained(schema, {"a": {}}, stack) == [
        said("entity-form", "is neither", A, "/properties/a/oneOf", at="key")
    ]


def test_declared_unknown_names_are_one_finding(stack: str) -> None:
    schema = of_a({"additionalProperties": False, **declared("no-extras", "holds extras")})
    expected = said("no-extras", "holds extras", A, "/properties/a/additionalProperties")
    assert explained(schema, {"a": {"b": 1, "c": 2}}, stack) == [expected]


@pytest.mark.parametrize("annotation", ["text", {}, {"message": "no slug"}, 5, None])
def test_annotations_of_another_form_are_passed_over(annotation: Any, stack: str) -> None:
    schema = of_a({"const": 1, "x-finding": annotation})
    assert [finding.slug for finding in explained(schema, {"a": 2}, stack)] == ["value-not-allowed"]


def test_a_slug_without_a_message_speaks_for_itself(stack: str) -> None:
    schema = of_a({"const": 1, "x-finding": {"slug": "odd-one"}})
    assert explained(schema, {"a": 2}, stack) == [
        said("odd-one", "odd-one", A, "/properties/a/const")
    ]


# The whole -------------------------------------------------------------------------------------


def test_findings_come_in_order_each_once_with_file_record_and_place(stack: str) -> None:
    held = catalog(
        {PATH: {"allOf": [of_a({"type": "string"}), of_a({"type": "string"}), {"required": ["z"]}]}}
    )
    from eventbook.schema.verdict import compile_schema

    value: Json = {"a": 5}
    violations = compile_schema(held, PATH, reference=stack == "reference").violations(value)
    found = explain(violations, value, Shape(held, PATH), "b.yaml", place=("list", 3), record="x")
    assert [(f.path, f.record, f.place, f.slug, f.schema_path) for f in found] == [
        ("b.yaml", "x", ("list", 3), "property-missing", "#/allOf/2/required"),
        ("b.yaml", "x", ("list", 3, "a"), "type-mismatch", "#/allOf/0/properties/a/type"),
        ("b.yaml", "x", ("list", 3, "a"), "type-mismatch", "#/allOf/1/properties/a/type"),
    ]


def test_a_value_that_fits_has_no_findings(stack: str) -> None:
    assert explained(NAMES, {"title": "x", "date": "y"}, stack) == []


def test_what_a_metaschema_refuses_is_explained(stack: str) -> None:
    schema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
    found = explained(schema, {"title": 5, "minLength": -1}, stack)
    assert [(finding.slug, finding.place) for finding in found] == [
        ("number-out-of-range", ("minLength",)),
        ("type-mismatch", ("title",)),
    ]
