"""Where a command's result goes: standard output, or the file that `-o` names."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path
from typing import Final

from eventbook.errors import EnvironmentFault

_PATIENCE: Final = 10.0
"""Seconds until somebody has to read a pipe; who never does would hold the command up for ever."""
_ADVICE: Final = {
    errno.EISDIR: "name a file in it",
    errno.ENOENT: "is its folder there?",
    errno.ENXIO: "start what reads it first",
}


def deliver(text: str, output: Path | None, directory: Path) -> None:
    """Write a result as UTF-8, whole or not at all where it goes to a file.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    given = directory / output
    try:
        mode = _mode(given)
        if mode is None or stat.S_ISREG(mode):
            _replace(given.resolve(), text)  # what a link leads to is written, not the link
        else:
            # A device or a pipe, such as /dev/stderr, which leads to no path of its own.
            descriptor = _pipe(given) if stat.S_ISFIFO(mode) else os.open(given, os.O_WRONLY)
            with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
                file.write(text)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        if error.errno == errno.ENXIO:
            reason = "nobody reads from it"
        advice = _ADVICE.get(error.errno or 0, "")
        raise EnvironmentFault(f"cannot write {output}: {reason}", help=advice) from error


def _mode(path: Path) -> int | None:
    """What is there; None where nothing is, or a link that leads nowhere."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _pipe(path: Path) -> int:
    """A named pipe, opened as soon as somebody reads it."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            os.set_blocking(descriptor, True)
            return descriptor


def _replace(target: Path, text: str) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
