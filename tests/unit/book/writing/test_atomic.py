from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventbook.book.writing import atomic
from eventbook.book.writing.atomic import At


@pytest.fixture
def folder(root: Path) -> Iterator[int]:
    descriptor = os.open(root, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def failing(number: int, seen: list[str], name: str) -> object:
    def call(*_: object) -> None:
        seen.append(name)
        if number:
            raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("full", "plain", "calls", "raised"),
    [
        (None, 0, ["fsync"], None),
        (None, errno.EIO, ["fsync"], errno.EIO),
        (None, errno.EINVAL, ["fsync"], None),
        (0, 0, ["full"], None),
        (errno.EIO, 0, ["full"], errno.EIO),
        (errno.ENOTSUP, 0, ["full", "fsync"], None),
        (errno.ENOTSUP, errno.EIO, ["full", "fsync"], errno.EIO),
    ],
)
def test_a_sync_that_failed_is_not_tried_again(
    folder: int,
    monkeypatch: pytest.MonkeyPatch,
    full: int | None,
    plain: int,
    calls: list[str],
    raised: int | None,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", failing(plain, seen, "fsync"))
    if full is not None:
        monkeypatch.setattr(atomic, "_FULL_SYNC", 51)
        monkeypatch.setattr(fcntl, "fcntl", failing(full, seen, "full"))
    if raised is None:
        atomic.sync(folder)
    else:
        with pytest.raises(OSError, match=r".") as caught:
            atomic.sync(folder)
        assert caught.value.errno == raised
    assert seen == calls


def test_a_call_that_was_cut_short_is_made_again(
    folder: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "a").write_bytes(b"1")
    rename, times = os.rename, iter(range(3))

    def interrupted(*words: str, **options: int) -> None:
        if next(times) < 2:
            raise InterruptedError(errno.EINTR, "Interrupted system call")
        rename(*words, **options)

    monkeypatch.setattr(os, "rename", interrupted)
    atomic.rename(At(folder, "a"), At(folder, "b"))
    assert [path.name for path in root.iterdir()] == ["b"]


def test_a_file_that_cannot_be_written_out_is_not_left(
    folder: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO, [], "fsync"))
    with pytest.raises(OSError, match="Input/output error"):
        atomic.write_new(At(folder, "a"), b"1")
    assert list(root.iterdir()) == []
    atomic.write_new(At(folder, "a"), b"1", 0o640, synced=False)
    assert (root / "a").stat().st_mode & 0o777 == 0o640
    with pytest.raises(FileExistsError):
        atomic.write_new(At(folder, "a"), b"2", synced=False)
    assert (root / "a").read_bytes() == b"1"


def test_which_file_a_name_is(folder: int, root: Path) -> None:
    (root / "a").touch()
    assert atomic.identity(At(folder, "b")) is None
    assert atomic.link(At(folder, "a"), At(folder, "b"))
    assert atomic.identity(At(folder, "a")) == atomic.identity(At(folder, "b"))
    (root / "c").symlink_to("a")
    assert atomic.identity(At(folder, "c")) not in (None, atomic.identity(At(folder, "a")))
