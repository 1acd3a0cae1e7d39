"""Names that are nearly the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.events.near_names import SHORTEST, alike, near, words_of

LETTERS = st.text("abc", min_size=SHORTEST, max_size=9)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("manafzade", "manafzada", True),
        ("manafzadeh", "manafzada", True),
        ("friends", "freinds", True),
        ("friends", "friend", True),
        ("zambia", "gambia", True),
        ("rashad", "rashda", True),
        ("rashad", "rished", False),
        ("berger", "berge", False),
        ("abcdef", "badcfe", False),
        ("x" * 41, "x" * 40, False),
    ],
)
def test_words_that_are_alike(one: str, other: str, said: bool) -> None:
    assert alike(one, other) is said
    assert alike(other, one) is said


def distance(one: str, other: str) -> int:
    """Damerau's distance (optimal string alignment), by its definition."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


@given(LETTERS, LETTERS)
def test_one_slip_is_a_distance_of_one(one: str, other: str) -> None:
    stems = [word.rstrip("aeiouyh") for word in (one, other)]
    same_stem = stems[0] == stems[1] and len(stems[0]) >= 5
    assert alike(one, other) is (distance(one, other) <= 1 or same_stem)


@given(st.lists(st.tuples(LETTERS, LETTERS), unique=True, max_size=8))
def test_none_is_missed_among_few(names: list[tuple[str, str]]) -> None:
    expected = {
        (later, earlier)
        for later in range(len(names))
        for earlier in range(later)
        for a, b in [(names[later], names[earlier])]
        if (a[0] == b[0] and alike(a[1], b[1])) or (a[1] == b[1] and alike(a[0], b[0]))
    }
    assert set(near(names)) == expected


def test_a_crowd_of_near_names_is_not_compared_with_itself() -> None:
    crowd = [
        ("petra", f"anvelss{a}{b}{c}") for a in "abcdefghij" for b in "abcdefghij" for c in "ab"
    ]
    assert len(list(near(crowd))) < len(crowd) * 60


def test_the_words_of_a_name() -> None:
    assert words_of("Dr. Zoë O’Brandt-Əliyeva 2") == ("dr", "zoe", "o", "brandt", "eliyeva", "2")
