from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.editing.places import Where, locate, parse, parse_assignment, refuse_lost
from eventbook.errors import UsageError
from eventbook.pointer import to_path

places = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.integers(0, 999_999_999),
    min_size=1,
    max_size=6,
).map(tuple)

RECORD = {
    "place": {"city": "Rome"},
    "programme": [{"title": "a"}, {"title": "b"}],
    "participants": [
        {"key": "ann", "age": 40, "chair": True},
        {"key": "bob", "age": 41},
        {"key": "bob"},
        "nobody",
    ],
    "local": {"7": "x", "a.b": "y"},
    "nothing": None,
}


@given(places)
def test_every_path_that_is_written_is_read_back(place):
    assert parse(to_path(place)) == place


@given(places, st.text(max_size=10).filter(lambda text: text.isprintable()))
def test_an_assignment_is_cut_where_its_path_ends(place, value):
    assert parse_assignment(f"{to_path(place)}={value}") == (place, value)


@given(st.text(max_size=20))
def test_any_text_is_a_path_or_a_usage_error(text):
    with suppress(UsageError):
        assert all(isinstance(step, str | int | Where) for step in parse(text))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("place.city", ("place", "city")),
        ("programme[0].title", ("programme", 0, "title")),
        ("programme.0.title", ("programme", 0, "title")),
        ("participants[key=ann].position", ("participants", Where("key", "ann"), "position")),
        ('participants[name="A ]b\\" c"]', ("participants", Where("name", 'A ]b" c'))),
        ("participants[name=Ann Lee]", ("participants", Where("name", "Ann Lee"))),
        ('local["a.b"]', ("local", "a.b")),
        ('local["7"]', ("local", "7")),
        ('["odd key"].x', ("odd key", "x")),
        ("title.az-Latn", ("title", "az-Latn")),
        ("[0][1]", (0, 1)),
    ],
)
def test_paths_as_people_type_them(text, path):
    assert parse(text) == path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the path is empty"),
        (".a", "at character 1: the name of a field is missing"),
        ("a.", "at its end: the name of a field is missing"),
        ("a..b", "at character 3: the name of a field is missing"),
        ("a b", "at character 2: a `.` or a `[` is missing"),
        ("a[", "at its end: a position, a quoted key or `field=value` belongs in the brackets"),
        ("a[0", "at its end: a `]` is missing"),
        ("a[0]b", "at character 5: a `.` or a `[` is missing"),
        ("a[-1]", "at character 5: `-1` is no position; items count from 0"),
        ("a[x]", 'at character 4: `x` is no position; quote a key: `["x"]`'),
        ("a[k=]", "at character 5: a value is missing behind the `=`"),
        ('a["x]', "at character 3: the quote is not closed"),
        ('a["\\n"]', "at character 3: `\\n` is no escape"),
        ("a.9999999999", "at its end: no list has 999999999… items"),
        ("a=b", "at character 2: a value does not belong here"),
        ("a\udcff", "is not UTF-8"),
    ],
)
def test_what_is_wrong_with_a_path(text, message):
    with pytest.raises(UsageError) as error:
        parse(text)
    assert message in str(error.value)


def test_an_assignment_keeps_every_sign_behind_the_first():
    assert parse_assignment("a[k=v].b=c=d") == (("a", Where("k", "v"), "b"), "c=d")
    assert parse_assignment("a=") == (("a",), "")
    with pytest.raises(UsageError, match=r"`a\.b` sets nothing; write PATH=VALUE"):
        parse_assignment("a.b")
    with pytest.raises(UsageError, match="the path is empty"):
        parse_assignment("=x")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("place.city", ("place", "city")),
        ("place.country", ("place", "country")),
        ("programme[1].title", ("programme", 1, "title")),
        ("programme[2].title", ("programme", 2, "title")),
        ("participants[key=ann].age", ("participants", 0, "age")),
        ("participants[age=41].key", ("participants", 1, "key")),
        ("participants[chair=true]", ("participants", 0)),
        ('local["7"]', ("local", "7")),
        ("new.deep[0].x", ("new", "deep", 0, "x")),
        ("nothing.city", ("nothing", "city")),
        ("nothing[0]", ("nothing", 0)),
    ],
)
def test_where_a_path_leads(text, place):
    assert locate(parse(text), RECORD) == place


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("programme.title", "`programme` is a list: say which item"),
        ("programme[3]", "`programme` has 2 items: the next one is [2]"),
        ("local.7", '`local` is a map: it has no positions; quote a key: `["7"]`'),
        ("place.city.x", "`place.city` is neither a map nor a list"),
        ("new[1]", "`new` is empty: its first item is [0]"),
        ("participants[key=eve]", "no item has key=eve in `participants`"),
        ("participants[key=bob]", "2 items have key=bob in `participants`"),
        ("place[key=x]", "`place` is no list: [key=x] finds nothing"),
        ("new[key=x]", "`new` is no list: [key=x] finds nothing"),
        ("[0]", "the record is a map: it has no positions"),
    ],
)
def test_where_no_path_leads(text, message):
    with pytest.raises(UsageError) as error:
        locate(parse(text), RECORD)
    assert message in str(error.value)


WHOLE = "give the whole of `a.b` at once, or its parts"


@pytest.mark.parametrize(
    ("assignments", "said"),
    [
        (["a=1", "b=2", "a=3"], "`a` is set twice; give one value for it"),
        (["a[0].b=1", "a.0.b=1"], "`a.0.b` is set twice; give one value for it"),
        (
            ["a.b[k=x].c=1=2", "a.b=[]"],
            f"`a.b` is set after `a.b[k=x].c`, which would be lost; {WHOLE}",
        ),
    ],
)
def test_what_a_later_assignment_would_put_away(assignments, said):
    with pytest.raises(UsageError) as error:
        refuse_lost(assignments)
    assert str(error.value) == said


def test_parts_may_follow_their_whole():
    refuse_lost(["a={}", "a.b=1", "a.bc=2", "ab=3", "a[k=x]=1", "a[k=y]=1"])
