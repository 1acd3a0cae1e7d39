"""Other processes at the same time: writers, an editor that saves, somebody who holds the lock."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from eventbook.book.writing import atomic
from eventbook.book.writing.recovery import recover
from eventbook.book.writing.transaction import Write, commit
from eventbook.errors import UsageError
from fault.injection import fresh, held, litter

CLI = Path(__file__).parents[2] / "cli"
COUNTER = """
    import sys
    from pathlib import Path
    sys.path[:0] = [sys.argv[1]]
    from eventbook.book.writing.transaction import Write, commit
    from eventbook.errors import UsageError
    root, rounds = Path(sys.argv[2]), int(sys.argv[3])
    refused = 0
    while rounds:
        old = {name: (root / name).read_bytes() for name in ("a", "d/b")}
        writes = [Write(name, b"%d" % (int(data) + 1), data) for name, data in old.items()]
        try:
            commit(root, writes)
        except UsageError:
            refused += 1
        else:
            rounds -= 1
    print(refused)
"""
CREATOR = """
    import sys
    from pathlib import Path
    sys.path[:0] = [sys.argv[1]]
    from eventbook.book.writing.transaction import create_files
    from eventbook.errors import UsageError
    root, own = Path(sys.argv[2]), sys.argv[3]
    made = 0
    for number in range(40):
        def check():
            if list(root.glob(f"records/*/e{number}.yaml")):
                raise UsageError("taken")
        try:
            create_files(root, {f"records/{own}/e{number}.yaml": own.encode()}, check=check)
        except UsageError:
            pass
        else:
            made += 1
    print(made)
"""
HOLDER = """
    import sys, time
    from pathlib import Path
    sys.path[:0] = [sys.argv[1]]
    from eventbook.book.writing.lock import locked
    from eventbook.book.writing.statefolder import state_folders
    with state_folders(Path(sys.argv[2]))[0].opened(make=True) as state, locked(state):
        print("held", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def root() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder).resolve() / "book"


def started(program: str, *words: str | Path) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        textwrap.dedent(program),
        str(CLI),
        *map(str, words),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_writers_count_exactly(root: Path) -> None:
    """Each reads two files and adds one to both: no step may be lost, none seen by half."""
    fresh(root, {"a": b"0", "d/b": b"0"})
    writers = [started(COUNTER, root, "50") for _ in range(3)]
    said = [each.communicate(timeout=120) for each in writers]
    assert [err for _, err in said] == ["", "", ""]
    assert held(root) == {"a": b"150", "d/b": b"150"}
    assert litter(root) == set()
    print(f"\n150 changes by 3 writers, {sum(int(out) for out, _ in said)} refused and made again")


def test_one_id_is_created_once(root: Path) -> None:
    """The same name in different folders: the check under the lock keeps them apart."""
    fresh(root, {"records/keep": b""})
    creators = [started(CREATOR, root, own) for own in ("2019", "2020", "2021")]
    said = [each.communicate(timeout=120) for each in creators]
    assert [err for _, err in said] == ["", "", ""]
    made = [path.name for path in root.glob("records/*/e*.yaml")]
    assert Counter(made) == {f"e{number}.yaml": 1 for number in range(40)}
    assert sum(int(out) for out, _ in said) == 40


def edit(path: Path, theirs: bytes, way: str) -> None:
    """Save a file."""
    if way == "in place":
        with path.open("r+b") as file:
            file.write(theirs)
        return
    beside = path.with_name("beside")
    beside.write_bytes(theirs)
    beside.rename(path)


@pytest.mark.parametrize("way", ["rename", "in place"])
def test_an_editor_that_saves_at_any_moment(
    root: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it saves is there afterwards, or was there and has been seen by the change."""
    monkeypatch.setattr(atomic, "sync", lambda descriptor: None)
    chance = random.Random(1)
    counts: Counter[str] = Counter()
    names = ("a", "d/b", "d/c", "e")
    for number in range(400):
        old = dict.fromkeys(names, b"old")
        fresh(root, old)
        commit(root, [Write("x", b"")])  # the folder for the state is there
        target, theirs = chance.choice(names), b"theirs %d" % number
        wait = chance.random() * 0.004
        editor = threading.Timer(wait, edit, [root / target, theirs, way])
        editor.start()
        try:
            commit(root, [Write(name, b"new", b"old") for name in names])
            outcome = "made"
        except UsageError:
            outcome = "refused"
        editor.join()
        found = held(root)
        found.pop("x")
        theirs_now = found.pop(target)
        if way == "rename" or theirs_now == theirs:
            assert theirs_now == theirs, (number, outcome)
        else:  # written into the old file right after its name was swapped: it is kept there
            outcome = "made, theirs in the folder for undoing"
            kept = [path.read_bytes() for path in (root / ".eventbook/undo").iterdir()]
            assert theirs in kept, (number, theirs_now)
        assert set(found.values()) == {b"old" if outcome == "refused" else b"new"}, number
        counts[outcome] += 1
    print(f"\nan editor saves by {way}: {dict(counts)}")
    assert counts["made"] > 20
    assert counts["refused"] > 5


def test_who_waits_too_long_is_told_and_a_dead_holder_holds_nothing(root: Path) -> None:
    fresh(root)
    holder = started(HOLDER, root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    begun = time.monotonic()
    with pytest.raises(Exception, match=r"another eventbook is writing .* waited 10 seconds"):
        commit(root, [Write("a", b"2", b"1")])
    assert 9.9 < time.monotonic() - begun < 15
    assert recover(root) is None  # who reads need not wait
    threading.Timer(0.5, holder.send_signal, [signal.SIGKILL]).start()
    commit(root, [Write("a", b"2", b"1")])
    holder.communicate()
    assert (root / "a").read_bytes() == b"2"


def test_readers_wait_while_names_change(root: Path) -> None:
    """A reader that sees a journal waits until its writer is done, and finds all new."""
    fresh(root, {f"f{number}": b"old" for number in range(200)})
    program = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        sys.path[:0] = [sys.argv[1]]
        from eventbook.book.writing import applying
        from eventbook.book.writing.transaction import Write, commit
        root = Path(sys.argv[2])
        put = applying.Change._put
        def slowly(change, number, entry, resumed):
            if number == 100:
                print("half", flush=True)
                time.sleep(1)
            put(change, number, entry, resumed)
        applying.Change._put = slowly
        commit(root, [Write(f"f{number}", b"new", b"old") for number in range(200)])
    """)
    writer = started(program, root)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half\n"
    assert set(held(root).values()) == {b"old", b"new"}
    assert recover(root) is None
    assert set(held(root).values()) == {b"new"}
    assert writer.communicate(timeout=60)[1] == ""
