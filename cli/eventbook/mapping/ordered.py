"""Results of an executor in the order of the work, with little of it in flight at any time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Generic, TypeVar

_C = TypeVar("_C")
_R = TypeVar("_R")

_GLANCE = 1.0  # seconds between two looks at whether anybody is still at work


class Ordered(Generic[_C, _R]):
    """Work on chunks, sent to an executor: processes of this machine, or another's.

    Args:
        executor: of any make.
        task: what is done with a chunk. It and the chunks are sent by pickle.
        ahead: chunks that are sent before their turn; the memory that the work takes.
        meanwhile: called now and then while a result is awaited; what it raises ends the wait.
    """

    def __init__(
        self,
        executor: Executor,
        task: Callable[[_C], _R],
        *,
        ahead: int,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._executor = executor
        self._task = task
        self._ahead = ahead
        self._meanwhile = meanwhile
        self._sent: deque[tuple[_C, Future[_R]]] = deque()

    @property
    def in_flight(self) -> list[_C]:
        """The chunks that are sent and whose results are not there; the first is awaited."""
        return [chunk for chunk, _ in self._sent]

    def results(self, chunks: Iterable[_C]) -> Iterator[tuple[_C, _R]]:
        """Each chunk with its result, in the order given. Chunks are taken as there is room.

        Raises what the task raises, and what the executor does.
        """
        waiting = iter(chunks)
        while True:
            for chunk in islice(waiting, self._ahead - len(self._sent)):
                self._sent.append((chunk, self._executor.submit(self._task, chunk)))
            if not self._sent:
                return
            chunk, future = self._sent[0]
            result = self._awaited(future)
            self._sent.popleft()
            yield chunk, result

    def _awaited(self, future: Future[_R]) -> _R:
        while True:
            try:
                return future.result(_GLANCE)
            except TimeoutError:
                if future.done():  # the task's own
                    raise
                self._meanwhile()
