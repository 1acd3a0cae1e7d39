"""JSON Patches, applied by a small applier of our own after RFC 6902."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from eventbook.changes.diff import Identity
from eventbook.changes.patch import to_json_patch
from eventbook.jsonvalue import Json, equal
from unit.changes.strategies import identities, pairs


class PatchError(Exception):
    """An operation cannot be applied."""


def apply(document: Any, operations: list[dict[str, Json]]) -> Any:
    """RFC 6902, section 4, without leniency."""
    document = {"": copy.deepcopy(document)}
    for operation in operations:
        path = _tokens(operation["path"])
        match operation["op"]:
            case "test":
                if not equal(_get(document, path), operation["value"]):
                    raise PatchError(operation)
            case "add":
                _add(document, path, copy.deepcopy(operation["value"]))
            case "remove":
                _pop(document, path)
            case "replace":
                _get(document, path)
                parent = _get(document, path[:-1])
                parent[_index(parent, path[-1], len(parent) - 1)] = operation["value"]
            case "move":
                source = _tokens(operation["from"])
                assert path[: len(source)] != source, "a value cannot move into itself"
                _add(document, path, _pop(document, source))
            case other:
                raise PatchError(other)
    return document[""]


def _tokens(pointer: Json) -> list[str]:
    assert isinstance(pointer, str)
    assert pointer == "" or pointer.startswith("/")
    return [part.replace("~1", "/").replace("~0", "~") for part in f"{pointer}".split("/")]


def _get(document: Any, tokens: list[str]) -> Any:
    for token in tokens:
        if isinstance(document, dict) and token not in document:
            raise PatchError(tokens)
        document = document[_index(document, token, len(document) - 1)]
    return document


def _index(parent: Any, token: str, last: int) -> Any:
    if isinstance(parent, dict):
        return token
    if not isinstance(parent, list) or not token.isdecimal() or int(token) > last:
        raise PatchError(token)
    return int(token)


def _add(document: Any, tokens: list[str], value: Any) -> None:
    parent = _get(document, tokens[:-1])
    index = _index(parent, tokens[-1], len(parent))
    if isinstance(parent, list):
        parent.insert(index, value)
    else:
        parent[index] = value


def _pop(document: Any, tokens: list[str]) -> Any:
    _get(document, tokens)
    parent = _get(document, tokens[:-1])
    return parent.pop(_index(parent, tokens[-1], len(parent) - 1))


def undeclared(_: object) -> None:
    return None


@given(pairs, identities())
def test_it_turns_the_old_value_into_exactly_the_new_one(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    old, new = pair
    assert equal(apply(old, to_json_patch(old, new, identity)), new)


@given(pairs, identities())
def test_it_is_empty_exactly_when_the_values_are_equal(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    assert (to_json_patch(*pair, identity) == []) == equal(*pair)


@given(pairs, identities())
def test_guarded_it_does_the_same(pair: tuple[Json, Json], identity: Identity) -> None:
    old, new = pair
    assert equal(apply(old, to_json_patch(old, new, identity, guarded=True)), new)


def test_guards_refuse_another_value() -> None:
    patch = to_json_patch({"a": 1, "b": 2}, {"a": 3}, undeclared, guarded=True)
    assert patch == [
        {"op": "test", "path": "/b", "value": 2},
        {"op": "remove", "path": "/b"},
        {"op": "test", "path": "/a", "value": 1},
        {"op": "replace", "path": "/a", "value": 3},
    ]
    with pytest.raises(PatchError):
        apply({"a": True, "b": 2}, patch)


def test_one_item_that_moved_is_one_operation() -> None:
    old: Json = ["a", "b", "c", "d"]
    assert to_json_patch(old, ["b", "c", "d", "a"], undeclared) == [
        {"op": "move", "from": "/0", "path": "/3"}
    ]
    assert to_json_patch(old, ["d", "a", "b", "c"], undeclared) == [
        {"op": "move", "from": "/3", "path": "/0"}
    ]


def test_renamed_keys_move_and_keep_what_is_equal() -> None:
    old: Json = {"venue": {"name": "Hall", "city": "Rome", "floor": 1}}
    new: Json = {"place": {"name": "Hall", "city": "Rome", "floor": 2}}
    assert to_json_patch(old, new, undeclared) == [
        {"op": "move", "from": "/venue", "path": "/place"},
        {"op": "replace", "path": "/place/floor", "value": 2},
    ]


def test_sets_get_their_new_order() -> None:
    old: Json = {"keywords": ["a", "b"]}
    patch = to_json_patch(old, {"keywords": ["b", "a"]}, lambda _: "set")
    assert apply(old, patch) == {"keywords": ["b", "a"]}
    assert len(patch) == 1


def test_a_value_of_another_type_replaces_the_whole() -> None:
    assert to_json_patch([1], {"a": 1}, undeclared) == [
        {"op": "replace", "path": "", "value": {"a": 1}}
    ]
    assert to_json_patch(1, 1.0, undeclared) == [{"op": "replace", "path": "", "value": 1.0}]
