"""Into how many processes and chunks work on files is cut."""

from __future__ import annotations

import os
import re
from typing import TypeAlias

from eventbook.errors import UsageError

Jobs: TypeAlias = int | str | None
"""What shares the work: so many processes; None: as many as pay; the workers of a Dask cluster,
by the address of its scheduler (`tcp://HOST:PORT`).
"""

FEWEST_FILES = 800
"""From here on two processes take a fifth less time than one; below 400 they gain nothing. They
cost a quarter more processor time at any size (`tests/bench/bench_processes.py`).
"""
CHUNK = 100
"""Files sent to a process at a time. Between 50 and 200 no difference was seen."""

_MOST = 256


def asked(text: str) -> int | None:
    """How many processes the user wants: a number, or `auto`, as many as pay.

    Raises:
        UsageError: it is neither.
    """
    if text == "auto":
        return None
    if re.fullmatch("[0-9]{1,3}", text) and 0 < int(text) <= _MOST:
        return int(text)
    raise UsageError(f"--jobs {text}", help=f"write `auto` or a number from 1 to {_MOST}")


def processes(files: int, jobs: int | None) -> int:
    """How many processes to use, this one alone being 1.

    Args:
        files: how many there are to map.
        jobs: as many as the user wants; None: as many as there are processors, if that pays.
    """
    if jobs is None:
        jobs = _processors() if files >= FEWEST_FILES else 1
    return max(1, min(jobs, -(-files // CHUNK)))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # what this process may use: fewer in a container
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
