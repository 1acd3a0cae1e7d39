"""Parquet files hold what the records hold, as pyarrow and DuckDB read them."""

from __future__ import annotations

import builtins
import io
from datetime import date
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given

from eventbook.errors import EnvironmentFault
from eventbook.exchange.exporting import parquet
from eventbook.exchange.exporting.arrow import Columns
from eventbook.exchange.exporting.interface import Export
from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.structure import Node
from eventbook.exchange.exporting.values import as_json, clean
from eventbook.jsonvalue import Json

from .exported import CONCERT, RECORDS, SCHEMAS, TEXT, book
from .test_export_sqlite import CONCERTS, HALLS

_DERIVED = ("_by_lang", "_earliest", "_latest", "_title")
OWN = ("record_id", "path", "pointer", "kind", "year")


class _Kept(io.BytesIO):
    """A file whose bytes outlive it."""

    def close(self) -> None:
        self.kept = self.getvalue()


def files(exported: Export) -> dict[str, bytes]:
    """The files of an export, by path."""
    made: dict[str, _Kept] = {}

    def create(name: str) -> _Kept:
        assert name not in made
        made[name] = _Kept()
        return made[name]

    parquet.export(exported, create)
    return {name: file.kept for name, file in made.items()}


def records(data: bytes) -> list[dict[str, Any]]:
    """The records of a file, each as a map."""
    found: list[dict[str, Any]] = pq.read_table(io.BytesIO(data)).to_pylist()
    return found


def test_records_stand_by_kind_and_year() -> None:
    days = ["2019-05?", "2016-12-31/2017-01-02", "XXXX", None, "-0043-03-15", "../1950", "no date"]
    exported = book({"concert": [{"id": "a", "date": day} for day in days], "hall": HALLS})
    found = files(exported)
    assert {name: [each["date"] for each in records(data)] for name, data in found.items()
            if "concert" in name} == {
        "kind=concert/year=-43/part-0.parquet": ["-0043-03-15"],
        "kind=concert/year=1950/part-0.parquet": ["../1950"],
        "kind=concert/year=2016/part-0.parquet": ["2016-12-31/2017-01-02"],
        "kind=concert/year=2019/part-0.parquet": ["2019-05?"],
        f"kind=concert/year={parquet.UNDATED}/part-0.parquet": ["XXXX", None, "no date"],
    }  # fmt: skip
    assert [name for name in found if "hall" in name] == [
        f"kind=hall/year={parquet.UNDATED}/part-0.parquet"
    ]
    schemas = {str(pq.read_schema(io.BytesIO(found[name]))) for name in found if "concert" in name}
    assert len(schemas) == 1


def test_a_record_is_nested_columns() -> None:
    found = files(book({"concert": CONCERTS, "hall": HALLS}))
    (record,) = records(found["kind=concert/year=2019/part-0.parquet"])
    assert record == {
        "record_id": "a",
        "path": "concert/1.yaml",
        "pointer": "",
        "id": "a",
        "title": "Concert",
        "title_by_lang": [("it", "Concerto"), ("en", "Concert")],
        "date": "2019-05?",
        "date_earliest": date(2019, 5, 1),
        "date_latest": date(2019, 5, 31),
        "type": "concert",
        "place": {
            "city": "Turin",
            "ref": "hall/old-town-hall",
            "ref_title": "Old Town Hall",
        },
        "seats": 300,
        "sold_out": True,
        "keywords": ["choir", "brass"],
        "days": ["2019-05-01/2019-05-03"],
        "programme": [
            {"work": "Evening Song", "work_map": None, "people": [{"name": "Ann"}, {"name": "Bo"}],
             "note": None, "note_by_lang": None},
            {"work": None, "work_map": {"title": "Étude"}, "people": None, "note": "For two",
             "note_by_lang": [("en", "For two"), ("de", "Für zwei")]},
            {"work": None, "work_map": None, "people": [{"name": "Cy"}],
             "note": None, "note_by_lang": None},
        ],
        "local": {"box_no_": 7},
    }  # fmt: skip


def test_the_same_records_give_the_same_bytes() -> None:
    assert files(book({"concert": CONCERTS})) == files(book({"concert": CONCERTS}))


def test_the_mark_tells_the_files() -> None:
    exported, sums = book({"hall": HALLS}), {"kind=hall/a.parquet": "12"}
    mark = parquet.mark(exported, sums).encode()
    assert parquet.marked(mark) == sums
    for other in (b"", b"[]", b"{}", b"1", b'{"format": 2, "files": {}}', b"[" * 100_000, b"\xff"):
        assert parquet.marked(other) is None


def test_without_pyarrow_there_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentFault) as caught:
        files(book({"hall": HALLS}))
    assert str(caught.value) == (
        "Parquet needs pyarrow, which is not installed; python -m pip install 'eventbook[export]'"
    )


@given(SCHEMAS, RECORDS)
@example(CONCERT, CONCERTS)
@example(TEXT, [{"id": ""}])
@example({}, [{"a": 1, "A": 2, "a_2": 3}, {"a": [1, "x", {"b": None}, [[2]]]}, {"a": {"b": 1}}])
@example({}, [{"n": 2**63}, {"n": 0.5}])
@example({}, [{"n": 2**53 + 1}, {"n": 0.5}])
@example({}, [{"e": {}, "l": [], "m": [{}], "n": [[]]}])
def test_records_can_be_put_together_again(schema: Json, values: list[dict[str, Json]]) -> None:
    exported = book({"kind": values}, kind=schema)
    root = exported.structures["kind"].root
    found = [record for data in files(exported).values() for record in records(data)]
    found.sort(key=lambda record: int(record["path"].removeprefix("kind/").removesuffix(".yaml")))
    for record, value in zip(found, values, strict=True):
        if root.whole:
            assert record["value"] == as_json(value)
        else:
            assert _same_fields(exported, root, record, value, Names(OWN))


def test_duckdb_reads_all_of_it(tmp_path) -> None:
    for name, data in files(book({"concert": CONCERTS, "hall": HALLS})).items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    query = (
        "SELECT year, title, title_by_lang['it'], place.ref_title, len(programme), "
        "date_earliest, programme[1].people[2].name "
        f"FROM read_parquet('{tmp_path}/kind=concert/**/*.parquet', hive_partitioning = true) "
        "ORDER BY year"
    )
    assert duckdb.sql(query).fetchall() == [
        (1998, "Reading", None, "A hall that is not exported", None, date(1998, 1, 1), None),
        (2019, "Concert", "Concerto", "Old Town Hall", 3, date(2019, 5, 1), "Bo"),
    ]
    undated = (
        "SELECT record_id, year FROM "
        f"read_parquet('{tmp_path}/kind=hall/**/*.parquet', hive_partitioning = true)"
    )
    assert duckdb.sql(undated).fetchall() == [("old-town-hall", None)]


def _same(exported: Export, node: Node, cell: Any, value: Json) -> bool:
    """Whether a cell tells a value; what is absent, null or an empty map is all one."""
    if cell is None:
        return value is None or value == {}
    if isinstance(cell, str):
        texts = list(value.values()) if isinstance(value, dict) and node.is_translated else [value]
        plain = [clean(text) for text in texts if isinstance(text, str)]
        year = [str(value)] if node.is_dated and isinstance(value, int) else []
        return cell in [*plain, *year, as_json(value)]
    if isinstance(cell, list):
        assert isinstance(value, list)
        assert node.member is not None
        member = node.member
        pairs = zip(cell, value, strict=True)
        return all(_same(exported, member, inner, item) for inner, item in pairs)
    if isinstance(cell, dict):
        assert isinstance(value, dict)
        return _same_fields(exported, node, cell, value, Names())
    return bool(cell == value) and isinstance(cell, bool) == isinstance(value, bool)


def _same_fields(
    exported: Export, node: Node, cells: dict[str, Any], value: dict[str, Json], names: Names
) -> bool:
    found: dict[str | None, list[Any]] = {}
    for column in Columns(exported).of(node, names):
        begun = Names().free(column.key) if column.key else ""
        added = column.field.name.removeprefix(begun)
        if not added.startswith(_DERIVED):
            found.setdefault(column.key, []).append(cells[column.field.name])
    assert found.keys() >= value.keys()
    for key, told in found.items():
        assert key is not None
        cell = next((each for each in told if each is not None), None)
        if not _same(exported, node.fields[key], cell, value.get(key)):
            return False
    return True
