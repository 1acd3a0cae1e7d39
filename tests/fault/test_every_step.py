"""Death in the middle of a change, and again in the middle of recovery: at each call of both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fault.injection import Scenario, every_call_of_recovery


@pytest.fixture
def root() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder).resolve() / "book"


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario("renameat2"),
        Scenario("links"),
        Scenario("renameat2", far=True),
        Scenario("renameat2", saved="d/b"),
    ],
    ids=str,
)
def test_two_deaths(root: Path, scenario: Scenario) -> None:
    counts = every_call_of_recovery(scenario, root, step=2)
    print(f"\n{scenario}: {sum(counts.values())} pairs of calls: {dict(counts)}")
    assert sum(counts.values()) > 2500
