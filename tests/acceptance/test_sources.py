"""validate --sources: hashes and quotations held against local copies, as a process."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

TEXT = "Recital in the dark\n\nIt was pitch-dark, said the organist, and nobody left.\n"
RECORD = """\
id: recital
title: Organ recital
date: 2019-05-18
sources:
  - key: gazette
    title: Recital in the dark
    sha256: {digest}
  - {{key: letter, title: A letter}}
statements:
  - {{id: s1, kind: quote, speaker: unnamed, source: gazette, text: "It was {word}"}}
  - {{id: s2, kind: quote, speaker: unnamed, source: letter, text: Dear Ann}}
"""
UNPROVED = "1 of 2 quotations had no local copy to be checked against\n"
WAIVER = """\
waive:
  - {rule: quote-not-in-source, reason: A misprint in the gazette, by: editor, on: 2026-01-15}
"""
PASSED = "All checks passed: 1 record.\n"
WRONG = """\
records/events/recital.yaml:10:68: error[quote-not-in-source] the quotation does not stand in its \
source word for word; line 3 of `gazette.txt` has “It was pitch-dark”
Found 1 error in 1 of 1 record.
"""


def record(word: str = "pitch-dark", text: str = TEXT, more: str = "") -> str:
    return RECORD.format(word=word, digest=hashlib.sha256(text.encode()).hexdigest()) + more


@pytest.fixture
def sources(book):
    """A folder of sources beside the book, with one copy in it."""
    folder = book.root.parent / "sources"
    folder.mkdir()
    folder.joinpath("gazette.txt").write_text(TEXT)
    return folder


def with_store(book, folder):
    settings = book.root.joinpath("eventbook.toml").read_text()
    book.write(
        "eventbook.toml", settings.replace("[book]", f'[book]\nsource_store = "{folder}"', 1)
    )


def said(done):
    return done.returncode, done.stdout, done.stderr


def test_an_option_names_the_folder(book, sources):
    book.record("recital", record())
    done = book("validate", "-f", "concise", "--sources", "../sources")
    assert said(done) == (0, PASSED, UNPROVED)
    done = book("-q", "validate", "-f", "concise", "--sources", sources)
    assert said(done) == (0, PASSED, "")


def test_the_settings_name_it_from_the_root(book, sources):
    book.record("recital", record("dark"))
    with_store(book, "../sources")
    done = book.run("validate", "-f", "concise", cwd=book.root / "records")
    assert (done.returncode, done.stderr) == (1, UNPROVED)
    assert done.stdout.splitlines()[0] == "../" + WRONG.splitlines()[0]


def test_the_option_goes_before_the_settings(book, sources):
    book.record("recital", record("dark"))
    with_store(book, "../gone")
    assert said(book("validate", "-f", "concise", "--sources", sources)) == (1, WRONG, UNPROVED)


def test_without_either_nothing_is_looked_up_and_no_waiver_is_idle(book):
    book.record("recital", record("dark", text="another", more=WAIVER))
    assert said(book("validate", "-f", "concise")) == (0, PASSED, "")


def test_a_store_that_not_everybody_has_is_said_not_to_be_there(book):
    book.record("recital", record("dark"))
    with_store(book, "../gone")
    line = "sources not checked: `../gone`, the source_store, is not there\n"
    assert said(book("validate", "-f", "concise")) == (0, PASSED, line)
    assert said(book("list", "--columns", "id")) == (0, "id\nrecital\n", "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone", "does not exist"),
        ("gazette.txt", "is no folder"),
        ("gazette.txt/x", "does not exist"),
        ("a\nb", "does not exist"),
    ],
)
def test_a_folder_that_was_asked_for_must_be_there(book, sources, name, why):
    book.record("recital", record())
    done = book("validate", "--sources", sources / name)
    shown = str(sources / name).replace("\n", "\\n")
    line = f"error: the folder of sources {shown} {why}; name another with `--sources DIR`\n"
    assert said(done) == (2, "", line)


def test_a_waiver_answers_a_misprint(book, sources):
    book.record("recital", record("dark", more=WAIVER))
    done = book("validate", "-f", "concise", "--sources", sources)
    assert said(done) == (0, PASSED, UNPROVED)


def test_a_record_on_standard_input(book, sources):
    done = book("validate", "-", "-f", "concise", "--sources", sources, input=record("dark"))
    assert said(done) == (1, WRONG.replace("records/events/recital.yaml", "-"), UNPROVED)


def test_only_what_is_asked_for_is_counted(book, sources):
    book.record("recital", record("dark"))
    book.record("concert")
    assert said(book("validate", "concert", "-f", "concise", "--sources", sources)) == (
        0,
        PASSED,
        "",
    )


def test_no_copy_is_read_that_is_no_file_of_the_folder(book, sources):
    sources.joinpath("gazette.txt").rename(sources.parent / "gazette.txt")
    sources.joinpath("gazette.txt").symlink_to("../gazette.txt")
    os.mkfifo(sources / "letter.txt")
    book.record("recital", record())
    done = book("validate", "-f", "concise", "--sources", sources)
    unread = "what is quoted from this source cannot be looked up"
    link = "the local copy `gazette.txt` is or lies behind a symbolic link, which is never followed"
    assert [line.partition("] ")[2] for line in done.stdout.splitlines()[:-1]] == [
        f"{unread}: {link}",
        f"{link}; only a regular file inside the folder of sources can be compared",
        f"{unread}: the local copy `letter.txt` is not a regular file",
    ]
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("form", ["full", "concise", "json", "json-lines", "github"])
def test_no_word_of_a_source_that_names_a_withheld_child_is_printed(book, sources, form):
    child = "participants: [{label: A child, minor: true, roles: [reader]}]\n"
    book.record("recital", record("dark", more=child))
    book.record("matinee", record("dark").replace("id: recital", "id: matinee", 1))
    done = book("validate", "-f", form, "--sources", sources)
    assert done.returncode == 1
    assert "quote-not-in-source" in done.stdout
    assert "line 3 of `gazette.txt`" in done.stdout
    assert "pitch" not in done.stdout + done.stderr


def test_a_listed_name_is_blanked_in_a_passage(book, sources):
    sources.joinpath("gazette.txt").write_text(TEXT.replace("organist", "organist Ann Example"))
    book.root.parent.joinpath("names").write_text("Ann Example\n")
    book.record("recital", record("dark, said the organist, and nobody left"))
    done = book(
        "validate",
        "-f",
        "json",
        "--sources",
        sources,
        "--withheld",
        "../names",
        "--ignore",
        "hash-*",
    )
    [found] = json.loads(done.stdout)
    assert found["help"].startswith("line 3 of `gazette.txt` has “It was pitch-dark, said the org")
    assert "and nobody left" in found["help"]
    assert "Example" not in done.stdout + done.stderr
