"""A template at work in a process of its own, which may cost so much and no more.

The sandbox keeps a template from reaching out; nothing in it keeps `'a' * 10 ** 10` from taking
all memory. The process can open no file for writing and start no other; the templates that it
includes are read for it on this side. What it answers is text, never objects.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

from eventbook.render.own_template import LESS, Fault, OutOfTime, Refused, fill
from eventbook.render.template_data import Data


class Limits(NamedTuple):
    """What a template may cost.

    Attributes:
        seconds: of a processor.
        memory: bytes, beside what is there before it begins.
        text: bytes and characters of what it makes.
        patience: seconds by the clock, however busy the machine is.
        templates: how many others it may include.
    """

    seconds: int = 30
    memory: int = 512 << 20
    text: int = 64 << 20
    patience: float = 300
    templates: int = 200


_RESERVE = 64 << 20
"""Bytes of memory to tell with that there was too little."""
_OUT_OF_MEMORY, _OUT_OF_TIME = 3, 4  # exit codes
_SPENT = {
    _OUT_OF_MEMORY: "it takes more memory than a template may",
    _OUT_OF_TIME: "it takes more time than a template may",
    -signal.SIGKILL: "it takes more time or memory than a template may",
    -signal.SIGXCPU: "it takes more time than a template may",
}

Load = Callable[[str], str | None]
"""As `own_template.Source`."""


def fill_apart(load: Load, name: str, data: Data, limits: Limits = Limits()) -> str | Fault:  # noqa: B008 - frozen
    """As `own_template.fill`, in a process with limits."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, ours, name, data, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = _answer(ours, load, limits)
        if isinstance(answer, str):
            return answer
        if answer is not None:
            return answer._replace(name=answer.name or name)
        process.join(timeout=10)
        died = _SPENT.get(process.exitcode or 0, "its process died")
        return Fault(name, 0, died, LESS)
    finally:
        ours.close()
        process.kill()
        process.join()


def _answer(pipe: Connection, load: Load, limits: Limits) -> str | Fault | None:
    """What comes from the process, whose wishes for templates are met; None where it died."""
    end = time.monotonic() + limits.patience
    loads = 0
    while pipe.poll(max(0.0, end - time.monotonic())):
        try:
            message = pipe.recv_bytes(limits.text + 1)
        except (EOFError, OSError):
            return None
        kind, rest = message[:1], message[1:].decode("utf-8", "replace")
        if kind == b"=":
            return rest
        if kind == b"!":
            return Fault(*json.loads(rest))
        loads += 1
        with suppress(BrokenPipeError, ConnectionResetError):
            pipe.send_bytes(_loaded(load, rest, loads > limits.templates))
    return Fault("", 0, "it takes more time than a template may", LESS)


def _loaded(load: Load, name: str, too_many: bool) -> bytes:
    if too_many:
        return b"!it includes too many templates"
    try:
        text = load(name)
    except Refused as error:
        return b"!" + str(error).encode("utf-8", "replace")
    return b"?" if text is None else b"=" + text.encode()


# In the process


def _work(pipe: Connection, ours: Connection, name: str, data: Data, limits: Limits) -> NoReturn:
    """Fill the template and tell what came of it; never returns, so that nothing else happens."""
    code = 1
    try:
        ours.close()
        gc.freeze()
        gc.enable()  # what a template leaves may be garbage
        _bind(limits)
        found = fill(lambda wanted: _asked(pipe, wanted), name, data, limits.text)
        _tell(pipe, found, limits)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    except OutOfTime:  # while it told
        code = _OUT_OF_TIME
    finally:
        os._exit(code)


def _tell(pipe: Connection, found: str | Fault, limits: Limits) -> None:
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        soft, hard = resource.getrlimit(kind)
        del soft
        resource.setrlimit(kind, (hard, hard))  # the reserve
    if isinstance(found, str):
        try:
            data = found.encode()
        except UnicodeEncodeError:
            found = Fault("", 0, "the text holds half a character (a lone surrogate)")
        else:
            if len(data) < limits.text:
                pipe.send_bytes(b"=" + data)
                return
            found = Fault("", 0, "it makes more text than a template may", LESS)
    pipe.send_bytes(b"!" + json.dumps(found).encode())


def _asked(pipe: Connection, name: str) -> str | None:
    pipe.send_bytes(b"?" + name.encode("utf-8", "replace"))
    answer = pipe.recv_bytes()
    if answer[:1] == b"!":
        raise Refused(answer[1:].decode())
    return answer[1:].decode() if answer[:1] == b"=" else None


def _bind(limits: Limits) -> None:
    """Hold this process to the limits."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, _out_of_time)
    most = _memory() + limits.memory
    bounds = {
        resource.RLIMIT_CPU: (limits.seconds, limits.seconds + 2),
        resource.RLIMIT_AS: (most, most + _RESERVE),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
    }
    for kind, (soft, hard) in bounds.items():
        with suppress(ValueError, OSError):  # a limit is stricter already, or unknown here
            resource.setrlimit(kind, (soft, hard))


def _out_of_time(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise OutOfTime


def _memory() -> int:
    """Bytes of address space that this process has taken."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:  # not on every system
        return 4 << 30
    return pages * resource.getpagesize()
