"""A name of the list that stands in free text leaves the archive in no form, nor comes into it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.conftest import Book, Run

NAME = "Petra Anvelsson"
OWN = {"EVENTBOOK_WITHHELD": ""}  # the book's own list
LEFT_OUT = "warning: withheld names were left out; `eventbook validate` says where they stand\n"
HELP = "take it out; what was committed stays in the history until that is cleaned"
SOUND = """\
id: recital
title: Recital in Turin
date: "2019-05-18"
participants:
  - {key: ann, name: Ann Example, roles: [speaker]}
sources:
  - {key: programme, title: Printed programme, url: "https://example.org/recital"}
review: {status: published, by: Ann Editor, "on": "2020-01-01"}
"""
NAMING = """\
id: recital
title: Recital of Petra Anvelsson and her pupils in the small hall of the conservatory in Turin
date: "2019-05-18"
summary: {en: "Anvelsson, Petra read poems.", it: PETRA ANVELSSON}
keywords: [poems, petra-anvelsson]
participants:
  - {key: ann, name: Ann Example, roles: [speaker]}
  - {name: Petra Anvelsson, roles: [reader]}
statements:
  - {id: s1, speaker: ann, kind: quote, text: I learned it from Petra Anvelsson., source: programme}
sources:
  - {key: programme, title: Programme of Petra Anvelsson, publisher: Petra Anvelsson,
     url: "https://example.org/recital?by=Petra%20Anvelsson"}
review: {status: published, by: Ann Editor, "on": "2020-01-01"}
"""
RELEASE = """\
12 June 2019

Petra Anvelsson wins the prize of the city

The prize was given to Petra
Anvelsson at a ceremony in the town hall on 10 June.
"""
DRAFT = """\
# yaml-language-server: $schema=../../../schemas/event.schema.json
# Drafted from a release; line numbers are those of its text.
# Line 3 holds a withheld name. Leave the name out.
# Line 5 holds a withheld name. Leave the name out.
# Line 6 holds a withheld name. Leave the name out.
id: draft-2019-06-12-{digest}
# Devise it; the release's own headline is its publisher's voice.
# The headline (line 3) was left out: it holds a withheld name. The address may repeat it.
"""


@pytest.fixture(scope="module")
def naming(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A record that came to give a name of the list, and one that gives it in its path."""
    folder = tmp_path_factory.mktemp("naming")
    made = Book(folder / "book", Run(folder))
    assert made.run("init", str(made.root), cwd=folder).returncode == 0
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.write(".withheld", f"{NAME}\n")
    made.write("own.txt.j2", f"{NAME} {{{{ events|tojson }}}}\n")
    made.record("recital", SOUND)
    made.commit("Begin")
    made.record("recital", NAMING)
    made.record("anvelsson-petra", SOUND.replace("id: recital", "id: anvelsson-petra"))
    made.commit("Name")
    made.record("recital", NAMING.replace("Recital of", "Concert of"))
    return made


@pytest.fixture
def book(naming: Book, tmp_path: Path) -> Book:
    return Book(Path(shutil.copytree(naming.root, tmp_path / "book")), naming.run)


def traces(text: str) -> list[str]:
    """Lines with a part of the name; calendars have lines that are folded."""
    lines = [*text.splitlines(), *text.replace("\n ", "").splitlines()]
    return [line for line in lines if re.search("petra|anvelsson", line, re.I)]


@pytest.mark.parametrize(
    "call",
    [
        ["list", "-f", "table", "--columns", "id,title,summary,keywords,participants"],
        ["list", "-f", "csv"],
        ["list", "-f", "json"],
        ["list", "-f", "paths"],
        ["list", "--group-by", "participants.name"],
        ["list", "--each", "statements"],
        ["search", "recital", "-f", "text"],
        ["search", "learned", "-f", "json"],
        ["search", "conservatory"],
        ["show", "recital"],
        ["show", "recital", "-f", "json", "--lang", "it"],
        ["show", "anvelsson", "--backlinks"],
        ["status", "-f", "json"],
        ["diff"],
        ["diff", "HEAD~1", "-f", "json"],
        ["diff", "HEAD~1", "-f", "json-patch"],
        ["diff", "HEAD~1..HEAD", "--summary"],
        ["diff", "HEAD~1", "--name-only"],
        ["fmt", "--diff"],
        ["undo"],
    ],
    ids=" ".join,
)
def test_no_command_shows_the_name(naming, call):
    done = naming(*call, env=OWN)
    assert (done.returncode, traces(done.stdout + done.stderr)) == (int(call == ["undo"]) * 2, [])


@pytest.mark.parametrize("form", ["text", "html", "ics", "jsonld", "own.txt.j2"])
def test_what_is_rendered_does_not_hold_the_name_and_the_user_is_told(naming, form):
    done = naming("render", "recital", "-f", form, env=OWN)
    assert (done.returncode, done.stderr.startswith(LEFT_OUT)) == (0, True)
    assert "(withheld)" in done.stdout
    assert traces(done.stdout) == []


@pytest.mark.parametrize("form", ["json-lines", "csv", "sqlite"])
def test_what_is_exported_does_not_hold_the_name_and_the_user_is_told(naming, form, tmp_path):
    file = tmp_path / "export"
    done = naming("export", "-f", form, "-o", file, env=OWN)
    assert (done.returncode, done.stderr.splitlines(keepends=True)[0]) == (0, LEFT_OUT)
    if form == "sqlite":
        with closing(sqlite3.connect(file)) as database:
            text = "\n".join(database.iterdump())
    else:
        text = file.read_text()
    assert "Concert of (withheld) and her pupils" in text
    assert traces(text) == []


def test_a_sound_record_is_shown_without_a_word_of_names(naming):
    with_list = naming("render", "recital", "--rev", "HEAD~1", env=OWN)
    without = naming("render", "recital", "--rev", "HEAD~1")
    assert (with_list.stdout, with_list.stderr) == (without.stdout, without.stderr)
    assert "withheld" not in with_list.stderr


def test_a_list_with_a_name_taken_out_cannot_be_read_back(book):
    rows = book("list", "conservatory", "-f", "csv", "--columns", "id,title", env=OWN).stdout
    done = book("edit", "--from", "-", "--write", input=rows, env=OWN)
    assert (done.returncode, "changed since" in done.stderr) == (1, True)
    assert "(withheld)" not in (book.root / "records/events/recital.yaml").read_text()


@pytest.mark.parametrize(
    ("call", "last"),
    [
        (["review", "recital", "--as", "draft", "--by", "Ann"], ""),
        (["review", "recital", "--as", "reviewed", "--by", "Ann"],
         "recital cannot be reviewed like this; nothing was written\n"),
        (["rename", "recital", "2019-petra-anvelsson"],
         "recital cannot be renamed like this; nothing was written\n"),
    ],
)  # fmt: skip
def test_a_record_that_gives_the_name_is_not_vouched_for_and_gets_no_such_id(book, call, last):
    done = book(*call, env=OWN)
    assert (done.returncode, traces(done.stdout)) == (int(bool(last)), [])
    assert done.stderr.replace("2019-petra-anvelsson", "").endswith(last)


@pytest.mark.parametrize(
    ("title", "record_id", "places"),
    [
        (f"Talk by {NAME}", "2020-talk", ["events/2020/2020-talk.yaml:3:16"]),
        ("Talk", "2020-petra-anvelsson",
         ["events/2020/2020-(withheld).yaml:1:1", "events/2020/2020-(withheld).yaml:2:10"]),
    ],
)  # fmt: skip
def test_no_record_is_made_that_gives_the_name(book, title, record_id, places):
    given = ("--set", f"title={title}", "--set", "date=2020", "--id", record_id)
    for more in ((), ("--dry-run",)):
        done = book("create", *given, "--set", "sources=[{title: x}]", *more, env=OWN)
        assert (done.returncode, done.stdout, traces(done.stderr)) == (1, "", [])
        found = re.findall(r"--> records/(\S+)\n  = help: (.*)", done.stderr)
        assert found == [(place, HELP) for place in places]
    assert not (book.root / "records/events/2020").exists()


def test_a_release_that_gives_the_name_becomes_a_draft_that_does_not(book):
    file = book.write("../release.txt", RELEASE)
    done = book("create", "--from", file, "-n", env=OWN)
    digest = re.search(r"sha256: (.{6})", done.stdout)
    assert digest
    assert done.stdout.startswith(DRAFT.format(digest=digest[1]))
    assert traces(done.stdout) == []
    assert done.stderr.splitlines()[:4] == [
        f"warning: {file}:3: holds a withheld name; leave the name out",
        f"warning: {file}:5: holds a withheld name; leave the name out",
        f"warning: {file}:6: holds a withheld name; leave the name out",
        f"warning: {file}:3: the headline was left out for that",
    ]
    done = book("create", "--from", file, "--url", "https://x.example/petra-anvelsson", env=OWN)
    assert (done.returncode, traces(done.stderr)) == (1, [])
    assert "error[withheld-leak]" in done.stderr


def test_the_list_may_be_named_from_the_folder_that_is_worked_in(book, tmp_path):
    (book.root / ".withheld").unlink()
    (tmp_path / "names").write_text(NAME)
    told = json.dumps("Concert of (withheld)")[:-1]
    for start in (tmp_path, book.root):
        name = "names" if start == tmp_path else "../names"
        done = book.run(
            "-C", start if start == book.root else "book", "show", "recital", "-f", "json",
            cwd=start, env={"EVENTBOOK_WITHHELD": name if start == book.root else "../names"},
        )  # fmt: skip
        assert (done.returncode, told in done.stdout) == (0, True), done.stderr
    done = book("show", "recital", env={"EVENTBOOK_WITHHELD": "missing"})
    assert (done.returncode, done.stderr) == (
        2,
        "error: EVENTBOOK_WITHHELD missing: no such file\n",
    )
