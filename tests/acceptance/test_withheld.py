"""Names that must occur nowhere: found in real repositories, and shown by no format."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from eventbook.output import FORMATS

NAME = "Petra Anvelsson"
RECORD = """\
id: recital
title: {title}
date: 2019-05-18
sources: [{{title: Printed programme}}]
"""
OWN = {"EVENTBOOK_WITHHELD": ""}
REPORTS = [form.name for form in FORMATS.values() if form.report]
HELP = "; take it out; what was committed stays in the history until that is cleaned"
LEAK = "error[withheld-leak]"
HERE = f"{LEAK} a withheld name stands here"
IN_PATH = f"{LEAK} the path of this file holds a withheld name"
LINE = "(line 2 of the list)"
REMEDY = "write one full name a line; `#` begins a comment"


@pytest.fixture
def listed(book):
    """A committed book with a list that git ignores."""
    book.record("recital", RECORD.format(title="Recital"))
    book.write(".gitignore", ".withheld\n")
    book.write(".withheld", f"# asked us in May\r\n{NAME}\r\n")
    book.commit("Begin")
    return book


def check(book, *args: str, **more) -> subprocess.CompletedProcess[str]:
    """`validate` with the book's own list; what it says never holds the name."""
    done = book("validate", *args, env=OWN, **more)
    assert traces(done.stdout + done.stderr) == []
    return done


def traces(text: str) -> list[str]:
    """The parts of the name in a text."""
    return [part for part in ("petra", "anvelsson") if part in text.lower()]


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The findings of a concise report without what they all say."""
    assert done.returncode == 1, done.stderr
    return [line.replace(HELP, "") for line in done.stdout.splitlines()]


def test_without_a_list_the_run_says_so_unless_it_is_quiet(book):
    book.record("recital")
    done = book("validate", env=OWN)
    assert (done.returncode, done.stderr) == (0, "withheld check skipped: no list\n")
    assert done.stdout == "All checks passed: 1 record.\n"
    assert book("-q", "validate", env=OWN).stderr == ""
    assert book("validate", "--history", env=OWN).stderr == "withheld check skipped: no list\n"
    assert json.loads(book("validate", "-f", "json", env=OWN).stdout) == []


def test_nothing_leaks(listed):
    for more in ([], ["--history"], ["recital"]):
        done = check(listed, *more)
        assert (done.returncode, done.stderr) == (0, ""), more
        assert done.stdout == "All checks passed: 1 record.\n"


def test_every_file_that_git_has_or_would_take_is_looked_through(listed):
    listed.write("README.md", "By Anvelsson,\nPetra.\n")  # not added
    listed.write("a.log", NAME)
    listed.write(".gitignore", ".withheld\n*.log\n")
    listed.write("logo.bin", b"\x89PNG\r\n\0\xff" + NAME.encode() + b"\0")
    listed.write("notes/petra_anvelsson.txt", NAME.encode("utf-16"))
    listed.root.joinpath("link").symlink_to("notes/petra_anvelsson.txt")
    listed.record("recital", RECORD.format(title=f"Recital by {NAME}"))
    assert lines(check(listed, "-f", "concise")) == [
        f"README.md:1:4: {HERE} {LINE}",
        f"link:1:7: {HERE} {LINE}",
        f"logo.bin:2:3: {HERE} {LINE}",
        f"notes/(withheld).txt:1:1: {HERE} {LINE}",
        f"notes/(withheld).txt:1:1: {IN_PATH} {LINE}",
        f"records/events/recital.yaml:2:19: {HERE} {LINE}",
        "Found 6 errors in 1 of 1 record and 4 other files.",
    ]


def test_what_is_staged_is_looked_through_too(listed):
    listed.record("recital", RECORD.format(title=f"Recital by {NAME}"))
    listed.write("gone.txt", NAME)
    listed.git("add", "--all")
    listed.record("recital", RECORD.format(title="Recital"))
    listed.root.joinpath("gone.txt").unlink()
    staged = f"{LEAK} a withheld name stands here in what is staged {LINE}"
    assert lines(check(listed, "-f", "concise")) == [
        f"gone.txt:1:1: {staged}",
        f"records/events/recital.yaml:2:19: {staged}",
        "Found 2 errors in 1 of 1 record and 1 other file.",
    ]


def test_a_book_inside_a_repository_looks_through_all_of_it(listed, tmp_path):
    listed.root.joinpath("inner").mkdir()
    listed.git("mv", "records", "eventbook.toml", "inner")
    listed.write("outside.txt", NAME)
    listed.root.joinpath(".withheld").rename(listed.root / "inner/.withheld")
    done = listed.run("validate", "-f", "concise", cwd=listed.root / "inner", env=OWN)
    assert lines(done) == [
        f"../outside.txt:1:1: {HERE} {LINE}",
        "Found 1 error in 1 other file.",
    ]
    done = listed.run("-C", "inner", "validate", "-f", "concise", cwd=listed.root, env=OWN)
    assert lines(done)[0].startswith("outside.txt:1:1: ")


def test_the_whole_history_is_looked_through(listed):
    listed.record("recital", RECORD.format(title=f"Recital by {NAME}"))
    old = listed.commit("Add the player")
    listed.record("recital", RECORD.format(title=f"Recital by {NAME}, piano"))
    still = listed.commit("Add the instrument")
    listed.record("recital", RECORD.format(title="Recital"))
    listed.write("lists/petra-anvelsson.md", "Nothing.\n")
    path = listed.commit("Take it out")
    listed.git("rm", "-q", "lists/petra-anvelsson.md")
    message = listed.commit(f"Remove the page\n\nof {NAME}")
    listed.git("switch", "--quiet", "--create", "petra_anvelsson")
    listed.git(
        "-c", f"user.name={NAME}", "commit", "--quiet", "--allow-empty", "--message", "x",
        "--author", f"{NAME} <p@example.org>",
    )  # fmt: skip
    author = listed.git("rev-parse", "HEAD").strip()
    listed.git("switch", "--quiet", "main")
    assert check(listed).returncode == 0
    told, path_of = "holds a withheld name", "records/events/recital.yaml"
    later = "withheld names stand in 1 later version of this file"
    assert lines(check(listed, "-f", "concise", "--history")) == [
        f".git:1:1: {LEAK} the head of commit {author[:12]} (who made it), line 3, {told} {LINE}",
        f".git:1:1: {LEAK} the message of commit {message[:12]}, line 3, {told} {LINE}",
        f".git:1:1: {LEAK} the name of refs/heads/(withheld) {told} {LINE}",
        f"lists/(withheld).md:1:1: {IN_PATH} in commit {path[:12]} {LINE}",
        f"{path_of}:1:1: {LEAK} {later}, up to commit {still[:12]}",
        f"{path_of}:2:19: {HERE} in commit {old[:12]} {LINE}",
        "Found 6 errors in 1 of 1 record and 2 other files.",
    ]


def test_a_shallow_clone_says_that_it_holds_only_part_of_the_history(listed, tmp_path):
    listed.write("a", "")
    listed.commit("A file")
    listed.git("clone", "--quiet", "--depth=1", f"file://{listed.root}", str(tmp_path / "clone"))
    done = listed.run(
        "validate", "--history", "--withheld", listed.root / ".withheld", cwd=tmp_path / "clone"
    )
    assert (done.returncode, done.stderr) == (
        0,
        "withheld check: not searched: the history before this shallow clone begins\n",
    )


@pytest.mark.parametrize("form", REPORTS)
def test_no_format_shows_the_name_or_the_line_it_stands_in(listed, form):
    listed.record(
        "petra-anvelsson",
        f"id: Petra_Anvelsson\ntitle: By {NAME}\ndate: {NAME}\nsources: [{{title: X}}]\n"
        f"{NAME}: x\nvenu: x  # secret line of {NAME}\nlanguages: [Petra%20Anvelsson]\n",
    )
    listed.record("2019", "id: 2019\nrelations: [{kind: follows, event: petra-anvelsson}]\n")
    listed.commit(NAME)
    for more in ([], ["--history"], ["--ignore", "withheld-*"], ["--select", "ref-missing"]):
        done = check(listed, "-f", form, "-v", *more)
        assert done.returncode == 1
        assert "secret line" not in done.stdout
        assert "(withheld)" in done.stdout
    done = listed("validate", "-f", form, "-o", "out.txt", env=OWN)
    assert (done.returncode, done.stdout) == (1, "")
    assert traces(listed.root.joinpath("out.txt").read_text()) == []


def test_with_targets_only_their_files_are_looked_through(listed):
    listed.write("README.md", NAME)
    listed.record("recital", RECORD.format(title=f"Recital by {NAME}"))
    listed.record("other")
    assert check(listed, "other").returncode == 0
    assert lines(check(listed, "-f", "concise", "recital"))[1:] == [
        "Found 1 error in 1 of 1 record."
    ]
    done = check(listed, "--history", "recital")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --history looks at the whole repository; leave out the targets\n",
    )


def test_standard_input_is_looked_through(listed):
    done = check(listed, "-f", "concise", "-", input=RECORD.format(title=f"By {NAME}"))
    assert lines(done)[0] == f"-:2:11: {HERE} {LINE}"
    assert lines(check(listed, "-", input=f"a: {NAME}\na: [\n"))


def test_the_list_must_not_be_tracked_and_must_be_ignored(listed):
    listed.write(".gitignore", "")
    (first, second) = check(listed, "-f", "concise").stdout.splitlines()
    assert first == (
        f".withheld:1:1: {LEAK} git does not ignore the list of withheld names;"
        " add .withheld to .gitignore"
    )
    assert second == "Found 1 error in 1 other file."
    listed.git("add", "--force", ".withheld")
    (first, _) = check(listed, "-f", "concise").stdout.splitlines()
    assert first.startswith(f".withheld:1:1: {LEAK} git tracks the list of withheld names; git rm")
    listed.root.joinpath("names").mkdir()
    listed.root.joinpath(".withheld").rename(listed.root / "names/list.txt")
    done = listed("validate", "-f", "concise", "--withheld", "names/list.txt")
    assert "names/list.txt:1:1: error[withheld-leak] git does not ignore" in done.stdout
    assert traces(done.stdout) == []


def test_which_list_counts(listed, tmp_path):
    listed.write("README.md", f"{NAME}, Bo Person, Cy Somebody")
    for name in ("Bo Person", "Cy Somebody"):
        tmp_path.joinpath(name[:2]).write_text(name)
    by_variable = {"EVENTBOOK_WITHHELD": str(tmp_path / "Bo")}

    def columns(*args: str, env=None) -> list[int]:
        done = listed("validate", "-f", "json", *args, env=env)
        return [each["location"]["column"] for each in json.loads(done.stdout)]

    assert columns(env=OWN) == [1]
    assert columns(env=by_variable) == [18]
    assert columns("--withheld", str(tmp_path / "Cy"), env=by_variable) == [29]
    assert columns() == []  # an empty list


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "no such file"),
        (b"Anvelsson", "line 1: a single word would be found in other names and texts"),
        (b"#\r\nP A\r\n", "line 2: a name of fewer than three letters would be found everywhere"),
        (b"Petra Anv\xe9lsson\n", "line 1: not UTF-8"),
        (b"#" * ((1 << 20) + 1), "larger than 1 MiB"),
    ],
    ids=["missing", "one-word", "short", "latin-1", "large"],
)
def test_a_list_that_cannot_be_used_is_an_error(listed, tmp_path, data, message):
    names = tmp_path / "names.txt"
    if data is not None:
        names.write_bytes(data)
    message = f", {message}; {REMEDY}" if message.startswith("line") else f": {message}"
    for args, env, source in (
        (["--withheld", str(names)], None, "--withheld"),
        ([], {"EVENTBOOK_WITHHELD": str(names)}, "EVENTBOOK_WITHHELD"),
    ):
        done = listed("validate", *args, env=env)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"error: {source} {names}{message}\n"


def test_a_folder_or_a_pipe_is_no_list(listed):
    listed.root.joinpath(".withheld").unlink()
    os.mkfifo(listed.root / ".withheld")
    done = check(listed)
    assert (done.returncode, done.stderr) == (
        2,
        "error: .withheld is not a regular file, or is out of reach\n",
    )
    done = listed("validate", "--withheld", ".")
    assert (done.returncode, done.stderr) == (2, "error: --withheld .: is a directory\n")


def test_without_git_the_files_of_the_book_are_looked_through(listed, tmp_path):
    listed.root.joinpath(".git").rename(tmp_path / "gone")
    listed.write("README.md", NAME)
    listed.write("schemas/x.json", json.dumps({"title": NAME}))
    listed.record("petra-anvelsson", RECORD.format(title="x").replace("recital", "petra-anvelsson"))
    found = lines(check(listed, "-f", "concise"))
    assert [line.partition(":")[0] for line in found[:-1]] == [
        "records/events/(withheld).yaml",
        "records/events/(withheld).yaml",
        "schemas/x.json",
    ]
    done = check(listed, "--history")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --history: there is no git repository here\n",
    )


def test_a_file_that_is_too_large_is_said(listed):
    large = listed.write("large.bin", b"x" * ((8 << 20) + 1))
    done = check(listed)
    assert (done.returncode, done.stderr) == (
        0,
        "withheld check: not searched: large.bin: larger than 8 MiB\n",
    )
    large.write_bytes(b" " * ((8 << 20) - len(NAME)) + NAME.encode())
    assert lines(check(listed, "-f", "concise"))[0].startswith("large.bin:1:8388594: ")


def test_many_leaks_in_a_file_are_counted(listed):
    listed.write("many.txt", f"{NAME};\n" * 1000)
    found = json.loads(check(listed, "-f", "json").stdout)
    assert len(found) == 21
    assert found[-1]["message"] == "and 980 more withheld names from here on"


def test_it_can_be_neither_waived_nor_turned_off(listed):
    listed.record(
        "recital",
        RECORD.format(title=f"By {NAME}")
        + "waive: [{rule: withheld-leak, reason: x, by: x, on: 2020-01-01}]\n",
    )
    assert "withheld-leak" in check(listed).stdout
    settings = listed.root / "eventbook.toml"
    settings.write_text(settings.read_text() + '[rules]\nwithheld-leak = "off"\n')
    done = check(listed)
    assert done.returncode == 2
    assert "[rules] cannot change `withheld-leak`" in done.stderr


def test_init_has_git_ignore_the_list(run, tmp_path):
    assert run("init", ".", cwd=tmp_path).returncode == 0
    assert ".withheld" in Path(tmp_path, ".gitignore").read_text().splitlines()


def test_explain_knows_it(book):
    done = book("explain", "withheld-leak")
    assert done.returncode == 0
    assert "must occur nowhere" in done.stdout
