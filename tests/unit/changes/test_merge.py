"""Three-way merge of values: what is taken from whom, and what is in conflict."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.changes.chunks import Chunk, chunks
from eventbook.changes.diff import MISSING
from eventbook.changes.lines import merge_lines
from eventbook.changes.merge import merge
from eventbook.changes.merged import Conflict, conflicts, settle
from eventbook.changes.trees import ListIdentity
from eventbook.pointer import Place

ANN: dict[str, Any] = {"key": "ann", "role": "host"}
BOB: dict[str, Any] = {"key": "bob", "role": "guest"}


def identity(place: Place) -> ListIdentity:
    declared: dict[str, ListIdentity] = {
        "people": ((("key",),), (("name", "ref"),)),
        "tags": "set",
    }
    return declared.get(next((p for p in reversed(place) if isinstance(p, str)), ""))


def clean(base: Any, ours: Any, theirs: Any) -> Any:
    """The merged value, which has no conflicts, whoever is asked."""
    merged = merge(base, ours, theirs, identity)
    assert list(conflicts(merged)) == []
    assert settle(merged, "ours") == settle(merged, "theirs")
    return settle(merged, "ours")


def clashes(base: Any, ours: Any, theirs: Any) -> list[Conflict]:
    return list(conflicts(merge(base, ours, theirs, identity)))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}),
        ({"a": 1, "b": 1}, {"a": 1}, {"b": 1}, {}),
        ({"a": {"x": 1}}, {"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, {"a": {"x": 3, "y": 2}}),
        ({}, {"p": {"x": 1}}, {"p": {"y": 2}}, {"p": {"x": 1, "y": 2}}),
        (MISSING, {"x": 1}, {"y": 2}, {"y": 2, "x": 1}),
        ({"a": 1}, {"a": {"x": 1}}, {"a": {"y": 2}}, {"a": {"y": 2, "x": 1}}),
        (
            {"p": "one"},
            {"p": {"name": "one"}},
            {"p": "one", "q": 1},
            {"p": {"name": "one"}, "q": 1},
        ),
    ],
)
def test_maps(base: Any, ours: Any, theirs: Any, wanted: Any) -> None:
    assert clean(base, ours, theirs) == wanted


def test_keys_that_theirs_has_alone_stand_behind_their_neighbours() -> None:
    base = {"a": 1, "c": 1, "d": 1}
    found = clean(base, {"c": 1, "a": 1, "e": 1}, {"z": 0, "a": 1, "b": 1, "c": 1, "d": 1})
    assert list(found) == ["z", "c", "a", "b", "e"]


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ([BOB, ANN], [ANN, {**BOB, "note": 1}], [{**BOB, "note": 1}, ANN]),
        ([ANN, {**BOB, "note": 1}], [BOB, ANN], [{**BOB, "note": 1}, ANN]),
        (
            [ANN, BOB, {"key": "cy"}],
            [ANN, BOB, {"key": "di"}],
            [ANN, BOB, {"key": "cy"}, {"key": "di"}],
        ),
        (
            [ANN, BOB, {"key": "cy"}],
            [ANN, BOB, {"key": "cy", "x": 1}],
            [ANN, BOB, {"key": "cy", "x": 1}],
        ),
        ([ANN], [BOB], []),
        ([BOB, ANN], [BOB, ANN], [BOB, ANN]),
        (
            [{**ANN, "key": "anna"}, BOB],
            [{**ANN, "role": "chair"}, BOB],
            [{"key": "anna", "role": "chair"}, BOB],
        ),
        (
            [{"key": "x"}, ANN, BOB],
            [{"key": "y"}, ANN, BOB],
            [{"key": "y"}, {"key": "x"}, ANN, BOB],
        ),
    ],
)
def test_items_with_names(ours: Any, theirs: Any, wanted: Any) -> None:
    found = clean({"people": [ANN, BOB]}, {"people": ours}, {"people": theirs})
    assert found == {"people": wanted}


def test_both_reorder_and_ours_stays() -> None:
    cy = {"key": "cy"}
    found = clean(
        {"people": [ANN, BOB, cy]}, {"people": [cy, ANN, BOB]}, {"people": [BOB, ANN, cy]}
    )
    assert found == {"people": [cy, ANN, BOB]}


def test_sets_have_what_either_added_and_not_what_either_removed() -> None:
    found = clean({"tags": ["a", "b"]}, {"tags": ["b", "c"]}, {"tags": ["d", "b", "a", "c"]})
    assert found == {"tags": ["d", "b", "c"]}


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        (["a", "x", "b", "c"], ["a", "b", "c", "y"], ["a", "x", "b", "c", "y"]),
        (["a", "c"], ["a", "b", "c", "d"], ["a", "c", "d"]),
        (["c", "a", "b"], ["a", "b", "c"], ["c", "a", "b"]),
        (["a", "b", "c"], ["c", "b", "a"], ["c", "b", "a"]),
        (["a", "b", "c", "z"], ["a", "b", "c", "z"], ["a", "b", "c", "z"]),
        (["a", "x", "c"], ["a", "x", "c", "y"], ["a", "x", "c", "y"]),
    ],
)
def test_items_without_names(ours: Any, theirs: Any, wanted: Any) -> None:
    assert clean({"l": ["a", "b", "c"]}, {"l": ours}, {"l": theirs}) == {"l": wanted}


def test_a_text_of_several_lines_is_merged_by_lines() -> None:
    base = "one\ntwo\nthree\nfour\n"
    found = clean({"t": base}, {"t": base.replace("one", "1")}, {"t": base.replace("four", "4")})
    assert found == {"t": "1\ntwo\nthree\n4\n"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        (
            {"a": 1},
            {"a": 2},
            {"a": 3},
            Conflict((("a",),), (("a",),), (("a",),), (2,), (3,), "both changed it"),
        ),
        (
            {"a": 1},
            {"a": 2},
            {},
            Conflict((("a",),), (("a",),), (), (2,), (), "theirs removed it"),
        ),
        (
            {"a": {"x": 1}},
            {},
            {"a": {"x": 2}},
            Conflict((("a",),), (), (("a",),), (), ({"x": 2},), "ours removed it"),
        ),
        (
            {},
            {"a": "1"},
            {"a": 1},
            Conflict((), (("a",),), (("a",),), ("1",), (1,), "both changed it"),
        ),
        (
            {"t": "one\ntwo\n"},
            {"t": "1\ntwo\n"},
            {"t": "eins\ntwo\n"},
            Conflict(
                (("t",),),
                (("t",),),
                (("t",),),
                ("1\ntwo\n",),
                ("eins\ntwo\n",),
                "both changed it",
            ),
        ),
        (
            {"l": ["a", "b"]},
            {"l": ["a", "x", "b"]},
            {"l": ["a", "y", "z", "b"]},
            Conflict((), (("l", 1),), (("l", 1), ("l", 2)), ("x",), ("y", "z"), "both changed it"),
        ),
        (
            {"people": [ANN]},
            {"people": [{**ANN, "role": "chair"}]},
            {"people": []},
            Conflict(
                (("people", 0),),
                (("people", 0),),
                (),
                ({"key": "ann", "role": "chair"},),
                (),
                "theirs removed it",
            ),
        ),
    ],
)
def test_conflicts(base: Any, ours: Any, theirs: Any, wanted: Conflict) -> None:
    assert clashes(base, ours, theirs) == [wanted]


def test_a_value_that_is_all_in_conflict_is_what_a_side_has() -> None:
    merged = merge(1, 2, 3, identity)
    assert (settle(merged, "ours"), settle(merged, "theirs")) == (2, 3)
    gone = merge({"a": 1}, {"a": 2}, {}, identity)
    assert (settle(gone, "ours"), settle(gone, "theirs")) == ({"a": 2}, {})


def test_chunks_are_cut_where_all_agree() -> None:
    assert list(chunks("abcd", "axbd", "abyd")) == [
        Chunk(slice(0, 1), slice(0, 1), slice(0, 1), stable=True),
        Chunk(slice(1, 1), slice(1, 2), slice(1, 1)),
        Chunk(slice(1, 2), slice(2, 3), slice(1, 2), stable=True),
        Chunk(slice(2, 3), slice(3, 3), slice(2, 3)),
        Chunk(slice(3, 4), slice(3, 4), slice(3, 4), stable=True),
    ]
    assert list(chunks("", "", "")) == []


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ("a\nb\nc\n", "a\nx\nb\nc\n", "a\nb\nc\ny\n", "a\nx\nb\nc\ny\n"),
        ("a\nb\n", "a\nb\n", "", ""),
        ("a\nb", "a\nb", "a\nb\nc", "a\nb\nc"),
        ("a\n", "b\n", "b\n", "b\n"),
        ("a\n", "b\n", "c\n", None),
        ("a\n", "a\nx\n", "a\ny\n", None),
    ],
)
def test_lines(base: str, ours: str, theirs: str, wanted: str | None) -> None:
    assert merge_lines(base, ours, theirs) == wanted
