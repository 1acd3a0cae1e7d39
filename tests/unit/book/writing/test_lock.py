from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventbook.book.writing.lock import Busy, locked
from eventbook.errors import EnvironmentFault


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def test_one_at_a_time(folder: int, tmp_path: Path) -> None:
    with locked(folder):
        with pytest.raises(Busy) as caught, locked(folder, 0.05):
            pass
        assert str(caught.value) == (
            "another eventbook is writing in this book; waited 0.05 seconds; try again when it is "
            "done"
        )
        with pytest.raises(Busy, match=r"^another eventbook is writing in this book; try"):
            locked(folder, 0).__enter__()
    with locked(folder, 0):
        pass
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_who_waits_goes_on(folder: int) -> None:
    released: list[float] = []

    def hold() -> None:
        with locked(folder):
            held.set()
            time.sleep(0.2)
            released.append(time.monotonic())

    held = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with locked(folder, 30):
        assert released
    thread.join()


def test_a_lock_that_was_removed_is_no_lock(folder: int, tmp_path: Path) -> None:
    """Who waited for the removed file must not believe to be alone."""
    held = threading.Event()
    go = threading.Event()

    def hold() -> None:
        with locked(folder):
            held.set()
            go.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    threading.Timer(0.1, lambda: ((tmp_path / "lock").unlink(), go.set())).start()
    with locked(folder, 30):
        assert (tmp_path / "lock").exists()
        with pytest.raises(Busy):
            locked(folder, 0).__enter__()
    thread.join()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("x")])
def test_what_is_no_file_is_no_lock(folder: int, tmp_path: Path, make: object) -> None:
    make(tmp_path / "lock")  # type: ignore[operator]
    with pytest.raises(EnvironmentFault):
        locked(folder, 0).__enter__()


def test_a_file_system_without_locks(folder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(EnvironmentFault, match=r"^the book cannot be locked: no locks available$"):
        locked(folder, 0).__enter__()
