"""Where a command's result goes: standard output, or the file that `-o` names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from eventbook.errors import EnvironmentFault


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
        if given.exists() and not given.is_file():
            # A device or a pipe, such as /dev/stderr, which leads to no path of its own.
            with given.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
        else:
            _replace(given.resolve(), text)  # what a link leads to is written, not the link
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise EnvironmentFault(f"cannot write {output}: {reason}") from error


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
