"""Mapping files in several processes of this machine.

Processes, not threads: the parsers hold the interpreter's lock. Each makes its checker once. The
work goes out in chunks that take far longer than sending them, and comes back in order.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from typing import ParamSpec, TypeVar

from eventbook.errors import EnvironmentFault
from eventbook.mapping.collector import paused
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.ordered import Ordered
from eventbook.mapping.share import CHUNK

_P = ParamSpec("_P")
_T = TypeVar("_T")


def map_in_pool(work: Work, paths: Sequence[str], count: int) -> Iterator[Mapped]:
    """The facts of files, in the order given, from several processes.

    Raises:
        EnvironmentFault: a process died; the message names the file that it died of.
    """
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    _ = work.recipe.checker  # made before the fork, it is there in every process
    executor = _Pool(count, _context(), _begin)
    ordered = Ordered(executor, _map_share, ahead=2 * count + 2)
    try:
        for _share, mapped in ordered.results((work.cut(chunk), chunk) for chunk in chunks):
            yield from mapped
    except BrokenProcessPool:
        raise _died(work, [chunk for _, chunk in ordered.in_flight]) from None
    finally:
        for process in multiprocessing.active_children():
            process.terminate()
        # With its thread at an end: at exit, Python wakes those that are left, and they may close.
        executor.shutdown(cancel_futures=True)


def _map_share(share: tuple[Work, Sequence[str]]) -> list[Mapped]:
    return map_chunk(*share)


def map_chunk(work: Work, paths: Sequence[str]) -> list[Mapped]:
    """What a process does: the facts of some files."""
    with paused():
        return list(work.map(paths))


def deadly(work: Work, paths: Sequence[str]) -> str | None:
    """The file at which a process dies that maps these, one after another; None where it lives."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, paths, theirs), daemon=True)
    with _interrupts_held():
        process.start()
    theirs.close()
    begun = None
    try:
        with ours, suppress(EOFError):
            while True:
                begun = ours.recv()
        process.join()
    finally:
        process.terminate()
    return begun


def _tell(work: Work, paths: Sequence[str], begun: Connection) -> None:
    """Say of each file that it is begun, and at the end that none is."""
    _ignore_interrupts()
    for path in paths:
        begun.send(path)
        for _ in work.map([path]):
            pass
    begun.send(None)


def _died(work: Work, chunks: Sequence[Sequence[str]]) -> EnvironmentFault:
    path = deadly(work, [path for chunk in chunks for path in chunk])
    if path is None:
        return EnvironmentFault("a process died, and not again", help="is there enough memory?")
    return EnvironmentFault(
        f"a process died at {path}", help="look at that file; `--jobs 1` shows more"
    )


class _Pool(ProcessPoolExecutor):
    """Processes that ^C does not reach, even while they are made."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        with _interrupts_held():
            return super().submit(fn, *args, **kwargs)


def _context() -> ForkContext | SpawnContext:
    """Forked processes have all modules and the checker at once; elsewhere they load them."""
    if os.uname().sysname == "Linux":
        return multiprocessing.get_context("fork")
    # Else a new Python looks for its own modules in the working directory, which is the book's.
    os.environ["PYTHONSAFEPATH"] = "1"
    return multiprocessing.get_context("spawn")


def _begin() -> None:
    """What each process of a pool does first."""
    _ignore_interrupts()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that is killed ends no other: this one would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # this is a process of a pool
    wait([parent.sentinel])
    os._exit(1)


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
