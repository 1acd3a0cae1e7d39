"""export: databases and tables for other programs, and nothing lost where they are written."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

import duckdb
import pytest

from acceptance.conftest import EVENTBOOK, Book
from eventbook.exchange.exporting import TARGETS

CONCERT = """\
id: choir
title: {en: Choir at the old mill, it: Coro al vecchio mulino}
date: 2019-05-18
type: concert
place: {ref: place/old-mill}
participants:
  - {key: brul, name: Zoë Brül, roles: [speaker]}
statements:
  - {id: s1, speaker: brul, kind: paraphrase, text: "Said that 613 people came.", source: programme,
     figures: [{what: visitors, value: 613}]}
sources: [{key: programme, title: Printed programme}]
"""
PLACE = """\
id: old-mill
name: Old mill
city: Turin
country: IT
"""
KINDS = """
[kinds.place]
records = ["records/places/*.yaml"]
schema = "eventbook:place"
title = "name"
"""
FOREIGN = """\
[kinds.talk]
records = ["talks.yaml[]"]
schema = "talk.json"
id = "field:slug"
title = "name"
date = "day"
"""
TEXTS = [name for name, target in TARGETS.items() if target.makes == "text"]


@pytest.fixture
def filled(book: Book) -> Book:
    """A book with an event, another one, and a place that the first refers to."""
    book.write("eventbook.toml", book.root.joinpath("eventbook.toml").read_text() + KINDS)
    book.record("choir", CONCERT)
    book.record("plain")
    book.write("records/places/old-mill.yaml", PLACE)
    return book


def place(tmp_path: Path, form: str) -> Path:
    """Where an export goes."""
    return tmp_path / f"out-{form}"


def exported(book: Book, form: str, path: Path, *more: str) -> None:
    """An export that succeeds."""
    done = book("export", "--kind", "event", "-f", form, "-o", path, *more)
    said = f"2 records exported to {path}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", said)


def content(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    if path.is_file():
        return {"": path.read_bytes()}
    files = (file for file in path.rglob("*.*") if file.is_file() and ".git" not in file.parts)
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def beside(path: Path) -> list[str]:
    """What stands beside a path."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def test_a_database_answers_who_said_a_figure(filled, tmp_path):
    done = filled("export", "-o", tmp_path / "a.db")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"3 records exported to {tmp_path}/a.db\n"
    with sqlite3.connect(tmp_path / "a.db") as made:
        query = (
            "SELECT r.id, p.name, f.value, e.place_ref_title FROM event_statements_figures f "
            "JOIN event_statements s ON s.row_no = f.parent_no "
            "JOIN event_participants p ON p.record_no = s.record_no AND p.key = s.speaker "
            "JOIN record r ON r.record_no = f.record_no JOIN event e ON e.record_no = r.record_no"
        )
        assert made.execute(query).fetchall() == [("choir", "Zoë Brül", 613, "Old mill")]
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert made.execute("PRAGMA foreign_key_check").fetchall() == []
        assert made.execute("SELECT title, revision, records FROM book").fetchall() == [
            ("Test archive", None, 3)
        ]
    made.close()


def test_lines_go_to_standard_output_and_the_same_into_a_file(filled, tmp_path):
    done = filled("export")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [
        "choir", "plain", "old-mill",
    ]  # fmt: skip
    for dash in (["-f", "json-lines"], ["-f", "json-lines", "-o", "-"]):
        assert filled("export", *dash).stdout == done.stdout
    assert filled("export", "-o", tmp_path / "a.jsonl").returncode == 0
    assert (tmp_path / "a.jsonl").read_text() == done.stdout
    filled("export", "-f", "json-lines", "-o", "/dev/null")


def test_csv_is_of_one_kind_and_can_be_given_back(filled, tmp_path):
    refused = filled("export", "-f", "csv")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        (
            "error: csv holds one kind of record, and there are event, place; "
            "choose one, such as `--kind event`\n"
        ),
    )
    exported(filled, "csv", tmp_path / "events.csv")
    text = (tmp_path / "events.csv").read_bytes().decode()
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert [line[head.index("title.it")] for line in lines] == ["Coro al vecchio mulino", ""]
    rows = [[line[head.index(name)] for name in ("id", "title.en", "type")] for line in lines]
    cells = [["id", "title.en", "type"], *rows[:1]]
    changes = "".join(",".join(row).replace("Choir", "Brass") + "\r\n" for row in cells)
    done = filled("edit", "--from", "-", "--write", input=changes)
    assert done.returncode == 0, done.stderr
    assert "Brass at the old mill" in (filled.root / "records/events/choir.yaml").read_text()


def test_conditions_ids_and_revisions(filled, tmp_path):
    commit = filled.commit()
    filled.record("plain", CONCERT.replace("id: choir", "id: plain"))
    assert filled("export", "-w", "type=concert", "-w", "id=plain").stdout.count("\n") == 1
    assert filled("export", "choir").stdout.count("\n") == 1
    assert filled("export", "-w", "type=concert", "--rev", "HEAD").stdout.count("\n") == 1
    filled("export", "-o", tmp_path / "a.db", "--rev", "main")
    with sqlite3.connect(tmp_path / "a.db") as made:
        assert made.execute("SELECT revision FROM book").fetchall() == [(commit,)]
    made.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-f", "sqlite"], "sqlite is no text that could be printed; say where with `-o PATH`"),
        (["-f", "parquet"], "parquet is no text that could be printed; say where with `-o PATH`"),
        (["-f", "parquet", "-o", "-"], "parquet is no text that could be printed"),
        (["-f", "sqlit"], "there is no format `sqlit`; did you mean `sqlite`?"),
        (["-o", "x"], "which format?; -f sqlite, parquet, json-lines, csv"),
        (["--kind", "evnt"], "no kind is called `evnt`; did you mean `event`?"),
        (["-w", "type=panel"], "`type` is never `panel`"),
        (["-w", "id=nobody"], "no record is selected; `eventbook list` shows what there is"),
        (["-o", "/proc/a.db"], "cannot write /proc/a.db: "),
        (["-o", "none/a.db"], "cannot write none/a.db: no such file or directory"),
        (["-o", "records", "-f", "csv"], "records is a folder; nothing was written"),
        (["-o", "records", "-f", "parquet"], "records holds something else than an export"),
        (["-o", "eventbook.toml", "-f", "parquet"], "is there already, and no folder"),
        (["-o", "eventbook.toml", "-f", "sqlite"], "eventbook.toml is there already; nothing was"),
        (["-o", "ring", "-f", "csv", "--kind", "event"], "cannot write ring: "),
        (["-o", "/dev/null", "-f", "sqlite"], "/dev/null is no file; nothing was written"),
    ],
)
def test_what_cannot_be_done_is_said(filled, words, said):
    filled.root.joinpath("ring").symlink_to("ring")
    before = content(filled.root)
    done = filled("export", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert content(filled.root) == before


@pytest.mark.parametrize("form", TARGETS)
def test_the_same_records_give_the_same_bytes(filled, tmp_path, form):
    first, second = tmp_path / "first", tmp_path / "second"
    exported(filled, form, first)
    time.sleep(1.1)  # a second that would show
    exported(filled, form, second)
    assert content(first) == content(second)


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
def test_an_export_is_replaced_as_long_as_nobody_changed_it(filled, tmp_path, form):
    path = place(tmp_path, form)
    exported(filled, form, path)
    filled.record("plain", CONCERT.replace("id: choir", "id: plain"))
    before = content(path)
    exported(filled, form, path)
    assert content(path) != before
    if form == "sqlite":
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE mine (note TEXT)")
        made.close()
    else:
        (path / "mine.txt").write_text("a note")
    changed = content(path)
    done = filled("export", "--kind", "event", "-f", form, "-o", path)
    assert (done.returncode, done.stderr.count("nothing was written")) == (2, 1)
    assert content(path) == changed
    assert beside(path) == ["book"]
    forced = filled("export", "--kind", "event", "-f", form, "-o", path, "--force")
    assert forced.returncode == (0 if form == "sqlite" else 2)  # a folder may hold anything


@pytest.mark.parametrize("form", ["json-lines", "csv", "sqlite"])
def test_a_file_of_somebody_is_kept_unless_forced(filled, tmp_path, form):
    path = place(tmp_path, form)
    path.write_text("my notes")
    path.chmod(0o640)
    done = filled("export", "--kind", "event", "-f", form, "-o", path)
    assert done.returncode == 2
    assert done.stderr == (
        f"error: {path} is there already; nothing was written; --force replaces it\n"
    )
    assert path.read_text() == "my notes"
    exported(filled, form, path, "--force")
    assert path.stat().st_mode & 0o777 == 0o640
    assert b"my notes" not in path.read_bytes()


def test_a_database_in_use_is_left_alone(filled, tmp_path):
    path = tmp_path / "a.db"
    exported(filled, "sqlite", path)
    with sqlite3.connect(path, isolation_level=None) as made:
        made.execute("BEGIN IMMEDIATE")
        made.execute("DELETE FROM text")
        for more in ([], ["--force"]):
            done = filled("export", "-o", path, *more)
            said = f"{path} is in use by another program; nothing was written; close it there first"
            assert (done.returncode, done.stderr) == (2, f"error: {said}\n")
        made.execute("ROLLBACK")
    made.close()


@pytest.mark.parametrize("form", TARGETS)
def test_what_a_link_leads_to_is_written(filled, tmp_path, form):
    (tmp_path / "far").mkdir()
    link, real = tmp_path / "link", tmp_path / "far" / "real"
    link.symlink_to(real)
    exported(filled, form, link)
    assert link.is_symlink()
    assert content(real)
    if TARGETS[form].makes != "text":
        exported(filled, form, link)
    assert beside(real) == []


@pytest.mark.parametrize("form", TARGETS)
@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_what_was_there(filled, tmp_path, form, there):
    path = place(tmp_path, form)
    force = ["--force"] if form in TEXTS else []
    if there:
        exported(filled, form, path)
    before = content(path) if there else {}
    done = subprocess.run(
        [EVENTBOOK, "export", "--kind", "event", "-f", form, "-o", path, *force],
        cwd=filled.root,
        env=filled.run.environment(),
        capture_output=True,
        check=False,
        preexec_fn=_small_files,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: cannot write {path}: ".encode())
    assert (content(path) if there else {}) == before
    assert [name for name in beside(path) if name != "book"] == []


def _small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))


@pytest.mark.parametrize("form", TARGETS)
def test_a_process_that_is_killed_leaves_what_was_there(filled, tmp_path, form):
    for number in range(150):
        filled.record(f"more-{number}", CONCERT.replace("id: choir", f"id: more-{number}"))
    path = place(tmp_path, form)
    words = ["export", "--kind", "event", "-f", form, "-o", path]
    force = ["--force"] if form in TEXTS else []
    assert filled(*words).returncode == 0
    before = content(path)
    filled.record("choir", CONCERT.replace("613", "614"))
    start = time.monotonic()
    assert filled("export", "--kind", "event", "-f", form, "-o", tmp_path / "other").returncode == 0
    length = time.monotonic() - start
    after = content(tmp_path / "other")
    assert before != after
    for part in range(1, 4):
        child = subprocess.Popen(
            [EVENTBOOK, *map(str, words), *force], cwd=filled.root,
            env=filled.run.environment(), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(length * part / 4)
        child.send_signal(signal.SIGKILL if part % 2 else signal.SIGINT)
        child.wait()
        assert content(path) in (before, after)
    left = [name for name in beside(path) if name not in ("book", "other")]
    assert all(name.startswith(".eventbook-export-") for name in left)
    assert filled(*words, *force).returncode == 0
    assert content(path) == after


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(filled, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    done = filled("export", "-o", closed / "a.db")
    assert done.stderr == f"error: cannot write {closed}/a.db: permission denied\n"


def test_a_reader_that_stops_early(filled):
    done = filled.run.program("sh", "-c", f"{EVENTBOOK} export | head -c 1; echo", cwd=filled.root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


def test_records_that_cannot_be_read_are_told_and_left_out(filled):
    filled.record("broken", "id: [")
    done = filled("export")
    assert (done.returncode, done.stdout.count("\n")) == (0, 3)
    assert done.stderr.startswith("records/events/broken.yaml:1:")


def test_records_in_lists_of_a_foreign_book(book, tmp_path):
    book.write("eventbook.toml", FOREIGN)
    schema = {"properties": {"day": {"format": "date"}, "tags": {"type": "array"}}}
    book.write("talk.json", json.dumps(schema))
    book.write(
        "talks.yaml",
        "- {slug: a, name: Talk A, day: 2016-03-01, tags: [x], 'select \"': 1}\n"
        "- {slug: b, name: Talk B, day: 2017-03-01, room: {no: 7}}\n",
    )
    assert book("export", "-o", tmp_path / "a.db").returncode == 0
    with sqlite3.connect(tmp_path / "a.db") as made:
        query = (
            "SELECT t.slug, t.room_no, t.select_, r.pointer, r.earliest "
            "FROM talk t JOIN record r USING (record_no)"
        )
        assert made.execute(query).fetchall() == [
            ("a", None, 1, "/0", "2016-03-01"), ("b", 7, None, "/1", "2017-03-01"),
        ]  # fmt: skip
        assert made.execute("SELECT value FROM talk_tags").fetchall() == [("x",)]
    made.close()
    assert book("export", "-f", "parquet", "-o", tmp_path / "p").returncode == 0
    files = f"'{tmp_path}/p/**/*.parquet', hive_partitioning = true"
    found = duckdb.sql(f"SELECT year, record_id, room.no FROM read_parquet({files}) ORDER BY 1")
    assert found.fetchall() == [(2016, "a", None), (2017, "b", 7)]


def test_datasette_serves_and_searches_it(filled, tmp_path):
    exported(filled, "sqlite", tmp_path / "archive.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [Path(sys.executable).parent / "datasette", "serve", tmp_path / "archive.db",
         "--port", str(port), "--host", "127.0.0.1"],
        env=filled.run.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}/archive"
        _wait_for(f"{base}.json")
        hits = _json(f"{base}/text.json", _search="BRUL", _shape="array")
        assert [(hit["path"], hit["text"]) for hit in hits] == [
            ("participants[0].name", "Zoë Brül"),
            ("statements[0].speaker", "brul"),
        ]
        rows = _json(f"{base}/event_statements.json", _shape="array", record_no="1")
        assert [(row["speaker"], row["text"]) for row in rows] == [
            ("brul", "Said that 613 people came.")
        ]
        tables = {table["name"]: table for table in _json(f"{base}.json")["tables"]}
        assert tables["text"]["fts_table"] == "text_search"
        page = urllib.request.urlopen(f"{base}/event_list").read().decode()
        assert "Choir at the old mill" in page
    finally:
        server.terminate()
        server.wait()
    exported(filled, "sqlite", tmp_path / "archive.db")  # to serve it is not to change it


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Datasette does not start")


def _json(address: str, **query: str):
    with urllib.request.urlopen(f"{address}?{urlencode(query)}") as answer:
        return json.load(answer)
