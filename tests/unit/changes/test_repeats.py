"""Items that are in a list twice, as the schema sees it."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.changes.repeats import repeats
from eventbook.changes.trees import ListIdentity
from eventbook.pointer import Place


def identity(place: Place) -> ListIdentity:
    declared: dict[str, ListIdentity] = {"people": ((("key",),), (("name",),)), "tags": "set"}
    return declared.get(next((p for p in reversed(place) if isinstance(p, str)), ""))


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (1, 0),
        ({"tags": ["a", "b", "a", "a"]}, 2),
        ({"tags": ["1", 1, True]}, 0),
        ({"days": ["a", "a"]}, 0),
        ({"people": [{"key": "a"}, {"key": "a", "name": "b"}, {"name": "b"}]}, 1),
        ({"people": [{"key": "a"}, {"key": None}, {"key": None}, "x", "x"]}, 0),
        ({"x": [{"people": [{"name": "Jose\u0301"}, {"name": "Jos\u00e9"}]}]}, 1),
    ],
)
def test_count(value: Any, count: int) -> None:
    assert repeats(value, identity) == count
