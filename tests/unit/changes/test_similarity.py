"""How alike values are, and which pairs are made of it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from eventbook.changes.similarity import Leaves, alike, best_first, dice, leaves, near_pairs
from eventbook.changes.trees import TreeBuilder
from eventbook.jsonvalue import Json
from unit.changes.strategies import LONG, values


def all_leaves(*found: Json) -> list[Leaves]:
    builder = TreeBuilder(lambda _: None)
    return [leaves(builder.build(value)) for value in found]


def likeness(a: Json, b: Json) -> float:
    return dice(*all_leaves(a, b))


def paired(olds: list[Json], news: list[Json], least: float = 0.5) -> list[tuple[int, int]]:
    builder = TreeBuilder(lambda _: None)
    trees = [[builder.build(value) for value in side] for side in (olds, news)]
    return alike(*trees, least)


def test_it_is_the_share_of_leaves_in_common() -> None:
    assert likeness({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "d": 3}) == pytest.approx(4 / 6)
    assert likeness([1, 2, 2], [2, 2, 1]) == 1
    assert likeness([1, 1], [1]) == pytest.approx(2 / 3)
    assert likeness({"a": 1}, {"a": 1.0}) == 0


def test_texts_count_by_their_words() -> None:
    reworded = LONG.replace("two", "three")
    words = len(LONG.split())
    assert likeness(LONG, reworded) == pytest.approx((words - 1) / words)
    assert likeness({"a": 1, "t": LONG}, {"a": 1, "t": reworded}) == pytest.approx(
        (1 + (words - 1) / words) / 2
    )


def test_short_texts_are_equal_or_not() -> None:
    assert likeness("two songs", "two poems") == 0


def test_texts_of_repeated_routes_are_equal_or_not() -> None:
    first, second, third = (LONG.replace("two", count) for count in ("one", "six", "ten"))
    assert likeness([first, second], [second, third]) == pytest.approx(0.5)


@given(values, values)
def test_it_is_symmetric_and_between_none_and_all(a: Json, b: Json) -> None:
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert 0 <= likeness(a, b) <= 1


@given(values)
def test_all_is_in_common_with_itself(value: Json) -> None:
    assert likeness(value, value) == 1


def test_the_best_pairs_come_first_and_none_twice() -> None:
    assert best_first([(0.5, 0, 0), (0.9, 0, 1), (0.6, 1, 1), (0.5, 1, 0)]) == [(0, 1), (1, 0)]


def test_ties_go_to_the_nearest() -> None:
    assert best_first([(0.5, 0, 2), (0.5, 0, 1), (0.5, 2, 2)]) == [(2, 2), (0, 1)]


def test_only_like_kinds_pair() -> None:
    assert sorted(paired([{}, [], "a"], [[], "a", {}])) == [(0, 2), (1, 0), (2, 1)]


def test_long_sequences_pair_with_what_is_near() -> None:
    """A thousand items, each edited: the diagonal finds them, a few shifted ones too."""
    olds: list[Json] = [{"id": i, "a": i, "b": i} for i in range(1000)]
    news: list[Json] = [{"id": i, "a": i, "b": -i - 1} for i in range(1000)]
    assert sorted(paired(olds, news)) == [(i, i) for i in range(1000)]
    shifted = paired(olds[:60], [{"id": -1}, *news[:59]])
    assert sorted(shifted) == [(i, i + 1) for i in range(59)]


@pytest.mark.parametrize(
    ("rows", "columns"), [(20, 20), (30, 300), (45, 37), (1000, 990), (3, 500)]
)
def test_a_bounded_number_of_pairs_is_compared(rows: int, columns: int) -> None:
    found = set(near_pairs(rows, columns))
    assert found == {(i, j) for j, i in near_pairs(columns, rows)}
    assert len(found) <= max(400, 2 * max(rows, columns))
    assert {i for i, _ in found} == set(range(rows))
    assert {j for _, j in found} == set(range(columns))


def test_pairs_are_the_same_in_both_directions_when_bounded() -> None:
    olds: list[Json] = [{"a": i // 7, "b": i % 5, "c": i % 3} for i in range(45)]
    news: list[Json] = [{"a": i // 6, "b": i % 4, "c": i % 3} for i in range(37)]
    there, back = paired(olds, news), paired(news, olds)
    assert sorted(there) == sorted((i, j) for j, i in back)
    assert len(there) > 10
    assert all(len(set(side)) == len(there) for side in itertools.zip_longest(*there))
