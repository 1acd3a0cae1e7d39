"""Books in real git repositories, and the installed command run as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

EVENTBOOK = Path(sys.executable).parent / "eventbook"
# EVENTBOOK_REFERENCE=1 runs these tests on the reference stack alone: `make reference`.
_PASSED_ON = ("COVERAGE_", "EVENTBOOK_REFERENCE")
SETTINGS = """\
[book]
title = "Test archive"
language = "en"

[kinds.event]
records = ["records/events/**/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
RECORD = """\
id: {id}
title: {title}
date: {date}
sources: [{{title: Printed programme}}]
"""


@dataclass(frozen=True)
class Run:
    """Runs the installed command, or git, in an environment that holds nothing of the tester's."""

    home: Path

    def __call__(
        self,
        *args: str | Path,
        cwd: Path,
        input: str | bytes | None = None,  # noqa: A002
        env: Mapping[str, str] | None = None,
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """`eventbook ARGS…`: its exit status, and what it wrote as UTF-8."""
        return self.program(EVENTBOOK, *args, cwd=cwd, input=input, env=env, timeout=timeout)

    def program(
        self,
        *command: str | Path,
        cwd: Path,
        input: str | bytes | None = None,  # noqa: A002
        env: Mapping[str, str] | None = None,
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Any program, in the same clean environment."""
        given = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            input=given or b"",
            env=self.environment(env),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        out, err = (each.decode("utf-8", "surrogateescape") for each in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of every process: a fixed day, no configuration of anybody's."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "EVENTBOOK_TODAY": "2026-01-15",
            "EVENTBOOK_WITHHELD": os.devnull,  # a list without a name: the check has nothing to say
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "Tester" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "tester@example.org" for who in ("AUTHOR", "COMMITTER")},
            **{name: text for name, text in os.environ.items() if name.startswith(_PASSED_ON)},
            **(more or {}),
        }


@dataclass(frozen=True)
class Book:
    """A folder of records in a git repository of its own."""

    root: Path
    run: Run

    def write(self, path: str, content: str | bytes) -> Path:
        """A file of the book; its folders are made."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def record(self, record_id: str, content: str | bytes | None = None) -> Path:
        """An event in the file that its id names; without content, a small one without faults."""
        text = RECORD.format(id=record_id, title=f"Concert {record_id}", date="2019-05-18")
        return self.write(f"records/events/{record_id}.yaml", text if content is None else content)

    def __call__(
        self,
        *args: str | Path,
        input: str | bytes | None = None,  # noqa: A002
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """`eventbook ARGS…`, started in the book's root."""
        return self.run(*args, cwd=self.root, input=input, env=env)

    def git(self, *args: str) -> str:
        """What `git ARGS…` prints; it must succeed."""
        done = self.run.program("git", *args, cwd=self.root)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, message: str = "Change records") -> str:
        """Commit every file; the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command as a process."""
    return Run(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def _first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    made = Book(folder / "book", Run(folder))
    made.write("eventbook.toml", SETTINGS)
    made.write("records/events/.gitkeep", "")
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.commit("Begin")
    return made.root


@pytest.fixture
def book(tmp_path: Path, run: Run, _first_book: Path) -> Book:
    """A book of the built-in event schema, committed, without records yet."""
    return Book(shutil.copytree(_first_book, tmp_path / "book"), run)
