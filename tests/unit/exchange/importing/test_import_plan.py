"""Rows become entries, one for each key, and every row is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.exchange.importing.entries import Entries, Entry, Skipped, key_of, merge
from eventbook.exchange.importing.plan import (
    Fate,
    Known,
    Plan,
    Told,
    changes,
    known_rows,
    match_by_id,
    match_known,
)
from eventbook.exchange.importing.source import Position, Row
from eventbook.exchange.importing.tally import Tally, Unread
from eventbook.jsonvalue import Json, canonical

HERE = [Position("a", number) for number in range(1, 6)]


def entry(key: str, *positions: Position, digest: str = "d", **fields: Json) -> Entry:
    return Entry(key, dict(fields), digest, positions, ("a",), {})


def plan(*entries: Entry, skipped: tuple[Skipped, ...] = ()) -> Plan:
    return Plan(("a",), Entries(entries, skipped, ()))


def record(record_id: str, *imported: Json, **fields: Json) -> Facts:
    local: Json = {"imported": [*imported], "shelf": 3}
    value: Json = {"id": record_id, **fields, "local": local}
    return Facts(f"events/{record_id}.yaml", "event", id=record_id, value=value)


# Keys


def key(row: dict[str, Json], *ways: tuple[str, ...]) -> str:
    return key_of(ways, Row(HERE[0], row), {"stem": "data"})


@pytest.mark.parametrize(
    ("row", "ways", "found"),
    [
        ({"a": " x  y ", "b": 2}, [("a", "b")], "x y | 2"),
        ({"a": "x"}, [("a", "b")], "x"),
        ({"b": "x"}, [("a", "b")], " | x"),
        ({}, [("a", "b")], ""),
        ({"a": "x | y"}, [("a",)], "x || y"),
        ({"a": "x"}, [("@file.stem", "a")], "data | x"),
        ({"a": True}, [("a",)], "true"),
        ({"b": 1}, [("a",), ("b",)], "1"),
        ({"a": "x", "c": 1}, [("a", "b"), ("c",)], "1"),
        ({"a": "x"}, [("a", "b"), ("c",)], ""),
    ],
)
def test_a_key_is_made_of_its_parts(
    row: dict[str, Json], ways: list[tuple[str, ...]], found: str
) -> None:
    assert key(row, *ways) == found


_PART = st.text(alphabet="a| ", max_size=4)


@given(_PART, _PART, _PART, _PART)
def test_two_keys_are_one_only_where_their_parts_are(a: str, b: str, c: str, d: str) -> None:
    one, other = key({"x": a, "y": b}, ("x", "y")), key({"x": c, "y": d}, ("x", "y"))
    same = [" ".join(each.split()) for each in (a, b)] == [" ".join(e.split()) for e in (c, d)]
    assert (one == other) == same


# Rows of one key


def test_rows_of_one_key_are_joined() -> None:
    fields: dict[str, Json] = {"a": 1, "tags": ["x"], "place": {"city": "Rome"}}
    more: dict[str, Json] = {"a": 2, "b": 3, "tags": ["y", "x"], "place": {"city": "R", "z": 1}}
    assert [*merge(fields, more, {})] == ["a", "place.city"]
    assert fields == {"a": 1, "b": 3, "tags": ["x", "y"], "place": {"city": "Rome", "z": 1}}


_FIELDS = st.dictionaries(
    st.sampled_from("abc"),
    st.integers(0, 2) | st.lists(st.integers(0, 3), max_size=3, unique=True),
)


@given(st.lists(_FIELDS, min_size=1, max_size=5))
def test_nothing_is_lost_but_what_is_told_of(rows: list[dict[str, Json]]) -> None:
    fields: dict[str, Json] = {}
    met: dict[str, set[str]] = {}
    for row in rows:
        told = [*merge(fields, row, met)]
        for name, value in row.items():
            there = fields[name]
            if isinstance(there, list) and isinstance(value, list):
                assert {*map(canonical, value)} <= {*map(canonical, there)}
            else:
                assert (there == value) == (name not in told)
        assert all(
            len({*map(canonical, v)}) == len(v) for v in fields.values() if isinstance(v, list)
        )


# Fates


def test_every_row_has_one_outcome_in_the_order_of_the_files() -> None:
    made = plan(
        entry("x", HERE[0], HERE[3]), entry("y", HERE[2]), skipped=(Skipped(HERE[1], "why"),)
    )
    made.fates = {"x": Fate("created", "e", "p"), "y": Fate("duplicate", "f")}
    assert made.rows() == [
        Told(HERE[0], Fate("created", "e", "p")),
        Told(HERE[1], Fate("skipped", why="why")),
        Told(HERE[2], Fate("duplicate", "f")),
        Told(HERE[3], Fate("merged", "e", "p", "one with a, row 1")),
    ]
    assert made.counts(4) == {
        "created": 1, "merged": 1, "there": 0, "changed": 0, "duplicate": 1, "skipped": 1
    }  # fmt: skip


def test_a_row_that_is_not_accounted_for_stops_the_run() -> None:
    forgotten = plan(entry("x", HERE[0]))
    with pytest.raises(AssertionError, match="without a fate"):
        forgotten.rows()
    forgotten.fates = {"x": Fate("created")}
    with pytest.raises(AssertionError, match="1 of 2 rows"):
        forgotten.counts(2)
    twice = plan(entry("x", HERE[0], HERE[0]))
    twice.fates = {"x": Fate("created")}
    with pytest.raises(AssertionError, match="twice"):
        twice.counts(2)


def test_rows_are_known_by_what_records_keep_of_them() -> None:
    told: Json = {"from": "m", "key": "x", "row": "d"}
    book = [
        record("one", told, {"from": "other", "key": "y", "row": "d"}, "no map"),
        record("two", {"from": "m", "key": "y", "row": "old"}, title="T", date="2019"),
        Facts("events/broken.yaml", "event"),
    ]
    known = known_rows(book, "m")
    assert known == {"x": Known(book[0], "d"), "y": Known(book[1], "old")}

    made = plan(
        entry("x", HERE[0], title="other"),
        entry("y", HERE[1], digest="new", title="T", date="2020"),
        entry("z", HERE[2]),
    )
    match_known(made, known)

    assert made.fates == {
        "x": Fate("there", "one", "events/one.yaml"),
        "y": Fate("changed", "two", "events/two.yaml", fields={"date": "2020"}),
    }
    assert [each.key for each in made.undecided] == ["z"]
    made.fates["z"] = Fate("created")
    assert [*changes(made, known)] == [
        {
            "id": "two",
            "date": "2020",
            "local": {"imported": [{"from": "m", "key": "y", "row": "new"}], "shelf": 3},
        }
    ]


def test_where_records_keep_nothing_their_ids_tell() -> None:
    book = {"a": record("a", n=1), "b": record("b", n=2)}
    made = plan(entry("1", HERE[0], id="a", n=1), entry("2", HERE[1], id="b", n=3))
    match_by_id(made, book, "id")
    assert made.fates == {
        "1": Fate("there", "a", "events/a.yaml"),
        "2": Fate("changed", "b", "events/b.yaml", fields={"n": 3}),
    }
    assert [*changes(made, {})] == [{"id": "b", "n": 3}]


# What nobody reads


def test_values_that_no_rule_looks_at_are_counted_with_the_first_place() -> None:
    tally = Tally(frozenset({"a", "o.name"}), frozenset({"skip"}))
    tally.add_row({"a": 1, "b": [1, None, ""], "o": {"name": 1, "@type": 2, "x": 3}}, HERE[0])
    tally.add_row({"b": 2, "skip": {"deep": 1}, "skipped": 1}, HERE[1])
    assert tally.unread() == [
        Unread("b", 2, HERE[0]),
        Unread("o.x", 1, HERE[0]),
        Unread("skipped", 1, HERE[1]),
    ]
