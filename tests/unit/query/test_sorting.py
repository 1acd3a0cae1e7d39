"""The order of records."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.errors import UsageError
from eventbook.query import sorting
from eventbook.query.known import Known

from .conftest import Rows


def _ids(rows_of: Rows, known: Known, values: list[dict[str, Any]], keys: str) -> str:
    order = sorting.parse(keys, known) if keys else sorting.DEFAULT
    found = sorting.ordered(rows_of(values), order, "it")
    return "".join(row.facts.id or "" for row in found)


DATED = [
    {"id": "a", "date": "XXXX"},
    {"id": "b", "date": "2023-02-24"},
    {"id": "c", "date": "2023-02?"},
    {"id": "d", "date": "2023"},
    {"id": "e"},
    {"id": "f", "date": 1992},
    {"id": "g", "date": "../1990"},
    {"id": "h", "date": "some day"},
    {"id": "i", "date": "2023"},
]


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ("", "gfdicbhae"),
        ("date", "gfdicbhae"),
        ("-date", "hbcdifgae"),
        ("-date,-id", "hbcidfgea"),
        ("-id", "ihgfedcba"),
    ],
)
def test_dates_by_earliest_then_latest_day(
    rows_of: Rows, known: Known, keys: str, ids: str
) -> None:
    assert _ids(rows_of, known, DATED, keys) == ids


LIMITED = [
    {"id": "a", "date": "XXXX", "not_before": "2023-02", "not_after": "2023-03"},
    {"id": "b", "date": "2023-02-24"},
    {"id": "c", "date": "2023", "not_before": "2023-02-25"},
    {"id": "d", "date": "XXXX", "not_after": "1990?"},
    {"id": "e", "date": "2023", "not_before": "2024"},
    {"id": "f", "date": "XXXX", "not_before": "some day"},
]


@pytest.mark.parametrize(("keys", "ids"), [("", "deabcf"), ("-date", "cbaedf")])
def test_dates_by_all_that_is_known_of_them(
    rows_of: Rows, known: Known, keys: str, ids: str
) -> None:
    assert _ids(rows_of, known, LIMITED, keys) == ids


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ("count", "cbad"),
        ("-count", "bcad"),
        ("title", "adbc"),
        ("-title", "cbda"),
        ("title.en", "abcd"),
        ("people.name", "cabd"),
        ("-people.name", "acbd"),
        ("local.x", "cbad"),
        ("type,-count", "bcad"),
        ("count , -title", "cbda"),
    ],
)
def test_numbers_texts_lists_and_what_is_missing(
    rows_of: Rows, known: Known, keys: str, ids: str
) -> None:
    values: list[dict[str, Any]] = [
        {
            "id": "a",
            "title": {"en": "zebra", "it": "ábaco"},
            "people": [{"name": "Zoe"}, {"name": "Émile"}],
            "local": {"x": "text"},
        },
        {"id": "b", "title": "Été", "count": 100, "local": {"x": 20}},
        {"id": "c", "title": "etude", "count": 9, "people": [{"name": "Ann"}], "local": {"x": 3}},
        {"id": "d", "title": "äon", "count": None},
    ]
    assert _ids(rows_of, known, values, keys) == ids


@pytest.mark.parametrize("keys", ["", "titel", "title,", "-", "-titel", ",id"])
def test_what_cannot_be_sorted_by(known: Known, keys: str) -> None:
    with pytest.raises(UsageError):
        sorting.parse(keys, known)
