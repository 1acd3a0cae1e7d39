"""Ids for statements that have none."""

from __future__ import annotations

import pytest

from eventbook.events.statement_ids import missing_ids


@pytest.mark.parametrize(
    ("statements", "ids"),
    [
        ([{}, {}], ["s1", "s2"]),
        ([{}, {"id": "s1"}, {}], ["s2", None, "s3"]),
        ([{"id": "s7"}, {}], [None, "s8"]),
        ([{"id": "opening"}, {"id": "s02x"}, {}], [None, None, "s1"]),
        ([{"id": None}, {"id": 4}, {}], [None, None, "s1"]),
        (["no map", {}, 3], [None, "s1", None]),
    ],
)
def test_missing_ids_go_on_where_the_others_end(statements, ids):
    assert missing_ids({"statements": statements}) == {
        ("statements", index, "id"): each for index, each in enumerate(ids) if each
    }


@pytest.mark.parametrize("fields", [{}, {"statements": None}, {"statements": {"id": 1}}])
def test_without_a_list_there_are_none(fields):
    assert missing_ids(fields) == {}
