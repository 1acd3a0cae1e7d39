"""Real git repositories and small books in a temporary folder.

`root` is the folder; `plant({path: bytes})` writes into it and `tree()` says what it holds.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Plant = Callable[[Mapping[str, bytes]], None]
Tree = Callable[[], dict[str, bytes | str]]


class Repository:
    """A git repository that a test may do anything to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
            cwd=folder or self.path,
            check=True,
            capture_output=True,
            text=True,
            errors="surrogateescape",
        )
        return done.stdout.strip()

    def commit(self, files: Mapping[str, bytes] | None = None, message: str = "Change") -> str:
        _plant(self.path, files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def oid(self, data: bytes) -> str:
        done = subprocess.run(
            ["git", "hash-object", "--stdin"], input=data, check=True, capture_output=True
        )
        return done.stdout.decode().strip()


def _plant(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _tree(root: Path) -> dict[str, bytes | str]:
    """Everything below a folder: bytes of files, `-> target` of links, `/` of empty folders."""
    found: dict[str, bytes | str] = {}
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files]:
            path = Path(folder, name)
            key = path.relative_to(root).as_posix()
            if path.is_symlink():
                found[key] = f"-> {path.readlink()}"
            elif path.is_file():
                found[key] = path.read_bytes()
            elif path.is_dir() and not any(path.iterdir()):
                found[key] = "/"
            elif not path.is_dir():
                found[key] = "special"
    return found


@pytest.fixture(autouse=True)
def _no_personal_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user's git settings nor a surrounding hook's variables reach a test."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty folder, its path free of links."""
    path = (tmp_path / "book").resolve()
    path.mkdir()
    return path


@pytest.fixture
def plant(root: Path) -> Plant:
    return lambda files: _plant(root, files)


@pytest.fixture
def tree(root: Path) -> Tree:
    return lambda: _tree(root)


@pytest.fixture
def repository(root: Path) -> Repository:
    """An empty git repository in `root`."""
    return Repository(root)
