"""Publishing that is broken off at any step: the folder is whole, and the next run tidies up.

Every seventh step by default, another one for each test; with EVENTBOOK_STEPS=1 every one.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eventbook.book.publishing.manifest import MANIFEST
from eventbook.book.writing import libc
from eventbook.errors import EventbookError

if TYPE_CHECKING:
    from conftest import Desk

OLD = {"index.html": b"home", "a/one.html": b"1", "a/two.html": b"2"}
NEW = {"index.html": b"home", "a/one.html": b"one", "b/three.html": b"3"}
OTHERS = {"CNAME": b"example.org", "a/note": b"n", ".git/HEAD": b"ref", "own/x/y": b"y"}
CALLS = ("mkdir", "link", "rename", "unlink", "rmdir", "open", "scandir", "lstat", "fsync")
CODES = [errno.ENOSPC, errno.EIO, errno.EACCES]
MOST = 400
STEP = 1 if os.environ.get("EVENTBOOK_STEPS") else 7


def lying(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@contextmanager
def stopped_at(number: int, stop: Callable[[], None]) -> Iterator[list[str]]:
    """The system's calls are counted, and something happens before one of them."""
    seen: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) == number:
                stop()
            return real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            real = getattr(os, name) if name != "fsync" else lambda _: None
            patch.setattr(os, name, counted(name, real))
        patch.setattr(libc, "checked", counted("renameat2", libc.checked))
        yield seen


def publish_and_die(desk: Desk, number: int) -> int:
    """In a process of its own, that is killed before a call; how it ended."""
    child = os.fork()
    if child == 0:
        with stopped_at(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            desk.of(NEW).publish()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def prepared(desk: Desk) -> None:
    desk.of(OLD).publish()
    for path, data in OTHERS.items():
        (desk.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.folder / path).write_bytes(data)


def expect_whole(desk: Desk) -> None:
    """The site is the old or the new one; what is not ours is there, or beside it."""
    found = lying(desk.folder)
    ours = {path: data for path, data in found.items() if path not in OTHERS}
    assert ours in (OLD, NEW)
    somewhere = {path.name: path.read_bytes() for path in _all(desk.folder.parent)}
    assert {path: somewhere.get(Path(path).name) for path in OTHERS} == OTHERS
    assert found["CNAME"] == b"example.org"


def _all(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def expect_published(desk: Desk) -> None:
    assert lying(desk.folder) == {**NEW, **OTHERS}
    assert list(desk.folder.parent.iterdir()) == [desk.folder]


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_a_kill_before_any_call(
    desk: Desk, exchanging: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanging:
        monkeypatch.setattr(libc, "renameat2", lambda: None)
    for number in range(1 if exchanging else 4, MOST, STEP):
        prepared(desk)
        status = publish_and_die(desk, number)
        if exchanging or desk.folder.exists():  # else it was between the two renames
            expect_whole(desk)
        desk.of(NEW).publish()
        expect_published(desk)
        if status == 0:
            break
        desk.of(OLD).publish()
    assert 40 < number < MOST - STEP


@pytest.mark.parametrize("code", CODES)
def test_an_error_at_any_call(desk: Desk, code: int) -> None:
    def stop() -> None:
        raise OSError(code, os.strerror(code))

    for number in range(1 + CODES.index(code) * 2, MOST, STEP):
        prepared(desk)
        with stopped_at(number, stop) as seen, suppress(OSError, EventbookError):
            desk.of(NEW).publish()
        expect_whole(desk)
        desk.of(NEW).publish()
        expect_published(desk)
        if len(seen) < number:
            break
        desk.of(OLD).publish()
    assert 40 < number < MOST - STEP


def test_an_interrupt_at_any_call(desk: Desk) -> None:
    for number in range(2, MOST, STEP):
        prepared(desk)
        with (
            stopped_at(number, lambda: os.kill(os.getpid(), signal.SIGINT)) as seen,
            suppress(KeyboardInterrupt),
        ):
            desk.of(NEW).publish()
        expect_whole(desk)
        desk.of(NEW).publish()
        expect_published(desk)
        if len(seen) < number:
            break
        desk.of(OLD).publish()
    assert 40 < number < MOST - STEP


def test_what_comes_while_it_is_done_stays(desk: Desk) -> None:
    """Somebody saves a file of their own right before the folders change places."""
    prepared(desk)
    checked = libc.checked

    def meddled(*arguments: Any) -> None:
        (desk.folder / "a" / "late").write_bytes(b"late")
        checked(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libc, "checked", meddled)
        desk.of(NEW).publish()
    assert lying(desk.folder) == {**NEW, **OTHERS, "a/late": b"late"}
