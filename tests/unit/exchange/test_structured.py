import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.exchange.structured import StructuredError, read_structured, sniff


def refused(text: str | bytes) -> tuple[str, int, int]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(StructuredError) as caught:
        read_structured(data, "a.json")
    return str(caught.value), caught.value.line, caught.value.column


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=8)
    | st.sampled_from([0.5, -2.25, 1e30]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_any_json_is_read_back(value: object, indent: int | None, escaped: bool):
    data = json.dumps(value, indent=indent, ensure_ascii=escaped).encode()

    assert read_structured(data, "-") == value
    assert read_structured(b"\xef\xbb\xbf" + data, "-") == value


@given(
    st.binary(max_size=60) | st.text('[]{}",:\\0159eE+-.truefalsn u', max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes):
    error: StructuredError | None = None
    try:
        read_structured(data, "-")
    except StructuredError as caught:
        error = caught
    assert error is None or (error.line >= 1 and error.column >= 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n "id": 1,\n "id": 2\n}', ('the key "id" stands twice', 3, 2)),
        ('{"a": [{"b": 1, "\\u0062": 2}]}', ('the key "b" stands twice', 1, 17)),
        ('{"ə": NaN}', ("NaN is no JSON number", 1, 7)),
        ("[1,\n-Infinity]", ("-Infinity is no JSON number", 2, 1)),
        ("[1e999]", ("a number too large or too small to hold; quote it", 1, 2)),
        ("[1e-999]", ("a number too large or too small to hold; quote it", 1, 2)),
        ("1234567890123456789", ("a number of more than 18 digits; quote it", 1, 1)),
        ("9" * 5000, ("a number of more than 18 digits; quote it", 1, 1)),
        ("[0.1234567890123456789]", ("a number of more than 18 digits; quote it", 1, 2)),
        ('["\\ud800"]', ("half a surrogate pair is no character", 1, 2)),
        ('{"id": 1', ("not JSON: expecting ',' delimiter", 1, 9)),
        ("", ("not JSON: expecting value", 1, 1)),
        ("{id: 1}", ("not JSON: expecting property name enclosed in double quotes", 1, 2)),
        ("[1] [2]", ("not JSON: extra data", 1, 5)),
        (b'["ok",\n "\xe9"]', ("not UTF-8", 2, 3)),
        ("[" * 101, ("nested deeper than 100", 1, 101)),
    ],
)  # fmt: skip
def test_what_is_not_strict_json_is_refused_with_its_place(
    text: str | bytes, expected: tuple[str, int, int]
):
    message, line, column = expected
    assert refused(text) == (f"a.json:{line}:{column}: {message}", line, column)


def test_the_same_key_in_two_objects_and_as_a_value_is_fine():
    text = b'[{"a": "a", "b": {"a": 1}}, {"a": "b", "b": "a"}]'

    assert read_structured(text, "-") == [{"a": "a", "b": {"a": 1}}, {"a": "b", "b": "a"}]


@pytest.mark.parametrize(
    "text", ['"\\"' * 60_000, '"' + "\\" * 100_001, "[{" * 60_000, '""' * 60_000]
)
def test_hostile_text_is_refused_at_once(text: str):
    with pytest.raises(StructuredError):
        read_structured(text.encode(), "-")


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("id: a", "a.json", "json"),
        ("{}", "a.yaml", "yaml"),
        ("{}", "A.YML", "yaml"),
        ("{}", "a.txt", "release"),
        (' \n{"id": 1}', "-", "json"),
        ("\ufeff[1]", "-", "json"),
        ('[\n  {"id": 1}]', "a.out", "json"),
        ("{broken", "-", "json"),
        ("[a child, name withheld], read", "-", "release"),
        ("[today] the hall opened", "-", "release"),
        ("id: a\ntitle: b", "-", "yaml"),
        ("# note\n---\ndate: 2019\ntags:\n- a\n  b\ntitle: c", "-", "yaml"),
        ("title:\n  en: c", "-", "yaml"),
        ("14 March 2019\ntitle: c", "-", "release"),
        ("Title: c", "-", "release"),
        ("  title: c", "-", "release"),
        ("date: 2019", "-", "release"),
        ("", "-", "release"),
        ("\xff", "-", "release"),
    ],
)
def test_the_form_is_told_by_extension_then_by_the_beginning(text: str, name: str, form: str):
    assert sniff(text.encode("latin-1" if text == "\xff" else "utf-8"), name) == form
