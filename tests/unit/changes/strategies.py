"""Values for the tests of changes: few words, so that equal, alike and repeated parts abound."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from eventbook.changes.diff import Identity, ListIdentity
from eventbook.jsonvalue import Json, canonical
from eventbook.pointer import Place, resolve

LONG = "the choir sang two songs and the guests of the house stood up"
SCALARS: list[Json] = [
    None, True, False, 0, 1, 1.0, 2, "", "1", "a", "b", "word", "caf\u00e9", "cafe\u0301",
    LONG, LONG.replace("two", "three"), LONG.replace(" ", "\n"),
]  # fmt: skip
KEYS = ["k", "n", "x", "y", "caf\u00e9", "cafe\u0301", "a/b~c"]
IDENTITIES: list[ListIdentity] = [
    None,
    "set",
    ((("k",),),),
    ((("k", "n"),),),
    ((("k",), ("n",)),),
    ((("k",),), (("n", "x"),)),
]

scalars = st.sampled_from(SCALARS)
keys = st.sampled_from(KEYS)


def _containers(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    maps = st.dictionaries(keys, inner, max_size=4)
    items = st.dictionaries(st.sampled_from(["k", "n", "x"]), scalars, min_size=1, max_size=3)
    return maps | st.lists(inner, max_size=5) | st.lists(items, max_size=6)


values: st.SearchStrategy[Json] = st.recursive(scalars, _containers, max_leaves=14)


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    """The identity of a list depends on the last key above it alone."""
    declared = {key: draw(st.sampled_from(IDENTITIES)) for key in [*KEYS, ""]}

    def identity(place: Place) -> ListIdentity:
        return declared[next((part for part in reversed(place) if isinstance(part, str)), "")]

    return identity


@st.composite
def edited(draw: st.DrawFn) -> tuple[Json, Json]:
    """A value, and the same after a few edits such as people make."""
    old = draw(values)
    return old, _edited(draw, old)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Json, Json, Json]:
    """A value, and what two people made of it; rarely another one altogether."""
    base = draw(values)
    ours = _edited(draw, base)
    return base, ours, draw(values) if draw(st.integers(0, 9)) == 0 else _edited(draw, base)


def _edited(draw: st.DrawFn, value: Json) -> Json:
    new = copy.deepcopy(value)
    for _ in range(draw(st.integers(0, 3))):
        new = _edit(draw, new)
    return new


pairs = st.tuples(values, values) | edited()


def places(value: Json, place: Place = ()) -> Iterator[Place]:
    """Every place inside a value, the value itself first."""
    yield place
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*place, index))


def replaced(value: Json, place: Place, edit: Callable[[Json], Json]) -> Json:
    """A copy of a value with an edit applied at one place."""
    if not place:
        return edit(value)
    value = copy.deepcopy(value)
    parent = resolve(value, place[:-1])
    parent[place[-1]] = edit(parent[place[-1]])  # type: ignore[index]
    return value


def normal(value: Json, identity: Identity, place: Place = ()) -> str:
    """One text for all values that differ only in the order of keys and of sets."""
    if isinstance(value, dict):
        inner = sorted(
            canonical(key) + ":" + normal(item, identity, (*place, key))
            for key, item in value.items()
        )
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        inner = [normal(item, identity, (*place, i)) for i, item in enumerate(value)]
        if identity(place) == "set":
            return "set(" + ",".join(sorted(inner)) + ")"
        return "[" + ",".join(inner) + "]"
    return canonical(value)


def _edit(draw: st.DrawFn, value: Json) -> Json:
    place = draw(st.sampled_from(sorted(places(value), key=repr)))

    def change(part: Json) -> Json:
        if isinstance(part, list) and part:
            return _edit_list(draw, list(part))
        if isinstance(part, dict) and part:
            return _edit_map(draw, dict(part))
        return draw(values)

    return replaced(value, place, change)


def _edit_list(draw: st.DrawFn, items: list[Json]) -> list[Json]:
    at = draw(st.integers(0, len(items) - 1))
    match draw(st.sampled_from(["shuffle", "remove", "repeat", "add", "move"])):
        case "shuffle":
            return draw(st.permutations(items))
        case "remove":
            del items[at]
        case "repeat":
            items.insert(draw(st.integers(0, len(items))), copy.deepcopy(items[at]))
        case "add":
            items.insert(at, draw(values))
        case _:
            items.insert(draw(st.integers(0, len(items) - 1)), items.pop(at))
    return items


def _edit_map(draw: st.DrawFn, fields: dict[str, Json]) -> dict[str, Json]:
    key = draw(st.sampled_from(sorted(fields)))
    match draw(st.sampled_from(["remove", "rename", "set"])):
        case "remove":
            del fields[key]
        case "rename":
            fields[draw(keys)] = fields.pop(key)
        case _:
            fields[draw(keys)] = draw(values)
    return fields
