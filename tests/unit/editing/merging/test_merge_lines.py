"""What git makes of the lines is taken where it is as good, and where values know less."""

from __future__ import annotations

import pytest

from eventbook.changes.trees import ListIdentity
from eventbook.editing.merging.assembling import Labels
from eventbook.editing.merging.files import FileMerge, LineMerge, merge_files
from eventbook.pointer import Place

BASE = "a: 1\n\nb: 1\nl: [{k: x}]\n"


def identity(place: Place) -> ListIdentity:
    return ((("k",),),) if place == ("l",) else None


def merged(base: str, ours: str, theirs: str, lines: str, *, clean: bool = True) -> FileMerge:
    versions = (text.encode() for text in (base, ours, theirs))
    return merge_files(
        *versions, identity, lambda: LineMerge(lines.encode(), clean), Labels("HEAD", "topic", 9)
    )


def test_the_same_record_keeps_the_bytes_that_git_gives() -> None:
    lines = "a: 2 # by git\n\nb: 2\nl: [{k: x}]\n"
    found = merged(BASE, BASE.replace("a: 1", "a: 2"), BASE.replace("b: 1", "b: 2"), lines)
    assert found == FileMerge(lines.encode(), True, "lines")


@pytest.mark.parametrize(
    "lines",
    [
        "a: 2\na: 2\nb: 2\nl: [{k: x}]\n",  # a key twice
        "a: 2\n\nb: 2\nl: [{k: x}, {k: x}]\n",  # a name twice
        "a: [2\n",
    ],
)
def test_lines_that_merge_into_what_is_no_record_are_not_taken(lines: str) -> None:
    found = merged(BASE, BASE.replace("a: 1", "a: 2"), BASE.replace("b: 1", "b: 2"), lines)
    assert found == FileMerge(b"a: 2\n\nb: 2\nl: [{k: x}]\n", True, "values")


def test_a_conflict_of_values_that_lines_do_not_have() -> None:
    base = "l: |\n  one\n  two\n"
    lines = "l: |\n  1\n  2\n"
    found = merged(base, base.replace("one", "1"), base.replace("two", "2"), lines)
    assert found == FileMerge(lines.encode(), True, "lines")


def test_where_lines_and_values_lead_to_different_records_somebody_has_to_choose() -> None:
    lines = "a: 2\n\nb: 3\nl: [{k: x}]\n"
    found = merged(BASE, BASE.replace("a: 1", "a: 2"), BASE.replace("b: 1", "b: 2"), lines)
    marked = (
        f"<<<<<<<<< by value\na: 2\n\nb: 2\nl: [{{k: x}}]\n=========\n{lines}>>>>>>>>> by lines\n"
    )
    note = "lines and values lead to different records; choose one"
    assert found == FileMerge(marked.encode(), False, "lines", (), (note,))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "note"),
    [
        ("a: 1\n", "a: [\n", "a: 2\n", "a version is no valid YAML"),
        ("a: 1\na: 2\n", "a: 1\n", "a: 2\n", "a version is no valid YAML"),
        ("a: 1\n", "a: \xff\r\n", "a: 2\rb: 1\n", "a version is no valid YAML"),
        ("one\n", "two\n", "three\n", "it holds no map or list"),
    ],
)
def test_what_has_no_values_is_left_to_the_lines(
    base: str, ours: str, theirs: str, note: str
) -> None:
    found = merged(base, ours, theirs, "<<<<\n", clean=False)
    assert found == FileMerge(b"<<<<\n", False, "lines", (), (note,))


def test_markers_say_what_they_are_told() -> None:
    found = merged("a: 1\n", "a: 2\n", "a: 3\n", "", clean=False)
    text = "<<<<<<<<< HEAD\na: 2\n=========\na: 3\n>>>>>>>>> topic\n"
    assert found.data.decode() == text


def test_each_side_made_its_own() -> None:
    found = merged("", "a: 1\n", "b: 2\na: 1\n", "", clean=False)
    assert found == FileMerge(b"b: 2\na: 1\n", True, "values")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ("a: 1\nb: 1\n", "a: 2\r\nb: 1\r\n", "a: 1\nb: 2\n", "a: 2\r\nb: 2\r\n"),
        ("a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\r\nb: 2\r\n", "a: 2\r\nb: 2\r\n"),
        ("a: 1\r\nb: 1\r\n", "a: 2\nb: 1\n", "a: 1\r\nb: 2\r\n", "a: 2\nb: 2\n"),
        ("a: 1\nb: 1", "a: 2\nb: 1", "a: 1\nb: 2", "a: 2\nb: 2"),
        ("a: 1\nb: 1\n", "a: 2\nb: 1", "a: 1\nb: 2\n", "a: 2\nb: 2"),
        ("a: 1\nb: 1", "a: 2\nb: 1", "a: 1\nb: 2\n", "a: 2\nb: 2\n"),
    ],
)
def test_line_ends_are_as_who_changed_them_left_them(
    base: str, ours: str, theirs: str, wanted: str
) -> None:
    found = merged(base, ours, theirs, "", clean=False)
    assert (found.data.decode(), found.clean) == (wanted, True)


def test_a_text_that_needs_the_line_end_keeps_it() -> None:
    found = merged("b: 1\nc: 2", "b: 1", "b: |\n  one\n\nc: 2", "", clean=False)
    assert found == FileMerge(b"b: |\n  one\n", True, "values")


def test_a_comment_behind_the_name_of_what_both_began_stays() -> None:
    found = merged("a: {}\n", "a:\n  x: 1\n", "a: # so far\n  y: 2\n", "", clean=False)
    assert found == FileMerge(b"# so far\na:\n  y: 2\n  x: 1\n", True, "values")
