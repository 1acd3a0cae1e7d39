"""Faults at each system call of a change, inside one process: errors, interrupts, and death.

A process that dies is played by an exception at one call and at every later one: nothing that
would clean up can reach the disk any more. What is forced to disk is counted, and not waited for.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from eventbook.book.writing import applying, libc, staging
from eventbook.book.writing.journal import Entry
from eventbook.book.writing.recovery import recover
from eventbook.book.writing.transaction import Write, commit, moved
from eventbook.errors import EventbookError

CALLS = (
    "open", "write", "fsync", "fstat", "fchmod", "fchown", "chown", "mkdir", "link", "rename",
    "stat", "unlink", "rmdir", "read", "listdir",
)  # fmt: skip

Files = dict[str, bytes]
OLD: Files = {"a": b"1", "d/b": b"2", "d/gone": b"9", "keep": b"0", "d/m": b"7"}
CHANGE = (
    Write("a", b"11", b"1"),
    Write("d/b", b"22", b"2"),
    Write("d/c", b"3"),
    Write("new/deep/e", b"4"),
    Write("d/gone", None, b"9"),
    *moved("d/m", "new/n", b"77", b"7"),
)
NEW: Files = {"keep": b"0"} | {each.path: each.new for each in CHANGE if each.new is not None}
NOT_AGAIN = ("chown", "mkdir", "link", "rename", "unlink", "rmdir", "renameat2")
"""Calls that Python does not make again where a signal cut them short."""
_RENAME = os.rename  # for whom no fault is meant
SYSTEMS = ("renameat2", "links", "neither")
"""What a file system can do: swap names, or only link, or not even that."""


class Killed(BaseException):
    """The process is dead."""


@dataclass
class Fault:
    """What happens at one call, counted from 1.

    Attributes:
        number: of the call; 0 counts only.
        error: what it raises; None is death.
        late: it has had its effect before.
        only: the calls that are counted.
    """

    number: int
    error: BaseException | None = None
    late: bool = False
    only: Collection[str] = CALLS
    seen: list[str] = field(default_factory=list)

    @property
    def reached(self) -> bool:
        return len(self.seen) >= self.number

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.seen.append(name)
            here = self.number and len(self.seen) == self.number
            late = self.late and (name != "open" or self.error is None)  # a file, or an error
            dead = self.number and self.error is None and len(self.seen) > self.number
            if dead or (here and not late):
                raise self.error or Killed
            if here and name == "write":  # cut short
                result = real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            else:
                result = None if name == "fsync" else real(*arguments, **options)
            if here:
                raise self.error or Killed
            return result

        return call


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """The fault is there to be met."""
    with pytest.MonkeyPatch.context() as patch:
        for name in set(CALLS).intersection(fault.only):
            patch.setattr(os, name, fault.wrap(name, getattr(os, name)))
        checked = libc.checked

        def flagged(call: Callable[..., int], *arguments: Any) -> None:
            def once(*arguments: Any) -> int:
                try:
                    return one(*arguments)
                except OSError as error:
                    ctypes.set_errno(error.errno or 0)
                    return -1

            one = fault.wrap("renameat2", call)
            checked(once, *arguments)

        patch.setattr(libc, "checked", flagged)
        yield


@contextmanager
def a_system(name: str) -> Iterator[None]:
    """The file system can do this and no more."""

    def no_link(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    with pytest.MonkeyPatch.context() as patch:
        if name != "renameat2":
            patch.setattr(libc, "renameat2", lambda: None)
        if name == "neither":
            patch.setattr(os, "link", no_link)
        yield


@contextmanager
def elsewhere() -> Iterator[None]:
    """The records are on another file system than the folder for changes."""
    mounts = iter(range(1, 10_000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "mount_of", lambda folder: (0, str(next(mounts))))
        yield


def save(root: Path, path: str) -> None:
    """As most editors do it."""
    beside = root / "saved"
    beside.write_bytes(b"theirs")
    _RENAME(beside, root / path)


@contextmanager
def saved_meanwhile(
    root: Path, path: str, save: Callable[[Path, str], None] = save
) -> Iterator[None]:
    """Another program saves a file right before it is reached."""
    put = applying.Change._put

    def meddled(change: applying.Change, number: int, entry: Entry, resumed: bool) -> None:
        if entry.path == path and (root / path).read_bytes() == OLD[path]:
            save(root, path)
        put(change, number, entry, resumed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(applying.Change, "_put", meddled)
        yield


@dataclass(frozen=True)
class Scenario:
    """A change under some circumstances.

    Attributes:
        system: one of SYSTEMS.
        far: records are on another file system than the folder for changes.
        saved: a file that somebody saves meanwhile.
    """

    system: str
    far: bool = False
    saved: str = ""

    @contextmanager
    def circumstances(self, root: Path) -> Iterator[None]:
        with ExitStack() as stack:
            stack.enter_context(a_system(self.system))
            if self.far:
                stack.enter_context(elsewhere())
            if self.saved:
                stack.enter_context(saved_meanwhile(root, self.saved))
            yield

    @property
    def outcomes(self) -> dict[str, Files]:
        """What the records may be in the end."""
        if not self.saved:
            return {"old": OLD, "new": NEW}
        return {"old": OLD, "theirs": OLD | {self.saved: b"theirs"}}


def fresh(root: Path, files: Files = OLD) -> None:
    """The book as it is before each trial."""
    shutil.rmtree(root, ignore_errors=True)
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def copy(old: Path, new: Path) -> None:
    """A folder again, in the place of what was there; files with two names still have two."""
    first: dict[int, str] = {}

    def copied(source: str, target: str) -> str:
        found = Path(source).stat()
        if found.st_ino in first:
            os.link(first[found.st_ino], target)
        else:
            first[found.st_ino] = target
            shutil.copy2(source, target)
        return target

    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new, symlinks=True, copy_function=copied)


def held(root: Path) -> Files:
    """What is in a book, but for the folder for its state; an empty folder is `/`."""
    found: Files = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if name.split("/")[0] in (".eventbook", ".git"):
            continue
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = b"/"
    return found


def litter(root: Path) -> set[str]:
    """What should not be in the folder for its state."""
    state = root / ".eventbook"
    names = {path.name for path in state.iterdir()} if state.exists() else set()
    return names - {"lock", ".gitignore", "undo"}


def outcome(scenario: Scenario, root: Path) -> str:
    """The name of what the records are; fails if they are a mixture, or litter is left."""
    found = held(root)
    names = [name for name, files in scenario.outcomes.items() if files == found]
    assert names, found
    assert litter(root) == set()
    return names[0]


def tried(scenario: Scenario, root: Path, fault: Fault) -> None:
    """The change, with the fault."""
    fresh(root)
    ends = suppress(EventbookError, KeyboardInterrupt, Killed)
    with scenario.circumstances(root), injected(fault), ends:
        commit(root, CHANGE)


def every_call(
    scenario: Scenario,
    root: Path,
    error: BaseException | None,
    *,
    late: bool = False,
    only: Collection[str] = CALLS,
) -> Counter[str]:
    """The change with the fault at each of its calls in turn; how it ended how often.

    After each, the next start sees to what is left.
    """
    counts: Counter[str] = Counter()
    before = ""
    for number in range(1, 5000):
        fault = Fault(number, error, late, only)
        tried(scenario, root, fault)
        if not fault.reached:
            return counts
        with scenario.circumstances(root), injected(Fault(0)):
            recover(root)
        name = outcome(scenario, root)
        if error is None:  # once the change is made, it stays made
            assert (before, name) != ("new", "old"), number
        before = name
        counts[name] += 1
    raise AssertionError("the change never came to its end")


def every_call_of_recovery(scenario: Scenario, root: Path, step: int = 1) -> Counter[str]:
    """Death in the change, then death in what sees to it, at each call of both in turn.

    Args:
        step: try only so many deaths in the change: every third for 3.
    """
    counts: Counter[str] = Counter()
    for number in range(1, 5000, step):
        fault = Fault(number)
        tried(scenario, root, fault)
        if not fault.reached:
            return counts
        left = root.with_name("left")
        copy(root, left)
        first = ""
        for second in range(1, 5000):
            again = Fault(second)
            with scenario.circumstances(root), injected(again), suppress(Killed):
                recover(root)
            with scenario.circumstances(root), injected(Fault(0)):
                recover(root)
            name = outcome(scenario, root)
            assert first in ("", name) or scenario.saved, (number, second)
            first = name
            counts[name] += 1
            copy(left, root)
            if not again.reached:
                break
    raise AssertionError("the change never came to its end")
