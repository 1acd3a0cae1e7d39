"""How many records have each value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.query.grouping import Group, grouped
from eventbook.query.paths import parse_list

from .conftest import Rows

VALUES: list[dict[str, Any]] = [
    {"id": "a", "type": "concert", "place": {"city": {"en": "Rome", "it": "Roma"}}, "count": 2},
    {"id": "b", "type": "reading", "place": {"city": "Roma"}, "keywords": ["art", "art", "sea"]},
    {"id": "c", "type": "concert", "place": {}, "keywords": ["sea"], "count": 10},
    {"id": "d", "type": None, "place": {"city": "Århus"}, "keywords": [], "count": 2},
]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("type", [(("concert",), 2), (("reading",), 1), ((None,), 1)]),
        ("place.city", [(("Roma",), 2), (("Århus",), 1), ((None,), 1)]),
        ("keywords", [(("sea",), 2), ((None,), 2), (("art",), 1)]),
        ("count", [((2,), 2), ((10,), 1), ((None,), 1)]),
        (
            "type,keywords",
            [
                (("concert", "sea"), 1),
                (("concert", None), 1),
                (("reading", "art"), 1),
                (("reading", "sea"), 1),
                ((None, None), 1),
            ],
        ),
    ],
)
def test_groups(rows_of: Rows, keys: str, expected: list[tuple[Any, int]]) -> None:
    paths = [path for _, path in parse_list(keys)]
    assert grouped(rows_of(VALUES), paths, "it") == [Group(*each) for each in expected]


def test_true_is_not_one(rows_of: Rows) -> None:
    values = [{"id": "a", "local": {"n": True}}, {"id": "b", "local": {"n": 1}}]
    found = grouped(rows_of(values), [("local", "n")], None)
    assert [(type(group.values[0]), group.size) for group in found] == [(bool, 1), (int, 1)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", "B", "b", 1, 2.5, True])), max_size=12))
def test_every_record_with_one_value_is_in_one_group(rows_of: Rows, values: list[Any]) -> None:
    records = rows_of([{"id": f"r{n}", "local": {"x": one}} for n, one in enumerate(values)])
    found = grouped(records, [("local", "x")], None)
    assert sum(group.size for group in found) == len(values)
    assert [group.size for group in found] == sorted((g.size for g in found), reverse=True)
