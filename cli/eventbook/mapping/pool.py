"""Mapping files in several processes.

Processes, not threads: the parsers hold the interpreter's lock. Each makes its checker once. The
work goes out in chunks that take far longer than sending them, and comes back in order.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext

from eventbook.errors import EnvironmentFault
from eventbook.mapping.collector import paused
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.share import CHUNK


def map_in_pool(work: Work, paths: Sequence[str], count: int) -> Iterator[Mapped]:
    """The facts of files, in the order given, from several processes.

    Raises:
        EnvironmentFault: a process died; the message names the file that it died of.
    """
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    _ = work.recipe.checker  # made before the fork, it is there in every process
    executor = ProcessPoolExecutor(count, _context(), _ignore_interrupts)
    try:
        with _interrupts_held():
            results = [executor.submit(map_chunk, work, chunk) for chunk in chunks]
        for number, result in enumerate(results):
            try:
                yield from result.result()
            except BrokenProcessPool:
                # What is waiting in a pool breaks with it: these are all that may have run.
                raise _died(work, chunks[number : number + 2 * count + 2]) from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()


def map_chunk(work: Work, paths: Sequence[str]) -> list[Mapped]:
    """What a process does: the facts of some files."""
    with paused():
        return list(work.map(paths))


def _context() -> BaseContext:
    """Forked processes have all modules and the checker at once; elsewhere they load them."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _ignore_interrupts() -> None:
    """^C reaches all processes of a terminal; the first stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """No process is born into an interrupt: what comes meanwhile, this one gets afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _died(work: Work, chunks: Sequence[Sequence[str]]) -> EnvironmentFault:
    """The fault that names the file at which a process died, found by trying again, one by one."""
    suspects = [path for chunk in chunks if _kills(work, chunk) for path in chunk]
    for path in suspects:
        if _kills(work, [path]):
            return EnvironmentFault(
                f"a process died at {path}", help="look at that file; `--jobs 1` shows more"
            )
    return EnvironmentFault("a process died, and not again", help="is there enough memory?")


def _kills(work: Work, paths: Sequence[str]) -> bool:
    with ProcessPoolExecutor(1, _context(), _ignore_interrupts) as executor:
        with _interrupts_held():
            result = executor.submit(map_chunk, work, paths)
        try:
            result.result()
        except BrokenProcessPool:
            return True
    return False
