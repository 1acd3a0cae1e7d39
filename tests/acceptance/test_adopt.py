"""Somebody else's repository becomes a book, and every command works on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.conftest import Book

CORPORA = os.environ.get("EVENTBOOK_CORPORA", "")
SCHEMA = """\
$schema: http://json-schema.org/draft-07/schema#
type: array
items:
  type: object
  required: [title, area, confs]
  properties:
    title: {type: string}
    area: {type: string, enum: [AI, DB, SE]}
    rank: {type: object, properties: {ours: {enum: [A, B, C]}}}
    confs:
      type: array
      items:
        type: object
        required: [year, id, link, timeline]
        properties:
          year: {type: number}
          id: {type: string, pattern: "^[a-z0-9]+$"}
          link: {type: string, format: uri}
          place: {type: string}
          timeline:
            type: array
            items:
              type: object
              required: [deadline]
              properties: {deadline: {type: string}, comment: {type: string}}
"""
CONFERENCE = """\
# {title}: whoever adds an edition adds it last
- title: {title}
  area: {area}
  rank: {{ours: B}}     # since 2020
  confs:
    - year: 2024
      id: {key}24
      link: 'https://{key}.example.org/2024'
      timeline:
        - deadline: '2024-03-05 23:59:59'
          comment: "first round"
      place: {place}
    - year: 2025
      id: {key}25
      link: https://{key}.example.org/2025
      timeline: [{{deadline: TBD}}]
      place: {place}, later
"""
CONFERENCES = (
    ("AI/lake.yml", "Lake", "AI", "Turin"),
    ("AI/river.yml", "River", "AI", "Ulm"),
    ("DB/pond.yml", "Pond", "DB", "Turin"),
    ("SE/deep/sea.yml", "Sea", "SE", "Oslo"),
)
CONFS = "conf: 8 records in 4 files, conference/*/**/*.yml[].confs[]; schema conference-schema.yml"
BROKEN = (
    "the schema far.json cannot be used: far.json: at /$ref: `$ref` 'x' leads to no schema of this "
    "book; add the schema it means to the schemas folder; nothing is ever fetched"
)
LINK = "not read: conference/AI/link.yml is or lies behind a symbolic link, which is never followed"
EDITIONS = """\
# The settings of this book, made by `eventbook init --adopt` from the files that were here.
# Look them through. They are data: they name files and fields, never code.
[book]
title = "conferences"
language = "en"  # of texts that do not say theirs (BCP 47)

# 8 records in 4 files.
[kinds.conf]
records = ["conference/*/**/*.yml[].confs[]"]
# records = ["conference/*/**/*.yml[]"]  # would do, too
schema = "conference-schema.yml"  # draft 07
id = "field:id"
# title = "…"  # no field is called title or name
date = "year"

# 3 records in 1 file.
[kinds.area]
records = ["conference/areas.yml[]"]
schema = "schemas/area.schema.json"  # made from the records; look it through
id = "field:key"
title = "name"
# date = "…"  # no field is called date, start or year

# [rules]  # off, info, warning or error
# format-invalid = "off"  # where nobody has looked at the formats in the schemas so far
"""


def files(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


@pytest.fixture
def foreign(tmp_path, run):
    """A repository in the shape of a well-known list of conferences; no book yet."""
    made = Book(tmp_path / "conferences", run)
    made.write("conference-schema.yml", SCHEMA)
    made.write("README.md", "# Conferences\n")
    areas = "".join(f"- key: {key}\n  name: {key} area\n" for key in ("AI", "DB", "SE"))
    made.write("conference/areas.yml", areas)
    for path, title, area, place in CONFERENCES:
        text = CONFERENCE.format(title=title, area=area, key=title.lower(), place=place)
        made.write(f"conference/{path}", text)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.commit("As it was")
    return made


@pytest.fixture
def adopted(foreign):
    assert foreign("init", "--adopt").returncode == 0
    foreign.commit("Adopt")
    return foreign


@pytest.fixture
def outer(adopted):
    """The same with each conference as a record."""
    text = (adopted.root / "eventbook.toml").read_text()
    text = text.replace('records = ["conference/*/**/*.yml[].confs[]"]\n# ', "")
    text = text.replace('id = "field:id"', 'id = "field:title"').replace("kinds.conf]", "kinds.c]")
    adopted.write("eventbook.toml", text)
    adopted.commit("Conferences are the records")
    return adopted


def test_the_settings_and_nothing_else(foreign):
    before = files(foreign.root)

    done = foreign("init", "--adopt")

    assert (done.returncode, done.stdout) == (0, "eventbook.toml\nschemas/area.schema.json\n")
    assert done.stderr == (
        f"{CONFS} (draft 07)\n"
        "  8 of 8 records valid now\n"
        "area: 3 records in 1 file, conference/areas.yml[]; "
        "schema schemas/area.schema.json (made from them)\n"
        "  3 of 3 records valid now\n"
        "next: look through eventbook.toml and schemas/area.schema.json, then: eventbook validate\n"
    )
    after = files(foreign.root)
    assert after.pop("eventbook.toml").decode() == EDITIONS
    assert json.loads(after.pop("schemas/area.schema.json"))["required"] == ["key", "name"]
    assert after == before
    assert foreign.git("status", "--short") == "?? eventbook.toml\n?? schemas/\n"
    checked = foreign("validate", "--strict")
    assert (checked.returncode, checked.stdout) == (0, "All checks passed: 11 records.\n")


def test_a_dry_run_prints_the_settings_and_writes_nothing(foreign):
    before = files(foreign.root)
    done = foreign("init", "--adopt", "--dry-run")
    assert (done.returncode, done.stdout) == (0, EDITIONS)
    assert done.stderr.endswith(
        "nothing was written; without --dry-run: eventbook.toml, schemas/area.schema.json\n"
    )
    assert files(foreign.root) == before
    assert foreign("init", "-n").returncode == 2


def test_title_and_language_and_a_folder_elsewhere(foreign):
    done = foreign.run(
        *("init", "--adopt", "conferences", "--title", "Dates", "--language", "it"),
        cwd=foreign.root.parent,
    )
    assert done.stdout.splitlines()[0] == "conferences/eventbook.toml"
    assert done.stderr.endswith("then: cd conferences && eventbook validate\n")
    assert '[book]\ntitle = "Dates"\nlanguage = "it"' in files(foreign.root)[
        "eventbook.toml"
    ].decode("utf-8")


def test_plain_init_says_that_there_are_records(foreign):
    before = files(foreign.root)
    done = foreign("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: there are records here already, such as conference/*/**/*.yml; nothing was "
        "written; `eventbook init --adopt` makes a book of them, `--no-adopt` one beside them\n"
    )
    assert files(foreign.root) == before
    assert foreign("init", "--no-adopt").returncode == 0


def test_settings_are_never_overwritten(adopted):
    before = files(adopted.root)
    again = adopted("init", "--adopt")
    assert (again.returncode, again.stdout) == (2, "")
    assert "this is already a book" in again.stderr
    within = adopted("init", "--adopt", "conference")
    assert (within.returncode, "this lies in a book" in within.stderr) == (2, True)
    (adopted.root / "eventbook.toml").unlink()
    adopted.write("pyproject.toml", "[tool.eventbook]\n")
    assert "[tool.eventbook] in pyproject.toml" in adopted("init", "--adopt").stderr
    (adopted.root / "pyproject.toml").unlink()
    adopted.write("pyproject.toml", "[project]\nname = 'eventbook'\n")
    assert adopted("init", "--adopt").returncode == 0
    assert files(adopted.root).keys() - before.keys() == {"pyproject.toml"}  # the schema is theirs


def test_folders_called_records_and_schemas_can_be_adopted(run, tmp_path):
    made = Book(tmp_path / "other", run)
    schema = {"type": "object", "properties": {"id": {}, "name": {}}}
    made.write("schemas/talk.json", json.dumps(schema))
    for number in (1, 2):
        made.write(f"records/{number}.yaml", f"id: t{number}\nname: Talk\n")
    assert made("init", "--adopt").returncode == 0
    assert 'schema = "schemas/talk.json"' in (made.root / "eventbook.toml").read_text()


@pytest.mark.parametrize("there", [{}, {"notes.txt": "x"}, {"a.json": "[]"}, {"a.yml": "- x\n"}])
def test_nothing_to_adopt(run, tmp_path, there):
    made = Book(tmp_path / "other", run)
    made.root.mkdir()
    for path, text in there.items():
        made.write(path, text)
    done = made("init", "--adopt")
    assert (done.returncode, done.stdout) == (2, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"error: nothing in {made.root} looks like records")
    assert ("`eventbook import` reads the JSON into it" in last) == ("a.json" in there)
    assert files(made.root).keys() == there.keys()


@pytest.mark.parametrize("folder", ["nowhere", "README.md"])
def test_no_folder_to_adopt(foreign, folder):
    done = foreign("init", "--adopt", folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert not (foreign.root / "nowhere").exists()


def test_what_is_not_taken_is_said_with_counts_and_places(foreign):
    foreign.write("conference/AI/a.yml", "- &x {title: A, area: AI, confs: []}\n")
    foreign.write("conference/AI/b.yml", "a: &x 1\nb: *x\n")
    foreign.write("two.yml", "a: 1\n---\na: 2\n")
    foreign.write("mkdocs.yml", "site: x\n")
    foreign.write("data.json", "[]")
    foreign.write("post.md", "---\ntitle: x\n---\n")
    foreign.write("far.json", '{"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "x"}')
    foreign.write("odd.json", '{"type": "object", "properties": {"unheard": {}}}')
    (foreign.root / "conference/AI/link.yml").symlink_to("/etc/passwd")

    done = foreign("init", "--adopt", "-n")

    assert done.returncode == 0
    assert done.stderr.splitlines()[4:-1] == [
        "2 files use anchors; first: conference/AI/a.yml:1:3 (yaml-alias)",
        "1 file holds several documents; first: two.yml:2:1 (yaml-many-documents)",
        "1 other YAML file does not look like records: mkdocs.yml",
        "1 JSON file is not read: JSON is for import only: data.json",
        "1 Markdown file begins with YAML (front matter), which is not supported: post.md",
        BROKEN,
        "the schema odd.json (draft 2020-12) fits no records here",
        LINK,
    ]


def test_how_many_are_valid_and_what_is_wrong_with_the_others(foreign):
    file = foreign.root / "conference/DB/pond.yml"
    text = file.read_text().replace("id: pond24", "id: POND!24").replace("id: pond25", "id: lake25")
    file.write_text(text.replace("'https://pond.example.org/2024'", "not a link"))

    done = foreign("init", "--adopt")

    assert done.stderr.splitlines()[:5] == [
        f"{CONFS} (draft 07)",
        "  6 of 8 records valid now",
        "    format-invalid: 1 error in 1 file; first: conference/DB/pond.yml:8:13",
        "    id-duplicate: 1 error in 1 file; first: conference/DB/pond.yml:14:11",
        "    pattern-mismatch: 1 error in 1 file; first: conference/DB/pond.yml:7:11",
    ]
    assert 'id = "field:title"' not in (foreign.root / "eventbook.toml").read_text()


def test_ids_that_are_no_safe_names_are_told_and_can_be_used(foreign):
    for number, name in enumerate(("Über uns", "Über uns", "7", "", "A B")):
        key = f"name: {name}\n" if name else ""
        foreign.write(f"rooms/{number}/Raum {number}.yaml", f"{key}seats: {number}\nfloor: 1\n")
    done = foreign("init", "--adopt")
    assert "    id-form: 5 warnings in 5 files; first: rooms/0/Raum 0.yaml:1:1" in done.stderr
    text = (foreign.root / "eventbook.toml").read_text().replace('"stem"', '"field:name"')
    foreign.write("eventbook.toml", text)
    found = json.loads(foreign("validate", "rooms", "-f", "json").stdout)
    assert [(each["rule"], each["path"][:7]) for each in found] == [
        ("id-form", "rooms/0"),
        ("id-duplicate", "rooms/1"),
        ("id-form", "rooms/1"),
        ("id-form", "rooms/3"),
        ("id-form", "rooms/4"),
    ]
    listed = rows(foreign("list", "-w", "floor=1", "--columns", "id,seats", "-f", "tsv"))
    assert sorted(listed) == [
        ["", "3"],
        ["7", "2"],
        ["A B", "4"],
        ["Über uns", "0"],
        ["Über uns", "1"],
    ]
    edited = foreign("edit", "-w", "name=Über uns", "-w", "seats=1", "--set", "seats=9", "--write")
    assert (edited.returncode, edited.stdout) == (0, "rooms/1/Raum 1.yaml\n")
    assert foreign("edit", "Über uns", "--set", "seats=9").returncode == 2
    assert foreign("edit", "A B", "--set", "seats=9", "--write").returncode == 0
    assert (
        foreign("show", "7", "-f", "json").stdout
        == '{\n "name": 7,\n "seats": 2,\n "floor": 1\n}\n'
    )


def test_names_that_would_command_a_terminal_are_escaped(foreign):
    foreign.write("conference/AI/\x1b[31m.yml", "a: &x 1\n")
    foreign.write("\x1b[2J.json", "[]")
    done = foreign("init", "--adopt")
    assert done.returncode == 0
    assert "\x1b" not in done.stderr + done.stdout
    assert "a name that not every system can hold, and 1 more" in done.stderr


def test_a_repository_that_means_harm(foreign):
    """Nothing is followed, fetched or run, nothing hangs; the records are found all the same."""
    folder = foreign.root / "conference/AI"
    foreign.write("conference/AI/huge.yml", b"a: 1\n" * 300_000)
    foreign.write("conference/AI/binary.yml", bytes(range(256)))
    foreign.write("conference/AI/deep.yml", "[" * 5000)
    bomb = "a: &a [x, x]\n" + "".join(f"k{n}: &k{n} [*a, *a]\n" for n in range(40))
    foreign.write("conference/AI/bomb.yml", bomb)
    foreign.write("new\nline/x.yml", "a: 1\n")
    foreign.write("yaml.py", "open('ran', 'w')")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.yml")
    for name, schema in {
        "host": {"$ref": "https://198.51.100.7/x.json"},
        "file": {"$ref": "file:///etc/passwd"},
        "self": {"$ref": "#"},
        "wrong": {"type": "objekt"},
        "slow": {"items": {"properties": {"title": {"pattern": "^(L*)*$"}, "confs": {}}}},
    }.items():
        draft = {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
        foreign.write(f"s/{name}.json", json.dumps(draft))

    done = foreign.run("init", "--adopt", cwd=foreign.root, timeout=60)

    assert done.returncode == 0, done.stderr
    assert (foreign.root / "eventbook.toml").read_text() == EDITIONS
    assert [line for line in done.stderr.splitlines() if line.startswith("the schema s/")] == [
        line for line in done.stderr.splitlines() if "schema s/" in line
    ]
    assert not (foreign.root / "ran").exists()
    assert "\n/x.yml" not in done.stderr


def rows(done):
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()[1:]]


def test_editions_are_listed_filtered_and_shown(adopted):
    ids = ("--columns", "id,place", "-f", "tsv")
    assert rows(adopted("list", "-w", "year=2024", "-w", "place=Turin", *ids)) == [
        ["lake24", "Turin"],
        ["pond24", "Turin"],
    ]
    assert rows(adopted("list", "--since", "2025", "--sort", "-id", *ids))[0][0] == "sea25"
    assert len(rows(adopted("list", "--during", "2025", *ids))) == 4
    each = adopted(
        "list", "--each", "timeline", "-w", "deadline=TBD", "--columns", "id", "-f", "tsv"
    )
    assert len(rows(each)) == 4
    shown = adopted("show", "lake24", "-f", "json")
    assert json.loads(shown.stdout) == {
        "year": 2024,
        "id": "lake24",
        "link": "https://lake.example.org/2024",
        "timeline": [{"deadline": "2024-03-05 23:59:59", "comment": "first round"}],
        "place": "Turin",
    }
    assert "sea25" in adopted("search", "oslo").stdout
    assert adopted("status").returncode == 0


def test_conferences_are_listed_filtered_and_shown(outer):
    ids = ("--columns", "id,area,rank.ours", "-f", "tsv")
    assert rows(outer("list", "-w", "area=AI", *ids)) == [["Lake", "AI", "B"], ["River", "AI", "B"]]
    each = outer("list", "--each", "confs", "-w", "year=2024", "--columns", "id", "-f", "tsv")
    assert len(rows(each)) == 4
    assert json.loads(outer("show", "Sea", "-f", "json").stdout)["area"] == "SE"
    assert outer("validate", "--strict").returncode == 0


def test_one_item_is_edited_and_no_other_byte(adopted):
    done = adopted("edit", "lake24", "--set", "place=Milan", "--write")
    assert done.returncode == 0
    assert changed_lines(adopted) == ["-      place: Turin", "+      place: Milan"]
    assert adopted("diff").stdout == (
        "changed conf lake24  conference/AI/lake.yml\n  ~ place: Turin → Milan\n"
    )
    assert adopted("undo", "--write").returncode == 0
    assert adopted.git("status", "--short") == ""


def test_many_items_are_edited_and_no_other_byte(adopted):
    done = adopted(
        *("edit", "-w", "year=2025", "--set", "timeline[0].comment=soon", "--unset", "place"),
        "--write",
    )
    assert done.returncode == 0
    assert changed_lines(adopted) == [
        "-      timeline: [{deadline: TBD}]",
        "-      place: Turin, later",
        "+      timeline: [{deadline: TBD, comment: soon}]",
        "-      timeline: [{deadline: TBD}]",
        "-      place: Ulm, later",
        "+      timeline: [{deadline: TBD, comment: soon}]",
        "-      timeline: [{deadline: TBD}]",
        "-      place: Turin, later",
        "+      timeline: [{deadline: TBD, comment: soon}]",
        "-      timeline: [{deadline: TBD}]",
        "-      place: Oslo, later",
        "+      timeline: [{deadline: TBD, comment: soon}]",
    ]
    assert adopted("undo", "--write").returncode == 0
    assert adopted.git("status", "--short") == ""


def test_items_are_edited_from_a_file_and_added_to(adopted):
    lines = '{"id": "lake24", "place": "Milan"}\n{"id": "sea25", "year": 2026}\n'
    assert adopted("edit", "--from", "-", "--write", input=lines).returncode == 0
    added = adopted("edit", "river24", "--add", 'timeline={"deadline": "TBD"}', "--write")
    assert added.returncode == 0
    assert changed_lines(adopted) == [
        "-      place: Turin",
        "+      place: Milan",
        "+        - deadline: TBD",
        "-    - year: 2025",
        "+    - year: 2026",
    ]


def test_items_with_one_id_are_told_apart_by_another_field(adopted):
    file = adopted.root / "conference/AI/lake.yml"
    file.write_text(file.read_text().replace("lake25", "lake24"))
    refused = adopted("edit", "lake24", "--set", "place=Milan", "--write")
    said = "all in conference/AI/lake.yml; `edit -w` tells them apart by another field"
    assert refused.stderr == f"error: `lake24` is the id of 2 records; {said}\n"
    assert refused.returncode == 2
    adopted.commit("One id for two")
    done = adopted("edit", "-w", "id=lake24", "-w", "year=2025", "--set", "place=Milan", "--write")
    assert done.returncode == 0, done.stderr
    assert changed_lines(adopted) == ["-      place: Turin, later", "+      place: Milan"]


def test_an_edit_that_the_schema_refuses_changes_nothing(adopted):
    done = adopted("edit", "lake24", "--unset", "timeline", "--write")
    assert (done.returncode, "missing required property `timeline`" in done.stderr) == (1, True)
    assert adopted.git("status", "--short") == ""


def test_items_are_told_apart_by_their_ids_whatever_files_they_move_to(adopted):
    lake = adopted.root / "conference/AI/lake.yml"
    sea = adopted.root / "conference/SE/deep/sea.yml"
    head, moved = lake.read_text().split("    - year: 2025\n")
    lake.write_text(head)
    sea.write_text(sea.read_text() + f"    - year: 2025\n{moved}".replace("later", "at last"))
    said = adopted("diff").stdout
    assert said == (
        "moved conf lake25  conference/AI/lake.yml → conference/SE/deep/sea.yml\n"
        "  ~ place: Turin, later → Turin, at last\n"
    )
    assert adopted("diff", "HEAD", "--exit-code").returncode == 1


def changed_lines(book):
    diff = book.git("diff", "--unified=0")
    return [
        line
        for line in diff.splitlines()
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]


@pytest.mark.skipif(not CORPORA, reason="EVENTBOOK_CORPORA names no folder")
def test_a_real_list_of_conferences(run, tmp_path):
    root = tmp_path / "ccf"
    shutil.copytree(Path(CORPORA) / "ccf-deadlines", root)
    subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)
    real = Book(root, run)
    real.git("init", "--quiet", "--template=")
    real.commit("As it was")

    done = real("init", "--adopt")

    assert done.returncode == 0, done.stderr
    assert "conf: 1161 records in 353 files, conference/*/**/*.yml[].confs[]" in done.stderr
    assert real("list", "--count").stdout == "1171\n"
    found = json.loads(real("validate", "-f", "json").stdout)
    ours = {each["path"] for each in found if not each["rule"].startswith("id-")}
    paths = [
        path for path in real("list", "-f", "paths").stdout.splitlines() if "types" not in path
    ]
    paths = sorted(set(paths))
    assert len(paths) == 353
    checked = run.program(
        *("check-jsonschema", "-o", "json", "--schemafile", "conference-yaml-schema.yml"),
        *paths,
        cwd=root,
        env={"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    assert {each["filename"] for each in json.loads(checked.stdout)["errors"]} == ours
    assert real("edit", "casa2024", "--set", "place=Rome", "--write").returncode == 0
    assert changed_lines(real) == ["-      place: Wuhan, China", "+      place: Rome"]
    assert real("undo", "--write").returncode == 0
    assert real.git("diff", "--name-only") == ""


@pytest.mark.skipif(not CORPORA, reason="EVENTBOOK_CORPORA names no folder")
def test_a_real_repository_of_json(run, tmp_path):
    done = run("init", "--adopt", Path(CORPORA) / "conference-data", cwd=tmp_path)
    assert done.returncode == 2
    assert "302 JSON files are not read: JSON is for import only" in done.stderr
