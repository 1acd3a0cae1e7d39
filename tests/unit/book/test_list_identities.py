"""What tells the items of lists in a file of records apart, by the lists' places in the file."""

from __future__ import annotations

import json

import pytest

from eventbook.book.patterns import RecordPattern
from eventbook.book.schemas import Schemas
from eventbook.book.settings import IdSource, Kind
from eventbook.pointer import Place
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import ListIdentity

TALK = {"properties": {"talks": {"x-list-key": [["slot"]]}, "tags": {"x-list": "set"}}}
WHOLE = {"type": "array", "items": {"properties": {"confs": {"items": TALK}}}}
KEYED = {**WHOLE, "x-list-key": [["year"]]}
BY_ID = ((("slug",),),)
BY_SLOT = ((("slot",),),)
BY_YEAR = ((("year",),),)


def identity(
    schema: object, pattern: str, place: Place, source: IdSource = "field:slug"
) -> ListIdentity:
    read = RecordPattern.parse(pattern)
    kind = Kind("conference", (read,), "schema.json", source)
    catalog = Catalog({"schema.json": json.dumps(schema).encode()})
    return Schemas(lambda _: (catalog, "schema.json")).identity(kind, read)(place)


CASES: list[tuple[object, str, Place, ListIdentity]] = [
    (TALK, "x.yml", ("talks",), BY_SLOT),
    (TALK, "x.yml", ("tags",), "set"),
    (TALK, "x.yml", ("other",), None),
    (TALK, "x.yml", (), None),
    (TALK, "x.yml[]", (), BY_ID),
    (TALK, "x.yml[]", (3, "talks"), BY_SLOT),
    (TALK, "x.yml[]", (3,), None),
    (TALK, "x.yml[].confs[]", (), None),
    (TALK, "x.yml[].confs[]", (0, "confs"), BY_ID),
    (TALK, "x.yml[].confs[]", (0, "others"), None),
    (TALK, "x.yml[].confs[]", (0, "confs", 7, "tags"), "set"),
    (TALK, "x.yml[].a.confs[]", (0, "a", "confs", 7, "talks"), BY_SLOT),
    (TALK, "x.yml[].a.confs[]", (0, "a"), None),
    (WHOLE, "x.yml[].confs[]", (), None),
    (WHOLE, "x.yml[].confs[]", (0, "confs"), BY_ID),
    (WHOLE, "x.yml[].confs[]", (0, "confs", 1, "talks"), BY_SLOT),
    (KEYED, "x.yml[].confs[]", (), BY_YEAR),
    (KEYED, "x.yml[]", (), BY_YEAR),
]


@pytest.mark.parametrize(("schema", "pattern", "place", "expected"), CASES)
def test_identity(schema: object, pattern: str, place: Place, expected: ListIdentity) -> None:
    assert identity(schema, pattern, place) == expected


def test_records_whose_ids_are_in_their_paths_are_not_told_apart_by_them() -> None:
    assert identity(TALK, "x.yml[]", (), "stem") is None
