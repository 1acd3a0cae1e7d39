"""Timing whole processes in pairs: what is compared runs in turn, so that drift cancels out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

BIN = Path(sys.executable).parent
"""Where the environment's commands are."""


def seconds(command: Sequence[str], folder: Path | None = None) -> float:
    """Wall seconds of one run; its output is thrown away, its exit status not looked at."""
    environment = {**os.environ, "NO_COLOR": "1"}
    start = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - start


def in_turn(
    commands: Mapping[str, Sequence[str]], runs: int, folder: Path | None = None
) -> dict[str, float]:
    """Median wall seconds of each command, run in turn after one run that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        seconds(command, folder)
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(seconds(command, folder))
    return {name: median(times) for name, times in taken.items()}


def report(taken: Mapping[str, float], against: Sequence[str]) -> None:
    """A line a command: milliseconds, and ratios to the commands named."""
    for name, time_taken in taken.items():
        ratios = "  ".join(f"{time_taken / taken[peer]:6.2f} x {peer}" for peer in against)
        print(f"{name:<36} {time_taken * 1000:8.1f} ms   {ratios}")
