"""Runs commands, each in a process of its own, forked from one that has imported them already.

Started as `python -I forked_runs.py`; see `forked.py`. A call is a line of JSON on standard input,
its exit status the line that answers it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import sys
import tempfile
from importlib import import_module
from typing import Any, NoReturn

import eventbook
from eventbook.__main__ import main

LIBRARIES = ("babel.dates", "jinja2.sandbox", "jsonschema_rs", "yaml_rs")


def _child(call: dict[str, Any]) -> NoReturn:
    os.setsid()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    for wanted, name in enumerate(call["streams"]):
        found = os.open(name, os.O_RDONLY if wanted == 0 else flags)
        os.dup2(found, wanted)
        os.close(found)
    os.environ.clear()
    os.environ.update(call["environment"])
    tempfile.tempdir = None
    os.chdir(call["folder"])
    sys.argv = ["eventbook", *map(_name, call["arguments"])]
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    code: Any = 3
    try:
        main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 3)


def _name(argument: str) -> str:
    return os.fsdecode(argument.encode("utf-8", "surrogateescape"))


def _status(call: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        _child(call)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(call["seconds"])
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    for module in pkgutil.walk_packages(eventbook.__path__, "eventbook."):
        import_module(module.name)
    for library in LIBRARIES:
        import_module(library)
    for line in sys.stdin:
        print(_status(json.loads(line)), flush=True)
