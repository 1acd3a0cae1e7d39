import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.editing.places import parse
from eventbook.editing.typed import typed
from eventbook.errors import UsageError
from eventbook.jsonvalue import equal


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("id", "2023", "2023"),
        ("id", "true", "true"),
        ("id", "[a]", "[a]"),
        ("id", "", ""),
        ("count", "12", 12),
        ("weight", "12", 12),
        ("weight", "-1.5e3", -1500.0),
        ("open", "true", True),
        ("open", "false", False),
        ("gap", "null", None),
        ("gap", "3", 3),
        ("status", "held", "held"),
        ("status", "true", "true"),
        ("level", "2", 2),
        ("level", "null", None),
        ("day", "2023", "2023"),
        ("day", "2023-02-24", "2023-02-24"),
        ("title", "2023", "2023"),
        ("title", "null", "null"),
        ("title", '{"en": "Rome", "it": "Roma"}', {"en": "Rome", "it": "Roma"}),
        ("title", "{en: Rome}", {"en": "Rome"}),
        ("title", "{untitled", "{untitled"),
        ("title", "[Untitled] concert", "[Untitled] concert"),
        ("tags", "[a, 'b c', 3]", ["a", "b c", 3]),
        ("tags", "[]", []),
        ("tags[0]", "7", "7"),
        ("place", "{city: Rome}", {"city": "Rome"}),
        ("people[0].age", "7", 7),
        ("free", "7", 7),
        ("free", "7 apples", "7 apples"),
        ("free", "0123", "0123"),
        ("free", "True", "True"),
        ("free", "~", "~"),
        ("free", "[1, {a: null}]", [1, {"a": None}]),
        ("free", "1234567890123456789", "1234567890123456789"),
        ("unknown.field", "x", "x"),
    ],
)
def test_a_text_becomes_what_its_place_takes(shape, path, text, value):
    assert equal(typed(text, parse(path), shape), value)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("count", "a", "`count` takes a whole number, not `a`"),
        ("count", "1.5", "`count` takes a whole number, not `1.5`"),
        ("count", "12345678901234567890", "a number of 20 digits"),
        ("weight", "1e999", "a number beyond what can be kept"),
        ("open", "yes", "`open` takes true or false, not `yes`"),
        ("tags", "music", "`tags` takes a list, not `music`; write `tags=[music]`"),
        ("tags", "", "`tags` takes a list, not ``; write `tags=[one, two]`"),
        ("tags", "{a: 1}", "`tags` takes a list, not `{a: 1}`"),
        ("place", "Rome", "write `place={key: value}`, or set one field: `place.KEY=VALUE`"),
        ("either", "x", "`either` takes a list or a map, not `x`"),
        ("people[0]", "Ann", "`people[0]` takes a map, not `Ann`"),
    ],
)
def test_a_text_that_its_place_does_not_take(shape, path, text, message):
    with pytest.raises(UsageError) as error:
        typed(text, parse(path), shape)
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["[a", "[*b]", "[&a b]", "[a, !x b]", "{a: 1, a: 2}", "[a] b"])
def test_a_collection_that_the_loader_refuses(shape, text):
    path = "tags" if text.startswith("[") else "place"
    with pytest.raises(UsageError, match=r", character \d+: "):
        typed(text, parse(path), shape)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(value=json_values)
def test_json_means_itself_where_anything_may_stand(shape, value):
    text = json.dumps(value)
    expected = text if isinstance(value, str) else value  # a quoted text stays as typed
    assert equal(typed(text, ("free",), shape), expected)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_field_takes_every_text_as_it_is(shape, text):
    assert typed(text, ("id",), shape) == text
