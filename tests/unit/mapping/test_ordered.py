"""Results come in the order of the work, and no more of it is sent than is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from eventbook.mapping import ordered
from eventbook.mapping.ordered import Ordered


def slow_when_early(number: int) -> int:
    sleep(0.02 if number < 4 else 0)
    return number * number


def test_in_the_order_given() -> None:
    with ThreadPoolExecutor(4) as executor:
        work = Ordered(executor, slow_when_early, ahead=6)
        assert list(work.results(range(20))) == [(n, n * n) for n in range(20)]
        assert work.in_flight == []
        assert list(work.results([])) == []


def test_chunks_are_taken_as_there_is_room() -> None:
    taken: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = Ordered(executor, slow_when_early, ahead=3).results(chunks())
        assert taken == []
        next(results)
        assert taken == [0, 1, 2]
        next(results)
        assert taken == [0, 1, 2, 3]


@pytest.mark.parametrize("error", [ValueError("no"), TimeoutError("slow")])
def test_what_a_task_raises_is_raised_and_the_chunk_is_known(error: Exception) -> None:
    def fail(number: int) -> int:
        if number == 2:
            raise error
        return number

    done = []
    with ThreadPoolExecutor(1) as executor:
        work = Ordered(executor, fail, ahead=2)
        with pytest.raises(type(error)) as caught:  # noqa: PT012
            for chunk, _ in work.results(range(9)):
                done.append(chunk)
    assert caught.value is error
    assert (done, work.in_flight) == ([0, 1], [2, 3])


def test_who_waits_looks_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordered, "_GLANCE", 0.01)
    glances = []

    def glance() -> None:
        glances.append(1)
        if len(glances) == 3:
            raise InterruptedError

    with ThreadPoolExecutor(1) as executor:
        work = Ordered(executor, lambda _: sleep(0.3), ahead=1, meanwhile=glance)
        with pytest.raises(InterruptedError):
            list(work.results([1, 2]))
    assert len(glances) == 3
