import pytest

from eventbook.document.emit import emit
from eventbook.document.loader import load
from eventbook.editing.comments import comments_of


def document(text):
    loaded = load(text.encode(), "x.yaml")
    assert loaded.document is not None
    return loaded.document


TEXT = """\
# yaml-language-server: $schema=../event.schema.json
# About the whole record.
id: x # the id
title: "a # b"
note: 'it''s # not' # it is

# Two lines
#   about the list.
people:
  # Ann first.
  - name: Ann # chair
    age: 3
  - name: Bob#2
text: | # how it is
  # no comment
  last
# More.
flow: [a, b] # both
place:
  city: Rome
  # No more is known.
# The end.
"""


def test_every_comment_is_found_at_what_it_belongs_to():
    assert comments_of(document(TEXT)) == {
        ("id",): ("About the whole record.", "the id"),
        ("note",): ("it is",),
        ("people",): ("Two lines", "  about the list."),
        ("people", 0): ("Ann first.", "chair"),
        ("text",): ("how it is",),
        ("flow",): ("More.", "both"),
        ("place", "city"): ("No more is known.", "The end."),
    }


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("--- # start\nid: x\n", {("id",): ("start",)}),
        ("# only\n- 1\n", {(0,): ("only",)}),
        ("id: x\r\n# two\r\na: 1\r\n", {("a",): ("two",)}),
        ("{a: 1, # one\n b: 2}\n", {("a",): ("one",)}),
        ("a: [1, # one\n  2]\nb: 3\n", {("a",): ("one",)}),
        ("# on nothing\nx\n", {}),
        ("a#b: c#d\n", {}),
        ('"a # b": 1\n', {}),
    ],
)
def test_comments_in_other_layouts(text, comments):
    assert comments_of(document(text)) == comments


def test_comments_survive_being_written_again():
    read = document(TEXT)
    again = document(emit(read.value, comments_of(read)))

    assert again.value == read.value
    written = [line for lines in comments_of(again).values() for line in lines]
    expected = [line for lines in comments_of(read).values() for line in lines]
    assert sorted(written) == sorted(expected)
