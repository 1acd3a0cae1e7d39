"""Schema files: what is read, and what is said of those that cannot be."""

from __future__ import annotations

import pytest

from eventbook.errors import SchemaError
from eventbook.jsonvalue import Json
from eventbook.schema.source import parse_schema, schema_error


@pytest.mark.parametrize(
    ("path", "data", "schema"),
    [
        ("s.json", b'{"type": "string"}', {"type": "string"}),
        ("s.json", b"\xef\xbb\xbftrue", True),
        ("s.json", b'{"maximum": 1' + b"0" * 299 + b"}", {"maximum": 10**299}),
        ("s.yaml", b"type: string\n", {"type": "string"}),
        ("s.yml", b"false\n", False),
        ("s.yaml", b"const: 0123\n", {"const": "0123"}),
    ],
)
def test_what_is_read(path: str, data: bytes, schema: Json) -> None:
    assert parse_schema(path, data) == schema


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("s.json", b'{\n "a": }', "s.json:2:7: Expecting value"),
        ("s.json", b"", "s.json:1:1: Expecting value"),
        ("s.json", b'"\xff"', "s.json: not UTF-8; save the file as UTF-8"),
        ("s.json", b'{"const": NaN}', "s.json: NaN is not a number of JSON"),
        ("s.json", b'{"const": -Infinity}', "s.json: -Infinity is not a number of JSON"),
        ("s.json", b"1" * 5000, "s.json: a number has too many digits"),
        ("s.json", b'"\\ud800"', "s.json: an escape `\\ud…` is half a character"),
        ("s.json", b'{"\\udc00": 1}', "s.json: an escape `\\ud…` is half a character"),
        ("s.json", b"[" * 65 + b"]" * 65, "s.json: nested more than 64 deep"),
        ("s.json", b'{"not":' * 65 + b"1" + b"}" * 65, "s.json: nested more than 64 deep"),
        ("s.json", b"[" * 100_000, "s.json: nested more than 64 deep"),
        (
            "s.json",
            b"[" * 64 + b"]" * 64,
            "s.json: a schema is a map of keywords, or true or false",
        ),
        ("s.json", b"[]", "s.json: a schema is a map of keywords, or true or false"),
        ("s.yaml", b"text\n", "s.yaml: a schema is a map of keywords, or true or false"),
        (
            "s.yaml",
            b"a: 1\nb: *c\n",
            "s.yaml:2:4: the alias `*c` is not allowed; write the value out",
        ),
        ("s.yaml", b"", "s.yaml:1:1: the file holds no record"),
        (
            "s.yaml",
            b"a: 1\na: 2\n",
            "s.yaml:2:1: the key `a` is already given on line 1; keep one of the two",
        ),
    ],
)
def test_what_is_refused(path: str, data: bytes, message: str) -> None:
    with pytest.raises(SchemaError) as refusal:
        parse_schema(path, data)
    assert str(refusal.value) == message


def test_places_in_messages_are_pointers() -> None:
    assert str(schema_error("s.json", ["a/b", 0], "x")) == "s.json: at /a~1b/0: x"
    assert str(schema_error("s.json", [], "x")) == "s.json: x"
