"""The quick guess: where its text means what is wanted, it is what splice would have written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.document import outcome, splice
from eventbook.document.loader import load
from eventbook.document.quick import is_simple, put_quickly
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve
from unit.document.strategies import SCALARS, places
from unit.document.test_splice import FILES
from unit.document.written import Written, records

TEXT = """\
# of a talk
id: talk   # its id
title: A talk # and more
day: "2019"
place:
    city: 'Oslo'   # c
    hall:
        floor: 2
people:
- name: Ada
  role: host
# before the second
-   name: Bo
keys:
  - one   # first
  - "two"
note: a long one
  that goes on
last: x
"""


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        (("title",), "Another", "A talk #", "Another #"),
        (("title",), 1905, "A talk #", "1905 #"),
        (("title",), "1905", "A talk #", '"1905" #'),
        (("day",), "2020", '"2019"', '"2020"'),
        (("place", "city"), "Bergen", "'Oslo'", "'Bergen'"),
        (("place", "hall", "floor"), None, "floor: 2", "floor: null"),
        (("people", 0, "name"), "Eve", "- name: Ada", "- name: Eve"),
        (("people", 0, "role"), "guest", "role: host", "role: guest"),
        (("keys", 0), "three", "- one ", "- three "),
        (("keys", 1), "four", '"two"', '"four"'),
        (("last",), True, "last: x", "last: true"),
    ],
)
def test_what_stands_on_its_line(place: Place, value: Json, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert put_quickly(TEXT, place, value) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((), "x"),
        (("title",), {"en": "x"}),
        (("title",), "one\ntwo\n"),
        (("place",), "x"),
        (("gone",), "x"),
        (("place", "gone"), "x"),
        (("title", "en"), "x"),
        (("last", "en"), "x"),
        (("keys", 2), "x"),
        (("place", 0), "x"),
    ],
)
def test_what_is_no_small_matter(place: Place, value: Json) -> None:
    assert put_quickly(TEXT, place, value) is None


@pytest.mark.parametrize("text", ["place: ", "place:\n", "place:\nid: x\n", "place:\n# c\n"])
def test_nothing_stands_below(text: str) -> None:
    assert put_quickly(text, ("place", "city"), "x") is None


@pytest.mark.parametrize("place", [("note",), ("people", 0)])
def test_a_guess_may_be_wrong(place: Place) -> None:
    guess = put_quickly(TEXT, place, "short")
    assert guess is not None
    old, new = (load(text.encode(), "").document for text in (TEXT, guess))
    assert old is not None
    assert new is None or new.value != outcome.put(old.value, place, "short")


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        (TEXT, True),
        ("a: {b: [1, {c: []}]}\n", True),
        ("a: {b: [1],\n  c: d}\n", False),
        ("a: [\n]\n", False),
        ("a: b\r\n", False),
        ("a: b\t# c\n", False),
        ("a: '{'\n", False),
    ],
)
def test_whether_lines_tell_enough(text: str, simple: bool) -> None:
    assert is_simple(text.encode()) == simple


def held(text: str, place: Place, value: Json) -> bool | None:
    """Whether a guess that means what is wanted is what splice writes; None where there is none."""
    if not is_simple(text.encode()):
        return None
    old = load(text.encode(), "").document
    assert old is not None
    guess = put_quickly(text, place, value)
    read = load(guess.encode("utf-8", "surrogatepass"), "") if guess is not None else None
    if read is None or read.document is None or any(f.severity == "error" for f in read.findings):
        return None
    if not equal(read.document.value, outcome.put(old.value, place, value)):
        return None
    if equal(old.value, read.document.value):
        return None  # nothing is put over its like
    return splice.put(old, place, value).text == guess


@given(records(), st.data(), SCALARS)
def test_a_right_guess_is_as_splice_writes(record: Written, data: st.DataObject, to: Json) -> None:
    leaves = [p for p in places(record.value) if not isinstance(resolve(record.value, p), dict)]
    if leaves:
        place = data.draw(st.sampled_from(leaves))
        assert held(record.text, place, to) is not False


@pytest.mark.parametrize("name", FILES)
def test_awkward_files(name: str) -> None:
    text = FILES[name]
    document = load(text.encode(), "").document
    assert document is not None
    tried = [held(text, place, "Something else") for place in places(document.value)]
    assert False not in tried
