from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.writing import staging
from eventbook.book.writing.transaction import Write, commit, create_files, moved
from eventbook.book.writing.undo import Restored, last_change, undo_last
from eventbook.errors import UsageError

if TYPE_CHECKING:
    from conftest import Plant, Tree


@pytest.fixture
def tree(tree: Tree) -> Tree:
    """What is in the book but the folder for its state."""
    return lambda: {path: d for path, d in tree().items() if not path.startswith(".eventbook/")}


OLD = {"a": b"1", "d/b": b"2", "d/m": b"7"}
CHANGE = [Write("a", b"11", b"1"), Write("n/c", b"3"), *moved("d/m", "n/m", b"77", b"7")]


def test_nothing_yet(root: Path) -> None:
    assert last_change(root) is None
    with pytest.raises(UsageError, match=r"^there is no change to take back$"):
        undo_last(root)


def test_what_it_would_do_and_does(root: Path, plant: Plant, tree: Tree) -> None:
    plant(OLD)
    (root / "d/m").chmod(0o640)
    commit(root, CHANGE)
    after = tree()
    change = last_change(root)
    assert change is not None
    assert change.files == (
        Restored("a", b"11", b"1", 0o644),
        Restored("d/m", None, b"7", 0o640),
        Restored("n/c", b"3", None, None),
        Restored("n/m", b"77", None, None),
    )
    assert (change.folders, change.changed, change.lost) == (("n",), (), ())
    assert tree() == after
    assert undo_last(root, change) == change
    assert tree() == OLD
    assert (root / "d/m").stat().st_mode & 0o777 == 0o640
    undo_last(root)
    assert tree() == after


def test_it_refuses_where_files_have_changed_since(root: Path, plant: Plant, tree: Tree) -> None:
    plant(OLD)
    commit(root, CHANGE)
    for path, data in (("a", b"mine"), ("d/m", b"new"), ("n/c", b"")):
        plant({path: data})
    (root / "n/m").unlink()
    (root / "n/m").symlink_to("c")
    before = tree()
    with pytest.raises(UsageError) as caught:
        undo_last(root)
    assert caught.value.message == "a, d/m, n/c, n/m have changed since; nothing was written"
    assert tree() == before


def test_many_that_have_changed(root: Path) -> None:
    create_files(root, {f"{number:02}": b"" for number in range(14)})
    for number in range(14):
        (root / f"{number:02}").unlink()
    with pytest.raises(UsageError, match=r"^00, .*, 09 and 4 more have changed since"):
        undo_last(root)


def test_what_is_no_longer_kept(root: Path, plant: Plant) -> None:
    plant(OLD)
    commit(root, CHANGE)
    (root / ".eventbook/undo/0").write_bytes(b"other")
    with pytest.raises(UsageError, match=r"^what was in a before is no longer kept; nothing was"):
        undo_last(root)
    shutil.rmtree(root / ".eventbook/undo")
    assert last_change(root) is None


def test_another_change_meanwhile(root: Path, plant: Plant, tree: Tree) -> None:
    plant(OLD)
    commit(root, CHANGE)
    shown = last_change(root)
    commit(root, [Write("d/b", b"22", b"2")])
    before = tree()
    with pytest.raises(UsageError, match=r"^another change was made meanwhile; nothing was writ"):
        undo_last(root, shown)
    assert tree() == before


def test_a_change_that_was_refused_is_not_the_last(root: Path, plant: Plant, tree: Tree) -> None:
    plant(OLD)
    commit(root, CHANGE)
    with pytest.raises(UsageError):
        commit(root, [Write("a", b"2", b"other")])
    undo_last(root)
    assert tree() == OLD


def test_a_large_change_is_not_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)
    commit(root, [Write("d/b", b"22", b"2")])
    monkeypatch.setattr(staging, "MOST_KEPT", 1)
    commit(root, CHANGE)
    assert last_change(root) is None
    assert {path.name for path in (root / ".eventbook").iterdir()} == {".gitignore", "lock"}
    assert tree() == {"a": b"11", "d/b": b"22", "n/c": b"3", "n/m": b"77"}


def test_records_on_another_file_system(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)
    numbers = iter(range(1000))
    monkeypatch.setattr(staging, "mount_of", lambda folder: (0, str(next(numbers))))
    commit(root, CHANGE)
    assert tree() == {"a": b"11", "d/b": b"2", "n/c": b"3", "n/m": b"77"}
    undo_last(root)
    assert tree() == OLD
