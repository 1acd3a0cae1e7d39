from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eventbook.book.writing import applying, atomic, libc
from eventbook.book.writing.journal import Entry
from eventbook.book.writing.recovery import recover
from eventbook.book.writing.transaction import Write, commit, create_files, moved
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

if TYPE_CHECKING:
    from conftest import Plant, Repository, Tree


@pytest.fixture
def tree(tree: Tree, root: Path) -> Tree:
    """What is in the book but the folder for its state, which never holds litter."""

    def records() -> dict[str, bytes | str]:
        found = tree()
        inner = {path for path in found if path.startswith(".eventbook/")}
        left = {path for path in inner if not path.startswith(".eventbook/undo/")}
        assert left <= {".eventbook/lock", ".eventbook/.gitignore"}
        return {path: data for path, data in found.items() if path not in inner}

    return records


@pytest.fixture(params=["renameat2", "links", "neither"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the file system can do."""
    if request.param != "renameat2":
        monkeypatch.setattr(libc, "renameat2", lambda: None)
    if request.param == "neither":
        no_links(monkeypatch)
    return str(request.param)


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


OLD: dict[str, bytes | str] = {"a": b"1", "d/b": b"2", "d/gone": b"9", "keep": b"0", "d/m": b"7"}
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


def plant_old(plant: Plant) -> None:
    plant({path: data for path, data in OLD.items() if isinstance(data, bytes)})


def no_links(patch: pytest.MonkeyPatch) -> None:
    def link(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    patch.setattr(os, "link", link)


def test_all_of_a_change(root: Path, plant: Plant, tree: Tree, system: str) -> None:
    plant_old(plant)
    commit(root, CHANGE)
    assert tree() == NEW


def test_what_would_change_nothing_is_compared_all_the_same(
    root: Path, plant: Plant, tree: Tree
) -> None:
    plant({"a": b"1", "b": b"2"})
    before = (root / "a").stat().st_ino
    commit(root, [Write("a", b"1", b"1"), Write("b", b"22", b"2")])
    assert (tree(), (root / "a").stat().st_ino) == ({"a": b"1", "b": b"22"}, before)
    refused(root, [Write("a", b"0", b"0"), Write("b", b"2", b"22")])
    assert tree() == {"a": b"1", "b": b"22"}


def test_a_new_file_has_the_permissions_that_are_asked_for(root: Path) -> None:
    commit(root, [Write("a", b"", mode=0o640)])
    assert (root / "a").stat().st_mode & 0o7777 == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_root_gives_files_to_whom_they_belonged(root: Path, plant: Plant) -> None:
    plant({"a": b"1"})
    os.chown(root / "a", 1234, 1235)
    commit(root, [Write("a", b"2", b"1")])
    found = (root / "a").stat()
    assert (found.st_uid, found.st_gid) == (1234, 1235)


def test_many_files_go_to_disk_at_once(
    root: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = atomic.sync

    def counted(descriptor: int) -> None:
        synced.append(descriptor)
        sync(descriptor)

    monkeypatch.setattr(atomic, "sync", counted)
    files = {f"d{number}/a": b"%d" % number for number in range(200)}
    create_files(root, files)
    # One by one where the file system cannot do it, or its faults would not be told.
    assert len(synced) < 20 or len(synced) >= 400
    assert tree() == files
    synced.clear()
    monkeypatch.setattr(libc, "syncfs", lambda: None)
    commit(root, [Write(path, data + b"!", data) for path, data in files.items()])
    assert len(synced) >= 400
    assert tree() == {path: data + b"!" for path, data in files.items()}


def test_the_check_is_made_under_the_lock(root: Path, plant: Plant, tree: Tree) -> None:
    plant({"a": b"1"})

    def nothing_against() -> None:
        error = []
        thread = threading.Thread(target=lambda: error.append(busy(root)))
        thread.start()
        thread.join()
        assert error == ["another eventbook is writing in this book"]

    def against() -> None:
        raise UsageError("no")

    commit(root, [Write("a", b"2", b"1")], check=nothing_against)
    with pytest.raises(UsageError, match=r"^no$"):
        create_files(root, {"b": b""}, check=against)
    assert tree() == {"a": b"2"}


def busy(root: Path) -> str:
    from eventbook.book.writing.lock import Busy, locked
    from eventbook.book.writing.statefolder import state_folders

    with state_folders(root)[0].opened(make=True) as state:
        try:
            with locked(state, 0):
                return ""
        except Busy as error:
            return error.message


def test_in_git_the_work_tree_holds_records_alone(
    root: Path, plant: Plant, tree: Tree, repository: Repository
) -> None:
    plant_old(plant)
    commit(root, CHANGE)
    assert {path for path in tree() if not path.startswith(".git/")} == NEW.keys()
    state = root / ".git/eventbook"
    assert {path.name for path in state.iterdir()} == {"lock", "undo"}
    assert state.stat().st_mode & 0o777 == 0o700


# Faults of the machine


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_real_signal_takes_the_change_back(
    root: Path, plant: Plant, tree: Tree, number: signal.Signals
) -> None:
    plant_old(plant)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    try:
        # With the journal there is still time; with its name there is not.
        for call, outcome in (("fchmod", OLD), ("rename", NEW)):
            with pytest.MonkeyPatch.context() as patch:
                real = getattr(os, call)

                def raising(*arguments: Any, real: Any = real, **options: Any) -> Any:
                    signal.raise_signal(number)
                    return real(*arguments, **options)

                patch.setattr(os, call, raising)
                with pytest.raises(KeyboardInterrupt):
                    commit(root, CHANGE)
            assert (call, tree()) == (call, outcome)
    finally:
        signal.signal(number, before)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_a_full_disk(root: Path, plant: Plant, tree: Tree) -> None:
    """A limit on the size of files stands in for it: the kernel itself cuts the write short."""
    plant_old(plant)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        error = refused(root, [*CHANGE, Write("z", b"z" * 5000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(error, EnvironmentFault)
    assert error.message == "z cannot be written: file too large; nothing was written"
    assert tree() == OLD


def test_what_cannot_be_taken_back_is_said_and_done_later(
    root: Path, plant: Plant, tree: Tree
) -> None:
    plant_old(plant)

    def broken(*arguments: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventbook.book.writing.applying.sync_folders", broken)
        error = refused(root, CHANGE)
    assert isinstance(error, EnvironmentFault)
    assert error.message == (
        "the change failed, and could not be taken back in a: input/output error"
    )
    assert error.help == "the next command tries again"
    found = recover(root)
    assert found is not None
    assert found.why == "it had failed"
    assert tree() == OLD
    assert recover(root) is None


# Other programs at the same time


def meddle(
    patch: pytest.MonkeyPatch, name: str, what: Callable[[], object], *, late: bool = False
) -> None:
    """Have something happen just before, or just after, the file of this name is reached."""
    put = applying.Change._put

    def meddled(change: applying.Change, number: int, entry: Entry, resumed: bool) -> None:
        if entry.path == name and not late:
            what()
        put(change, number, entry, resumed)
        if entry.path == name and late:
            what()

    patch.setattr(applying.Change, "_put", meddled)


def save(path: Path) -> None:
    """As most editors do it."""
    beside = path.with_name("saved")
    beside.write_bytes(b"theirs")
    beside.rename(path)


def test_a_file_that_appears_meanwhile_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    plant_old(plant)
    meddle(monkeypatch, "new/f", lambda: plant({"new/f": b"theirs"}))
    error = refused(root, CHANGE)
    assert error.message == "new/f exists already; nothing was written"
    assert tree() == OLD | {"new/f": b"theirs"}


@pytest.mark.parametrize("path", ["d/b", "d/gone", "d/m"])
@pytest.mark.parametrize("way", [save, lambda path: path.write_bytes(b"theirs"), Path.unlink])
def test_what_is_saved_at_the_last_moment_is_kept(
    root: Path,
    plant: Plant,
    tree: Tree,
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    path: str,
    way: Callable[[Path], object],
) -> None:
    plant_old(plant)
    meddle(monkeypatch, path, lambda: way(root / path))
    error = refused(root, CHANGE)
    assert str(error) == (
        f"{path} has changed since it was read; nothing was written; run the command again"
    )
    theirs: dict[str, bytes | str] = {} if way is Path.unlink else {path: b"theirs"}
    assert tree() == {each: OLD[each] for each in OLD.keys() - {path}} | theirs


def test_a_folder_or_a_link_in_the_place_of_a_file_is_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    for make, is_now in ((Path.mkdir, "/"), (lambda path: path.symlink_to("x"), "-> x")):
        plant_old(plant)

        def replace(make: Callable[[Path], object] = make) -> None:
            (root / "d/b").unlink()
            make(root / "d/b")

        with pytest.MonkeyPatch.context() as patch:
            meddle(patch, "d/b", replace)
            assert refused(root, CHANGE).message.startswith("d/b has changed")
        assert tree() == OLD | {"d/b": is_now}
        (root / "d/b").rmdir() if is_now == "/" else (root / "d/b").unlink()


def test_what_is_saved_between_two_steps_of_a_swap_is_seen(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libc, "renameat2", lambda: None)
    plant_old(plant)
    link = os.link

    def meddled(old: str, new: str, **options: Any) -> None:
        link(old, new, **options)
        if new.endswith("~") and old == "b":
            save(root / "d/b")

    monkeypatch.setattr(os, "link", meddled)
    assert refused(root, CHANGE).message.startswith("d/b has changed since it was read")
    assert tree() == OLD | {"d/b": b"theirs"}


def test_a_name_taken_when_a_removal_is_taken_back(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    plant_old(plant)

    def too_late() -> None:
        (root / "d/m").write_bytes(b"changed")
        (root / "d/gone").write_bytes(b"theirs")
        (root / "a").write_bytes(b"mine")

    meddle(monkeypatch, "d/m", too_late)
    error = refused(root, CHANGE)
    assert error.message == "d/m has changed since it was read; nothing was written"
    kept = sorted((root / ".eventbook").glob("kept-*"))
    # In the order in which they were taken back: the last first.
    assert error.help == ", ".join(
        f"what {path} held before is in {file}"
        for path, file in (("d/gone", kept[1]), ("a", kept[0]))
    )
    assert [file.read_bytes() for file in kept] == [b"1", b"9"]
    for file in kept:
        file.unlink()
    assert tree() == OLD | {"d/m": b"changed", "d/gone": b"theirs", "a": b"mine"}


def test_what_is_saved_after_the_swap_stays_on_top(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_old(plant)
    meddle(monkeypatch, "d/b", lambda: save(root / "d/b"), late=True)
    commit(root, CHANGE)
    assert tree() == NEW | {"d/b": b"theirs"}


def test_a_folder_made_meanwhile_is_used_and_kept(
    root: Path, plant: Plant, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_old(plant)
    mkdir = os.mkdir

    def theirs_first(name: str, *mode: int, **options: Any) -> None:
        mkdir(name, *mode, **options)
        mkdir(name, *mode, **options)

    (root / ".eventbook").mkdir()
    create_files(root, {"x": b""})
    (root / "x").unlink()
    monkeypatch.setattr(os, "mkdir", theirs_first)
    monkeypatch.setattr(
        "eventbook.book.writing.transaction.make_private",
        lambda at: mkdir(at.name, dir_fd=at.folder),
    )
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
    for folder in range(10):
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
