from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.files import Reader, Unreadable
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.book.known_files import KnownFile, is_staged, known_files, read_known

if TYPE_CHECKING:
    from conftest import Plant, Repository


def process(root: Path) -> GitProcess:
    place = find_git_dir(root)
    assert place is not None
    return GitProcess(place)


def test_a_new_repository_knows_nothing(root: Path, repository: Repository) -> None:
    assert known_files(process(root)) == ()


def test_tracked_and_new_files_but_none_that_is_ignored(
    root: Path, repository: Repository, plant: Plant
) -> None:
    odd = "x\udcff\nə"
    repository.commit({".gitignore": b"*.log\n", "a": b"1", "b": b"1", "c": b"1", odd: b"2"})
    plant({"a": b"2", "new/d": b"3", "e.log": b"4"})
    (root / "b").unlink()
    repository.git("init", "-q", "inner")
    plant({"inner/f": b"5"})
    one = repository.oid(b"1")
    assert known_files(process(root)) == (
        KnownFile(".gitignore", repository.oid(b"*.log\n")),
        KnownFile("a", one, changed=True),
        KnownFile("b", one, changed=True),
        KnownFile("c", one),
        KnownFile("new/d"),
        KnownFile(odd, repository.oid(b"2")),
    )


def test_an_ignored_file_that_is_tracked_counts_and_a_submodule_does_not(
    root: Path, repository: Repository
) -> None:
    repository.commit({"a.log": b"1"})
    commit = repository.commit({".gitignore": b"*.log\n"})
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},sub")
    assert [file.path for file in known_files(process(root))] == [".gitignore", "a.log"]


def test_a_conflict_is_one_file(root: Path, repository: Repository) -> None:
    repository.commit({"a": b"1"})
    repository.git("switch", "-q", "-c", "other")
    repository.commit({"a": b"2"})
    repository.git("switch", "-q", "main")
    repository.commit({"a": b"3"})
    with pytest.raises(Exception, match="merge"):
        repository.git("merge", "other")
    assert known_files(process(root)) == (KnownFile("a", repository.oid(b"2"), changed=True),)


def test_a_file_is_read_and_of_a_link_where_it_leads(root: Path, plant: Plant) -> None:
    plant({"a/b": b"1", "a\\": b"2"})
    (root / "a/link").symlink_to("../../ann")
    (root / "folder").symlink_to("a")
    with Reader(root) as reader:
        assert read_known(reader, "a/b", 1) == b"1"
        assert read_known(reader, "a\\", 1) == b"2"
        assert read_known(reader, "a/link", 1) == b"../../ann"
        for path, reason in {"a/b": "too-large", "c": "missing", "folder/b": "symlink"}.items():
            with pytest.raises(Unreadable) as caught:
                read_known(reader, path, 0)
            assert caught.value.reason == reason


def test_bytes_are_known_by_the_name_that_git_gives_them(repository: Repository) -> None:
    assert is_staged(b"1", repository.oid(b"1"))
    assert not is_staged(b"2", repository.oid(b"1"))
    # `printf 1 | git hash-object --stdin` in a repository of `--object-format=sha256`
    sha256 = "64d8a37fdc3ec9ae0d3a9b9cee7ae5af5a80b4d7ee2ab2e4db30a10e6f3bd4a6"
    assert not is_staged(b"2", sha256)
