"""JSON Patch: the examples of RFC 6902 and of its errata, and patches made from two values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from eventbook.changes.patch import to_json_patch
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.editing.json_patch import PatchRefusedError, apply_patch, parse_patch
from eventbook.editing.steps import written
from eventbook.editing.target import Target
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json, equal
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape
from unit.document.written import MAPS, Written, records

SHAPE = Shape(Catalog({"s.json": b"{}"}), "s.json")


def patched(value: Json, patch: Any) -> Json:
    target = Target(value, SHAPE)
    apply_patch(target, parse_patch(patch, "p"))
    return target.value


@pytest.mark.parametrize(
    ("old", "patch", "new"),
    [  # appendix A of the RFC
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}],
         {"foo": "bar", "baz": "qux"}),
        ({"foo": ["bar", "baz"]}, [{"op": "add", "path": "/foo/1", "value": "qux"}],
         {"foo": ["bar", "qux", "baz"]}),
        ({"baz": "qux", "foo": "bar"}, [{"op": "remove", "path": "/baz"}], {"foo": "bar"}),
        ({"foo": ["bar", "qux", "baz"]}, [{"op": "remove", "path": "/foo/1"}],
         {"foo": ["bar", "baz"]}),
        ({"baz": "qux", "foo": "bar"}, [{"op": "replace", "path": "/baz", "value": "boo"}],
         {"baz": "boo", "foo": "bar"}),
        ({"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
         [{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}],
         {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}}),
        ({"foo": ["all", "grass", "cows", "eat"]},
         [{"op": "move", "from": "/foo/1", "path": "/foo/3"}],
         {"foo": ["all", "cows", "eat", "grass"]}),
        ({"baz": "qux", "foo": ["a", 2, "c"]},
         [{"op": "test", "path": "/baz", "value": "qux"},
          {"op": "test", "path": "/foo/1", "value": 2}],
         {"baz": "qux", "foo": ["a", 2, "c"]}),
        ({"foo": "bar"}, [{"op": "add", "path": "/child", "value": {"grandchild": {}}}],
         {"foo": "bar", "child": {"grandchild": {}}}),
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}],
         {"foo": "bar", "baz": "qux"}),
        ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
        ({"foo": ["bar"]}, [{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}],
         {"foo": ["bar", ["abc", "def"]]}),
        # and what else it says
        ({"a": 1}, [{"op": "add", "path": "/a", "value": 2}], {"a": 2}),
        ({"a": 1}, [{"op": "add", "path": "", "value": {"b": 2}}], {"b": 2}),
        ({"a": 1}, [{"op": "replace", "path": "", "value": {"b": 2}}], {"b": 2}),
        ({"a": [1]}, [{"op": "copy", "from": "/a", "path": "/b"}], {"a": [1], "b": [1]}),
        ({"a": 1}, [{"op": "move", "from": "/a", "path": "/a"}], {"a": 1}),
        ({"a": 1, "b": 2}, [{"op": "move", "from": "/a", "path": "/b"}], {"b": 1}),
        ({"a": 1.0}, [{"op": "test", "path": "/a", "value": 1}], {"a": 1.0}),
        ({"a": {"x": 1, "y": [2]}}, [{"op": "test", "path": "/a", "value": {"y": [2.0], "x": 1}}],
         {"a": {"x": 1, "y": [2]}}),
        ({"a": 1}, [{"op": "test", "path": "", "value": {"a": 1}}], {"a": 1}),
        ({"": 1}, [{"op": "remove", "path": "/"}], {}),
        ({"7": 1}, [{"op": "remove", "path": "/7"}], {}),
    ],
)  # fmt: skip
def test_examples(old: Json, patch: Any, new: Json) -> None:
    assert equal(patched(old, patch), new)


@pytest.mark.parametrize(
    ("old", "patch"),
    [
        ({"baz": "qux"}, [{"op": "test", "path": "/baz", "value": "bar"}]),
        ({"foo": "bar"}, [{"op": "add", "path": "/baz/bat", "value": "qux"}]),
        ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": "10"}]),
        ({"a": 1}, [{"op": "test", "path": "/a", "value": True}]),
        ({"a": 0}, [{"op": "test", "path": "/a", "value": False}]),
        ({"a": [1]}, [{"op": "test", "path": "/a", "value": [1, 2]}]),
        ({"a": [1]}, [{"op": "add", "path": "/a/2", "value": 1}]),
        ({"a": [1]}, [{"op": "add", "path": "/a/01", "value": 1}]),
        ({"a": [1]}, [{"op": "remove", "path": "/a/-"}]),
        ({"a": [1]}, [{"op": "remove", "path": "/a/1"}]),
        ({"a": 1}, [{"op": "remove", "path": "/a/0"}]),
        ({"a": 1}, [{"op": "add", "path": "/a/b", "value": 1}]),
        ({"a": 1}, [{"op": "copy", "from": "/b", "path": "/c"}]),
        ({"a": 1}, [{"op": "replace", "path": "/b", "value": 1}]),
        ({"a": 1}, [{"op": "remove", "path": ""}]),
    ],
)
def test_what_does_not_fit(old: Json, patch: Any) -> None:
    with pytest.raises((PatchRefusedError, SpliceError)):
        patched(old, patch)


@pytest.mark.parametrize(
    "patch",
    [
        {},
        [1],
        [{}],
        [{"op": 1, "path": "/a"}],
        [{"op": "ad", "path": "/a", "value": 1}],
        [{"op": "add", "value": 1}],
        [{"op": "add", "path": 1, "value": 1}],
        [{"op": "add", "path": "a", "value": 1}],
        [{"op": "add", "path": "/a~", "value": 1}],
        [{"op": "add", "path": "/a"}],
        [{"op": "copy", "path": "/a"}],
        [{"op": "move", "from": "/a", "path": "/a/b"}],
    ],
)
def test_what_is_no_patch(patch: Any) -> None:
    with pytest.raises(UsageError):
        parse_patch(patch, "p")


def test_a_key_that_moves_beside_itself_keeps_its_comments() -> None:
    document = load(b"# c\na: 1   # d\nb: 2\n", "").document
    assert document is not None
    target = Target(document.value, SHAPE)
    apply_patch(target, parse_patch([{"op": "move", "from": "/a", "path": "/z"}], "p"))
    assert written(document, target.steps).text == "# c\nz: 1   # d\nb: 2\n"


@given(records(), MAPS)
def test_a_patch_from_one_record_to_another(record: Written, new: Json) -> None:
    """The patches that `diff` makes lead where they say, in the text too."""
    patch = to_json_patch(record.value, new, lambda _: None, guarded=True)
    document = load(record.text.encode(), "").document
    assert document is not None
    target = Target(document.value, SHAPE)
    apply_patch(target, parse_patch(json.loads(json.dumps(patch)), "p"))
    assert equal(target.value, new)
    assert equal(written(document, target.steps).value, new)
