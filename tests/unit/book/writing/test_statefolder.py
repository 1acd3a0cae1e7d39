from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.writing.statefolder import is_pending, state_folders
from eventbook.errors import EnvironmentFault

if TYPE_CHECKING:
    from conftest import Repository

OTHER = 1234


def test_in_git_and_outside(root: Path, tmp_path: Path) -> None:
    assert [place.path for place in state_folders(root)] == [root / ".eventbook"]
    (root / ".git/objects").mkdir(parents=True)
    (root / ".git/HEAD").touch()
    paths = [place.path for place in state_folders(root)]
    assert paths == [root / ".git/eventbook", root / ".eventbook"]
    inner = root / "books/one"
    inner.mkdir(parents=True)
    first, second = (place.path for place in state_folders(inner))
    assert (first.parent, second) == (root / ".git/eventbook", inner / ".eventbook")
    moved = root.rename(tmp_path / "moved").resolve()
    assert state_folders(moved / "books/one")[0].path.name == first.name


def test_each_work_tree_has_its_own(root: Path, tmp_path: Path, repository: Repository) -> None:
    repository.commit({"a": b""})
    repository.git("worktree", "add", "-q", str(tmp_path / "linked"))
    place = state_folders((tmp_path / "linked").resolve())[0]
    assert place.path == root / ".git/worktrees/linked/eventbook"
    assert not place.in_book


def test_it_is_private(root: Path) -> None:
    place = state_folders(root)[0]
    with pytest.raises(EnvironmentFault, match=r"does not exist$"), place.opened(make=False):
        pass
    assert list(root.iterdir()) == []
    with place.opened(make=True) as state:
        assert stat.S_IMODE(os.fstat(state).st_mode) == 0o700
    assert (place.path / ".gitignore").read_text().splitlines()[-1] == "*"
    place.path.chmod(0o777)
    with place.opened(make=False) as state:
        assert stat.S_IMODE(os.fstat(state).st_mode) == 0o755


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_no_folder(root: Path, kind: str) -> None:
    path = root / ".eventbook"
    path.symlink_to(root) if kind == "link" else path.touch()
    with pytest.raises(EnvironmentFault), state_folders(root)[0].opened(make=True):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_somebody_elses(root: Path) -> None:
    place = state_folders(root)[0]
    (root / ".eventbook").mkdir()
    os.chown(root / ".eventbook", OTHER, OTHER)
    with pytest.raises(EnvironmentFault) as caught, place.opened(make=True):
        pass
    assert caught.value.message == f"{root}/.eventbook belongs to another user (number {OTHER})"
    os.chown(root, OTHER, OTHER)  # root may, in a book of theirs
    with place.opened(make=True):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_makes_belongs_to_whom_the_book_does(root: Path) -> None:
    os.chown(root, OTHER, OTHER)
    with state_folders(root)[0].opened(make=True):
        pass
    assert (root / ".eventbook").stat().st_uid == OTHER


def test_pending(root: Path) -> None:
    assert not is_pending(root)
    (root / ".eventbook/txn").mkdir(parents=True)
    assert is_pending(root)
