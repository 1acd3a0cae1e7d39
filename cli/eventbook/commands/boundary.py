"""The error boundary: whatever happens in a command becomes an exit code and a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from eventbook.errors import EventbookError

BUG, INTERRUPTED, CLOSED_PIPE = 3, 130, 141


def guarded(call: Callable[[], int]) -> int:
    """Run what a process was started for, with its streams made ready; the exit code."""
    if not _streams_are_open():
        return _fail("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return boundary(call)


def boundary(call: Callable[[], int]) -> int:
    """Turn whatever happens into an exit code and at most one line, or a bug report."""
    try:
        code = call()
        sys.stdout.flush()
    except EventbookError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer must not be written at exit, where it would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        if error.filename is not None or error.errno is None:
            return _bug()
        return _fail(f"cannot write the output: {os.strerror(error.errno).lower()}")
    except Exception:  # nobody foresaw it: told as a bug, never as findings
        return _bug()
    return code


def _fail(message: str) -> int:
    from eventbook.escape import terminal

    sys.stderr.write(f"error: {terminal(message)}\n")
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _bug() -> int:
    import traceback

    traceback.print_exc()
    sys.stderr.write("this is a bug in eventbook: please report it with the lines above\n")
    return BUG


def _streams_are_open() -> bool:
    """Whether standard output is; what else the shell closed (`2>&-`) becomes an empty stream.

    Python has None for a closed stream.
    """
    is_open = sys.stdout is not None
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: PTH123, SIM115 - open until the end
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    return is_open
