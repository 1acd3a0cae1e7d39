"""Each system call of a change fails, or is the last: strace(1) sees to it, on a real process.

The next start then sees to what is left: all files are old, or all are new.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from eventbook.book.writing.recovery import recover
from fault.injection import NEW, OLD, fresh, held, litter

PROGRAM = Path(__file__).with_name("change.py")
# Python's own memory: how often it is asked for is not the same in every run.
NOT_COUNTED = {"brk", "mmap", "munmap", "mremap", "madvise", "mprotect", "futex"}
# What Python does not look at, so that a made-up answer changes nothing but the trace.
NO_ERROR = {"rt_sigaction", "rt_sigprocmask", "getpid", "gettid", "getrandom", "clock_gettime"}
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(")

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


class Point(NamedTuple):
    """A system call of a run: its name, and which of that name it is."""

    call: str
    number: int


@pytest.fixture
def folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name).resolve()


def command(root: Path, options: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-B", str(PROGRAM), str(root), *options.split()]


def points(folder: Path, options: str) -> list[Point]:
    """The system calls of a change, in order."""
    root, trace = folder / "traced", folder / "trace"
    fresh(root)
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "256", "-o", trace, *command(root, options)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"strace cannot trace here: {done.stderr.strip()[-200:]}")
    assert held(root) == NEW
    counts: Counter[str] = Counter()
    found: list[Point] = []
    inside = False
    for line in trace.read_text("utf-8", "replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        counts[match[1]] += 1
        if "/mark-end" in line:
            return found
        if inside and match[1] not in NOT_COUNTED:
            found.append(Point(match[1], counts[match[1]]))
        inside = inside or "/mark-begin" in line
    raise AssertionError("the end of the change is not in the trace")


class Ending(NamedTuple):
    """How a run with a fault ended.

    Attributes:
        status: of the process.
        left: what the files were then: old, new or mixed.
        after: what they are after the next start; with litter, that is said.
    """

    status: int
    left: str
    after: str


def ended(folder: Path, options: str, point: Point, fault: str) -> Ending:
    """The change with a fault at one call, and what the next start makes of it."""
    root = folder / f"{point.call}-{point.number}"
    fresh(root)
    inject = f"inject={point.call}:{fault}:when={point.number}"
    done = subprocess.run(
        [*["strace", "-f", "-qq", "-o", "/dev/null", "-e"], inject, *command(root, options)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    left = named(root)
    assert "Traceback" not in done.stderr, (point, done.stderr)
    recover(root)
    after = named(root) + (" with litter" if litter(root) else "")
    shutil.rmtree(root)
    return Ending(done.returncode, left, after)


def named(root: Path) -> str:
    found = held(root)
    return "old" if found == OLD else "new" if found == NEW else "mixed"


FAULTS = {
    "SIGKILL": "signal=KILL",
    "SIGINT": "signal=INT",
    "SIGTERM": "signal=TERM",
    "ENOSPC": "error=ENOSPC",
    "EIO": "error=EIO",
    "EINTR": "error=EINTR",
}


TRIED = [
    *((fault, "") for fault in FAULTS),
    *((fault, way) for way in ("many", "links") for fault in ("SIGKILL", "EIO")),
]


@pytest.mark.parametrize(("fault", "options"), TRIED)
def test_every_system_call(folder: Path, fault: str, options: str) -> None:
    tried = points(folder, options)
    if fault not in ("SIGKILL", "SIGINT", "SIGTERM"):
        tried = [each for each in tried if each.call not in NO_ERROR]
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        endings = list(pool.map(lambda each: ended(folder, options, each, FAULTS[fault]), tried))
    bad = [
        (point, each)
        for point, each in zip(tried, endings, strict=True)
        if each.after not in ("old", "new")
        # What a process tells about itself is true.
        or (each.status == 0 and each.after != "new")
        or (fault in ("SIGINT", "SIGTERM") and each.left == "mixed")
    ]
    assert bad == []
    counts = Counter((each.left, each.after) for each in endings)
    print(f"\n{fault}, {options or 'swap'}: {len(tried)} calls")
    for (left, after), number in sorted(counts.items()):
        print(f"  {number:4} left {left}, after the next start {after}")
    if fault == "SIGKILL":  # there is one moment at which the change is made
        afters = [each.after for each in endings]
        assert afters == sorted(afters, reverse=True)
        assert counts["mixed", "new"] > 5
    assert {each.after for each in endings} == {"old", "new"} or fault == "EINTR"
