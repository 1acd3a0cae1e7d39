"""The operations of edit: thirty texts as they are and as they are to be, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.page import last_leaf
from eventbook.editing.operations import ORDER, Operation, apply, operations
from eventbook.editing.places import parse
from eventbook.editing.steps import taken, written
from eventbook.editing.target import Target
from eventbook.errors import EventbookError, UsageError
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve, to_path
from eventbook.schema.shape import Shape
from unit.document.strategies import places
from unit.document.written import VALUES, Written, records

Asked = list[tuple[Any, str]]


def edited(text: str, asked: Asked, shape: Shape) -> str:
    """A text after operations, which must give the value that they say they give."""
    document = load(text.encode(), "").document
    assert document is not None
    options: dict[Any, list[str]] = {}
    for sort, words in asked:
        options.setdefault(sort, []).append(words)
    target = Target(document.value, shape)
    apply(target, operations(options))
    value = document.value
    for step in target.steps:
        value = taken(value, step)
    assert equal(value, target.value)
    new = written(document, target.steps)
    assert equal(new.value, value)
    return new.text


# What people write by hand: each once before, once after.
EDITS: dict[str, tuple[str, Asked, str]] = {
    "a plain text": ("id: a\ntitle: b  # c\n", [("set", "title=d")], "id: a\ntitle: d  # c\n"),
    "a quoted text stays quoted": ('title: "b"\n', [("set", "title=d")], 'title: "d"\n'),
    "an apostrophe in single quotes": (
        "title: 'b'\n", [("set", "title=it's")], "title: 'it''s'\n",
    ),
    "a literal block stays one": (
        "title: |\n  b\n  c\nid: x\n", [("set", "title=d\ne\n")], "title: |\n  d\n  e\nid: x\n",
    ),
    "a folded text becomes what it must": (
        "title: >-\n  b\n  c\nid: x\n", [("set", "title=d")], "title: >-\n  d\nid: x\n",
    ),
    "a text over nothing": ("id:\ntitle: b\n", [("set", "id=a")], "id: a\ntitle: b\n"),
    "nothing over a text": ("id: a\ngap: 3\n", [("set", "gap=null")], "id: a\ngap: null\n"),
    "a number": ("count: 1   # c\n", [("set", "count=20")], "count: 20   # c\n"),
    "a day as it was written": ("day: 2019-01-02\n", [("set", "day=2020-03-04")],
                                "day: 2020-03-04\n"),
    "a year becomes a text": ("day: 2019-01-02\n", [("set", "day=2020")], 'day: "2020"\n'),
    "a word that others take for true": ("id: a\n", [("set", "id=on")], 'id: "on"\n'),
    "a text with a colon": ("id: a\n", [("set", "id=a: b")], 'id: "a: b"\n'),
    "a text with a sign": ("id: a\n", [("set-string", "id=#1")], 'id: "#1"\n'),
    "inside of brackets": ("place: {city: a, name: b}\n", [("set", "place.city=c, d")],
                           'place: {city: "c, d", name: b}\n'),
    "a new key inside of brackets": ("place: {city: a}\n", [("set", "place.name=b")],
                                     "place: {city: a, name: b}\n"),
    "a new key in a map": ("place:\n    city: a\nid: x\n", [("set", "place.name=b")],
                           "place:\n    city: a\n    name: b\nid: x\n"),
    "missing parents": ("id: x\n", [("set", "place.city=a")], "id: x\nplace:\n  city: a\n"),
    "an item behind the last": ("tags:\n- a\nid: x\n", [("add", "tags=b")],
                                "tags:\n- a\n- b\nid: x\n"),
    "an item in brackets": ("tags: [a]  # c\n", [("add", "tags=b")], "tags: [a, b]  # c\n"),
    "the first item": ("tags: []\nid: x\n", [("add", "tags=a")], "tags:\n  - a\nid: x\n"),
    "an item of maps": ("people:\n  - name: a\n\n  - name: b\n", [("add", "people={name: c}")],
                        "people:\n  - name: a\n\n  - name: b\n\n  - name: c\n"),
    "each item of this value": ("tags:\n  - a\n  - b  # c\n  - a\n", [("remove", "tags=a")],
                                "tags:\n  - b  # c\n"),
    "the last item of all": ("tags: [a]\n", [("remove", "tags=a")], "tags: []\n"),
    "a block with its comments": (
        "id: x\n# of the place\nplace:\n  city: a  # c\n# of the tags\ntags: [a]\n",
        [("unset", "place")],
        "id: x\n# of the tags\ntags: [a]\n",
    ),
    "the first key of an item": ("people:\n- name: a\n  age: 1\n", [("unset", "people[0].name")],
                                 "people:\n- age: 1\n"),
    "several items by where they were": (
        "tags:\n  - a\n  - b\n  - c\n  - d\n",
        [("unset", "tags[0]"), ("unset", "tags[2]"), ("unset", "tags[9]")],
        "tags:\n  - b\n  - d\n",
    ),
    "something and what it is in": (
        "place:\n  city: a\nid: x\n", [("unset", "place.city"), ("unset", "place")], "id: x\n",
    ),
    "a key with its comments": ("# c\ntitel: b   # d\n", [("rename-key", "titel=title")],
                                "# c\ntitle: b   # d\n"),
    "a quoted key": ('"titel": b\n', [("rename-key", "titel=title")], '"title": b\n'),
    "a key of an item": ("people:\n  - nam: a\n", [("rename-key", "people.0.nam=name")],
                         "people:\n  - name: a\n"),
    "an item by its field": (
        "people:\n  - {name: a, age: 1}\n  - {name: b, age: 2}\n",
        [("set", "people[name=b].age=3")],
        "people:\n  - {name: a, age: 1}\n  - {name: b, age: 3}\n",
    ),
    "line ends": ("id: a\r\ntags:\r\n- a\r\n", [("set", "id=b"), ("add", "tags=c")],
                  "id: b\r\ntags:\r\n- a\r\n- c\r\n"),
    "no line end at the end": ("id: a\ntags: [a]", [("unset", "tags")], "id: a"),
    "a JSON file": ('{"id": "a", "tags": ["b"]}\n', [("set", "id=c"), ("add", "tags=d")],
                    '{"id": "c", "tags": ["b", "d"]}\n'),
    "signs of other scripts": ("title: Ölçü   # ä\n", [("set", "title=Şəki 🕯")],
                               "title: Şəki 🕯   # ä\n"),
    "a whole map": ("place: {city: a, name: b}\n", [("set-json", 'place={"city": "c"}')],
                    "place: {city: c}\n"),
    "all in their order": (
        "titel: a\ntags: [x, y]\nid: b\n",
        [("add", "tags=w"), ("set", "tags=[x, z]"), ("remove", "tags=z"), ("unset", "title"),
         ("rename-key", "titel=title"), ("set", "title=c")],
        "tags: [x, z, w]\nid: b\ntitle: c\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(shape: Shape, name: str) -> None:
    old, asked, new = EDITS[name]
    assert edited(old, asked, shape) == new


def test_there_are_as_many_as_there_should_be() -> None:
    assert len(EDITS) >= 30


def test_a_set_has_each_item_once() -> None:
    from eventbook.schema.catalog import Catalog

    schema = b'{"properties": {"tags": {"type": "array", "x-list": "set"}}}'
    shape = Shape(Catalog({"s.json": schema}), "s.json")
    assert edited("tags: [a]\n", [("add", "tags=a"), ("add", "tags=b")], shape) == "tags: [a, b]\n"


@pytest.mark.parametrize(
    ("sort", "text", "said"),
    [
        ("set", "count=x", "`count` takes a whole number, not `x`"),
        ("set", "tags=x", "`tags` takes a list, not `x`; write `tags=[x]`"),
        ("set", "id.x=1", "`id` is neither a map nor a list"),
        ("set", "tags.x=1", "`tags` is a list: say which item"),
        ("set", "tags[5]=1", "`tags` has 2 items: the next one is [2]"),
        ("set", "tags[a=b]=1", "no item has a=b in `tags`"),
        ("set", "people[name=a].age=1", "2 items have name=a in `people`"),
        ("unset", "people[name=a]", "2 items have name=a in `people`"),
        ("unset", "id.x", "`id` is neither a map nor a list"),
        ("add", "id=x", "`id` is no list"),
        ("remove", "id=x", "`id` is no list"),
        ("remove", "people=x", "`people[0]` takes a map"),
        ("rename-key", "id=tags", "`tags` is there already"),
    ],
)
def test_refused(shape: Shape, sort: Any, text: str, said: str) -> None:
    record = "id: x\ntags: [a, b]\npeople: [{name: a}, {name: a}]\n"
    with pytest.raises((UsageError, SpliceError)) as caught:
        edited(record, [(sort, text)], shape)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("set", "title"),
        ("add", "=x"),
        ("unset", ""),
        ("unset", "a=b"),
        ("rename-key", "a="),
        ("rename-key", "a[0]=b"),
        ("rename-key", "a"),
        ("set-json", "a=word"),
        ("set-json", "a="),
        ("set-json", "a=[1"),
        ("set-json", "a=b: c"),
    ],
)
def test_what_is_no_operation(sort: Any, text: str) -> None:
    with pytest.raises(UsageError):
        operations({sort: [text]})


def test_operations_come_in_their_order() -> None:
    asked: dict[Any, list[str]] = {sort: [f"{sort}=b"] for sort in reversed(ORDER)}
    found = operations({**asked, "set-json": ["a=1"], "unset": ["a", "b"]})
    assert [each.sort for each in found] == [*ORDER[:2], *ORDER[1:]]
    assert found[1] == Operation("unset", parse("a"))


@pytest.mark.parametrize(
    "options",
    [
        {"set": ["a=1", "a=1"]},
        {"set": ["a.b=1", "a={}"]},
        {"set-string": ["a.0.b=1"], "set": ["a[0].b=2"]},
        {"set-json": ["a={}"], "set": ["a.b.c=2"]},
    ],
)
def test_what_would_be_lost_is_not_set(options: dict[Any, list[str]]) -> None:
    with pytest.raises(UsageError, match="is set "):
        operations(options)


PATHS = st.sampled_from(["rename-key", "unset", "remove", "set-json", "set-string", "add"])


def _asked(draw: st.DataObject, value: Json, sort: Any) -> tuple[Any, str] | None:
    """An operation that may fit a value."""
    import json

    found = [place for place in places(value) if place]
    assume(found)
    place: Place = draw.draw(st.sampled_from(found))
    new = draw.draw(VALUES)
    path = to_path(place)
    if sort == "unset":
        return sort, path
    if sort == "rename-key":
        return (sort, f"{path}=another") if isinstance(place[-1], str) else None
    if sort in ("remove", "add"):
        here = resolve(value, place)
        if not isinstance(here, list):
            return None
        item = here[0] if sort == "remove" and here else new
        return sort, f"{path}={json.dumps(item, ensure_ascii=False)}"
    if sort == "set-string":
        return sort, f"{path}=some text"
    return sort, f"{path}={json.dumps(new, ensure_ascii=False)}"


@given(records(), st.data(), st.lists(PATHS, min_size=1, max_size=4))
def test_random_operations_give_what_they_say(
    record: Written, data: st.DataObject, sorts: list[str]
) -> None:
    """Reload equals expected: `edited` holds the text against the value that the steps give."""
    from eventbook.schema.catalog import Catalog

    shape = Shape(Catalog({"s.json": b"{}"}), "s.json")
    asked = [one for sort in sorts if (one := _asked(data, record.value, sort))]
    assume(asked)
    try:
        new = edited(record.text, asked, shape)
    except EventbookError as error:
        assume(not isinstance(error, SpliceError) or "edited in place" not in str(error))
        return  # one operation took away what another was about
    kept = [comment for comment, owner in record.owners.items() if not owner[:1]]
    assert all(comment in new for comment in kept)
    untouched = {place[0] for place in places(record.value) if len(place) == 1} - {
        parse(text.partition("=")[0] if sort != "unset" else text)[0] for sort, text in asked
    }
    for comment, owner in record.owners.items():
        if owner and owner[0] in untouched:
            assert comment in new
    document = load(record.text.encode(), "").document
    assert document is not None
    for key in untouched:  # bytes of what no operation means
        start, _, node = document.root.keys[str(key)]
        assert record.text[start : last_leaf(node).end].rstrip() in new
