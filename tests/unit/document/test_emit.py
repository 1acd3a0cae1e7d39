"""Values to text: exactly read back, by us and by readers of YAML 1.1, comments in place."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.document.emit import emit, scalar
from eventbook.document.loader import load
from eventbook.jsonvalue import Json, canonical
from unit.document.strategies import TEXTS, VALUES, places


def test_layout() -> None:
    value: Json = {
        "id": "2023-rome",
        "title": {"en": "A: b", "it": "NO"},
        "date": "2023-02-24",
        "number": 1,
        "float": 1.0,
        "none": None,
        "flag": False,
        "people": [{"name": "A", "roles": ["x", "y"]}, {"of": {"name": "B"}}, [1, [2]], "text", []],
        "empty": {},
        "text": "one\ntwo",
        "letter": "one\ntwo\n",
        "indented": "one\n two",
        "a b": 1,
        "12": 2,
    }
    assert emit(value, header=["yaml-language-server: $schema=x", ""]) == (
        "# yaml-language-server: $schema=x\n"
        "#\n"
        "id: 2023-rome\n"
        "title:\n"
        '  en: "A: b"\n'
        '  it: "NO"\n'
        'date: "2023-02-24"\n'
        "number: 1\n"
        "float: 1.0\n"
        "none: null\n"
        "flag: false\n"
        "people:\n"
        "  - name: A\n"
        "    roles:\n"
        "      - x\n"
        '      - "y"\n'
        "  - of:\n"
        "      name: B\n"
        "  -\n"
        "    - 1\n"
        "    -\n"
        "      - 2\n"
        "  - text\n"
        "  - []\n"
        "empty: {}\n"
        "text: |-\n"
        "  one\n"
        "  two\n"
        "letter: |\n"
        "  one\n"
        "  two\n"
        'indented: "one\\n two"\n'
        "a b: 1\n"
        '"12": 2\n'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([], "[]\n"),
        ({}, "{}\n"),
        (None, "null\n"),
        ("a", "a\n"),
        ("", '""\n'),
        ("a\nb", "|-\n  a\n  b\n"),
        (["a\nb\n"], "- |\n  a\n  b\n"),
    ],
)
def test_roots(value: Json, text: str) -> None:
    assert emit(value) == text
    document = load(text.encode(), "a.yaml").document
    assert document is not None
    assert document.value == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rome", "Rome"),
        ("it's", "it's"),
        ("a:b", "a:b"),
        ("https://example.org/#x", "https://example.org/#x"),
        ("a#b", "a#b"),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("-a", '"-a"'),
        ("_a", '"_a"'),
        ("(a)", '"(a)"'),
        ("a ", '"a "'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("a\u00a0b", '"a\\u00a0b"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("\u2028", '"\\u2028"'),
        ("a\tb", '"a\\tb"'),
        ("a\u200bb", '"a\u200bb"'),
        ("a\\b", "a\\b"),
        ("\\", '"\\\\"'),
        ("ə", "ə"),
        ("\U0001f56f", '"\U0001f56f"'),
    ],
)
def test_scalars(text: str, written: str) -> None:
    assert scalar(text) == written
    document = load(written.encode(), "a.yaml").document
    assert document is not None
    assert document.value == text


@settings(max_examples=250, deadline=None)
@given(VALUES)
def test_what_is_written_is_read_back_with_its_types(value: Json) -> None:
    loaded = load(emit(value).encode(), "a.yaml")
    assert loaded.findings == ()
    assert loaded.document is not None
    assert canonical(loaded.document.value) == canonical(value)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_readers_of_yaml_1_1_see_the_same_text(text: str) -> None:
    assert yaml.safe_load(emit([text])) == [text]
    assert yaml.safe_load(emit({text: 1})) == {text: 1}


def test_comments_stand_above_what_they_are_about() -> None:
    value: Json = {"a": 1, "b": [{"c": 2, "d": 3}, [4], "e"], "f": {"g": "h\ni"}}
    comments = {
        ("a",): ["first"],
        ("b",): ["two", "lines", ""],
        ("b", 0): ["an item"],
        ("b", 0, "c"): ["its first key"],
        ("b", 0, "d"): ["its second"],
        ("b", 1): ["a list"],
        ("b", 1, 0): ["deep"],
        ("f", "g"): ["a text"],
        ("nowhere",): ["not written"],
    }
    assert emit(value, comments, ["top"]) == (
        "# top\n"
        "# first\n"
        "a: 1\n"
        "# two\n"
        "# lines\n"
        "#\n"
        "b:\n"
        "  # an item\n"
        "    # its first key\n"
        "  - c: 2\n"
        "    # its second\n"
        "    d: 3\n"
        "  # a list\n"
        "  -\n"
        "    # deep\n"
        "    - 4\n"
        "  - e\n"
        "f:\n"
        "  # a text\n"
        "  g: |-\n"
        "    h\n"
        "    i\n"
    )


COMMENTS = st.lists(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20), max_size=2
)


@settings(max_examples=100, deadline=None)
@given(st.data(), VALUES)
def test_comments_never_change_a_value(data: st.DataObject, value: Json) -> None:
    comments = {place: data.draw(COMMENTS) for place in places(value) if place}
    document = load(emit(value, comments, data.draw(COMMENTS)).encode(), "a.yaml").document
    assert document is not None
    assert canonical(document.value) == canonical(value)
