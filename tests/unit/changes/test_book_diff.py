"""Records of two states of a book, paired."""

from __future__ import annotations

from typing import Any

from eventbook.changes.book_diff import Patch, RecordChange, RecordSide, diff_books
from eventbook.changes.diff import Change, ListIdentity
from eventbook.changes.scope import Scope
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

VALUE: Json = {"title": "An evening of songs", "date": "2023-02-24", "city": "Rome", "seats": 40}


def undeclared(_: Place) -> ListIdentity:
    return None


def side(
    record: str, path: str = "", value: Json = VALUE, raw: str = "", **more: Any
) -> RecordSide:
    return RecordSide(
        record, more.pop("kind", "event"), path or f"{record}.yaml", value, raw, **more
    )


def compared(old: list[RecordSide], new: list[RecordSide]) -> tuple[RecordChange, ...]:
    return diff_books(old, new, lambda _: undeclared)


def test_equal_bytes_at_the_same_path_are_no_news() -> None:
    assert compared([side("a", raw="1")], [side("a", raw="1")]) == ()
    assert compared([], []) == ()


def test_other_bytes_of_an_equal_value_are_formatting() -> None:
    assert compared([side("a", raw="1")], [side("a", raw="2")]) == (
        RecordChange("a", "event", "formatting", "a.yaml", title="An evening of songs"),
    )


def test_a_changed_value() -> None:
    assert compared([side("a", value={"n": 1}, raw="1")], [side("a", value={"n": 2}, raw="2")]) == (
        RecordChange(
            "a",
            "event",
            "changed",
            "a.yaml",
            changes=(Change("replace", ("n",), ("n",), 1, 2, ("n",), ("n",)),),
        ),
    )


def test_a_moved_file_keeps_its_changes() -> None:
    old, new = side("a", "x/a.yaml", {"n": 1}, "1"), side("a", "y/a.yaml", {"n": 2}, "2")
    (change,) = compared([old], [new])
    assert (change.status, change.path, change.old_path) == ("moved", "y/a.yaml", "x/a.yaml")
    assert [c.op for c in change.changes] == ["replace"]
    (change,) = compared([old], [side("a", "y/a.yaml", {"n": 1}, "1")])
    assert (change.status, change.changes) == ("moved", ())


def test_an_alike_record_under_another_id_was_renamed() -> None:
    old = side("a", value={**VALUE, "id": "a"}, raw="1")
    new = side("b", value={**VALUE, "id": "b", "seats": 50}, raw="2")
    (change,) = compared([old], [new])
    assert (change.record, change.old_record, change.status) == ("b", "a", "renamed")
    assert (change.path, change.old_path) == ("b.yaml", "a.yaml")
    assert [c.path for c in change.changes] == ["seats", "id"]


def test_the_id_itself_does_not_count_against_likeness() -> None:
    old = side("ann", value={"id": "ann", "name": "Ann Lee"}, raw="1", kind="person")
    new = side("ann-lee", value={"id": "ann-lee", "name": "Ann Lee"}, raw="2", kind="person")
    assert [c.status for c in compared([old], [new])] == ["renamed"]


def test_an_id_alone_is_no_likeness() -> None:
    old, new = side("a", value={"id": "a"}, raw="1"), side("b", value={"id": "b"}, raw="2")
    assert [(c.status, c.record) for c in compared([old], [new])] == [
        ("removed", "a"),
        ("added", "b"),
    ]


def test_records_of_two_kinds_are_never_one() -> None:
    assert [c.status for c in compared([side("a")], [side("b", kind="person")])] == [
        "removed",
        "added",
    ]
    assert [c.status for c in compared([side("a")], [side("a", kind="person")])] == [
        "added",
        "removed",
    ]


def test_too_little_in_common_is_a_removal_and_an_addition() -> None:
    new = side("b", value={"title": "Another", "date": "2023-02-24", "city": "Bari", "seats": 40})
    assert [(c.status, c.record, c.path, c.old_path) for c in compared([side("a")], [new])] == [
        ("removed", "a", "a.yaml", None),
        ("added", "b", "b.yaml", None),
    ]


def test_the_most_alike_is_the_renamed_one() -> None:
    less: Json = {**VALUE, "seats": 1}
    new = [side("b", value=less, raw="2"), side("c", raw="3")]
    assert [(c.status, c.record, c.old_record) for c in compared([side("a", raw="1")], new)] == [
        ("added", "b", None),
        ("renamed", "c", "a"),
    ]


def test_a_repeated_id_pairs_by_path_first() -> None:
    old = [side("a", "1.yaml", {"n": 1}, "1"), side("a", "2.yaml", {"n": 2}, "2")]
    new = [side("a", "2.yaml", {"n": 3}, "3"), side("a", "3.yaml", {"n": 1}, "1")]
    assert [(c.status, c.path, c.old_path) for c in compared(old, new)] == [
        ("changed", "2.yaml", None),
        ("moved", "3.yaml", "1.yaml"),
    ]


def test_a_version_that_cannot_be_read_says_why() -> None:
    old = side("a", value=None, raw="1", problem="line 3: a tab")
    assert compared([old], [side("a", raw="2")]) == (
        RecordChange(
            "a",
            "event",
            "changed",
            "a.yaml",
            problem="the old version cannot be read: line 3: a tab",
            title="An evening of songs",
        ),
    )
    assert compared([old], [old]) == ()


def test_a_version_that_cannot_be_read_is_found_by_its_path() -> None:
    old = side("real-id", "x.yaml", raw="1")
    new = side("x", "x.yaml", None, "2", problem="line 1: no map")
    (change,) = compared([old], [new])
    assert (change.record, change.old_record, change.problem) == (
        "x",
        "real-id",
        "the new version cannot be read: line 1: no map",
    )
    assert [c.status for c in compared([old], [side("y", raw="2", value={"z": 1})])] == [
        "removed",
        "added",
    ]


def test_private_values_are_taken_out() -> None:
    private = frozenset({("n",)})
    old = side("a", value={"n": "A"}, raw="1", private=private)
    (change,) = compared([old], [side("a", value={"n": "B"}, raw="2", private=private)])
    assert [(c.old, c.new) for c in change.changes] == [("(withheld)", "(withheld)")]


def test_news_come_by_path() -> None:
    old = [side("d", raw="1"), side("b", raw="1", value={"x": 1})]
    new = [side("d", raw="2"), side("c", raw="1", value={"y": 1}), side("a", value={"z": 1})]
    assert [c.path for c in compared(old, new)] == ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]


def test_many_renamed_records_are_found() -> None:
    """A thousand alike records, each under a new id, with one edit."""

    def value(number: int, seats: int) -> Json:
        return {"title": f"Evening {number}", "city": "Rome", "seats": seats, "no": number}

    old = [side(f"a{n}", value=value(n, 40), raw=f"a{n}") for n in range(1000)]
    new = [side(f"b{n}", value=value(n, 41), raw=f"b{n}") for n in range(1000)]
    changes = compared(old, new)
    assert [(c.status, str(c.old_record)[1:]) for c in changes] == [
        ("renamed", c.record[1:]) for c in changes
    ]
    assert len(changes) == 1000


def test_looking_at_some_fields_alone() -> None:
    old = [side("a", value={"n": 1, "t": 1}, raw="1"), side("b", value={"t": 1}, raw="1")]
    new = [side("a", value={"n": 2, "t": 1}, raw="2"), side("b", value={"t": 1}, raw="2")]

    def told(scope: Scope, *more: RecordSide) -> list[tuple[str, str]]:
        found = diff_books(old, [*new, *more], lambda _: undeclared, scope=scope)
        return [(each.record, each.status) for each in found]

    fresh = side("c", value={"t": 3})
    assert told(Scope()) == [("a", "changed"), ("b", "formatting")]
    assert told(Scope(ignored=(("n",),))) == [("b", "formatting")]
    assert told(Scope(only=(("t",),)), fresh) == [("c", "added")]
    assert told(Scope(only=(("n",),)), fresh) == [("a", "changed")]


def test_what_is_private_stays_so_when_fields_before_it_are_left_out() -> None:
    people = [{"name": "Bo", "note": "x"}, {"name": "secret", "note": "y"}]
    old = side("a", value={"people": []}, raw="1")
    new = side("a", value={"people": people}, raw="2", private=frozenset({("people", 1, "name")}))
    for scope in (Scope(ignored=(("people", 0),)), Scope(only=(("people", "name"),))):
        (change,) = diff_books([old], [new], lambda _: undeclared, scope=scope)
        assert [c.op for c in change.changes]
        assert "secret" not in repr(change)
        assert "(withheld)" in repr(change)


def test_fields_of_what_is_private_as_a_whole() -> None:
    old = side("a", value={"who": {"name": "secret", "x": 1}, "n": 1}, raw="1")
    new = side("a", value={"who": {"name": "secrets", "x": 2}, "n": 1}, raw="2")
    sides = [each._replace(private=frozenset({("who",)})) for each in (old, new)]
    (change,) = diff_books(sides[:1], sides[1:], lambda _: undeclared, scope=Scope((("who", "x"),)))
    assert [(each.op, each.path, each.old, each.new) for each in change.changes] == [
        ("replace", "who.x", "(withheld)", "(withheld)")
    ]


def test_patches_of_records() -> None:
    old = [side("a", value={"n": 1}, raw="1"), side("gone", value={"x": True}, raw="1")]
    new = [side("a", value={"n": 2}, raw="2"), side("fresh", value={"y": None}, raw="1")]
    found = diff_books(old, new, lambda _: undeclared, patches=True)
    test: dict[str, Json] = {"op": "test", "path": "/n", "value": 1}
    replace: dict[str, Json] = {"op": "replace", "path": "/n", "value": 2}
    assert [(each.record, each.patch) for each in found] == [
        ("a", Patch((test, replace))),
        ("fresh", Patch(({"op": "add", "path": "", "value": {"y": None}},))),
        (
            "gone",
            Patch(
                (
                    {"op": "test", "path": "", "value": {"x": True}},
                    {"op": "remove", "path": ""},
                )
            ),
        ),
    ]
    (broken,) = diff_books(
        [side("a", value=None, raw="1", problem="a tab")],
        new[:1],
        lambda _: undeclared,
        patches=True,
    )
    assert broken.patch is None


def test_a_patch_leaves_out_what_is_private_and_is_not_whole_then() -> None:
    place = ("people", 0, "name")
    old = side("a", value={"n": 1, "people": []}, raw="1")
    value: Json = {"n": 2, "people": [{"name": "secret"}]}
    new = side("a", value=value, raw="2", private=frozenset({place}))
    (change,) = diff_books([old], [new], lambda _: undeclared, patches=True)
    test: dict[str, Json] = {"op": "test", "path": "/n", "value": 1}
    replace: dict[str, Json] = {"op": "replace", "path": "/n", "value": 2}
    assert change.patch == Patch((test, replace), 1, is_whole=False)
    beside = new._replace(value={"n": 3, "people": [{"name": "secret"}]}, raw_hash="3")
    for blanked in (False, True):
        (change,) = diff_books(
            [new], [beside._replace(blanked=blanked)], lambda _: undeclared, patches=True
        )
        assert change.patch is not None
        assert (len(change.patch.operations), change.patch.left_out) == (2, 0)
        assert change.patch.is_whole is not blanked
    other = new._replace(value={"n": 2, "people": [{"name": "another"}]}, raw_hash="3")
    (change,) = diff_books([new], [other], lambda _: undeclared, patches=True)
    assert change.patch == Patch((), 0, is_whole=False)
    (added,) = diff_books([], [new], lambda _: undeclared, patches=True)
    assert added.patch == Patch((), 1, is_whole=False)
