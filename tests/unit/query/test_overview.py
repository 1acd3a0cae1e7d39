"""Counting a book's records."""

from __future__ import annotations

from eventbook.book.facts import Facts
from eventbook.jsonvalue import Json, digest
from eventbook.query.overview import Overview, overview


def _facts(number: int, kind: str, value: Json) -> Facts:
    id_ = value.get("id") if isinstance(value, dict) else None
    return Facts(f"{number}.yaml", kind, id=id_ if isinstance(id_, str) else None, value=value)


VALUES: list[tuple[str, Json]] = [
    ("person", {"id": "p"}),
    ("event", {"id": "a", "review": {"status": "draft"}}),
    ("event", {"id": "b", "review": {"status": "reviewed", "of": digest({"id": "b"})}}),
    ("event", {"id": "c", "review": {"status": "reviewed", "of": digest({"id": "x"})}}),
    ("event", {"review": {"status": "draft", "of": 3}}),
    ("event", {"id": "e", "review": "none"}),
    ("event", ["no", "record"]),
    ("event", None),
]


def test_kinds_statuses_and_what_waits() -> None:
    assert overview([_facts(n, kind, value) for n, (kind, value) in enumerate(VALUES)]) == Overview(
        records={"event": {"draft": 2, "no-review": 1, "reviewed": 2}, "person": {"no-review": 1}},
        drafts=("a", "4.yaml"),
        stale=("c",),
        unreadable=2,
    )


def test_an_empty_book() -> None:
    assert overview([]) == Overview({}, (), (), 0)
