"""Databases hold what the records hold, whatever that is."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
from hypothesis import example, given

from eventbook.exchange.exporting import sqlite
from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.tables import ITEM, PARENT, RECORD, ROW, Plan, Slot, Table
from eventbook.exchange.exporting.values import as_json, clean
from eventbook.jsonvalue import Json

from .exported import CONCERT, RECORDS, SCHEMAS, TEXT, book, database, rows

CONCERTS = [
    {
        "id": "a",
        "title": {"it": "Concerto", "en": "Concert"},
        "date": "2019-05?",
        "type": "concert",
        "place": {"ref": "hall/old-town-hall", "city": "Turin"},
        "seats": 300,
        "sold_out": True,
        "keywords": ["choir", "brass"],
        "days": ["2019-05-01/2019-05-03"],
        "programme": [
            {"work": "Evening Song", "people": [{"name": "Ann"}, {"name": "Bo"}]},
            {"work": {"title": "Étude"}, "note": {"en": "For two", "de": "Für zwei"}},
            {"people": [{"name": "Cy"}]},
        ],
        "local": {"box no.": 7},
    },
    {"id": "b", "title": "Reading", "place": {"ref": "hall/gone"}, "date": 1998},
]
HALLS = [{"id": "old-town-hall", "name": {"en": "Old Town Hall"}}]


@pytest.fixture(scope="module")
def made() -> sqlite3.Connection:
    return database(book({"concert": CONCERTS, "hall": HALLS}))


def test_every_record_has_a_row_with_its_json(made: sqlite3.Connection) -> None:
    found = rows(made, "SELECT record_no, kind, id, title, date, earliest, latest FROM record")
    names = ("record_no", "kind", "id", "title", "date", "earliest", "latest")
    assert [tuple(row[name] for name in names) for row in found] == [
        (1, "concert", "a", "Concert", "2019-05?", "2019-05-01", "2019-05-31"),
        (2, "concert", "b", "Reading", "1998", "1998-01-01", "1998-12-31"),
        (3, "hall", "old-town-hall", "Old Town Hall", None, None, None),
    ]
    texts = [row["json"] for row in rows(made, "SELECT json FROM record")]
    assert [json.loads(text) for text in texts] == [*CONCERTS, *HALLS]


def test_a_kind_is_a_table_with_maps_laid_flat(made: sqlite3.Connection) -> None:
    assert rows(made, "SELECT * FROM concert") == [
        {
            "record_no": 1, "id": "a", "title": "Concert", "date": "2019-05?",
            "date_earliest": "2019-05-01", "date_latest": "2019-05-31", "type": "concert",
            "place_city": "Turin", "place_ref": "hall/old-town-hall", "place_ref_no": 3,
            "place_ref_title": "Old Town Hall", "seats": 300, "sold_out": 1, "local_box_no_": 7,
        },
        {
            "record_no": 2, "id": "b", "title": "Reading", "date": "1998",
            "date_earliest": "1998-01-01", "date_latest": "1998-12-31", "type": None,
            "place_city": None, "place_ref": "hall/gone", "place_ref_no": None,
            "place_ref_title": "A hall that is not exported", "seats": None, "sold_out": None,
            "local_box_no_": None,
        },
    ]  # fmt: skip


def test_a_list_is_a_table_and_a_list_in_it_another(made: sqlite3.Connection) -> None:
    assert rows(made, "SELECT * FROM concert_keywords") == [
        {"row_no": 1, "record_no": 1, "item_no": 0, "value": "choir"},
        {"row_no": 2, "record_no": 1, "item_no": 1, "value": "brass"},
    ]
    assert rows(made, "SELECT * FROM concert_days") == [
        {
            "row_no": 1, "record_no": 1, "item_no": 0, "value": "2019-05-01/2019-05-03",
            "value_earliest": "2019-05-01", "value_latest": "2019-05-03",
        }
    ]  # fmt: skip
    assert rows(made, "SELECT * FROM concert_programme") == [
        {"row_no": 1, "record_no": 1, "item_no": 0, "work": "Evening Song", "work_title": None,
         "note": None},
        {"row_no": 2, "record_no": 1, "item_no": 1, "work": None, "work_title": "Étude",
         "note": "For two"},
        {"row_no": 3, "record_no": 1, "item_no": 2, "work": None, "work_title": None,
         "note": None},
    ]  # fmt: skip
    assert rows(made, "SELECT * FROM concert_programme_people") == [
        {"row_no": 1, "record_no": 1, "parent_no": 1, "item_no": 0, "name": "Ann"},
        {"row_no": 2, "record_no": 1, "parent_no": 1, "item_no": 1, "name": "Bo"},
        {"row_no": 3, "record_no": 1, "parent_no": 3, "item_no": 0, "name": "Cy"},
    ]


@pytest.mark.parametrize("word", ["etude", "ETUDE", "étude"])
def test_a_text_is_found_without_accents_and_leads_to_its_row(
    made: sqlite3.Connection, word: str
) -> None:
    query = (
        "SELECT t.record_no, t.path, t.lang, t.text, p.item_no "
        "FROM text_search s JOIN text t ON t.text_no = s.rowid "
        "JOIN concert_programme p ON t.table_name = 'concert_programme' AND p.row_no = t.row_no "
        f"WHERE text_search MATCH '{word}'"
    )
    assert rows(made, query) == [
        {"record_no": 1, "path": "programme[1].work.title", "lang": None, "text": "Étude",
         "item_no": 1}
    ]  # fmt: skip


def test_texts_in_every_language_and_no_codes(made: sqlite3.Connection) -> None:
    found = rows(made, "SELECT path, lang, text FROM text WHERE record_no = 1 AND lang NOT NULL")
    assert [tuple(row.values()) for row in found] == [
        ("title", "it", "Concerto"),
        ("title", "en", "Concert"),
        ("programme[1].note", "en", "For two"),
        ("programme[1].note", "de", "Für zwei"),
    ]
    assert rows(made, "SELECT * FROM language") == [
        {"lang": "de", "texts": 1}, {"lang": "en", "texts": 3}, {"lang": "it", "texts": 1}
    ]  # fmt: skip
    codes = rows(made, "SELECT path FROM text WHERE path IN ('type', 'date', 'place.ref')")
    assert codes == []


def test_what_a_column_holds_is_written_down(made: sqlite3.Connection) -> None:
    found = rows(made, "SELECT * FROM field WHERE column_name IN ('place_ref_no', 'local_box_no_')")
    assert found == [
        {"table_name": "concert", "column_name": "local_box_no_", "path": 'local["box no."]',
         "holds": "value"},
        {"table_name": "concert", "column_name": "place_ref_no", "path": "place.ref",
         "holds": "record"},
    ]  # fmt: skip
    assert rows(made, "SELECT * FROM book") == [
        {"title": "Test archive", "language": "en", "revision": None, "records": 3, "format": 1}
    ]
    assert [row["id"] for row in rows(made, "SELECT id FROM concert_list")] == ["b", "a"]


def test_declared_fields_that_nobody_fills_can_be_asked_for() -> None:
    made = database(book({"concert": [{"id": "a"}]}))
    columns = "title, date_latest, type, seats, sold_out"
    assert len(rows(made, f"SELECT {columns} FROM concert")) == 1
    assert rows(made, "SELECT name FROM concert_programme_people") == []


def test_tables_of_kinds_called_as_our_own_get_a_number() -> None:
    made = database(book({"book": [{"a": 1}], "record": [{"a": 2}]}, book={}, record={}))
    assert rows(made, "SELECT a FROM book_2 UNION SELECT a FROM record_2") == [{"a": 1}, {"a": 2}]


def test_a_record_without_an_id_is_referred_to_by_nobody() -> None:
    made = database(
        book({"hall": [{"name": "Hall"}], "concert": [{"place": {"ref": "hall/None"}}]})
    )
    assert rows(made, "SELECT place_ref_no FROM concert") == [{"place_ref_no": None}]


def test_a_map_of_too_many_names_is_json_and_a_table_never_too_wide() -> None:
    many: dict[str, Any] = {f"k{number}": number for number in range(501)}
    made = database(book({"a": [{"many": many, "b": 1}]}, a={}))
    assert [json.loads(row["many"]) for row in rows(made, "SELECT many FROM a")] == [many]
    wide = {f"g{a}": {f"k{b}": 1 for b in range(400)} for a in range(6)}
    made = database(book({"a": [wide]}, a={}))
    assert len(rows(made, "PRAGMA table_info(a)")) == 1901
    assert json.loads(rows(made, "SELECT json FROM record")[0]["json"]) == wide


def test_a_schema_that_grows_without_end_comes_to_one() -> None:
    inner = {f"p{n}": {"type": "array", "items": {"$ref": f"#/$defs/d{n}"}} for n in range(30)}
    schema = {"$defs": {f"d{n}": {"properties": inner} for n in range(30)}, "properties": inner}
    made = database(book({"a": [{"p1": [{"p2": [{"p3": []}]}]}]}, a=schema))
    assert len(rows(made, "SELECT name FROM sqlite_master WHERE type = 'table'")) < 1_100


def test_lists_beyond_a_number_are_json() -> None:
    value = {f"g{a}": {f"k{b}": [a, b] for b in range(300)} for a in range(4)}
    made = database(book({"a": [value]}, a={}))
    assert rows(made, "SELECT value FROM a_g2_k7") == [{"value": 2}, {"value": 7}]
    assert rows(made, "SELECT g3_k299 FROM a") == [{"g3_k299": "[3,299]"}]


def test_the_file_is_known_again_until_somebody_writes(tmp_path) -> None:
    exported, path = book({"concert": CONCERTS}), tmp_path / "a.db"
    sources = [sqlite3.connect(":memory:") for _ in range(2)]
    for source, name in zip(sources, (path, tmp_path / "b.db"), strict=True):
        sqlite.export(exported, source)
        source.execute("VACUUM INTO ?", (str(name),))
    assert path.read_bytes() == (tmp_path / "b.db").read_bytes()
    assert sqlite.is_untouched(path.read_bytes()[:100])
    with sqlite3.connect(path) as used:
        used.execute("SELECT * FROM concert").fetchall()
    assert sqlite.is_untouched(path.read_bytes()[:100])
    with sqlite3.connect(path) as used:
        used.execute("UPDATE concert SET seats = 1")
    used.close()
    assert not sqlite.is_untouched(path.read_bytes()[:100])
    with sqlite3.connect(tmp_path / "b.db") as used:
        used.execute("PRAGMA journal_mode = WAL")
    used.close()
    assert not sqlite.is_untouched((tmp_path / "b.db").read_bytes()[:100])
    for other in (b"", b"SQLite format 3\0", path.read_bytes()[:68] + bytes(32)):
        assert not sqlite.is_untouched(other)


@given(SCHEMAS, RECORDS)
@example(CONCERT, CONCERTS)
@example(TEXT, [{"id": ""}])
@example({}, [{"a": 1, "A": 2, "a_2": 3}, {"a": [1, "x", {"b": None}, [[2]]]}, {"a": {"b": 1}}])
@example({}, [{"n": 2**63}, {"n": 0.5}, {"n": "5"}, {"n": True}, {"n": 2**53 + 1}])
def test_records_can_be_put_together_again(schema: Json, values: list[dict[str, Json]]) -> None:
    exported = book({"kind": values}, kind=schema)
    made = database(exported)
    stored = [row["json"] for row in rows(made, "SELECT json FROM record ORDER BY record_no")]
    assert stored == [as_json(value) for value in values]
    table = Plan(Names(sqlite._OWN)).of("kind", exported.structures["kind"].root)
    found = [_rebuilt(made, table, row) for row in rows(made, f'SELECT * FROM "{table.name}"')]
    assert found == [_as_held(table.slot, value) for value in values]
    assert rows(made, "PRAGMA foreign_key_check") == []
    assert rows(made, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def _rebuilt(made: sqlite3.Connection, table: Table, row: dict[str, Any]) -> Any:
    """What the tables hold of a value: its fields, and the members of its lists."""
    names = [*table.keys, *(column.name for column in table.columns)]
    cells = [row[name] for name in names]
    return _slot_value(made, table, table.slot, cells)


def _slot_value(made: sqlite3.Connection, table: Table, slot: Slot, cells: list[Any]) -> Any:
    alone = cells[slot.at["value"]] if "value" in slot.at else None
    fields = {
        name: value
        for name, below in slot.fields.items()
        if (value := _slot_value(made, table, below, cells)) is not None
    }
    members: list[Any] = []
    if (inner := slot.members) is not None:
        key = PARENT if PARENT in inner.keys else RECORD
        query = f'SELECT * FROM "{inner.name}" WHERE {key} = {cells[0]} ORDER BY {ITEM}'
        members = [_rebuilt(made, inner, row) for row in rows(made, query)]
        assert table.keys[0] in (ROW, RECORD)
    parts = [part for part in (alone, fields or None, members or None) if part is not None]
    assert len(parts) <= 1
    return parts[0] if parts else None


def _as_held(slot: Slot, value: Json) -> Any:
    """A value without what columns cannot tell: nulls, empty maps and lists, booleans."""
    match value:
        case None:
            return None
        case str():
            return clean(value)
        case _ if slot.node.whole:
            return as_json(value) if isinstance(value, dict | list) else _number(value)
        case dict() if slot.node.is_translated:
            texts = [text for text in value.values() if isinstance(text, str)]
            chosen = value.get("en", texts[0] if texts else None)
            return clean(chosen) if isinstance(chosen, str) else None
        case dict():
            held = {name: _as_held(slot.fields[name], of) for name, of in value.items()}
            return {name: of for name, of in held.items() if of is not None} or None
        case list():
            assert slot.members is not None
            return [_as_held(slot.members.slot, item) for item in value] or None
        case int() if slot.at.keys() >= {"earliest"} and slot.node.scalars <= {"text", "integer"}:
            return str(int(value))
        case _:
            return _number(value)


def _number(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value
