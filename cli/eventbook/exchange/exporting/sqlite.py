"""A database of SQLite: tables for records and their lists, and a search over all texts.

The same records give the same bytes. The database is made with the standard library's `sqlite3`,
whose version SQLite notes in the file (database file format, 1.3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from eventbook.exchange.exporting.interface import Export
from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.rows import Rows
from eventbook.exchange.exporting.tables import PARENT, RECORD, ROW, Column, Plan, Table
from eventbook.pointer import to_path

APPLICATION: Final = 0x45564230
"""`EVB0`: the application id in the file's header, by which it is known again."""
FORMAT: Final = 1
"""Counts up when tables of the same name come to mean something else (`user_version`)."""
_OWN = ("book", "record", "text", "text_search", "field", "language")
_SHADOWS = ("data", "idx", "content", "docsize", "config")
_SETTINGS = (
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {FORMAT}",
    # A draft that nobody else reads needs no care.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8192",
)
_TABLES = """
CREATE TABLE book (title TEXT, language TEXT, revision TEXT, records INTEGER, format INTEGER);
CREATE TABLE record (
    record_no INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT, title TEXT, date TEXT,
    earliest TEXT, latest TEXT, path TEXT NOT NULL, pointer TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE field (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, path TEXT NOT NULL, holds TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)) WITHOUT ROWID;
CREATE TABLE text (
    text_no INTEGER PRIMARY KEY, record_no INTEGER NOT NULL REFERENCES record (record_no),
    path TEXT NOT NULL, lang TEXT, table_name TEXT NOT NULL, row_no INTEGER NOT NULL,
    text TEXT NOT NULL);
"""
# Datasette knows a search by `content="text"` in this spelling.
_SEARCH = """
CREATE VIRTUAL TABLE text_search USING fts5 (
    text, content="text", content_rowid="text_no",
    tokenize="unicode61 remove_diacritics 2");
INSERT INTO text_search (text_search) VALUES ('rebuild');
INSERT INTO text_search (text_search) VALUES ('optimize');
CREATE INDEX record_id ON record (id);
CREATE INDEX record_kind ON record (kind, earliest, latest);
CREATE INDEX text_record ON text (record_no);
CREATE VIEW language AS
    SELECT lang, count(*) AS texts FROM text WHERE lang IS NOT NULL GROUP BY lang;
"""
_COUNTER = b"\0\0\0\1"  # of changes (1.3.5), as VACUUM INTO leaves it


def export(book: Export, database: sqlite3.Connection) -> None:
    """Fill an empty database.

    Raises:
        sqlite3.Error: it cannot be written.
    """
    database.isolation_level = None
    for setting in _SETTINGS:
        database.execute(setting)
    database.execute("BEGIN")
    _run(database, _TABLES)
    names = Names((*_OWN, *(f"text_search_{shadow}" for shadow in _SHADOWS)))
    plan = Plan(names)
    tables = {name: plan.of(name, book.structures[name].root) for name in book.kinds}
    every = [table for outer in tables.values() for table in outer.all()]
    for table in every:
        database.execute(_create(table))
    database.executemany("INSERT INTO field VALUES (?, ?, ?, ?)", _fields(every))
    Rows(book, tables, database.executemany).add(book.records)
    record = (book.title, book.language, book.revision, len(book.records), FORMAT)
    database.execute("INSERT INTO book VALUES (?, ?, ?, ?, ?)", record)
    _run(database, _SEARCH)
    for table in every:
        for statement in _indexes(table):
            database.execute(statement)
    for name in book.kinds:
        database.execute(_view(name, names.free(f"{tables[name].name}_list")))
    database.execute("COMMIT")


def is_untouched(header: bytes) -> bool:
    """Whether a file is a database that this module filled, and nobody wrote to since.

    Args:
        header: its first 100 bytes, or all of a shorter file.
    """
    return (
        header[:16] == b"SQLite format 3\0"
        and header[68:72] == APPLICATION.to_bytes(4, "big")
        and header[18:20] == b"\1\1"  # no write-ahead log
        and header[24:28] == header[92:96] == _COUNTER
    )


def _run(database: sqlite3.Connection, script: str) -> None:
    """Run statements within the transaction that is open."""
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute(statement)


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever signs it has."""
    return '"' + name.replace('"', '""') + '"'


def _create(table: Table) -> str:
    parts = [_key(name, table) for name in table.keys]
    parts += [_column(column) for column in table.columns]
    return f"CREATE TABLE {quoted(table.name)} (\n    " + ",\n    ".join(parts) + ")"


def _key(name: str, table: Table) -> str:
    if name == (ROW if table.is_list else RECORD):
        own = " REFERENCES record (record_no)" if name == RECORD else ""
        return f"{name} INTEGER PRIMARY KEY{own}"
    if name == RECORD:
        return f"{name} INTEGER NOT NULL REFERENCES record (record_no)"
    if name == PARENT and table.parent is not None:
        return f"{name} INTEGER NOT NULL REFERENCES {quoted(table.parent.name)} ({ROW})"
    return f"{name} INTEGER NOT NULL"


def _column(column: Column) -> str:
    text = f"{quoted(column.name)} {column.type}".rstrip()
    return f"{text} REFERENCES record (record_no)" if column.holds == "record" else text


def _indexes(table: Table) -> Iterable[str]:
    if not table.is_list:
        return
    for key in (RECORD, PARENT):
        if key in table.keys:
            name = quoted(f"index_{table.name}_{key}")
            yield f"CREATE INDEX {name} ON {quoted(table.name)} ({key})"


def _view(kind: str, name: str) -> str:
    word = kind.replace("'", "''")
    return (
        f"CREATE VIEW {quoted(name)} AS SELECT record_no, id, date, earliest, latest, title, path "
        f"FROM record WHERE kind = '{word}' ORDER BY earliest IS NULL, earliest, id"
    )


def _fields(tables: Iterable[Table]) -> Iterable[tuple[str, str, str, str]]:
    for table in tables:
        for column in table.columns:
            yield table.name, column.name, _shown(column.node.place), column.holds


def _shown(place: tuple[str | int, ...]) -> str:
    """A place whose list members are all alike: `statements[].figures[].value`."""
    return "".join(
        "[]" if isinstance(part, int) else to_path(("x", part))[1:] for part in place
    ).removeprefix(".")
