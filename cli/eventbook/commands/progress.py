"""How far the work on a book's files is: a bar on standard error, where it takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from eventbook.commands.terminal import Terminal

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds of work before anything is shown
_STEP = 0.1  # seconds between two looks of the bar

Watch: TypeAlias = Callable[[int], AbstractContextManager[Callable[[], None]]]
"""Given how many files there are, what to call when one is done, as a context manager."""


def watch(terminal: Terminal) -> Watch:
    """A bar where somebody looks at one, else nothing."""
    return _Bar if terminal.watched else unwatched


def unwatched(count: int) -> AbstractContextManager[Callable[[], None]]:  # noqa: ARG001
    """Nobody looks."""
    return nullcontext(_nothing)


def _nothing() -> None:
    pass


class _Bar:
    """Files done and all, from the second second on; when the work ends, it leaves nothing.

    It is drawn when a file is done, not by a thread: processes are forked meanwhile.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0
        self._due = monotonic() + _PATIENCE
        self._bar: Progress | None = None

    def __enter__(self) -> Callable[[], None]:
        return self._advance

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _advance(self) -> None:
        self._done += 1
        if monotonic() < self._due:
            return
        if self._bar is None:
            self._bar = _bar(self._done, self._count)
            self._bar.start()  # only now: an interrupt has to find it
        else:
            self._bar.update(self._bar.task_ids[0], completed=self._done, refresh=True)
        self._due = monotonic() + _STEP


def _bar(done: int, count: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    class Plain(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 - rich's
            """Not hidden: a command that is killed could not show it again."""
            return False

    bar = Progress(
        BarColumn(),
        TextColumn("{task.completed:,} of {task.total:,} files"),
        TimeRemainingColumn(compact=True),
        console=Plain(file=sys.stderr, highlight=False),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", completed=done, total=count)
    return bar
