"""Disks that are full or read-only, folders nobody may write into, and output that goes nowhere."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from eventbook.book.writing import libc
from eventbook.book.writing.transaction import Write, commit
from eventbook.errors import EventbookError
from fault.injection import CHANGE, NEW, OLD, fresh, held, litter

ROOT = os.geteuid() == 0
NOBODY = 65534
EVENTBOOK = Path(sys.executable).parent / "eventbook"


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB in memory."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not ROOT or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    yield folder.resolve()
    subprocess.run(["umount", str(folder)], check=True)


def message(root: Path, writes: Sequence[Write] = CHANGE) -> str:
    """What a change says that was refused; "" for one that was made."""
    try:
        commit(root, writes)
    except EventbookError as error:
        return error.message
    return ""


def test_a_full_disk(mounted: Path) -> None:
    """Less and less room, until there is none for the first byte."""
    root = mounted / "book"
    outcomes = []
    for free in range(14, -1, -1):
        (mounted / "filling").unlink(missing_ok=True)
        fresh(root)
        commit(root, [Write("warm", b"")])
        (root / "warm").unlink()
        pages = 0
        file = os.open(mounted / "filling", os.O_WRONLY | os.O_CREAT)
        with suppress(OSError):
            while os.write(file, b"x" * 4096) == 4096:
                pages += 1
        os.close(file)
        os.truncate(mounted / "filling", max(0, pages - free) * 4096)
        said = message(root)
        assert said == "" or said.endswith("no space left on device; nothing was written")
        assert held(root) == (OLD if said else NEW)
        assert litter(root) == set()
        outcomes.append("old" if said else "new")
    print(f"\nfree pages from 14 to 0: {' '.join(outcomes)}")
    assert outcomes == sorted(outcomes)  # "new" as long as there is room
    assert set(outcomes) == {"old", "new"}


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "book"
    outcomes = []
    for limit in (0, 1, 500, 1500, 5000):
        fresh(root)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            said = message(root)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert said == "" or "file too large" in said
        assert held(root) == (OLD if said else NEW)
        assert litter(root) == set()
        outcomes.append("old" if said else "new")
    assert outcomes == ["old", "old", "old", "new", "new"]


def test_a_disk_that_is_read_only(mounted: Path) -> None:
    root = mounted / "book"
    fresh(root)
    commit(root, [Write("keep", b"0!", b"0"), Write("warm", b"")])
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    assert message(root, [Write("a", b"2", b"1")]).endswith("read-only file system")
    assert (root / "a").read_bytes() == b"1"


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A book of a user who is not root."""
    if not ROOT:
        pytest.skip("only root can play another user")
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        Path(folder).chmod(0o755)
        root = Path(folder).resolve() / "book"
        given(root)
        yield root


def given(root: Path) -> None:
    """The book as before, and all of it theirs."""
    fresh(root)
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)


def as_nobody(root: Path) -> str:
    """The same as `message`, for another user."""
    libc.renameat2()  # loaded while files can still be read
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writing, message(root).encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


def test_a_folder_that_may_not_be_written_into(theirs: Path) -> None:
    assert as_nobody(theirs) == ""
    assert held(theirs) == NEW
    given(theirs)
    (theirs / "d").chmod(0o555)
    assert as_nobody(theirs) == "d/b cannot be written: permission denied; nothing was written"
    assert held(theirs) == OLD
    assert litter(theirs) == set()


def test_a_read_only_file_is_replaced_and_stays_read_only(theirs: Path) -> None:
    """As with every tool that renames: who may write into the folder may change its names."""
    (theirs / "a").chmod(0o444)
    assert as_nobody(theirs) == ""
    assert held(theirs) == NEW
    assert (theirs / "a").stat().st_mode & 0o777 == 0o444


def test_a_file_that_may_not_be_read(theirs: Path) -> None:
    (theirs / "d/b").chmod(0)
    assert as_nobody(theirs) == "d/b cannot be read: permission denied; nothing was written"
    (theirs / "d/b").chmod(0o644)
    assert held(theirs) == OLD


def test_a_state_folder_of_somebody_else(theirs: Path) -> None:
    state = theirs / ".eventbook"
    state.mkdir(0o777)
    assert as_nobody(theirs) == f"{state} belongs to another user (number 0)"
    assert held(theirs) == OLD


@pytest.mark.parametrize("output", ["closed", "full", "gone"])
def test_output_that_goes_nowhere(tmp_path: Path, output: str) -> None:
    """All files are old or new, and the status says so."""
    book = tmp_path.resolve() / "book"
    subprocess.run([EVENTBOOK, "init", book], check=True, capture_output=True)
    record = book / "records/events/fair.yaml"
    record.write_text("id: fair\ntitle: Fair\ndate: 2021\nsources: [{title: Poster}]\n")
    shell = {
        "closed": '"$0" rename fair expo >&-',
        "full": '"$0" rename fair expo >/dev/full',
        "gone": 'set -o pipefail; "$0" rename fair expo | true',
    }[output]
    done = subprocess.run(
        ["bash", "-c", shell, str(EVENTBOOK)], cwd=book, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    names = {path.name for path in (book / "records/events").iterdir()} - {".gitkeep"}
    assert names == ({"fair.yaml"} if output == "closed" else {"expo.yaml"})
    assert litter(book) == set()
    if output == "closed":
        assert (done.returncode, done.stderr) == (2, "error: standard output is closed\n")
    elif output == "full":
        assert done.returncode == 2
        assert done.stderr.startswith("error: cannot write the output: no space left on device")
