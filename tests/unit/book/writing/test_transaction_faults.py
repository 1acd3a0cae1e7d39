"""Whatever call of a change fails, and wherever the process dies: all files are old, or all new.

The quick part of tests/fault, without other processes.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fault.injection import NOT_AGAIN, Scenario, every_call, every_call_of_recovery

ALL = [
    Scenario("renameat2"),
    Scenario("links"),
    Scenario("neither"),
    Scenario("renameat2", far=True),
    Scenario("links", far=True),
    Scenario("renameat2", saved="d/b"),
    Scenario("links", saved="d/b"),
    Scenario("renameat2", far=True, saved="d/gone"),
]
FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of files are made and removed."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder).resolve() / "book"


DEATHS = [(None, False), (None, True)]
ERRORS = [(FULL, False), (BROKEN, False), (BROKEN, True)]
# All of them at every call; in tests/fault with deaths during recovery, too.
TRIED = [
    *((scenario, *fault) for scenario in ALL for fault in DEATHS),
    *((scenario, *fault) for scenario in (ALL[0], ALL[4], ALL[6]) for fault in ERRORS),
]


@pytest.mark.parametrize(("scenario", "error", "late"), TRIED, ids=str)
def test_all_or_nothing(
    root: Path, scenario: Scenario, error: BaseException | None, late: bool
) -> None:
    counts = every_call(scenario, root, error, late=late)
    print(scenario, dict(counts))
    assert sum(counts.values()) > 100
    assert len(counts) == 2


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_recovery_may_die_as_well(root: Path, scenario: Scenario) -> None:
    counts = every_call_of_recovery(scenario, root, step=101)
    print(scenario, dict(counts))
    assert sum(counts.values()) > 100


@pytest.mark.parametrize("scenario", ALL[:3], ids=str)
def test_interrupts(root: Path, scenario: Scenario) -> None:
    """Signals wait for a moment that suits; here they come in between all the same."""
    counts = every_call(scenario, root, KeyboardInterrupt())
    assert set(counts) == {"old", "new"}
    cut_short = InterruptedError(errno.EINTR, "Interrupted system call")
    counts = every_call(scenario, root, cut_short, only=NOT_AGAIN)
    assert set(counts) == {"new"}
