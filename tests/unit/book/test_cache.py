"""Where a cache is kept, and what it holds on to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from eventbook.book.cache import Cache, Entry, Row
from eventbook.book.files import Stamp

ROW = Row(b"d" * 32, judged=True, records=1, stamp=Stamp(1, 2, 3, 4, 5, 6))
BARE = Row(b"e" * 32, judged=False, records=0, stamp=None)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)


def opened(root: Path, recipe: str = "a" * 64) -> Cache:
    cache = Cache.open(root, recipe)
    assert cache is not None
    return cache


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.sqlite"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    root.mkdir()
    return root


# Where


def test_in_the_git_directory(book: Path) -> None:
    subprocess.run(["git", "init", "-q", book], check=True)
    opened(book)
    assert files(book / ".git") == [f"eventbook/{'a' * 32}.sqlite"]
    done = subprocess.run(
        ["git", "-C", book, "status", "--porcelain"], check=True, capture_output=True
    )
    assert done.stdout == b""


def test_each_book_of_a_repository_has_its_own(book: Path) -> None:
    subprocess.run(["git", "init", "-q", book], check=True)
    for name in ("one", "two"):
        (book / name).mkdir()
        opened(book / name).keep_reduced(b"k", name)
    assert [opened(book / name).reduced(b"k") for name in ("one", "two")] == ["one", "two"]
    assert len(files(book / ".git")) == 2


def test_outside_git_in_the_users_folder(book: Path, tmp_path: Path) -> None:
    opened(book)
    assert len(files(tmp_path / "home/.cache/eventbook")) == 1


def test_in_the_folder_that_the_environment_names(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    opened(book)
    assert len(files(tmp_path / "xdg")) == 1


@pytest.mark.parametrize("home", ["", "relative"])
def test_nowhere(book: Path, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", home)
    assert Cache.open(book, "a" * 64) is None


def test_never_in_the_book_itself(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(book))
    assert Cache.open(book, "a" * 64) is None
    assert list(book.iterdir()) == []


def test_nobody_else_reads_it(book: Path, tmp_path: Path) -> None:
    opened(book).keep_reduced(b"k", "x")
    for path in (tmp_path / "home/.cache/eventbook").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_folder_that_others_may_write_into_is_not_used(
    book: Path, tmp_path: Path, mode: int
) -> None:
    opened(book)
    (folder,) = (tmp_path / "home/.cache/eventbook").iterdir()
    folder.chmod(mode)
    assert Cache.open(book, "a" * 64) is None


def test_a_planted_link_is_not_followed(book: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", book], check=True)
    target = tmp_path / "target"
    target.mkdir()
    (book / ".git/eventbook").symlink_to(target)
    assert Cache.open(book, "a" * 64) is None
    (book / ".git/eventbook").unlink()
    (book / ".git/eventbook").mkdir(mode=0o700)
    (book / f".git/eventbook/{'a' * 32}.sqlite").symlink_to(target / "other")
    cache = Cache.open(book, "a" * 64)
    assert cache is not None
    assert list(target.iterdir()) == []


# What


def test_rows_and_texts(book: Path) -> None:
    cache = opened(book)
    cache.store([Entry("a", ROW, "één"), Entry("b", BARE, "[]")])
    assert opened(book).rows() == {"a": ROW, "b": BARE}
    assert list(opened(book).texts()) == [
        ("a", ROW.digest, True, "één"),
        ("b", BARE.digest, False, "[]"),
    ]
    assert list(opened(book).texts(["b", "c"])) == [("b", BARE.digest, False, "[]")]
    cache.store([Entry("a", BARE, "new")], ["b", "c"])
    cache.restamp([("a", Stamp(9, 9, 9, 9, 9, 9)), ("z", Stamp(1, 1, 1, 1, 1, 1))])
    assert opened(book).rows() == {"a": BARE._replace(stamp=Stamp(9, 9, 9, 9, 9, 9))}
    assert list(opened(book).texts()) == [("a", BARE.digest, False, "new")]


def test_many_texts_at_once(book: Path) -> None:
    cache = opened(book)
    paths = [f"p{number:04}" for number in range(2000)]
    cache.store(Entry(path, ROW, path) for path in paths)
    assert sorted(path for path, *_ in cache.texts(paths[:1500])) == paths[:1500]


def test_one_result_is_kept(book: Path) -> None:
    cache = opened(book)
    assert cache.reduced(b"one") is None
    cache.keep_reduced(b"one", "1")
    cache.keep_reduced(b"two", "2")
    assert (cache.reduced(b"one"), cache.reduced(b"two")) == (None, "2")


def test_a_text_that_is_no_unicode_is_not_kept(book: Path) -> None:
    cache = opened(book)
    cache.store([Entry("a", ROW, "\ud800")])
    cache.store([Entry("b", ROW, "b")])
    assert list(cache.rows()) == ["b"]


def test_every_recipe_has_its_own_and_few_are_kept(book: Path, tmp_path: Path) -> None:
    for number in range(6):
        cache = opened(book, f"{number}" * 64)
        cache.keep_reduced(b"k", str(number))
        del cache
        for file in (tmp_path / "home").rglob(f"{number}*.sqlite"):
            os.utime(file, (number, number))
    kept = [Path(name).stem for name in files(tmp_path / "home")]
    assert kept == [f"{number}" * 32 for number in (3, 4, 5)]


def test_the_clock_is_that_of_the_file_system(book: Path) -> None:
    cache = opened(book)
    device = book.stat().st_dev
    first, second = cache.tick(device), cache.tick(device)
    assert first is not None
    assert second is not None
    assert first <= second
    assert cache.tick(device + 1) is None
