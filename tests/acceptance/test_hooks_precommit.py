"""The hooks of .pre-commit-hooks.yaml, run by pre-commit in real repositories.

Here they are `repo: local` hooks with the same entries, of the installed command. With
EVENTBOOK_HOOKS=1 the slow ones run, too: in other places, with pre-commit installing this
repository as a source of hooks, and with runs that are interrupted at many moments.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from conftest import Book

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
ALL = tuple(hook["id"] for hook in HOOKS)
LONG = pytest.mark.skipif(not os.environ.get("EVENTBOOK_HOOKS"), reason="EVENTBOOK_HOOKS=1")
TYPO = "typo: 1\n"
FAULT = "error[property-unknown]"
MISSING = "error[ref-missing]"


def small(record_id: str, more: str = "") -> str:
    head = f"id: {record_id}\ntitle: Concert {record_id}\ndate: 2019-05-18\n"
    return f"{head}sources: [{{title: Printed programme}}]\n{more}"


def follows(record_id: str, other: str) -> str:
    return small(record_id, f"relations: [{{kind: follows, event: {other}}}]\n")


def local(*ids: str, change: Mapping[str, object] | None = None) -> str:
    """A .pre-commit-config.yaml with these hooks, of the installed command."""
    hooks = [
        {**hook, "language": "system", **(change or {}), "verbose": True}
        for hook in HOOKS
        if hook["id"] in ids
    ]
    return yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})


@dataclass(frozen=True)
class Archive:
    """A book whose commits are checked by pre-commit."""

    book: Book

    def do(
        self, *command: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Exit status and output of a program, both streams."""
        done = self.book.run.program(
            *command, cwd=cwd or self.book.root, env={**self.environment, **(env or {})}
        )
        text = done.stdout + done.stderr
        assert "Traceback" not in text
        return done.returncode, text

    @property
    def environment(self) -> dict[str, str]:
        home = self.book.root.parent / "pre-commit"
        return {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(home),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always",
        }

    def pre_commit(self, *words: str, cwd: Path | None = None) -> tuple[int, str]:
        return self.do(str(BIN / "pre-commit"), *words, cwd=cwd)

    def add(self, record_id: str, content: str | None = None) -> None:
        """A record, staged."""
        self.book.record(record_id, small(record_id) if content is None else content)
        self.book.git("add", f"records/events/{record_id}.yaml")

    def commit(self, *options: str, cwd: Path | None = None) -> tuple[int, str]:
        return self.do("git", "commit", "-m", "Change", *options, cwd=cwd)

    def install(self, config: str) -> None:
        """Commit a configuration, and have git call pre-commit."""
        self.book.write(".pre-commit-config.yaml", config)
        self.book.git("add", "--all")
        self.book.git("commit", "-q", "--no-verify", "-m", "Hooks")
        kinds = ("pre-commit", "pre-merge-commit", "pre-push")
        status, text = self.pre_commit("install", *(f"--hook-type={kind}" for kind in kinds))
        assert status == 0, text

    def state(self) -> dict[str, bytes]:
        """The bytes of every file of the work tree, and what is staged."""
        root = self.book.root
        files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
        staged = self.book.git("ls-files", "--stage").encode()
        return {"index": staged, **{str(path): path.read_bytes() for path in files}}


@pytest.fixture
def archive(book: Book) -> Archive:
    """Two records, of which `b` follows `a`; each commit is checked by the whole-book hook."""
    book.record("a", small("a"))
    book.record("b", follows("b", "a"))
    made = Archive(book)
    made.install(local("eventbook"))
    return made


# Commits


def test_what_is_staged_decides_and_the_work_tree_stays(archive: Archive) -> None:
    archive.add("c")
    archive.book.record("c", small("c", TYPO))  # good in the index, bad in the work tree
    before = archive.state()
    status, text = archive.commit()
    assert status == 0, text
    assert archive.state() == before
    archive.add("c", small("c", TYPO))
    archive.book.record("c", small("c"))  # and the other way round
    before = archive.state()
    status, text = archive.commit()
    assert (status, FAULT in text) == (1, True)
    assert archive.state() == before
    assert archive.book.git("log", "-1", "--format=%s") == "Change\n"


def test_a_record_that_is_deleted_or_renamed_is_missed(archive: Archive) -> None:
    archive.book.git("rm", "-q", "records/events/a.yaml")
    status, text = archive.commit()
    assert (status, MISSING in text) == (1, True)
    assert "records/events/b.yaml:5:36" in text
    archive.add("z")
    status, text = archive.commit()
    assert (status, MISSING in text) == (1, True)
    archive.add("b", follows("b", "z"))
    assert archive.commit()[0] == 0


def test_commits_of_all_and_of_some_paths_and_again(archive: Archive) -> None:
    """git makes an index of its own for `-a` and for paths."""
    archive.book.record("a", small("a", TYPO))
    assert FAULT in archive.commit("-a")[1]
    archive.add("c", small("c", TYPO))
    archive.book.record("a", small("a"))
    archive.book.record("b", follows("b", "a") + "comments: []\n")
    before = archive.state()
    status, text = archive.commit("records/events/b.yaml")
    assert (status, "b.yaml:6:1" in text, "c.yaml" in text) == (1, True, False)
    assert archive.state() == before
    archive.book.record("b", follows("b", "a") + "keywords: [song]\n")
    status, text = archive.commit("records/events/b.yaml")  # though c, staged before, is faulty
    assert status == 0, text
    status, text = archive.commit("--amend", "--no-edit")  # with c
    assert (status, FAULT in text) == (1, True)
    archive.add("c")
    status, text = archive.commit("--amend", "--no-edit")
    assert status == 0, text
    assert archive.book.git("show", "--name-only", "--format=", "HEAD").split() == [
        "records/events/b.yaml",
        "records/events/c.yaml",
    ]


@LONG
def test_a_merge_of_two_good_branches_may_be_bad(archive: Archive) -> None:
    git = archive.book.git
    git("checkout", "-q", "-b", "side")
    archive.add("c", follows("c", "a"))
    assert archive.commit()[0] == 0
    git("checkout", "-q", "main")
    git("rm", "-q", "records/events/a.yaml", "records/events/b.yaml")
    assert archive.commit()[0] == 0
    status, text = archive.do("git", "merge", "--no-edit", "side")
    assert (status, MISSING in text) == (1, True)
    archive.add("c")
    status, text = archive.commit()
    assert status == 0, text
    assert len(git("log", "-1", "--format=%P").split()) == 2


# Ways of running


def test_two_refs_are_judged_whatever_is_checked_out(archive: Archive) -> None:
    """pre-commit names only files that are in the work tree; the whole-book hook finds the rest."""
    git = archive.book.git
    git("checkout", "-q", "-b", "side")
    archive.book.record("b", follows("b", "a") + TYPO)
    archive.book.record("c", small("c", TYPO))
    git("rm", "-q", "records/events/a.yaml")
    git("add", "--all")
    git("commit", "-q", "--no-verify", "-m", "Faults")
    git("checkout", "-q", "main")
    places = ("b.yaml:5:36", "b.yaml:6:1", "c.yaml:5:1")
    for hook, expected in (("eventbook", places), ("eventbook-files", places[:2])):
        archive.book.write(".git/config.yaml", local(hook))
        run = ("run", "-c", ".git/config.yaml")
        status, text = archive.pre_commit(*run, "--from-ref", "main", "--to-ref", "side")
        assert (status, tuple(place for place in places if place in text)) == (1, expected), text
        status, text = archive.pre_commit(*run, "--from-ref", "side", "--to-ref", "main")
        assert status == 0, text


def test_all_files_are_all(archive: Archive) -> None:
    """Nothing is staged then: a hook that only looked at changes would pass."""
    archive.book.record("c", small("c", TYPO))
    archive.book.git("add", "--all")
    archive.book.git("commit", "-q", "--no-verify", "-m", "Fault")
    archive.book.write("records/events/untracked.yaml", "nonsense\n")
    for hook in ("eventbook", "eventbook-files"):
        archive.book.write(".git/config.yaml", local(hook))
        status, text = archive.pre_commit("run", "-c", ".git/config.yaml", "--all-files")
        assert (status, text.count(FAULT), "untracked" in text) == (1, 1, False)
        assert "in 1 of 3 records" in text or "in 1 of 3" in text


@LONG
def test_files_that_are_named_and_their_layout(archive: Archive) -> None:
    archive.book.write(".git/config.yaml", local("eventbook-files", "eventbook-fmt"))
    name = "records/events/a b.yaml"
    archive.book.write(name, small("ab", TYPO))
    archive.book.write("records/events/ü.yaml", "title: Ü\nid: ue\n")
    archive.book.git("add", "--all")
    status, text = archive.pre_commit("run", "-c", ".git/config.yaml", "--files", name)
    assert (status, text.count(FAULT), "ü" in text) == (1, 1, False)
    status, text = archive.pre_commit("run", "-c", ".git/config.yaml")
    assert (status, "2 files would change" in text) == (1, True), text


@LONG
def test_a_new_book_and_its_first_records(archive: Archive) -> None:
    new = Archive(replace(archive.book, root=archive.book.root.parent / "new"))
    new.book.write("eventbook.toml", (archive.book.root / "eventbook.toml").read_text())
    new.book.write("schemas/README", "None yet\n")
    new.book.git("init", "-q", "--template=")
    new.book.write(".pre-commit-config.yaml", local("eventbook"))
    assert new.pre_commit("install")[0] == 0
    new.book.git("add", "--all")
    status, text = new.commit()
    assert status == 0, text
    status, text = new.pre_commit("run", "--all-files")
    assert status == 0, text
    new.add("c", small("c", TYPO))
    assert FAULT in new.commit()[1]
    new.add("c")
    assert new.commit()[0] == 0


# Places


@LONG
def test_a_book_in_a_folder(archive: Archive) -> None:
    """An old fault in the book holds up no commit elsewhere."""
    git = archive.book.git
    git("rm", "-q", "--cached", "-r", ".")
    inner = replace(archive.book, root=archive.book.root / "archive")
    inner.root.mkdir()
    for name in ("eventbook.toml", "records"):
        (archive.book.root / name).rename(inner.root / name)
    inner.record("old", small("old", TYPO))
    change = {"entry": "eventbook -C archive validate --staged"}
    archive.book.write(".pre-commit-config.yaml", local("eventbook", change=change))
    git("add", "--all")
    git("commit", "-q", "--no-verify", "-m", "A folder")
    archive.book.write("README", "Words\n")
    git("add", "README")
    status, text = archive.commit()
    assert status == 0, text
    inner.git("rm", "-q", "records/events/a.yaml")
    status, text = archive.commit()
    assert (status, "archive/records/events/b.yaml:5:36" in text, FAULT in text) == (1, True, False)


@LONG
def test_a_linked_work_tree_and_a_submodule(archive: Archive) -> None:
    root, git = archive.book.root, archive.book.git
    linked = root.parent / "linked"
    git("worktree", "add", "-q", "-b", "side", str(linked))
    outer = replace(archive.book, root=root.parent / "outer")
    outer.write("README", "Several archives\n")
    outer.git("init", "-q", "--template=")
    status, text = archive.do("git", "submodule", "add", str(root), "inner", cwd=outer.root)
    assert status == 0, text
    status, text = archive.pre_commit("install", cwd=outer.root / "inner")
    assert status == 0, text
    for place in (linked, outer.root / "inner"):
        there = Archive(replace(archive.book, root=place))
        there.add("c", small("c", TYPO))
        there.book.record("c", small("c"))
        status, text = there.commit()
        assert (status, FAULT in text) == (1, True), text
        status, text = there.commit("-a")
        assert status == 0, text
        there.book.git("rm", "-q", "records/events/a.yaml")
        assert MISSING in there.commit()[1]
    assert "c.yaml" not in git("ls-files")


# Interruption


def _interrupted(archive: Archive, command: Sequence[str], when: Callable[[], object]) -> int:
    """Start a program, send ^C to all of it as a terminal does, and wait for its end."""
    with subprocess.Popen(
        command,
        cwd=archive.book.root,
        env=archive.book.run.environment(archive.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        when()
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
    return process.returncode


def _half_staged(archive: Archive, count: int) -> dict[str, bytes]:
    for number in range(count):
        archive.book.record(f"r{number}", small(f"r{number}"))
    archive.book.git("add", "--all")
    archive.book.record("r0", small("r0", "keywords: [not, staged]\n"))
    archive.book.record("r1", small("r1", TYPO))
    return archive.state()


def test_an_interrupted_run_leaves_everything(archive: Archive) -> None:
    before = _half_staged(archive, 20)
    started = archive.book.root.parent / "started"
    wrapper = archive.book.root.parent / "slow"
    wrapper.write_text(
        f"#!{sys.executable}\nimport pathlib, runpy, sys, time\n"
        f"pathlib.Path({str(started)!r}).touch()\n"
        "sys.argv = ['eventbook', 'validate', '--staged']\n"
        "import eventbook.commands.changed as changed\n"
        "staged = changed.staged\n"
        "changed.staged = lambda opened: (staged(opened), time.sleep(30))[0]\n"
        f"runpy.run_path({str(BIN / 'eventbook')!r}, run_name='__main__')\n"
    )
    wrapper.chmod(0o755)
    archive.book.write(".git/config.yaml", local("eventbook", change={"entry": str(wrapper)}))

    def is_running() -> None:
        deadline = time.monotonic() + 30
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.5)

    run = [str(BIN / "pre-commit"), "run", "-c", ".git/config.yaml"]
    assert _interrupted(archive, run, is_running) != 0
    assert started.exists()
    assert archive.state() == before


@LONG
@pytest.mark.parametrize("hook", ["pre-commit", "git"])
def test_interrupted_at_many_moments(archive: Archive, hook: str) -> None:
    """Through pre-commit, which stashes what is not staged, and as git's own hook: no stash."""
    if hook == "git":
        script = archive.book.write(
            ".git/hooks/pre-commit", "#!/bin/sh\nexec eventbook validate --staged\n"
        )
        script.chmod(0o755)
    before = _half_staged(archive, 2000)
    head = archive.book.git("rev-parse", "HEAD")
    stopped = 0
    for step in range(100):
        delay = 0.02 + step * 0.03
        command = ["git", "commit", "-q", "-m", "Change"]
        status = _interrupted(archive, command, partial(time.sleep, delay))
        if archive.book.git("rev-parse", "HEAD") != head:
            break  # it was done before
        assert status != 0
        assert archive.state() == before, delay
        assert not (archive.book.root / ".git/index.lock").exists()
        stopped += 1
    print(f"{hook}: {stopped} runs were interrupted, between 0.02 s and {delay:.2f} s")
    assert stopped > 10


# Before a push


@LONG
def test_a_push_is_judged_by_what_is_pushed(archive: Archive) -> None:
    git = archive.book.git
    remote = archive.book.root.parent / "remote.git"
    git("init", "-q", "--bare", str(remote))
    git("remote", "add", "origin", str(remote))
    assert archive.do("git", "push", "origin", "main")[0] == 0
    git("checkout", "-q", "-b", "side")
    archive.book.record("c", small("c", TYPO))
    git("add", "--all")
    git("commit", "-q", "--no-verify", "-m", "Fault")
    git("checkout", "-q", "main")  # what is pushed is not what is checked out
    status, text = archive.do("git", "push", "origin", "side")
    assert (status, FAULT in text) == (1, True), text


# As a source of hooks


@LONG
def test_this_repository_is_a_source_of_hooks(archive: Archive, tmp_path: Path) -> None:
    """pre-commit clones it, makes an environment, installs it with pip, and runs it there."""
    source = replace(archive.book, root=tmp_path / "source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            source.write(name, (ROOT / name).read_bytes())
    source.git("init", "-q", "--template=")
    rev = source.commit("This repository")
    hooks = [{"id": each, "verbose": True} for each in ALL]
    config = {"repos": [{"repo": f"file://{source.root}", "rev": rev, "hooks": hooks}]}
    archive.install(yaml.safe_dump(config))
    archive.add("c", small("c", TYPO))
    status, text = archive.commit()
    assert (status, text.count(FAULT)) == (1, 2), text
    archive.add("c", small("c"))
    archive.book.git("rm", "-q", "records/events/a.yaml")
    status, text = archive.commit()
    assert (status, MISSING in text) == (1, True), text
    archive.book.git("reset", "-q", "HEAD", "records/events/a.yaml")
    archive.book.git("checkout", "-q", "--", "records/events/a.yaml")
    status, text = archive.commit()
    assert (status, "1 file would change" in text) == (1, True), text
    assert archive.book("fmt", "c").returncode == 0
    status, text = archive.commit("-a")
    assert status == 0, text
