"""Making the files of a site: in several processes, each writing what it made."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.publishing.comparing import made_of, stamp_of
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.publication import Result
from eventbook.commands.progress import Watch, unwatched
from eventbook.errors import EnvironmentFault
from eventbook.events.labels import LANGUAGES
from eventbook.mapping.share import Jobs, processes

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

    from eventbook.events.leaks.matcher import Matcher
    from eventbook.render.site.file import File

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_CHUNK = 32
"""Files made between two looks at what is left."""


class Leak(NamedTuple):
    """A made file that holds names which must occur nowhere, so many times."""

    number: int
    names: int


class Leaked(Exception):
    """Made files hold names which must occur nowhere.

    Attributes:
        files: their paths, with no name in them, and how many names.
    """

    def __init__(self, files: Sequence[tuple[str, int]]) -> None:
        super().__init__(len(files))
        self.files = files


@dataclass
class Maker:
    """Makes files of a site.

    Attributes:
        files: all of them.
        names: that none of them may hold.
        jobs: how many processes; None: as many as pay.
        watch: is told how far it is.
    """

    files: Sequence[File]
    names: Matcher | None = None
    jobs: Jobs = None
    watch: Watch = unwatched

    def __call__(
        self, numbers: Sequence[int], folder: Folder, into: str | None
    ) -> Iterator[Result]:
        """Make files, and write those that differ from what lies in a folder into another.

        Raises:
            Leaked: at the end, if some hold names that none may hold.
            EnvironmentFault: a process died.
            OSError: one cannot be written.
        """
        leaks: list[Leak] = []
        with self.watch(len(numbers)) as done:
            for result in self._results(numbers, _Making(self.files, self.names, folder, into)):
                done()
                if isinstance(result, Leak):
                    leaks.append(result)
                else:
                    yield result
        if leaks and self.names:
            shown = ((self.names.blanked(self.files[one.number].path), one.names) for one in leaks)
            raise Leaked(sorted(shown))

    def _results(self, numbers: Sequence[int], making: _Making) -> Iterator[Result | Leak]:
        count = processes(len(numbers), self.jobs if isinstance(self.jobs, int) else None)
        if count == 1 or sys.platform != "linux":
            return map(making.make, numbers)
        return _in_processes(making, numbers, count)


@dataclass
class _Making:
    """What a process needs to make files; it is there by the fork, and never sent."""

    files: Sequence[File]
    names: Matcher | None
    folder: Folder
    into: str | None

    def make(self, number: int) -> Result | Leak:
        file = self.files[number]
        data = file.make()
        if self.names and (found := _names(self.names, file.path, data)):
            return Leak(number, found)
        differs = not _is(self.folder.file(file.path), data)
        if differs and self.into is not None:
            _write(f"{self.into}/{file.path}", data)
        return Result(number, made_of(data), differs)


def _names(names: Matcher, path: str, data: bytes) -> int:
    """How many names a file holds; in its path, too, for a page may stand there for its name only.

    Calendars fold lines anywhere (RFC 5545, 3.1), also within a name.
    """
    text = data.decode("utf-8", "replace")
    if path.endswith(".ics"):
        text = text.replace("\r\n ", "")
    return len(names.occurrences(path)) + len(names.occurrences(text))


def _is(file: str, data: bytes) -> bool:
    """Whether a regular file has these bytes."""
    stamp = stamp_of(file)
    return stamp is not None and stamp.size == len(data) and Path(file).read_bytes() == data


def _write(file: str, data: bytes) -> None:
    """Write a file that is not there yet; an object for it would take as long as its bytes."""
    descriptor = os.open(file, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _in_processes(making: _Making, numbers: Sequence[int], count: int) -> Iterator[Result | Leak]:
    """The same from several processes, as they are ready."""
    context = multiprocessing.get_context("fork")
    begun = context.Value("l", 0)
    chunks = _chunks(making.files, numbers)
    pipes = [context.Pipe(duplex=False) for _ in range(count)]
    workers = [
        context.Process(target=_work, args=(making, chunks, begun, pipes, own), daemon=True)
        for own in range(count)
    ]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for worker in workers:
            worker.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        for _, theirs in pipes:
            theirs.close()
        yield from _received([ours for ours, _ in pipes])
    finally:
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()


def _received(connections: list[Connection]) -> Iterator[Result | Leak]:
    while connections:
        for connection in wait(connections):
            assert isinstance(connection, Connection)
            try:
                results = connection.recv()
            except EOFError:
                raise EnvironmentFault(
                    "a process that made pages died", help="is there enough memory?"
                ) from None
            if isinstance(results, BaseException):
                raise results
            if not results:
                connections.remove(connection)
            yield from results


def _work(
    making: _Making,
    chunks: Sequence[Sequence[int]],
    begun: Synchronized[int],
    pipes: Sequence[tuple[Connection, Connection]],
    own: int,
) -> None:
    """What a process does: take numbers until there are none, and say what came of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops this one
    for number, (ours, theirs) in enumerate(pipes):
        ours.close()  # else nobody would learn that the first process is gone
        if number != own:
            theirs.close()
    said = pipes[own][1]
    with suppress(BrokenPipeError):
        try:
            while (turn := _next(begun)) < len(chunks):
                said.send([making.make(number) for number in chunks[turn]])
        except BrokenPipeError:
            raise
        except Exception as error:
            said.send(_sendable(error))
        else:
            said.send([])
    os._exit(0)  # nothing of the first process's is this one's to flush


def _chunks(files: Sequence[File], numbers: Sequence[int]) -> list[Sequence[int]]:
    """Numbers to be made together; first those of each group, and files about the whole book.

    These stand outermost, and one of them may take as long as a thousand others: begun last, it
    would leave the other processes without work.
    """
    groups: dict[str, list[int]] = {}
    inner: list[int] = []
    for number in numbers:
        file = files[number]
        if file.group or _is_outer(file.path):
            groups.setdefault(file.group or file.path, []).append(number)
        else:
            inner.append(number)
    long: list[Sequence[int]] = sorted(groups.values(), key=len, reverse=True)
    return long + [inner[start : start + _CHUNK] for start in range(0, len(inner), _CHUNK)]


def _is_outer(path: str) -> bool:
    """Whether a file stands at the top of the site, or of the pages in one language."""
    folder, _, _ = path.rpartition("/")
    return folder in ("", *LANGUAGES)


def _next(begun: Synchronized[int]) -> int:
    """Whose turn it is, counted by all processes together."""
    with begun.get_lock():
        turn = begun.value
        begun.value += 1
    return turn


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever a class's own code raises on its way through a pipe
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
