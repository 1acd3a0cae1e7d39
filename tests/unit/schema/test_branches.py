"""Unions: the branch that was meant is explained; where none is nearer, the forms are listed."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.findings import Finding, Fix
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.branches import Undecided, choose
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation
from unit.schema.small import PATH, catalog, explained

HALL = {
    "type": "object",
    "required": ["kind", "city"],
    "additionalProperties": False,
    "properties": {
        "kind": {"const": "hall"},
        "city": {"type": "string"},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    },
}
STREAM = {
    "type": "object",
    "required": ["kind", "url"],
    "additionalProperties": False,
    "properties": {"kind": {"const": "stream"}, "url": {"type": "string", "format": "web-url"}},
}
INLINE = {"oneOf": [HALL, STREAM]}
BY_REF = {"oneOf": [{"$ref": "#/$defs/hall"}, {"$ref": "#/$defs/stream"}]}
TEXT_OR_HALL = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/hall"}]}
NO_KIND = {
    "oneOf": [
        {
            "type": "object",
            "required": ["lat", "lon"],
            "additionalProperties": False,
            "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}},
        },
        {
            "type": "object",
            "required": ["city"],
            "additionalProperties": False,
            "properties": {"city": {"type": "string"}},
        },
    ]
}
NESTED = {
    "oneOf": [
        {
            "type": "object",
            "required": ["as", "at"],
            "properties": {"as": {"const": "visit"}, "at": BY_REF},
        },
        {"type": "object", "required": ["as"], "properties": {"as": {"const": "call"}}},
    ]
}

Said = tuple[str, Place, str, str]
"""Slug, place below `at`, help or label, and the form that a note names."""

HALL_FORM = "{kind: hall, city}"
STREAM_FORM = "{kind: stream, url}"

CASES: list[tuple[str, Any, Json, list[Said]]] = [
    (
        "an inline branch with a wrong field",
        INLINE,
        {"kind": "hall", "city": "Oslo", "country": "Norway"},
        [("pattern-mismatch", ("country",), "must match /^[A-Z]{2}$/", HALL_FORM)],
    ),
    (
        "a misspelt discriminator",
        INLINE,
        {"kind": "strem", "url": "https://x.example/"},
        [("value-not-allowed", ("kind",), "a similar value exists: `stream`", "")],
    ),
    (
        "no discriminator",
        INLINE,
        {"city": "Oslo"},
        [("property-missing", (), "add `kind: …`", HALL_FORM)],
    ),
    (
        "the fields of the other branch",
        INLINE,
        {"kind": "stream", "city": "Oslo", "country": "NO"},
        [
            ("property-missing", (), "add `url: …`", STREAM_FORM),
            ("property-unknown", ("city",), "known here: kind, url", STREAM_FORM),
            ("property-unknown", ("country",), "known here: kind, url", STREAM_FORM),
        ],
    ),
    (
        "a referred branch with a wrong field",
        BY_REF,
        {"kind": "hall", "city": "Oslo", "country": "Norway"},
        [("pattern-mismatch", ("country",), "must match /^[A-Z]{2}$/", HALL_FORM)],
    ),
    (
        "a referred branch that lacks a field",
        BY_REF,
        {"kind": "stream"},
        [("property-missing", (), "add `url: …`", STREAM_FORM)],
    ),
    (
        "a misspelt discriminator of referred branches",
        BY_REF,
        {"kind": "haal", "url": "x"},
        [("value-not-allowed", ("kind",), "a similar value exists: `hall`", "")],
    ),
    (
        "a misspelt name beside a branch of another type",
        TEXT_OR_HALL,
        {"kind": "hall", "cty": "Oslo"},
        [
            (
                "property-unknown",
                ("cty",),
                "a similar property exists: `city` (required, missing here)",
                HALL_FORM,
            )
        ],
    ),
    (
        "a type that no branch has",
        TEXT_OR_HALL,
        5,
        [("form-unmatched", (), f"allowed forms: a text | {HALL_FORM}", "")],
    ),
    (
        "a text where all branches are maps",
        BY_REF,
        "Oslo",
        [("form-unmatched", (), f"allowed forms: {HALL_FORM} | {STREAM_FORM}", "")],
    ),
    (
        "no discriminator anywhere",
        NO_KIND,
        {"lat": 59.9, "lng": 10.7},
        [
            (
                "property-unknown",
                ("lng",),
                "a similar property exists: `lon` (required, missing here)",
                "{lat, lon}",
            )
        ],
    ),
    (
        "a union in a union",
        NESTED,
        {"as": "visit", "at": {"kind": "hall", "city": 5}},
        [("type-mismatch", ("at", "city"), "put quotes around it", HALL_FORM)],
    ),
]


@pytest.mark.parametrize(
    ("union", "value", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_unions(union: Any, value: Json, expected: list[Said], stack: str) -> None:
    schema = {"$defs": {"hall": HALL, "stream": STREAM}, "properties": {"at": union}}
    found = explained(schema, {"at": value}, stack)
    assert [(f.slug, f.place[1:], f.help or f.label, _form(f)) for f in found] == expected


def _form(finding: Finding) -> str:
    begin = "checked against the form `"
    form, _, rest = finding.note.removeprefix(begin).partition("`")
    assert finding.note == (f"{begin}{form}`{rest}" if form else "")
    assert rest in ("", " (1 other form not shown)", " (2 other forms not shown)")
    return form


def test_a_wrong_discriminator_is_told_all_values_whole(stack: str) -> None:
    (found,) = explained({"properties": {"at": INLINE}}, {"at": {"kind": "strem"}}, stack)
    assert found == Finding(
        "value-not-allowed",
        "error",
        "`strem` is not an allowed value for `kind`",
        "a.yaml",
        place=("at", "kind"),
        schema_path="#/properties/at/oneOf",
        label="expected one of: hall, stream",
        help="a similar value exists: `stream`",
        fix=Fix("unsafe", "stream"),
    )


def test_a_union_of_one(stack: str) -> None:
    (found,) = explained({"anyOf": [{"type": "string", "title": "a name"}]}, 5, stack)
    assert (found.slug, found.note) == ("type-mismatch", "checked against the form `a name`")


def test_how_many_forms_are_not_shown(stack: str) -> None:
    union = {"anyOf": [{"type": "string"}, {"type": "null"}, {"required": ["a"]}]}
    (found,) = explained(union, {}, stack)
    assert (found.slug, found.note) == (
        "property-missing",
        "checked against the form `{a}` (2 other forms not shown)",
    )


@pytest.mark.parametrize(
    ("branch", "form"),
    [
        ({"title": "a person"}, "a person"),
        ({"$ref": "#/$defs/named"}, "named by reference"),
        ({"type": "string"}, "a text"),
        ({"type": ["string", "null"]}, "nothing or a text"),
        ({"properties": {"a": {"const": 1}, "b": True}, "required": ["a", "b"]}, "{a: 1, b}"),
        ({"properties": {"a": {"const": 1}}}, "{a: 1}"),
        ({"required": ["z", "y"]}, "{y, z}"),
        ({"properties": {"b": True, "a": True}, "required": ["a", "b"]}, "{b, a}"),
        ({"type": "object"}, "a map"),
        ({"$ref": "#/$defs/list"}, "a list"),
        ({"minLength": 9}, "another form"),
        (True, "anything"),
        (False, "nothing"),
    ],
)
def test_forms_in_words(branch: Any, form: str) -> None:
    """Each branch beside itself, so that neither is nearer."""
    named = {"title": "named by reference", "type": "string"}
    defs = {"named": named, "list": {"type": "array"}}
    held = catalog({PATH: {"$defs": defs, "anyOf": [branch, branch]}})
    inner = (Violation("not", (), (), {}),)
    union = Violation("anyOf", (), ("anyOf",), held.root(PATH).schema, (), (inner, inner))
    assert choose(union, Shape(held, PATH)) == Undecided((form, form))
