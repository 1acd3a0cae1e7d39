"""What whole processes take: wall time, processor time, memory; what is compared runs in turn.

Runs of different commands alternate, so that whatever else the machine does hits all alike, and
ratios are taken between runs of one round.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO

BIN = Path(sys.executable).parent
"""Where the environment's commands are."""
EVENTBOOK = str(BIN / "eventbook")
TODAY = "2026-01-15"
"""The day that synthetic books are to be checked on."""
_PAGE = 1024 if sys.platform != "darwin" else 1  # what `ru_maxrss` counts in, bytes
_UNUSUAL = ("CI", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings that few users have, and that slow us down: in a workflow, files are read again although
their times say that they are as before; without bytecode, all code is compiled at every start."""
_SAMPLE = 0.02  # seconds between two looks at memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, with the processes it started.

    Attributes:
        wall: seconds.
        cpu: seconds, user and system, of all its processes.
        peak: bytes, of its largest process.
        printed: what it printed, on either stream.
    """

    wall: float
    cpu: float
    peak: int
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run.

    Attributes:
        before: made ready so before every run, untimed.
        once: it takes minutes; one run has to do.
        statuses: of an exit that is no accident; empty: all.
    """

    argv: Sequence[str]
    folder: Path
    before: Callable[[], object] | None = None
    once: bool = False
    statuses: Sequence[int] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def eventbook(*words: str, folder: Path, **more: object) -> Command:
    """A run of our own command; one that cannot do its work ends the benchmark."""
    return Command((EVENTBOOK, *words), folder, statuses=(0, 1), **more)  # type: ignore[arg-type]


def cost(command: Command) -> Cost:
    """Run a command to its end; what it prints goes to a file."""
    if command.before:
        command.before()
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        with _started(command, printed) as child:
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    _check(command, child.returncode, text)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _PAGE, text)


def memory(command: Command) -> int | None:
    """The most bytes that all processes of a run held at a time; None where nothing tells.

    What several processes share is counted once (`Pss` of proc(5)).
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    if command.before:
        command.before()
    most = 0
    with _started(command, subprocess.DEVNULL) as child:
        while True:
            most = max(most, sum(map(_held, _family(child.pid))))
            with suppress(subprocess.TimeoutExpired):
                child.wait(_SAMPLE)
                break
    _check(command, child.returncode, "")
    return most


def in_turn(commands: Mapping[str, Command], rounds: int, warm: int = 1) -> dict[str, list[Cost]]:
    """What each run of each command takes, in rounds of one run each.

    Args:
        commands: by the name to show.
        rounds: that count.
        warm: rounds before those; what runs once runs in no such round.
    """
    taken: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(-warm, max(rounds, 1)):
        for name, command in commands.items():
            if command.once and number != 0:
                continue
            found = cost(command)
            if number >= 0:
                taken[name].append(found)
    return taken


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians."""
    return Cost(
        median(each.wall for each in costs),
        median(each.cpu for each in costs),
        int(median(each.peak for each in costs)),
    )


def ratio(costs: Sequence[Cost], ours: Sequence[Cost], of: str = "wall") -> float:
    """How many times as long a peer took: the median over the rounds, else over all runs."""
    if len(costs) == len(ours):
        rounds = zip(costs, ours, strict=True)
        return float(median(getattr(theirs, of) / getattr(our, of) for theirs, our in rounds))
    return float(getattr(middle(costs), of) / getattr(middle(ours), of))


def _started(command: Command, printed: IO[bytes] | int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.argv,
        cwd=command.folder,
        env=_environment(command),
        stdin=subprocess.DEVNULL,
        stdout=printed,
        stderr=subprocess.STDOUT,
    )


def _environment(command: Command) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _UNUSUAL}
    return {**inherited, "NO_COLOR": "1", "EVENTBOOK_TODAY": TODAY, **command.environment}


def _check(command: Command, status: int, printed: str) -> None:
    if command.statuses and status not in command.statuses:
        raise SystemExit(f"{' '.join(command.argv)[:200]}: exit status {status}\n{printed}")


def _family(process: int) -> list[int]:
    """A process and all that come from it."""
    found = [process]
    for parent in found:
        with suppress(OSError, ValueError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _held(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
