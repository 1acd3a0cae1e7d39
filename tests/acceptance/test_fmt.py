"""`eventbook fmt`: records in their canonical layout, all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

UNTIDY = """\
# typed from the printed programme
title:   Organ recital   # as printed
id:  turin
date: 2019

sources:
- {title: Printed programme}
# the archive's own
local: {box: 0012}
"""
TIDY = """\
# typed from the printed programme
id: turin
title: Organ recital # as printed
date: "2019"

sources:
  - {title: Printed programme}
# the archive's own
local: {box: "0012"}
"""
PATH = "records/events/turin.yaml"
CLEAN = "id: bari\ntitle: Recital\ndate: XXXX\nsources: [{title: Programme}]\n"


@pytest.fixture
def archive(book):
    """A book with a record that is laid out, and one that is not."""
    book.record("turin", UNTIDY)
    book.record("bari", CLEAN)
    book.commit()
    return book


def texts(book):
    folder = book.root / "records/events"
    return {file.name: file.read_bytes() for file in folder.glob("*.yaml")}


def test_every_record_is_laid_out(archive):
    done = archive("fmt")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{PATH}\n",
        "1 file laid out, 1 file as it should be\nnext: eventbook diff\n",
    )
    assert texts(archive) == {"turin.yaml": TIDY.encode(), "bari.yaml": CLEAN.encode()}
    assert archive("validate", "--strict").returncode == 0
    again = archive("fmt")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "2 files as they should be\n"


def test_check_lists_and_writes_nothing(archive):
    done = archive("fmt", "--check")
    assert (done.returncode, done.stdout) == (1, f"{PATH}\n")
    assert done.stderr == "1 file would change, 1 file as it should be\n"
    assert texts(archive)["turin.yaml"] == UNTIDY.encode()
    assert archive("fmt", "--check", "bari").returncode == 0


def test_diff_shows_and_writes_nothing(archive):
    done = archive("fmt", "--diff")
    assert done.returncode == 0
    assert (
        done.stdout
        == f"""\
--- {PATH}
+++ {PATH}
@@ -1,9 +1,9 @@
 # typed from the printed programme
-title:   Organ recital   # as printed
-id:  turin
-date: 2019
+id: turin
+title: Organ recital # as printed
+date: "2019"
\x20
 sources:
-- {{title: Printed programme}}
+  - {{title: Printed programme}}
 # the archive's own
-local: {{box: 0012}}
+local: {{box: "0012"}}
"""
    )
    assert texts(archive)["turin.yaml"] == UNTIDY.encode()
    assert archive("fmt", "--diff", "--check").returncode == 1
    assert archive("fmt", "-n").stdout == done.stdout
    assert "\x1b[32m+id: turin\x1b[0m" in archive("--color", "always", "fmt", "--diff").stdout


def test_a_diff_tells_of_line_ends(archive):
    archive.record("bari", CLEAN.replace("\n", "\r\n", 1).removesuffix("\n"))
    assert archive("fmt", "--diff", "bari").stdout.splitlines()[3:] == [
        r"-id: bari\r",
        "+id: bari",
        " title: Recital",
        " date: XXXX",
        "-sources: [{title: Programme}] (no line end)",
        "+sources: [{title: Programme}]",
    ]


@pytest.mark.parametrize(
    "words", [["turin"], ["event/turin"], [PATH], ["records"], ["."], ["bari", "turin"]]
)
def test_ids_files_and_folders_are_chosen(archive, words):
    done = archive("fmt", *words)
    assert (done.returncode, done.stdout) == (0, f"{PATH}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["turi"], "did you mean `turin`?"),
        (["nowhere"], "there is no record `nowhere`"),
        ([""], "an empty argument is no record and no file"),
        (["eventbook.toml"], "eventbook.toml: no record of this book is there"),
        (["-", "turin"], "`-` stands alone"),
        (["--stdin-path", PATH], "--stdin-path needs `-`"),
        (["-", "--stdin-path", "notes.txt"], "no record of this book would be there"),
    ],
)
def test_what_means_nothing_is_refused(archive, words, told):
    done = archive("fmt", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert texts(archive)["turin.yaml"] == UNTIDY.encode()


def test_a_book_without_records_is_refused(book):
    done = book("fmt")
    assert (done.returncode, done.stderr) == (
        2,
        "error: there is no record to lay out; `eventbook create` makes one\n",
    )


def test_files_with_errors_are_named_and_left_alone(archive):
    archive.record("broken", "id: [a\n")
    archive.record("number", "7\n")
    (archive.root / "records/events/link.yaml").symlink_to("bari.yaml")
    done = archive("fmt")
    assert (done.returncode, done.stdout) == (1, f"{PATH}\n")
    assert "error[yaml-syntax]: this list is never closed" in done.stderr
    assert "error[file-unreadable]" in done.stderr
    assert "error: records/events/number.yaml: it holds neither a map nor a list\n" in done.stderr
    assert "1 file laid out, 1 file as it should be, 3 files with errors left alone" in done.stderr
    assert texts(archive)["turin.yaml"] == TIDY.encode()
    assert texts(archive)["broken.yaml"] == b"id: [a\n"
    assert archive("fmt", "--check").returncode == 1


def test_standard_input_is_laid_out_for_an_editor(archive):
    done = archive("fmt", "-", input=UNTIDY)
    assert (done.returncode, done.stdout, done.stderr) == (0, TIDY, "")
    crlf = TIDY.replace("\n", "\r\n")
    assert archive("fmt", "-", "--stdin-path", PATH, input=crlf.encode()).stdout == crlf
    assert (archive("fmt", "-", "--check", input=UNTIDY).returncode) == 1
    assert (archive("fmt", "-", "--check", input=TIDY).returncode) == 0
    assert archive("fmt", "-", "--diff", input=UNTIDY).stdout.startswith("--- -\n+++ -\n@@ ")
    broken = archive("fmt", "-", input="id: [a\n")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert " --> -:1:5" in broken.stderr


def test_the_kind_of_standard_input_is_that_of_its_path(book):
    settings = book.root / "eventbook.toml"
    settings.write_text(
        settings.read_text()
        + '[kinds.person]\nrecords = ["people/*.yaml"]\nschema = "eventbook:person"\n'
    )
    text = "positions: []\nname: Ada\n"
    done = book("fmt", "-", "--stdin-path", "people/ada.yaml", input=text)
    assert done.stdout == "name: Ada\npositions: []\n"


def test_what_create_writes_is_laid_out(archive):
    for words in (
        ["--set", "title=12:30", "--set", "date=2019-05-18", "--set", "sources[0].title=NO: (1)"],
        ["--type", "concert", "--set", "title=b", "--set", "date=XXXX", "--set",
         "sources[0].title=on"],
    ):  # fmt: skip
        assert archive("create", *words).returncode == 0
    release = 'February 24, 2019\nA recital in Turin\nThe recital was given "again": so it was.\n'
    assert archive("create", "--from", "-", input=release).returncode == 0
    done = archive("fmt", "--check", "--diff", "records/events")
    assert done.stdout.count("--- ") == 1, done.stdout  # the untidy one


def test_no_line_of_a_record_that_names_somebody_is_shown(archive):
    archive.record(
        "turin", UNTIDY + "participants: [{minor: true, label: A child,   name: Petra A.}]\n"
    )
    done = archive("fmt", "--diff")
    assert done.stdout == (
        f"{PATH}: its lines are not shown: the record names somebody whom it must not name\n"
    )


def test_the_records_of_this_repository_are_laid_out(run):
    done = run("fmt", "--check", cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stdout) == (0, "")
