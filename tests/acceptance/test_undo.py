"""`eventbook undo`: the last change taken back, where nothing has been written since."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess

import pytest

from acceptance.conftest import EVENTBOOK

EVENT = "id: {0}\ntitle: {0}\ndate: 2021\nsources: [{{title: Poster}}]\n{1}"


def tree(book):
    return {
        str(path.relative_to(book.root)): path.read_text()
        for path in sorted(book.root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.fixture
def archive(book):
    """Two events, one of which refers to the other, committed."""
    book.record("fair", EVENT.format("fair", ""))
    book.record("talk", EVENT.format("talk", "part_of: {ref: event/fair}  # c\n"))
    book.commit()
    return book


def test_nothing_to_take_back(archive):
    done = archive("undo")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "error: there is no change to take back; only the last one that eventbook itself has "
            "written is kept\n"
        ),
    )


def test_a_rename_is_shown_and_taken_back_and_brought_back(archive):
    before = tree(archive)
    assert archive("rename", "fair", "expo").returncode == 0
    after = tree(archive)
    for arguments in ([], ["--dry-run"]):
        done = archive("undo", *arguments)
        assert done.returncode == 0
        assert "fair" in done.stdout
        assert "part_of" in done.stdout
        assert done.stderr == "nothing was written; to take this back: eventbook undo --write\n"
        assert tree(archive) == after

    done = archive("undo", "--write")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "records/events/expo.yaml\nrecords/events/fair.yaml\nrecords/events/talk.yaml\n",
        "taken back: 3 files; `eventbook undo` again brings it back\n",
    )
    assert tree(archive) == before
    assert archive.git("status", "--porcelain") == ""

    assert archive("undo", "--write").returncode == 0
    assert tree(archive) == after


def test_what_was_created_goes_with_the_folder_made_for_it(archive):
    before = tree(archive)
    done = archive("create", "--set", "title=Ball", "--set", "date=2020", "--no-input",
                   "--set", "sources=[{title: Poster}]", "--id", "ball")  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = done.stdout.strip()
    assert (archive.root / made).exists()
    assert archive("-q", "undo", "--write").stdout == f"{made}\n"
    assert tree(archive) == before


def test_what_has_changed_since_is_kept(archive):
    archive("rename", "fair", "expo")
    archive.write("records/events/talk.yaml", "mine")
    after = tree(archive)
    for arguments in ([], ["--write"]):
        done = archive("undo", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "error: records/events/talk.yaml has changed since; nothing was written; take back by "
            "hand what you do not want\n"
        )
    assert tree(archive) == after


def test_a_new_book_is_taken_back(run, tmp_path):
    tmp_path.joinpath("mine.txt").write_text("mine")
    assert run("init", ".", cwd=tmp_path).returncode == 0
    done = run("undo", cwd=tmp_path)
    assert done.returncode == 0
    assert "removed eventbook.toml\n" in done.stdout
    assert run("undo", "--write", cwd=tmp_path).returncode == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"mine.txt", ".eventbook"}


def test_options_that_do_not_go_together(archive):
    done = archive("undo", "--write", "--dry-run")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --write and --dry-run do not go together; choose one\n",
    )


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"\n", 1), (b"n\n", 1), (b"\x04", 1)])
def test_on_a_terminal_it_asks(archive, answer, code):
    before = tree(archive)
    archive("rename", "fair", "expo")
    after = tree(archive)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [EVENTBOOK, "undo"],
        cwd=archive.root,
        env=archive.run.environment({"TERM": "dumb"}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(ours, 4096)
    assert b"Take this back, in 3 files? [y/N]" in shown
    os.write(ours, answer)
    assert process.wait(60) == code
    os.close(ours)
    assert tree(archive) == (after if code else before)


# A change that was broken off


KILLED = """
import os, sys
from eventbook.book.writing import applying
from eventbook.__main__ import main
put = applying.Change._put
def last(change, number, entry, resumed):
    if number == 1:
        os.kill(os.getpid(), 9)
    put(change, number, entry, resumed)
applying.Change._put = last
sys.argv = ["eventbook", "rename", "fair", "expo"]
main()
"""


def broken_off(archive):
    python = EVENTBOOK.parent / "python"
    done = archive.run.program(python, "-c", KILLED, cwd=archive.root)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("command", [["list", "-f", "ids"], ["validate"], ["status"]])
def test_the_next_command_finishes_it_and_says_so(archive, command):
    broken_off(archive)
    assert (archive.root / "records/events/fair.yaml").exists()
    done = archive(*command)
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "note: a change that was broken off is finished now: records/events/expo.yaml, "
        "records/events/fair.yaml, records/events/talk.yaml"
    )
    assert not (archive.root / "records/events/fair.yaml").exists()
    assert "note:" not in archive(*command).stderr
    assert {path.name for path in (archive.root / ".git/eventbook").iterdir()} >= {"lock", "undo"}
    assert archive("undo", "--write").returncode == 0
    assert archive.git("status", "--porcelain") == ""


def test_what_somebody_saved_meanwhile_is_kept(archive):
    broken_off(archive)
    archive.write("records/events/talk.yaml", "mine")
    done = archive("list", "-f", "ids")
    assert done.stderr.splitlines()[0] == (
        "note: a change that was broken off is taken back (records/events/talk.yaml has changed "
        "since): records/events/expo.yaml, records/events/fair.yaml, records/events/talk.yaml"
    )
    assert archive.git("status", "--porcelain").split() == ["M", "records/events/talk.yaml"]


def test_a_journal_from_elsewhere_is_not_believed(run, tmp_path, archive):
    """Outside git a checkout, or an archive, could bring one."""
    broken_off(archive)
    plain = tmp_path / "plain"
    shutil.copytree(archive.root / "records", plain / "records")
    shutil.copy(archive.root / "eventbook.toml", plain)
    shutil.copytree(archive.root / ".git/eventbook/txn", plain / ".eventbook/txn")
    (plain / ".eventbook/txn/journal").chmod(0o644)
    before = sorted((plain / "records/events").iterdir())
    done = run("list", "-f", "ids", cwd=plain)
    assert done.returncode == 0
    assert done.stderr.startswith(
        "warning: the journal of a change that was broken off cannot be used: it was not written "
        f"here; if {plain / '.eventbook/txn'} is removed, the records stay as they are\n"
    )
    assert sorted((plain / "records/events").iterdir()) == before
    done = run("rename", "talk", "walk", cwd=plain)
    assert done.returncode == 2
    assert "error: the journal of a change that was broken off cannot be used" in done.stderr
    (plain / ".eventbook/txn/journal").chmod(0o400)
    assert "is finished now" in run("list", cwd=plain).stderr
