"""Which records refer to one, and where."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.book.facts import Facts
from eventbook.query.known import Known
from eventbook.query.references import REFS, refer_to_any, referring, still_meant

from .conftest import Known_, Rows

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "relations": {
            "type": "array",
            "items": {"properties": {"event": {"type": "string", "x-ref": "event"}}},
        },
        "speaker": {"anyOf": [{"type": "string", "x-ref": ["person", "organisation"]}]},
    },
}
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "title": "b", "relations": [{"event": "c"}, {"event": "b"}]},
    {"id": "b", "part_of": {"ref": "event/c"}, "local": {"deep": [[{"ref": "event/b"}]]}},
    {"id": "c", "title": "event/b", "relations": [{"event": "event/b"}, {"event": None}]},
    {"id": "d", "speaker": "b", "people": [{"ref": "person/b"}, {"ref": "b"}, {"ref": 3}]},
    {"id": "e", "ref": "event/b", "relations": "event/b"},
]


@pytest.fixture
def schema(known_of: Known_) -> Known:
    return known_of(event=SCHEMA)


@pytest.mark.parametrize(
    ("kind", "id_", "expected"),
    [
        (
            "event",
            "b",
            {
                "a": ["relations[1].event"],
                "b": ["local.deep[0][0].ref"],
                "c": ["relations[0].event"],
                "e": ["ref"],
            },
        ),
        ("event", "c", {"a": ["relations[0].event"], "b": ["part_of.ref"]}),
        ("person", "b", {"d": ["speaker", "people[0].ref"]}),
        ("work", "b", {}),
        ("event", "a", {}),
    ],
)
def test_where_records_refer(
    rows_of: Rows, schema: Known, kind: str, id_: str, expected: dict[str, list[str]]
) -> None:
    found = referring(rows_of(RECORDS, schema), Facts("x.yaml", kind, id=id_), schema)
    assert {record.facts.id: record.row[REFS] for record in found} == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([], ""),
        ([("event", "a"), ("work", "b")], ""),
        ([("event", "b")], "abce"),
        ([("event", "c"), ("person", "b")], "abd"),
        ([("organisation", "b")], "d"),
        ([("event", "a"), ("event", "b"), ("person", "b")], "abcde"),
    ],
)
def test_who_refers_to_any_of_many(
    schema: Known, targets: list[tuple[str, str]], expected: str
) -> None:
    records = [Facts(f"{one['id']}.yaml", "event", (), one["id"], one) for one in RECORDS]
    found = list(refer_to_any(records, targets, schema))
    assert found == [facts for facts in records if str(facts.id) in expected]


def test_former_ids_mean_a_record_until_another_takes_them(rows_of: Rows, schema: Known) -> None:
    target = Facts("n.yaml", "event", id="n", value={"former_ids": ["b", 3, "c"]})
    book = [target, Facts("c.yaml", "event", id="c"), Facts("b.yaml", "person", id="b")]
    former = still_meant(target, book)
    assert former == ["b"]
    found = referring(rows_of(RECORDS, schema), target, schema, former)
    assert {record.facts.id: record.row[REFS] for record in found} == {
        "a": ["relations[1].event"],
        "b": ["local.deep[0][0].ref"],
        "c": ["relations[0].event"],
        "e": ["ref"],
    }
