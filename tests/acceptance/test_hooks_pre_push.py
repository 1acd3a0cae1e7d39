"""The plain pre-push hook: real pushes to a real remote, whatever is checked out.

EVENTBOOK_HOOKS=1 runs them all.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Book

SCRIPT = Path(__file__).parents[2] / "cli/hooks/pre-push"
BIN = Path(sys.executable).parent
LONG = pytest.mark.skipif(not os.environ.get("EVENTBOOK_HOOKS"), reason="EVENTBOOK_HOOKS=1")
TYPO = "typo: 1\n"
SETTINGS = '[kinds.event]\nrecords = ["records/*.yaml"]\nschema = "eventbook:event"\n'


def small(record_id: str, more: str = "") -> str:
    head = f"id: {record_id}\ntitle: Concert {record_id}\ndate: 2019-05-18\n"
    return f"{head}sources: [{{title: Printed programme}}]\n{more}"


@dataclass(frozen=True)
class Clone:
    """A repository with a book, the hook, and a remote that has its main branch."""

    book: Book
    said: list[str] = field(default_factory=list)  # what each push wrote on standard error

    def git(self, *words: str) -> str:
        return self.book.git(*words)

    def record(self, record_id: str, more: str = "") -> None:
        """A record, committed."""
        self.book.record(record_id, small(record_id, more))
        self.book.commit(f"Record {record_id}")

    def push(
        self, *words: str, cwd: Path | None = None, env: dict[str, str] | None = None
    ) -> tuple[int, list[str]]:
        """Exit status of a push, and the places of the findings."""
        path = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **(env or {})}
        done = self.book.run.program(
            "git", "push", "-q", *words, cwd=cwd or self.book.root, env=path
        )
        assert "Traceback" not in done.stderr
        self.said.append(done.stderr)
        lines = (done.stdout + done.stderr).splitlines()
        return done.returncode, [line.split("> ")[1] for line in lines if line.startswith(" --> ")]

    def at_remote(self) -> set[str]:
        listed = self.git("ls-remote", "origin").splitlines()
        return {line.split("\t")[1] for line in listed} - {"HEAD"}


@pytest.fixture
def clone(book: Book, tmp_path: Path) -> Clone:
    made = Clone(book)
    remote = tmp_path / "remote.git"
    made.git("init", "-q", "--bare", "--initial-branch=main", str(remote))
    made.git("remote", "add", "origin", str(remote))
    made.record("old", TYPO)  # a fault that the remote has already
    made.git("push", "-q", "origin", "main")
    hooks = book.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    shutil.copy(SCRIPT, hooks)
    return made


def test_what_a_push_changes_is_checked(clone: Clone) -> None:
    clone.record("good")
    assert clone.push("origin", "main") == (0, [])
    clone.record("bad", TYPO)
    clone.book.record("bad", small("bad"))  # the work tree is not what is pushed
    assert clone.push("origin", "main") == (1, ["records/events/bad.yaml:5:1"])
    clone.book.commit("Better")
    assert clone.push("origin", "main") == (0, [])


def test_new_branches_several_at_once_and_deletions(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "one")
    clone.record("one")
    clone.git("checkout", "-q", "-b", "two", "main")
    clone.record("two", TYPO)
    clone.git("checkout", "-q", "main")
    status, places = clone.push("origin", "one", "two")
    assert (status, places) == (1, ["records/events/two.yaml:5:1"])
    assert clone.at_remote() == {"refs/heads/main"}  # none of them
    assert clone.push("origin", "one:refs/heads/other") == (0, [])
    clone.git("branch", "two-again", "two")
    assert clone.push("origin", "--delete", "other") == (0, [])
    assert clone.at_remote() == {"refs/heads/main"}


@LONG
def test_tags_and_rewritten_branches(clone: Clone) -> None:
    clone.record("bad", TYPO)
    clone.git("tag", "-m", "Release", "v1")
    clone.git("tag", "words", clone.git("hash-object", "-w", "eventbook.toml").strip())
    assert clone.push("origin", "words") == (0, [])
    assert clone.push("origin", "v1") == (1, ["records/events/bad.yaml:5:1"])
    clone.git("reset", "-q", "--hard", "HEAD~1")
    clone.record("good")
    assert clone.push("origin", "main") == (0, [])
    clone.git("commit", "-q", "--amend", "-m", "In other words")
    assert clone.push("--force", "origin", "main") == (0, [])


@LONG
def test_where_the_remote_is_not_known_the_whole_book_is_checked(clone: Clone) -> None:
    clone.git("remote", "rename", "origin", "old")
    other = clone.book.root.parent / "other.git"
    clone.git("init", "-q", "--bare", str(other))
    assert clone.push(str(other), "main") == (1, ["records/events/old.yaml:5:1"])
    clone.git("checkout", "-q", "--orphan", "fresh")
    clone.book.commit("Unrelated")
    assert clone.push("old", "fresh") == (1, ["records/events/old.yaml:5:1"])


@LONG
def test_a_remote_that_went_on_without_us(clone: Clone) -> None:
    """Its commit is not here: what is new since its main branch, as we know it, is looked at."""
    elsewhere = replace(clone.book, root=clone.book.root.parent / "elsewhere")
    clone.git("clone", "-q", str(clone.book.root.parent / "remote.git"), str(elsewhere.root))
    elsewhere.record("theirs")
    elsewhere.commit("Theirs")
    elsewhere.git("push", "-q", "origin", "main")
    clone.record("ours", TYPO)
    status, places = clone.push("--force", "origin", "main")
    assert (status, places) == (1, ["records/events/ours.yaml:5:1"])


def test_a_book_in_a_folder_and_a_branch_without_one(clone: Clone) -> None:
    inner = "archive (old)"
    clone.book.write(f"{inner}/eventbook.toml", SETTINGS)
    clone.book.write(f"{inner}/records/a.yaml", small("a", TYPO))
    clone.book.commit("A second book")
    assert clone.push("origin", "main") == (0, [])  # nobody said where it is
    clone.git("config", "--add", "eventbook.folder", ".")
    clone.git("config", "--add", "eventbook.folder", inner)
    clone.book.write(f"{inner}/records/b.yaml", small("b", TYPO))
    clone.book.commit("More")
    status, places = clone.push("origin", "main")
    assert (status, places) == (1, [f"{inner}/records/b.yaml:5:1"])
    clone.git("checkout", "-q", "--orphan", "pages")
    clone.git("rm", "-q", "-r", "--cached", ".")
    clone.git("commit", "-q", "--allow-empty", "-m", "Pages")
    assert clone.push("origin", "pages") == (0, [])
    assert f"refs/heads/pages has no book in {inner}: not checked" in clone.said[-1]


def test_no_program_of_the_work_tree_is_run(clone: Clone) -> None:
    """Neither one that PATH would find there, nor modules that Python would."""
    marker = clone.book.root.parent / "marker"
    planted = f"#!/bin/sh\ntouch {marker}\n"
    for name in ("eventbook", "git", "bin/eventbook", "bin/git"):
        clone.book.write(name, planted).chmod(0o755)
    for name in ("yaml.py", "typer.py", "sitecustomize.py"):
        clone.book.write(name, f"import pathlib; pathlib.Path({str(marker)!r}).touch()\n")
    clone.record("bad", TYPO)
    inside = clone.book.root / "bin"
    linked = clone.book.root.parent / "link"
    linked.symlink_to(inside)
    clone.git("config", "core.fsmonitor", "false")
    paths = (f"{BIN}:{os.environ['PATH']}:{inside}:.:", f":.:{linked}:{BIN}:{os.environ['PATH']}")
    for path in paths:
        # Called as git calls it: which git that is, is the matter of whoever pushes.
        line = clone.git("rev-parse", "HEAD").strip()
        old = clone.git("rev-parse", "origin/main").strip()
        done = clone.book.run.program(
            "/bin/sh",
            clone.book.root / ".git/hooks/pre-push",
            "origin",
            cwd=clone.book.root,
            input=f"refs/heads/main {line} refs/heads/main {old}\n",
            env={"PATH": path},
        )
        assert (done.returncode, "bad.yaml:5:1" in done.stdout) == (1, True), done.stderr
        assert not marker.exists()


@LONG
def test_without_eventbook_it_says_what_to_do(clone: Clone) -> None:
    clone.record("new")
    program = clone.book.root.parent / "programs"
    program.mkdir()
    for name in ("git", "sh"):
        (program / name).symlink_to(str(shutil.which(name)))
    status, _ = clone.push("origin", "main", env={"PATH": str(program)})
    assert status == 1  # git's
    assert "eventbook is not on PATH outside" in clone.said[-1]
    status, _ = clone.push(
        "origin", "main", env={"PATH": str(program), "EVENTBOOK": str(BIN / "eventbook")}
    )
    assert status == 0
