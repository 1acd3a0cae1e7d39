"""Importing in one process: whatever rows come, records are valid and the counts add up."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.commands.common import Common
from eventbook.commands.deciding import Deciding
from eventbook.commands.importing import run
from eventbook.commands.opened import open_book
from eventbook.errors import EventbookError

SETTINGS = """\
[kinds.event]
records = ["events/**/*.yaml"]
schema = "eventbook:event"
model = "event"
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTBOOK_TODAY", "2026-01-15")
    monkeypatch.setenv("EVENTBOOK_WITHHELD", os.devnull)


def book_in(folder: Path) -> Path:
    (folder / "eventbook.toml").write_text(SETTINGS)
    return folder


def imported(folder: Path, *files: str, **options: Any) -> int:
    given: dict[str, Any] = {
        "form": None, "mapping_file": None, "kind": None, "report": "json", "changes": None,
        "accept_duplicates": False, "dry_run": False,
    }  # fmt: skip
    common = Common(folder, "never", quiet=True, caching=False)
    return run(common, files=files, **(given | options))


def records(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("events/**/*.yaml")}


# Wrong input


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", b"[" * 100_000, "a.json:1:101: nested deeper than 100"),
        ("a.json", b'[{"title": "b\xe9d"}]', "a.json:1:14: not UTF-8"),
        ("a.csv", b"title\nb\xe9d\n", "a.csv:2:2: not UTF-8; save it as UTF-8"),
        ("a.csv", b'title\n"x\n', "a.csv:2: no CSV: unexpected end of data"),
        ("a.csv", b"a,a\n", "a.csv:1: 2 columns are called `a`"),
        ("a.yaml", b"- &a 1\n- *a\n", "a.yaml:1:3: the anchor `&a` is not allowed"),
        ("a.ics", b"hello", "a.ics: no calendar: no line says BEGIN"),
        ("a.jsonld", b"3", "a.jsonld: there is no object in it"),
        ("a.txt", b"", "`a.txt`: unknown ending, so its format is not known"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (book_in(tmp_path) / name).write_bytes(data)
    with pytest.raises(EventbookError) as caught:
        imported(tmp_path, name)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("files", "options", "message"),
    [
        (["a.csv", "b.json"], {}, "the files are csv and json; import one format at a time"),
        (["gone.json"], {}, "`gone.json`: no such file or directory"),
        (["-"], {}, "standard input has no ending"),
        (["a.json"], {"form": "jsonl"}, "unknown format to import; did you mean `jsonld`?"),
        (["a.json"], {"report": "xml"}, "--report xml; use text or json"),
        (["a.json"], {"kind": "evnt"}, "this book has no kind `evnt`; did you mean `event`?"),
        (["a.json"], {"mapping_file": "gone.toml"}, "`gone.toml`: no such file or directory"),
        (["a.json"], {"mapping_file": "bad.toml"}, "bad.toml:3:2: no schema knows `plce.city`"),
        (["a.json"], {"mapping_file": "own.toml"},
         "own.toml:3:2: `local.imported` is where an import keeps its keys"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said(
    tmp_path: Path, files: list[str], options: dict[str, Any], message: str
) -> None:
    book_in(tmp_path)
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "bad.toml").write_text('key = "a"\n[fields]\n"plce.city" = "a"\n')
    (tmp_path / "own.toml").write_text('key = "a"\n[fields]\n"local.imported" = "a"\n')
    with pytest.raises(EventbookError) as caught:
        imported(tmp_path, *files, **options)
    assert str(caught.value).startswith(message)


def test_the_same_file_named_twice_is_read_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book_in(tmp_path) / "a.json").write_text('[{"title": "a", "date": "2023-02-24"}]')
    assert imported(tmp_path, "a.json", "a.json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["rows"] == 1


# Much of one thing


def timed(folder: Path, rows: object, name: str = "a.json") -> tuple[float, dict[str, int]]:
    (folder / name).write_text(json.dumps(rows))
    start = time.process_time()
    plan = run_quietly(folder, name)
    return time.process_time() - start, plan


def run_quietly(folder: Path, name: str) -> dict[str, int]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        imported(folder, name, dry_run=True)
    counts: dict[str, int] = json.loads(out.getvalue())["counts"]
    return counts


def test_thousands_of_rows_of_one_name_or_one_key_take_no_square_of_time(tmp_path: Path) -> None:
    book_in(tmp_path)
    day = {"date": "2023-02-24"}
    named = [{"id": str(n), "title": "Weekly meeting", **day} for n in range(1000)]
    seconds, counts = timed(tmp_path, named)
    assert (counts["created"], seconds < 15) == (1000, True)
    keyed = [{"id": "a", "title": "x", "tags": [f"t{n}"], **day} for n in range(10_000)]
    seconds, counts = timed(tmp_path, keyed)
    assert (counts["merged"], seconds < 15) == (9_999, True)


def test_a_graph_that_multiplies_is_read_in_seconds(tmp_path: Path) -> None:
    graph: list[dict[str, Any]] = [
        {"@id": f"n{n}", "@type": "Thing", "a": [{"@id": f"n{n + 1}"}] * 300} for n in range(7)
    ]
    graph.append({"@type": "Event", "name": "x", "startDate": "2023", "a": [{"@id": "n0"}] * 300})
    seconds, counts = timed(book_in(tmp_path), {"@graph": graph}, "a.jsonld")
    assert (counts["created"], seconds < 15) == (1, True)


def test_what_is_made_meanwhile_is_not_made_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book_in(tmp_path) / "a.json").write_text('[{"title": "a", "date": "2023-02-24"}]')
    decide = Deciding.decide

    def beaten(self: Deciding, *, accept_duplicates: bool) -> None:
        decide(self, accept_duplicates=accept_duplicates)
        monkeypatch.setattr(Deciding, "decide", decide)
        run_for_real(tmp_path)
        monkeypatch.undo()

    def run_for_real(folder: Path) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            assert imported(folder, "a.json") == 0
        (made,) = folder.glob("events/**/*.yaml")
        made.rename(folder / "events" / made.name)

    monkeypatch.setattr(Deciding, "decide", beaten)
    with pytest.raises(EventbookError, match="was imported meanwhile"):
        imported(tmp_path, "a.json")
    assert len(records(tmp_path)) == 1


# Whatever comes

_SCALAR = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12)
_DATES = st.sampled_from(
    ["2023-02-24", "2023-02-24T18:00:00Z", "2023", "2023-02-30", "soon", "1/2/2023", 2023, ""]
)
_WORDS = st.sampled_from(
    ["Organ recital", "Recital, organ", "A 9-year-old sings", "x", "TODO", "613 killed", "\x1b[m"]
)
_VALUE = (
    _SCALAR
    | st.lists(_SCALAR, max_size=3)
    | st.dictionaries(st.text(max_size=3), _SCALAR, max_size=2)
)
_ROW = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["a", "b", 1, "A b", "x" * 600]) | _VALUE,
        "title": _WORDS | _VALUE,
        "date": _DATES | _VALUE,
        "end": _DATES,
        "time": st.sampled_from(["18:00", "6 pm", "late"]),
        "city": st.sampled_from(["Turin", "Rome"]) | _VALUE,
        "venue": _VALUE,
        "country": st.sampled_from(["Italy", "IT", "Nowhere"]) | _VALUE,
        "tags": st.sampled_from(["a, b", ["a", "a"]]) | _VALUE,
        "language": st.sampled_from(["it", "EN,de", "?"]),
        "url": st.sampled_from(["https://example.org/", "example"]) | _VALUE,
    },
)
_ROWS = st.lists(_ROW | _SCALAR, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_ROWS, st.booleans())
def test_any_rows_become_valid_records_or_it_is_said_why(
    capsys: pytest.CaptureFixture[str], rows: list[Any], accept: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = book_in(Path(name))
        (folder / "a.json").write_text(json.dumps(rows))

        code = imported(folder, "a.json", accept_duplicates=accept)

        report = json.loads(capsys.readouterr().out)
        counts = dict(report["counts"])
        assert counts.pop("rows") == sum(counts.values()) == len(rows)
        assert [row["row"] for row in report["rows"]] == list(range(1, len(rows) + 1))
        assert code == int(counts["skipped"] > 0)
        assert all(row["why"] for row in report["rows"] if row["outcome"] == "skipped")
        made = records(folder)
        assert len(made) == counts["created"]
        opened = open_book(folder, caching=False)
        assert [each for each in opened.findings(opened.context) if each.severity == "error"] == []
        assert imported(folder, "a.json", accept_duplicates=accept) == code
        again = json.loads(capsys.readouterr().out)["counts"]
        assert (again["created"], again["changed"]) == (0, 0)
        assert again["there"] == counts["created"]
        assert {name: again[name] for name in ("merged", "duplicate", "skipped")} == {
            name: counts[name] for name in ("merged", "duplicate", "skipped")
        }
        assert records(folder) == made
