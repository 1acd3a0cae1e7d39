"""Mapping files on a Dask cluster: the same map, its results in the same order.

Workers read files from storage that they share with this machine. A worker that does not see a
file as it is seen here is sent its bytes. Facts come back; the cache and the rules over the whole
book stay here. The scheduler, its workers and how they die and are restarted are Dask's business.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib.util import find_spec
from operator import methodcaller
from time import monotonic
from typing import Protocol, cast

from eventbook.errors import EnvironmentFault, UsageError
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.ordered import Ordered
from eventbook.mapping.pool import deadly
from eventbook.mapping.shares import Other, Share, sent, stored
from eventbook.mapping.versions import differences, versions

_PLACE = re.compile(r"dask://([\w.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", re.ASCII)
_FILES = 250  # in a share: a quarter of a second's work, so that sending it does not show
_CONNECT = 5.0  # seconds for the scheduler to answer
_ABSENCE = 20.0  # seconds without any worker before the work is given up
_SHOWN = 3  # differences of versions in a message


def scheduler_of(text: str) -> str:
    """Where Dask finds the scheduler that `--executor` names.

    Raises:
        UsageError: it is not `dask://HOST:PORT`.
        EnvironmentFault: Dask is not installed.
    """
    place = _PLACE.fullmatch(text)
    if place is None or not 0 < int(place[2]) < 1 << 16:
        raise UsageError(
            f"--executor {text}",
            help="write dask://HOST:PORT, as the scheduler says when it starts",
        )
    if find_spec("distributed") is None:
        raise EnvironmentFault(
            "--executor needs Dask, which is not installed",
            help="python -m pip install 'eventbook[dask]'",
        )
    return f"tcp://{place[1]}:{place[2]}"


def map_on_cluster(work: Work, paths: Sequence[str], scheduler: str) -> Iterator[Mapped]:
    """The facts of files, in the order given, from the workers of a cluster.

    Args:
        work: what to do. Its root is looked for at the same path on the workers.
        paths: the files.
        scheduler: as `scheduler_of` gives it.

    Raises:
        EnvironmentFault: there is no scheduler, no worker, or one with other versions; or the
            workers die of a file, which the message names.
    """
    if not paths:
        return
    ordered: Ordered[Share, list[Mapped | None]] | None = None
    try:
        with _connected(scheduler) as client:
            team = _Team(client, work, scheduler)
            team.inspect(paths[0])
            ordered = team.ordered()
            for share, results in ordered.results(team.shares(paths)):
                for path, mapped in zip(share.paths, results, strict=True):
                    if mapped is not None:
                        yield mapped
                    else:
                        team.sends = True
                        yield from work.map([path])
    except Exception as error:
        fault = _told(error, scheduler)
        if fault is not None:
            raise fault from None
        if ordered is None or not _killed(error):
            raise
        raise _died(work, ordered.in_flight[0].paths) from None


class _Client(Protocol):
    """What we use of `distributed.Client`, which has no types."""

    def wait_for_workers(self, n_workers: int, timeout: float) -> None: ...
    def nthreads(self) -> Mapping[str, int]: ...
    def run(self, function: Callable[[], object], *, on_error: str) -> Mapping[str, object]: ...
    def get_executor(self, *, pure: bool) -> Executor: ...
    def close(self, timeout: float) -> None: ...


class _Team:
    """The workers of a cluster, at one piece of work.

    Attributes:
        sends: files go with their bytes, since not every worker sees them.
    """

    def __init__(self, client: _Client, work: Work, scheduler: str) -> None:
        self.sends = work.snapshot is not None
        self._client = client
        self._work = work
        self._scheduler = scheduler
        self._seen_at_work = monotonic()
        _ = work.recipe.digest  # goes with it; workers need not find it again

    def inspect(self, path: str) -> None:
        """Make sure that the workers judge as we do, and whether they see a file of ours.

        Later ones are held to it with each share.
        """
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            raise _no_workers(self._scheduler) from None
        share = stored(self._work, [path])
        for worker, answer in self._client.run(share.mapped, on_error="return").items():
            if isinstance(answer, Other):
                raise _other(worker, answer.args[1])
            if isinstance(answer, BaseException):
                raise _unknown(f"the worker {worker} ({answer})")
            self.sends |= answer == [None]

    def ordered(self) -> Ordered[Share, list[Mapped | None]]:
        """The executor, ready for shares."""
        threads = sum(self._client.nthreads().values())
        return Ordered(
            self._client.get_executor(pure=False),
            methodcaller("mapped"),
            ahead=2 * threads + 2,
            meanwhile=self._look,
        )

    def shares(self, paths: Sequence[str]) -> Iterator[Share]:
        """The work, cut into shares, each made when it is its turn."""
        for start in range(0, len(paths), _FILES):
            some = paths[start : start + _FILES]
            if self.sends:
                yield from sent(self._work, some)
            else:
                yield stored(self._work, some)

    def _look(self) -> None:
        if self._client.nthreads():
            self._seen_at_work = monotonic()
        elif monotonic() - self._seen_at_work > _ABSENCE:
            raise _no_workers(self._scheduler)


@contextmanager
def _connected(scheduler: str) -> Iterator[_Client]:
    """A client that says nothing of its own; what it had under way when it leaves is cancelled."""
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about versions, which we compare ourselves
            try:
                client = _begun(scheduler).result(2 * _CONNECT)
            except Exception as error:  # whatever answers there may be no scheduler
                raise EnvironmentFault(
                    f"no Dask scheduler answers at {scheduler.removeprefix('tcp://')}",
                    help="start one there with `dask scheduler`, or leave out --executor",
                ) from error
        try:
            yield client
        finally:
            client.close(timeout=_CONNECT)
    finally:
        logging.disable(logging.NOTSET)


def _begun(scheduler: str) -> Future[_Client]:
    """A client to come. Dask waits for ever where something else answers; this can be left."""
    from distributed import Client

    connect = cast("Callable[..., _Client]", Client)
    made: Future[_Client] = Future()

    def make() -> None:
        try:
            made.set_result(connect(scheduler, timeout=_CONNECT, set_as_default=False))
        except Exception as error:
            made.set_exception(error)

    threading.Thread(target=make, daemon=True).start()
    return made


def _told(error: Exception, scheduler: str) -> EnvironmentFault | None:
    """What went wrong on the cluster in our words; None for what is no fault of the cluster's."""
    place = scheduler.removeprefix("tcp://")
    if isinstance(error, Other):
        return _other(*error.args)
    if isinstance(error, RuntimeError) and "deserialization" in str(error):
        return _unknown(f"the scheduler at {place}")
    if isinstance(error, CancelledError | OSError):
        return EnvironmentFault(
            f"the scheduler at {place} went away", help="look at what it says, and start again"
        )
    return None


def _unknown(who: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"{who} does not know this eventbook", help="install the same version there"
    )


def _other(worker: str, theirs: Mapping[str, str]) -> EnvironmentFault:
    found = differences(versions(), theirs)
    words = [f"{name} {there}, here {here}" for name, here, there in found[:_SHOWN]]
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return EnvironmentFault(
        f"the worker {worker} has other versions: {', '.join(words)}{more}",
        help="install the same ones there",
    )


def _no_workers(scheduler: str) -> EnvironmentFault:
    place = scheduler.removeprefix("tcp://")
    return EnvironmentFault(
        f"the scheduler at {place} has no workers", help=f"start some with `dask worker {place}`"
    )


def _killed(error: Exception) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


def _died(work: Work, paths: Sequence[str]) -> EnvironmentFault:
    path = paths[0] if len(paths) == 1 else deadly(work, paths)
    if path is not None:
        return EnvironmentFault(
            f"workers died at {path}", help="look at that file; `--jobs 1` shows more"
        )
    return EnvironmentFault(
        f"workers died again and again at one of {len(paths)} files, "
        f"from {paths[0]} to {paths[-1]}, and a process here does not",
        help="have they enough memory?",
    )
