from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eventbook.book import atomic
from eventbook.book.transaction import Write, commit, create_files, moved
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

if TYPE_CHECKING:
    from conftest import Plant, Tree


def refused(root: Path, writes: list[Write]) -> EventbookError:
    with pytest.raises(EventbookError) as caught:
        commit(root, writes)
    return caught.value


def test_creates_files_and_folders(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"records/a.yaml": b"a"})
    create_files(root, {"records/b.yaml": b"b\r\n\0", "new/deep/c.yaml": b"", "d": b"d" * 300_000})
    assert tree() == {
        "records/a.yaml": b"a",
        "records/b.yaml": b"b\r\n\0",
        "new/deep/c.yaml": b"",
        "d": b"d" * 300_000,
    }


def test_replaces_what_is_as_expected_and_keeps_its_mode(
    root: Path, plant: Plant, tree: Tree
) -> None:
    plant({"a": b"1", "b": b""})
    (root / "a").chmod(0o640)
    commit(root, [Write("b", b"22", b""), Write("a", b"11", b"1"), Write("c", b"3")])
    assert tree() == {"a": b"11", "b": b"22", "c": b"3"}
    assert (root / "a").stat().st_mode & 0o7777 == 0o640


def test_a_new_file_obeys_the_umask(root: Path) -> None:
    before = os.umask(0o027)
    try:
        create_files(root, {"d/a": b""})
    finally:
        os.umask(before)
    assert [(root / name).stat().st_mode & 0o777 for name in ("d", "d/a")] == [0o750, 0o640]


def test_removes_what_is_as_expected(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"a": b"1", "d/b": b""})
    commit(root, [Write("d/b", None, b""), Write("c", b"2")])
    assert tree() == {"a": b"1", "c": b"2", "d": "/"}
    error = refused(root, [Write("a", None, b"2"), Write("d/e", b"")])
    assert error.message == "a has changed since it was read; nothing was written"
    error = refused(root, [Write("absent", None, b"2")])
    assert error.message.startswith("absent ")
    assert tree() == {"a": b"1", "c": b"2", "d": "/"}


def test_a_file_moves_with_its_permissions(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"old/a": b"1"})
    (root / "old/a").chmod(0o600)
    commit(root, moved("old/a", "new/b", b"2", b"1"))
    (root / "old").rmdir()
    assert tree() == {"new/b": b"2"}
    assert (root / "new/b").stat().st_mode & 0o7777 == 0o600
    plant({"c": b"3"})
    error = refused(root, moved("c", "new/b", b"3", b"3"))
    assert error.message == "new/b exists already; nothing was written"
    assert tree() == {"c": b"3", "new/b": b"2"}


def test_nothing_to_do(root: Path, tree: Tree) -> None:
    commit(root, [])
    assert tree() == {}


def test_an_existing_file_is_never_overwritten(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"z": b"old"})
    (root / "dangling").symlink_to("absent")
    (root / "folder").mkdir()
    before = tree()
    for name in ("z", "dangling", "folder"):
        error = refused(root, [Write("a/new", b"1"), Write(name, b"2")])
        assert (type(error), error.message) == (
            UsageError,
            f"{name} exists already; nothing was written",
        )
    assert tree() == before


@pytest.mark.parametrize("now", [b"other", b"olD", b"ol", b"", None])
def test_a_file_that_changed_is_left_alone(
    root: Path, plant: Plant, tree: Tree, now: bytes | None
) -> None:
    plant({"a": b"1"} | ({"z": now} if now is not None else {}))
    before = tree()
    error = refused(root, [Write("a", b"2", b"1"), Write("z", b"new", b"old")])
    assert isinstance(error, UsageError)
    assert str(error) == (
        "z has changed since it was read; nothing was written; run the command again"
    )
    assert tree() == before


def test_links_are_never_written_through(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"real/a": b"1"})
    (root / "link").symlink_to("real")
    (root / "a").symlink_to("real/a")
    before = tree()
    link = "is or lies behind a symbolic link, which is never followed; nothing was written"
    for write, path in (
        (Write("link/b", b""), "link"),
        (Write("link/deep/b", b""), "link"),
        (Write("link/a", b"2", b"1"), "link"),
        (Write("a", b"2", b"1"), "a"),
    ):
        error = refused(root, [Write("0", b""), write])
        assert (type(error), error.message) == (UsageError, f"{path} {link}")
    assert tree() == before


def test_a_file_is_no_folder(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"a": b"1"})
    error = refused(root, [Write("a/b/c", b"")])
    assert (type(error), error.message) == (
        UsageError,
        "a is not a folder; nothing was written",
    )
    os.mkfifo(root / "pipe")
    error = refused(root, [Write("pipe", b"2", b"1")])
    assert error.message == "pipe is not a regular file; nothing was written"
    assert tree() == {"a": b"1", "pipe": "special"}


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["../a"], "`../a` cannot be written: it leaves the book (..)"),
        (["/a"], "`/a` cannot be written: it is absolute"),
        ([".git/hooks/x"], "`.git/hooks/x` cannot be written: it lies inside .git"),
        (
            ["a\x1b"],
            "`a\\x1b` cannot be written: it holds control characters or bytes that are not UTF-8",
        ),
        (["x" * 241], f"`{'x' * 241}` cannot be written: it is longer than 240 bytes"),
        (["a", "a"], "a file would be written twice"),
        (["É", "é"], "É and é are one file on some systems"),
    ],
)
def test_unsafe_paths(root: Path, tree: Tree, paths: list[str], message: str) -> None:
    error = refused(root, [Write("0", b""), *(Write(path, b"") for path in paths)])
    assert (type(error), error.message) == (UsageError, message)
    assert tree() == {}


def test_no_root(root: Path) -> None:
    assert isinstance(refused(root / "absent", [Write("a", b"")]), UsageError)
    assert not (root / "absent").exists()


# What goes wrong on the way

STEPS = ("open", "write", "fsync", "fstat", "fchmod", "mkdir", "link", "rename", "stat")
OLD = {"a": b"1", "d/b": b"2", "d/gone": b"9", "keep": b"0", "d/m": b"7"}
CHANGE = [
    Write("a", b"11", b"1"),
    Write("d/b", b"22", b"2"),
    Write("d/c", b"3"),
    Write("new/deep/e", b"4"),
    Write("new/f", b"5"),
    Write("d/gone", None, b"9"),
    *moved("d/m", "new/n", b"77", b"7"),
]
NEW = {"keep": b"0"} | {write.path: write.new for write in CHANGE if write.new is not None}


@contextmanager
def fault_at(
    number: int, make: Callable[[], BaseException | None], late: bool
) -> Iterator[list[str]]:
    """The numbered system call of a change fails, before or after it has had its effect."""
    seen: list[str] = []

    def failing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            here = len(seen) == number
            error = make() if here else None
            if error and not late:
                raise error
            result = real(*arguments, **options)
            if error:
                raise error
            return result

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, failing(name, getattr(os, name)))
        yield seen


def no_links(patch: pytest.MonkeyPatch) -> None:
    def link(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    patch.setattr(os, "link", link)


def without_temporary(found: dict[str, bytes | str]) -> dict[str, bytes | str]:
    return {path: data for path, data in found.items() if ".eventbook-" not in path}


FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    ("fault", "late", "hard_links"),
    [
        (FULL, False, True),
        (FULL, False, False),
        (BROKEN, False, True),
        (BROKEN, False, False),
        (KeyboardInterrupt(), False, True),
        (KeyboardInterrupt(), False, False),
        (KeyboardInterrupt(), True, True),
    ],
)
def test_whatever_step_fails_it_is_all_or_nothing(
    root: Path,
    plant: Plant,
    tree: Tree,
    monkeypatch: pytest.MonkeyPatch,
    fault: BaseException,
    late: bool,
    hard_links: bool,
) -> None:
    if not hard_links:
        no_links(monkeypatch)
    plant(OLD)
    outcomes = set()
    for number in range(1, 500):
        try:
            with fault_at(number, lambda: fault, late) as seen:
                commit(root, CHANGE)
        except EventbookError:
            assert (number, tree()) == (number, OLD)
        except KeyboardInterrupt:
            # While the temporary names are taken away everything is in place already. (Signals
            # wait for that; only a test can interrupt there.)
            assert tree() == OLD or without_temporary(tree()) == NEW
        else:
            assert (number, without_temporary(tree())) == (number, NEW)
        outcomes.add("old" if tree() == OLD else "new")
        if tree() != OLD:
            for name in set(tree()) - set(OLD):
                (root / name).unlink()
            for name in ("new/deep", "new"):
                (root / name).rmdir()
            plant(OLD)
        if len(seen) < number:
            break
    else:
        pytest.fail("the change never came to its end")
    assert outcomes == {"old", "new"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_real_signal_takes_the_change_back(
    root: Path, plant: Plant, tree: Tree, number: signal.Signals
) -> None:
    plant(OLD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    try:
        for step in range(1, 60, 5):

            def raise_signal() -> None:
                signal.raise_signal(number)

            with pytest.raises(KeyboardInterrupt), fault_at(step, raise_signal, False) as seen:
                commit(root, CHANGE)
            assert len(seen) >= step
            if tree() == NEW:  # it came when everything was in place
                break
            assert tree() == OLD
    finally:
        signal.signal(number, before)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_a_full_disk(root: Path, plant: Plant, tree: Tree) -> None:
    """A limit on the size of files stands in for it: the kernel itself cuts the write short."""
    plant(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        error = refused(root, [*CHANGE, Write("z", b"z" * 2000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(error, EnvironmentFault)
    assert error.message == "z cannot be written: file too large; nothing was written"
    assert tree() == OLD


def test_what_cannot_be_taken_back_is_said(root: Path, plant: Plant, tree: Tree) -> None:
    plant(OLD)
    rename = os.rename

    def only_once(old: str, new: str, **options: Any) -> None:
        if old.endswith(".old"):
            raise OSError(errno.EIO, "Input/output error")
        rename(old, new, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "rename", only_once)
        (root / "d/c").touch()
        patch.setattr(
            atomic, "identity", lambda name, folder: None if name == "c" else real(name, folder)
        )
        error = refused(root, CHANGE[:3])
    assert isinstance(error, EnvironmentFault)
    assert error.message == "the change failed, and could not be taken back in d/b, a"
    kept = [data for path, data in tree().items() if path.endswith(".old")]
    assert sorted(kept, key=str) == [b"1", b"2"]


real = atomic.identity


# Other programs at the same time


def meddle(patch: pytest.MonkeyPatch, name: str, when: str, what: Callable[[], object]) -> None:
    """Have something happen just before a step of `atomic` that takes a certain name."""
    step = getattr(atomic, name)

    def meddled(*arguments: Any) -> Any:
        if when in arguments:
            what()
        return step(*arguments)

    patch.setattr(atomic, name, meddled)


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_file_that_appears_meanwhile_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    plant(OLD)
    if not hard_links:
        no_links(monkeypatch)
    meddle(monkeypatch, "link", "f", lambda: plant({"new/f": b"theirs"}))
    error = refused(root, CHANGE)
    assert error.message == "new/f exists already; nothing was written"
    assert tree() == OLD | {"new/f": b"theirs"}


def test_a_file_saved_meanwhile_by_renaming_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)

    def save() -> None:
        (root / "saved").write_bytes(b"theirs")
        (root / "saved").rename(root / "d/b")

    meddle(monkeypatch, "link", "b", save)
    assert refused(root, CHANGE).message.startswith("d/b has changed since it was read")
    assert tree() == OLD | {"d/b": b"theirs"}


def test_a_file_written_into_at_the_last_moment_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)
    meddle(monkeypatch, "rename", "b", lambda: (root / "d/b").write_bytes(b"theirs"))
    assert refused(root, CHANGE).message.startswith("d/b has changed since it was read")
    assert tree() == OLD | {"d/b": b"theirs"}


def test_a_removed_file_written_into_at_the_last_moment_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)
    meddle(monkeypatch, "rename", "gone", lambda: (root / "d/gone").write_bytes(b"theirs"))
    assert refused(root, CHANGE).message.startswith("d/gone has changed since it was read")
    assert tree() == OLD | {"d/gone": b"theirs"}


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_name_taken_when_a_removal_is_taken_back(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    plant(OLD)
    if not hard_links:
        no_links(monkeypatch)

    def too_late() -> None:
        (root / "d/m").write_bytes(b"changed")
        (root / "d/gone").write_bytes(b"theirs")

    meddle(monkeypatch, "rename", "m", too_late)
    error = refused(root, CHANGE)
    assert error.message == "the change failed, and could not be taken back in d/gone"
    kept = {path: data for path, data in tree().items() if path.endswith(".old")}
    assert list(kept.values()) == [b"9"]
    assert without_temporary(tree()) == OLD | {"d/m": b"changed", "d/gone": b"theirs"}


def test_a_folder_made_meanwhile_is_used_and_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(OLD)
    mkdir = os.mkdir

    def theirs_first(name: str, **options: Any) -> None:
        mkdir(name, **options)
        mkdir(name, **options)

    monkeypatch.setattr(os, "mkdir", theirs_first)
    create_files(root, {"new/deep/e": b"4"})
    assert tree() == OLD | {"new/deep/e": b"4"}


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns after a few microseconds: races happen that else are rare."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient")
def test_of_many_who_create_one_file_one_wins(root: Path, tree: Tree) -> None:
    wins = {}
    for folder in range(20):
        wins[f"d{folder}/a"] = race(root, f"d{folder}/a")
    assert tree() == wins


def race(root: Path, path: str) -> bytes:
    """Eight at once create one file in a new folder; the bytes of the one that won."""
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def create(number: int) -> None:
        start.wait()
        try:
            create_files(root, {path: b"%d" % number})
        except UsageError as error:
            outcomes.append(error.message)
        else:
            outcomes.append(f"{number}")

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    losers = [text for text in outcomes if text == f"{path} exists already; nothing was written"]
    (winner,) = [text for text in outcomes if text not in losers]
    assert len(losers) == 7
    return winner.encode()
