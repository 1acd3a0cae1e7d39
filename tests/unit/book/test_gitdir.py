from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.gitdir import GitDir, find_git_dir, is_ours

if TYPE_CHECKING:
    from conftest import Plant, Repository


def test_none(root: Path) -> None:
    assert find_git_dir(root) is None


def test_a_work_tree_and_folders_in_it(root: Path, plant: Plant, repository: Repository) -> None:
    plant({"a/b/x": b""})
    assert find_git_dir(root) == GitDir(root, root / ".git")
    assert find_git_dir(root / "a/b") == GitDir(root, root / ".git")


def test_a_linked_work_tree(root: Path, tmp_path: Path, repository: Repository) -> None:
    repository.commit({"a": b""})
    linked = tmp_path.resolve() / "linked"
    repository.git("worktree", "add", "-q", str(linked))
    assert find_git_dir(linked) == GitDir(linked, root / ".git/worktrees/linked")


def test_a_submodule(root: Path, tmp_path: Path, repository: Repository) -> None:
    repository.commit({"a": b""})
    outer = tmp_path.resolve() / "outer"
    repository.git("init", "-q", str(outer))
    allowed = ("-c", "protocol.file.allow=always")
    repository.git(*allowed, "submodule", "-q", "add", str(root), "inner", folder=outer)
    assert find_git_dir(outer / "inner") == GitDir(outer / "inner", outer / ".git/modules/inner")


def test_a_git_dir_moved_elsewhere(tmp_path: Path, root: Path) -> None:
    os.system(f"git init -q --separate-git-dir '{tmp_path}/store' '{root}'")
    assert find_git_dir(root) == GitDir(root, tmp_path.resolve() / "store")


@pytest.mark.parametrize(
    "pointer",
    [b"", b"gitdir:", b"gitdir: absent", b"nonsense", b"gitdir: a\0b", b"\xff", b"x" * 10_000],
)
def test_a_broken_pointer_is_no_repository(root: Path, plant: Plant, pointer: bytes) -> None:
    plant({".git": pointer})
    assert find_git_dir(root) is None


def test_a_pipe_for_a_pointer_does_not_hang(root: Path) -> None:
    os.mkfifo(root / ".git")
    assert find_git_dir(root) is None


def test_an_empty_git_folder_counts_for_nothing(
    root: Path, plant: Plant, repository: Repository
) -> None:
    (root / "a/.git").mkdir(parents=True)
    assert find_git_dir(root / "a") == GitDir(root, root / ".git")


def test_a_bare_repository_among_records_is_a_folder(root: Path, repository: Repository) -> None:
    repository.git("init", "-q", "--bare", "records/trap")
    assert find_git_dir(root / "records/trap") == GitDir(root, root / ".git")


def test_whose_it_is(root: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    place = GitDir(root, root / ".git")
    owner = root.stat().st_uid
    assert is_ours(place)
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert not is_ours(place)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", str(owner))
    assert is_ours(place)
