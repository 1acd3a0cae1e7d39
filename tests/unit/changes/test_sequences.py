"""Subsequences against slow and obvious ways of finding them."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.sequences import common, longest_increasing, shared_ends

letters = st.lists(st.sampled_from("abcd"), max_size=9)


def longest_by_trial(numbers: list[int]) -> int:
    sizes = range(len(numbers), 0, -1)
    chains = (chain for size in sizes for chain in itertools.combinations(numbers, size))
    return next((len(c) for c in chains if all(a < b for a, b in itertools.pairwise(c))), 0)


def common_length_by_table(a: list[str], b: list[str]) -> int:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, j in itertools.product(range(len(a)), range(len(b))):
        longer = max(table[i][j + 1], table[i + 1][j])
        table[i + 1][j + 1] = table[i][j] + 1 if a[i] == b[j] else longer
    return table[-1][-1]


@given(st.lists(st.integers(0, 9), max_size=9))
def test_longest_increasing(numbers: list[int]) -> None:
    chain = longest_increasing(numbers)
    assert all(i < j and numbers[i] < numbers[j] for i, j in itertools.pairwise(chain))
    assert len(chain) == longest_by_trial(numbers)


def test_longest_increasing_of_nothing() -> None:
    assert longest_increasing([]) == []


@given(letters, letters)
def test_common_is_a_longest_common_subsequence(a: list[str], b: list[str]) -> None:
    pairs = common(a, b)
    assert all(i < k and j < m for (i, j), (k, m) in itertools.pairwise(pairs))
    assert all(a[i] == b[j] for i, j in pairs)
    assert len(pairs) == common_length_by_table(a, b)


def test_the_ends_do_not_overlap() -> None:
    assert shared_ends("aa", "aaa") == (2, 0)
    assert shared_ends("abcab", "abab") == (2, 2)


@pytest.mark.parametrize("alphabet", [2, 50])
def test_much_repetition_costs_no_quadratic_time(alphabet: int) -> None:
    """All equal pairs of these would be at least eight million."""
    seed = random.Random(1)
    a = [seed.randrange(alphabet) for _ in range(20_000)] + ["only here"]
    b = ["nowhere else", *(seed.randrange(alphabet) for _ in range(20_000))]
    a[10_000] = b[10_000] = "in both"
    start = time.process_time()
    pairs = common(a, b)
    assert time.process_time() - start < 10
    assert (10_000, 10_000) in pairs
    assert all(a[i] == b[j] for i, j in pairs)
