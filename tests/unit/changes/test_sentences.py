"""Changes in prose."""

from __future__ import annotations

import pytest
from hypothesis import given

from eventbook.changes.diff import Identity, ListIdentity, diff
from eventbook.changes.redact import WITHHELD, redact
from eventbook.changes.sentences import Labels, brief, plain_noun, plain_title, sentence
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from unit.changes.strategies import LONG, identities, pairs


def identity(place: Place) -> ListIdentity:
    return ((("key",),), (("name", "ref"),)) if place[-1:] == ("speakers",) else None


def said(old: Json, new: Json) -> list[str]:
    return [sentence(change) for change in diff(old, new, identity)]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            {"speakers": []},
            {"speakers": [{"key": "lee", "name": "Ann Lee"}]},
            ["speaker added: Ann Lee"],
        ),
        (
            {"date": "2023-02?"},
            {"date": "2023-02-24"},
            ["date changed from 2023-02? to 2023-02-24"],
        ),
        (
            {"programme": ["a", "b", "c"]},
            {"programme": ["c", "a", "b"]},
            ["programme item moved from 3 to 1"],
        ),
        (
            {"speakers": [{"key": "a"}, {"key": "b"}, {"name": "Ann Lee"}]},
            {"speakers": [{"name": "Ann Lee"}, {"key": "a"}, {"key": "b"}]},
            ["speaker Ann Lee moved from 3 to 1"],
        ),
        (
            {"speakers": [{"key": "lee", "address": {"city": "Rome"}}]},
            {"speakers": [{"key": "lee", "address": {"city": "Bari"}}]},
            ["address city of speaker lee changed from Rome to Bari"],
        ),
        (
            {"programme": [{"works": [{"x": 1, "y": 2, "z": 3}], "kind": "a", "note": "n"}]},
            {"programme": [{"works": [{"x": 1, "y": 2, "z": 4}], "kind": "a", "note": "n"}]},
            ["z of work 1 of programme item 1 changed from 3 to 4"],
        ),
        ({"venue": "Town Hall"}, {"place": "Town Hall"}, ["venue renamed to place"]),
        (
            {"review": {"state": "draft", "by": "A"}},
            {"review": {"status": "draft", "by": "A"}},
            ["review state renamed to status"],
        ),
        (
            {"a": {"contact": {"mail": "m", "tel": "t"}}, "b": {"x": 1}},
            {"a": {}, "b": {"x": 1, "contact": {"mail": "m", "tel": "t"}}},
            ["contact moved from a.contact to b.contact"],
        ),
        (
            {"previous_dates": ["2023-05"]},
            {"previous_dates": []},
            ["previous date removed: 2023-05"],
        ),
        ({"keywords": ["a", "b"]}, {}, ["keywords removed: a, b"]),
        ({}, {"place": None}, ["place added: null"]),
        ({"a": "Rome"}, {"a": {"city": "Rome"}}, ["a changed from Rome to Rome"]),
        ({"n": 1}, {"n": "1"}, ['n changed from 1 to "1"']),
        ({"n": ""}, {"n": " x"}, ['n changed from "" to " x"']),
        (
            {"n": "é"},
            {"n": "e\u0301"},
            ["n changed from é to e\u0301 (unicode normalisation only)"],
        ),
        (
            {"text": LONG},
            {"text": LONG.replace("two songs", "three")},
            ["text changed: 2 words removed, 1 word added"],
        ),
        ([1, 2], 3, ["record changed from 1, 2 to 3"]),
        (["a"], ["a", "b"], ["item added: b"]),
    ],
)
def test_prose(old: Json, new: Json, sentences: list[str]) -> None:
    assert said(old, new) == sentences


def test_the_words_of_a_schema_take_the_place_of_plain_ones() -> None:
    labels = Labels(noun=lambda place: f"<{len(place)}>", title=lambda _: "title")
    (change,) = diff({"a": []}, {"a": [1]}, identity)
    assert sentence(change, labels) == "<2> added: title"


def test_withheld_values_are_said_to_be_so() -> None:
    changes = diff({"name": "A B", "n": 1}, {"name": "C D", "n": 2}, identity)
    shown = redact(changes, {("name",)}, {("name",)})
    assert [sentence(change) for change in shown] == [
        "name changed (withheld)",
        "n changed from 1 to 2",
    ]


@pytest.mark.parametrize(
    ("place", "noun"),
    [
        ((), "record"),
        ((0,), "item"),
        (("speakers",), "speakers"),
        (("speakers", 0), "speaker"),
        (("previous_dates", 1), "previous date"),
        (("countries", 0), "country"),
        (("addresses", 0), "address"),
        (("people", 0), "person"),
        (("series", 0), "series"),
        (("programme", 3), "programme item"),
        (("status", 0), "status item"),
        (("a", 0, 1), "a item"),
    ],
)
def test_plain_nouns(place: Place, noun: str) -> None:
    assert plain_noun(place) == noun


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ({"role": "host", "name": "Ann"}, "Ann"),
        ({"name": None, "ref": "person/ann"}, "person/ann"),
        ({"title": {"it": "Serata", "de": "Abend"}}, "Serata"),
        ({"role": "host"}, "host"),
        ({"count": 3, "max": 4}, "2 fields"),
        ({}, "0 fields"),
        (["a", 1, "1"], 'a, 1, "1"'),
        ([{"a": 1}], "1 item"),
        ([], "0 items"),
        ("x " * 60, ("x " * 60)[:59] + "…"),
        (" two\nwords\n", "two words"),
        ("2023\n", '"2023"'),
    ],
)
def test_plain_titles(value: Json, title: str) -> None:
    assert plain_title(value) == title


def test_texts_that_look_like_other_types_are_quoted() -> None:
    looks = ["true", "null", "-1", "2.5e3", "", " a", "a\n"]
    assert [brief(text) for text in looks] == [
        '"true"', '"null"', '"-1"', '"2.5e3"', '""', '" a"', '"a\\n"',
    ]  # fmt: skip
    assert [brief(value) for value in (True, None, -1, 2.5, {"a": 1}, [1, 2])] == [
        "true", "null", "-1", "2.5", "1 field", "2 items",
    ]  # fmt: skip


@given(pairs, identities())
def test_every_change_can_be_said_on_one_line(pair: tuple[Json, Json], identity: Identity) -> None:
    for change in diff(*pair, identity):
        text = sentence(change)
        assert text.strip()
        assert "\n" not in text
        assert WITHHELD not in text
