"""import: every row of other people's files is in the book, or it is said why not."""

from __future__ import annotations

import json
import os
import resource
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from acceptance.conftest import Book

MAPPING = """\
name = "halls"
key = ["name", "startDate"]

[source]
kind = "web-page"
title = "Hall list, {@file.name}"

[fields]
title = "name"
title_type = { constant = "formal" }
date = { from = "startDate", to = "endDate" }
keywords = { from = "@file.stem", list = true }
"place.city" = "city"
"place.country" = { from = "country", as = "country" }
"""
ROWS: list[dict[str, Any]] = [
    {"name": "Organ recital", "startDate": "2019-05-18", "city": "Turin", "country": "Italy"},
    {"name": "Brass days", "startDate": "2019-06-01", "endDate": "2019-06-03", "city": "Bonn",
     "country": "Deutschland", "seats": 40},
]  # fmt: skip
RECITAL = """\
id: 2019-turin-organ-recital
title: Organ recital
title_type: formal
date: "2019-05-18"
place:
  name: Turin
  city: Turin
  country: IT
keywords:
  - organ
sources:
  - key: import
    kind: web-page
    title: Hall list, organ.json
    sha256: {sha256}
    sha256_of: the file that was imported, {size} bytes
    stored: false
review:
  status: draft
local:
  imported:
    - from: halls
      key: Organ recital | 2019-05-18
      row: {row}
"""


def put(book: Book, name: str, rows: object) -> str:
    book.write(f"../{name}", json.dumps(rows))
    book.write("../halls.toml", MAPPING)
    return f"../{name}"


def records(book: Book) -> dict[str, str]:
    return {path.stem: path.read_text() for path in sorted(book.root.glob("records/**/*.yaml"))}


def report(book: Book, *args: str, code: int = 0) -> dict[str, Any]:
    done = book("import", *args, "--report", "json")
    assert done.returncode == code, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    counts = dict(found["counts"])
    assert counts.pop("rows") == sum(counts.values()) == len(found["rows"])
    return found


def counts(found: dict[str, Any]) -> dict[str, int]:
    return {name: number for name, number in found["counts"].items() if number}


# What is made


def test_rows_become_drafts_that_say_where_they_are_from(book):
    name = put(book, "organ.json", ROWS)

    done = book("import", name, "--mapping", "../halls.toml")

    assert done.returncode == 0
    assert done.stdout == (
        "../organ.json, read as json, mapping halls\n"
        "       2 rows\n"
        "       2 made into records\n"
        "fields of which nothing was made:\n"
        "  seats: 1 value, first in ../organ.json, row 2\n"
    )
    assert done.stderr == "2 records made\nnext: eventbook list -w review.status=draft\n"
    made = records(book)
    assert list(made) == ["2019-bonn-brass-days", "2019-turin-organ-recital"]
    data = (book.root / name).read_bytes()
    value = yaml.safe_load(made["2019-turin-organ-recital"])
    sha256 = value["sources"][0]["sha256"]
    row = value["local"]["imported"][0]["row"]
    assert made["2019-turin-organ-recital"] == RECITAL.format(
        sha256=sha256, size=len(data), row=row
    )
    assert (len(sha256), len(row)) == (64, 12)
    assert book("validate", "--strict").returncode == 0


def test_a_dry_run_reports_the_same_and_writes_nothing(book):
    name = put(book, "organ.json", ROWS)
    before = book.git("status", "--short")

    dry = book("import", name, "--mapping", "../halls.toml", "-n")

    assert dry.stderr == "dry run: 2 records would be made; nothing was written\n"
    assert (records(book), book.git("status", "--short")) == ({}, before)
    assert book("import", name, "--mapping", "../halls.toml").stdout == dry.stdout


def test_a_second_run_changes_nothing(book):
    name = put(book, "organ.json", ROWS)
    first = report(book, name, "--mapping", "../halls.toml")
    assert counts(first) == {"rows": 2, "created": 2}
    made = records(book)

    again = book("import", name, "--mapping", "../halls.toml")

    assert (again.returncode, again.stderr) == (0, "nothing was written\n")
    assert again.stdout.splitlines()[2:4] == [
        "       0 made into records",
        "       2 there already, unchanged",
    ]
    assert records(book) == made


def test_the_id_may_change_and_the_editor_may_write(book):
    name = put(book, "organ.json", ROWS)
    book("import", name, "--mapping", "../halls.toml")
    assert book("rename", "2019-turin-organ-recital", "2019-turin-organ").returncode == 0
    assert book("edit", "2019-turin-organ", "--set", "date=2019-05-19", "--write").returncode == 0

    assert counts(report(book, name, "--mapping", "../halls.toml")) == {"rows": 2, "there": 2}


def test_rows_with_one_key_are_one_record(book):
    first = put(book, "organ.json", ROWS[:1])
    second = put(book, "brass.json", [ROWS[0] | {"city": "Torino", "seats": 3}, ROWS[1]])

    found = report(book, first, second, "--mapping", "../halls.toml")

    assert counts(found) == {"rows": 3, "created": 2, "merged": 1}
    assert [(row["row"], row["outcome"], row["record"]) for row in found["rows"]] == [
        (1, "created", "2019-turin-organ-recital"),
        (1, "merged", "2019-turin-organ-recital"),
        (2, "created", "2019-bonn-brass-days"),
    ]
    first_in = {"file": second, "row": 1, "line": None}
    assert found["differing"] == [
        {"path": path, "rows": 1, "first": first_in} for path in ("place.name", "place.city")
    ]
    value = yaml.safe_load(records(book)["2019-turin-organ-recital"])
    assert value["keywords"] == ["organ", "brass"]
    assert [each["title"] for each in value["sources"]] == [
        "Hall list, organ.json",
        "Hall list, brass.json",
    ]
    assert counts(report(book, first, second, "--mapping", "../halls.toml")) == {
        "rows": 3, "there": 2, "merged": 1
    }  # fmt: skip


# What has changed


def test_a_changed_row_is_reported_and_edit_can_bring_it_in(book):
    name = put(book, "organ.json", ROWS)
    book("import", name, "--mapping", "../halls.toml")
    before = records(book)
    put(book, "organ.json", [ROWS[0] | {"city": "Rome"}, ROWS[1]])

    done = book("import", name, "--mapping", "../halls.toml", "--changes", "../changes.jsonl")

    assert done.returncode == 0
    assert "changed in the source:\n  ../organ.json, row 1: 2019-turin-organ-recital: place\n" in (
        done.stdout
    )
    assert records(book) == before
    assert book("edit", "--from", "../changes.jsonl", "--write").returncode == 0
    value = yaml.safe_load(records(book)["2019-turin-organ-recital"])
    assert value["place"] == {"name": "Rome", "city": "Rome", "country": "IT"}
    assert counts(report(book, name, "--mapping", "../halls.toml")) == {"rows": 2, "there": 2}
    assert book("validate", "--strict").returncode == 0


# What is much alike


def test_duplicates_are_proposed_and_not_made(book):
    put(book, "organ.json", ROWS)
    book("import", "../organ.json", "--mapping", "../halls.toml")
    near = [
        {"name": "Recital, organ", "startDate": "2019-05-18", "city": "Turin"},
        {"name": "Brass quintet", "startDate": "2019-07-01", "city": "Bonn"},
        {"name": "A brass quintet", "startDate": "2019-07-01", "city": "Bonn"},
    ]
    name = put(book, "more.json", near)

    done = book("import", name, "--mapping", "../halls.toml", "-n")
    assert (
        "much like a record, not made:\n"
        "  ../more.json, row 1: 2019-turin-organ-recital\n"
        "  ../more.json, row 3: 2019-bonn-brass-quintet\n"
    ) in done.stdout

    for expected in ({"created": 1, "duplicate": 2}, {"there": 1, "duplicate": 2}):
        assert counts(report(book, name, "--mapping", "../halls.toml")) == {"rows": 3, **expected}
    accepted = report(book, name, "--mapping", "../halls.toml", "--accept-duplicates")
    assert counts(accepted) == {"rows": 3, "created": 2, "there": 1}
    assert accepted["warnings"] == {"duplicate-event": 2}


def test_a_proposed_duplicate_is_settled_by_giving_the_record_its_key(book):
    name = put(book, "organ.json", [ROWS[0], ROWS[0] | {"name": "Recital, organ"}])
    mapping = ("--mapping", "../halls.toml")
    assert counts(report(book, name, *mapping)) == {"rows": 2, "created": 1, "duplicate": 1}

    told = '{"from": "halls", "key": "Recital, organ | 2019-05-18"}'
    add = ("--add", f"local.imported={told}", "--write")
    done = book("edit", "2019-turin-organ-recital", *add)
    assert done.returncode == 0, done.stderr

    assert counts(report(book, name, *mapping)) == {"rows": 2, "there": 2}


# What cannot be made


def test_rows_that_cannot_be_records_are_skipped_with_the_reason(book):
    rows = [
        *ROWS,
        "text",
        {"name": "No day", "startDate": "soon"},
        {"startDate": "2019-05-18"},
        {},
        {"name": "Ann, an 11-year-old, plays", "startDate": "2019-05-19"},
        {"name": "Choir evening"},
    ]
    name = put(book, "organ.json", rows)

    found = report(book, name, "--mapping", "../halls.toml", code=1)

    assert counts(found) == {"rows": 8, "created": 3, "skipped": 5}
    assert [(row["row"], row["why"]) for row in found["rows"] if row["outcome"] == "skipped"] == [
        (3, "it is a text, not an object"),
        (4, "no date: `startDate`: it is no date (iso)"),
        (5, "no title: nothing in the row"),
        (6, "it has no key (name and startDate)"),
        (7, "it may name somebody who is not to be named; enter it by hand"),
    ]
    undated = yaml.safe_load(records(book)["undated-choir-evening"])
    assert (undated["date"], undated["date_basis"]) == ("XXXX", "unknown")
    assert "Ann" not in json.dumps([row for row in found["rows"] if row["row"] == 7])
    assert book("validate").returncode == 0


def test_an_id_that_is_taken_or_none_is_said(book):
    book.record("first")
    mapping = MAPPING + 'id = { from = "id" }\n'
    name = put(book, "organ.json", [ROWS[0] | {"id": "first"}, ROWS[1] | {"id": "No id"}])
    book.write("../halls.toml", mapping)

    found = report(book, name, "--mapping", "../halls.toml", code=1)

    assert [row["why"] for row in found["rows"]] == [
        "its id is taken: records/events/first.yaml",
        "id: an id is made of lower-case letters a to z, digits, and single hyphens between them",
    ]


def test_what_the_schema_refuses_is_skipped_and_said(book):
    book.write("../m.toml", 'key = "a"\n[fields]\ntitle = "a"\nstatus = "s"\n')
    book.write("../a.json", '[{"a": "x", "s": "gone"}, {"a": "y", "s": "held"}]')

    found = report(book, "../a.json", "--mapping", "../m.toml", code=1)

    assert [row["outcome"] for row in found["rows"]] == ["skipped", "created"]
    assert found["rows"][0]["why"].startswith("status: ")
    assert found["rows"][0]["why"].endswith("[value-not-allowed]")


# Formats


def test_a_calendar(book):
    calendar = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a@example.org
SUMMARY:Lange Nacht der
  Museen
DTSTART;TZID=Europe/Berlin:20230224T200000
DTEND;TZID=Europe/Berlin:20230225T020000
LOCATION:Altes Museum
CATEGORIES:Kunst
STATUS:CONFIRMED
RRULE:FREQ=YEARLY
ATTENDEE;CN=Ann Example:mailto:ann@example.org
END:VEVENT
BEGIN:VEVENT
UID:b@example.org
SUMMARY:Fest
DTSTART;VALUE=DATE:20230301
DTEND;VALUE=DATE:20230304
END:VEVENT
BEGIN:VTODO
UID:c
END:VTODO
END:VCALENDAR
"""
    file = book.write("../night.ics", calendar.replace("\n", "\r\n"))

    done = book("import", "../night.ics")

    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "../night.ics, read as ics, mapping ics\n"
        "       2 rows\n"
        "       2 made into records\n"
        "       1 VTODO, no event, left out\n"
        "values that did not fit:\n"
        "  end_time of end_time: the event lasts several days: 1 value, first in ../night.ics:2:"
        " `02:00`\n"
        "  start_time of start_time: the event lasts several days: 1 value, first in "
        "../night.ics:2: `20:00`\n"
        "fields of which nothing was made:\n"
        "  ATTENDEE: 1 value, first in ../night.ics:2\n"
        "  ATTENDEE;CN: 1 value, first in ../night.ics:2\n"
        "  RRULE: 1 value, first in ../night.ics:2\n"
    )
    value = yaml.safe_load(records(book)["2023-lange-nacht-museen"])
    assert {name: value[name] for name in ("title", "date", "timezone", "place")} == {
        "title": "Lange Nacht der Museen",
        "date": "2023-02-24/2023-02-25",
        "timezone": "Europe/Berlin",
        "place": {"name": "Altes Museum"},
    }
    assert "Ann" not in "".join(records(book).values())
    assert yaml.safe_load(records(book)["2023-fest"])["date"] == "2023-03-01/2023-03-03"
    file.unlink()


def test_a_table_of_a_spreadsheet(book):
    text = "\ufeffTitle;Date;City;Country;Tags\r\nConcert;2023-02-24;Wien;Österreich;a, b\r\n"
    book.write("../list.csv", text + "short;1\r\n\r\n=1+1;2023-02-25;;;\r\n")

    found = report(book, "../list.csv", code=1)

    assert counts(found) == {"rows": 3, "created": 2, "skipped": 1}
    assert [row["line"] for row in found["rows"]] == [2, 3, 5]
    value = yaml.safe_load(records(book)["2023-wien-concert"])
    assert value["place"] == {"name": "Wien", "city": "Wien", "country": "AT"}
    assert value["keywords"] == ["a", "b"]
    assert sorted(yaml.safe_load(each)["title"] for each in records(book).values()) == [
        "=1+1",
        "Concert",
    ]


def test_schema_org(book):
    event = {
        "@context": "https://schema.org", "@type": "MusicEvent", "@id": "https://example.org/1",
        "name": [{"@value": "Concert", "@language": "en"},
                 {"@value": "Konzert", "@language": "de"}],
        "startDate": "2023-05-06T20:00:00+02:00", "endDate": "2023-05-06T22:00:00+02:00",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": {"@type": "Place", "name": "Hall", "address": {"addressLocality": "Bern",
                     "addressCountry": {"@type": "Country", "name": "Schweiz"}}},
        "performer": [{"@type": "MusicGroup", "name": "The Example Quartet"}],
        "organizer": {"@type": "Organization", "name": "Example Club"},
        "url": "https://example.org/1", "inLanguage": "de", "offers": {"price": 3},
    }  # fmt: skip
    book.write("../page.jsonld", json.dumps(event))

    found = report(book, "../page.jsonld")

    assert [each["path"] for each in found["unread"]] == ["offers.price"]
    assert found["unmapped"] == []
    value = yaml.safe_load(records(book)["2023-bern-concert"])
    for name in ("sources", "local", "review", "id"):
        del value[name]
    assert value == {
        "type": "concert", "title": {"en": "Concert", "de": "Konzert"}, "title_type": "formal",
        "date": "2023-05-06", "start_time": "20:00", "end_time": "22:00",
        "attendance_mode": "mixed",
        "place": {"name": "Hall", "city": "Bern", "country": "CH"},
        "organisers": [{"name": "Example Club", "role": "organiser"}],
        "participants": [{"name": "The Example Quartet", "roles": ["performer"]}],
        "languages": ["de"], "links": [{"url": "https://example.org/1"}],
    }  # fmt: skip
    assert book("validate").returncode == 0


def test_standard_input_json_lines_and_yaml(book):
    lines = '{"title": "One", "date": "2023-02-24"}\n{"title": "Two", "date": 2023}\n'
    assert book("import", "-", "-f", "json-lines", input=lines).returncode == 0
    text = "- {title: Three, date: 2023-02-26, venue: Hall}\n"
    assert book("import", "-", "-f", "yaml", input=text).returncode == 0
    assert list(records(book)) == ["2023-one", "2023-three", "2023-two"]
    assert "title: standard input\n" in records(book)["2023-one"]


def test_records_of_kinds_without_a_model_are_known_by_their_ids(book):
    book.write(
        "eventbook.toml",
        '[kinds.talk]\nrecords = ["talks/*.yaml"]\nschema = "talk.json"\nid = "field:slug"\n',
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object", "required": ["slug"], "additionalProperties": False,
        "properties": {"slug": {"type": "string"}, "minutes": {"type": "integer"}},
    }  # fmt: skip
    book.write("talk.json", json.dumps(schema))
    book.write(
        "../t.toml", 'key = "n"\n[fields]\nslug = "n"\nminutes = { from = "m", as = "integer" }\n'
    )
    book.write("../t.csv", "n,m\na,10\nb,20\n")

    assert counts(report(book, "../t.csv", "--mapping", "../t.toml")) == {"rows": 2, "created": 2}
    assert (book.root / "talks/a.yaml").read_text().endswith("slug: a\nminutes: 10\n")
    book.write("../t.csv", "n,m\na,10\nb,25\n")
    again = report(book, "../t.csv", "--mapping", "../t.toml")
    assert counts(again) == {"rows": 2, "there": 1, "changed": 1}
    assert again["rows"][1]["fields"] == {"minutes": 25}


# Wrong input


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(book):
    name = put(book, "organ.json", ROWS)
    book.write("../bad.json", b'[{"title": "b\xe9d"}]')

    done = book("import", name, "../bad.json")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: ../bad.json:1:14: not UTF-8\n"
    assert records(book) == {}


def test_no_control_character_reaches_the_terminal(book):
    rows = [{"title": "x\x1b[2J", "date": "\x1b[31msoon", "a\x1b": 1, "id": "1"}, "\x1b"]
    name = put(book, "x\x1b[1m.json", rows)
    for more in ([], ["--report", "json"]):
        done = book("import", name, *more)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr


def test_a_file_of_ten_megabytes_on_one_line_is_read_in_seconds(book):
    rows = [{"title": "y" * 10_000_000, "date": "2023-02-24", "id": "a"}, {"title": "b", "id": "b"}]
    name = put(book, "long.json", rows)
    start = time.monotonic()
    found = report(book, name, code=1)
    assert time.monotonic() - start < 20
    assert counts(found) == {"rows": 2, "created": 1, "skipped": 1}


def test_all_records_are_written_or_none(book):
    name = put(book, "organ.json", ROWS)
    folder = book.root / "records/events/2019"
    folder.mkdir(parents=True)
    (book.root / "elsewhere").mkdir()
    folder.rmdir()
    folder.symlink_to(book.root / "elsewhere", target_is_directory=True)

    done = book("import", name, "--mapping", "../halls.toml")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert [*(book.root / "elsewhere").iterdir()] == []


# A real collection, where there is one


CONFERENCES = Path(__file__).parents[2] / "cli/docs/importing.md"


@pytest.mark.skipif("EVENTBOOK_CORPORA" not in os.environ, reason="no EVENTBOOK_CORPORA=DIR")
def test_all_rows_of_a_collection_of_conferences(book):
    """`conference-data` of the collections: 6,831 rows in 302 files, many in several of them."""
    corpus = Path(os.environ["EVENTBOOK_CORPORA"]) / "conference-data"
    files = sorted(corpus.glob("conferences/*/*.json"))
    rows = [row for file in files for row in json.loads(file.read_bytes())]
    assert len(rows) == 6831
    text = CONFERENCES.read_text("utf-8")
    mapping = text.partition("<!-- conferences.toml -->\n\n```toml\n")[2].partition("```")[0]
    book.write("../conferences.toml", mapping)
    args = (*map(str, files), "--mapping", "../conferences.toml")

    start = time.monotonic()
    first = report(book, *args)
    seconds = time.monotonic() - start

    keys = Counter((row["name"].strip(), row["startDate"], row.get("city", "")) for row in rows)
    assert counts(first)["merged"] == len(rows) - len(keys)
    assert counts(first)["created"] + counts(first)["duplicate"] == len(keys)
    assert counts(first).keys() == {"rows", "created", "merged", "duplicate"}
    assert len(records(book)) == counts(first)["created"]
    assert first["warnings"] == {}
    assert book("validate", "--strict").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in book.root.glob("records/**/*.yaml")}
    again = report(book, *args)
    assert counts(again) == {
        **{name: counts(first)[name] for name in ("rows", "merged", "duplicate")},
        "there": counts(first)["created"],
    }
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert seconds < 60
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 600 << 10
