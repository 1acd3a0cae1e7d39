"""Runs commands, each in a process of its own that is watched: what it opens, asks and starts.

Started as `python -I watched_runs.py`, with JSON on standard input; see `watching.py`. The
processes are forked from one that has imported the command already, so that their processor time
is the command's own, without Python's start.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from eventbook.__main__ import main
from eventbook.main import run  # noqa: F401 - loaded before the fork

MEMORY = 3 << 30
"""Bytes of address space that a command may take."""
USED = ("validate", "list", "show", "search", "status", "diff", "fmt", "edit", "render")
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind")
_PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system")
_OTHERS = ("pickle.find_class", "ctypes.dlopen", "webbrowser.open", "code.__new__")


def _watch(note: Callable[[list[str]], None], root: str, allowed: tuple[str, ...]) -> None:
    """Tell of what is opened elsewhere, asked of the network, started, and imported from here."""

    known = (root, tempfile.gettempdir(), os.devnull)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path = args[0]
            if isinstance(path, int) or path is None:
                return
            text = os.fsdecode(path)
            # A lone name is opened in a folder that was itself opened, and judged, before.
            place = os.path.abspath(text)  # noqa: PTH100 - links are not followed
            if not place.startswith(allowed) and place not in known:
                note(["open", place])
            elif place.startswith(root) and place.endswith((".py", ".pyc", ".pth", ".so")):
                note(["code", place])
        elif event.startswith("socket."):
            if event in _NETWORK:
                note(["network", event, repr(args[1:])])
        elif event in _PROGRAMS:
            note(["program", os.fsdecode(args[0]), *map(os.fsdecode, args[1] or ())])
        elif event in _OTHERS:
            note([event, repr(args)])

    sys.addaudithook(hook)


def _child(call: dict[str, Any], out: int, err: int, seen: int) -> NoReturn:
    os.setsid()
    given = os.open(call.get("input", os.devnull), os.O_RDONLY)
    for found, wanted in ((given, 0), (out, 1), (err, 2)):
        os.dup2(found, wanted)
    os.environ.clear()
    os.environ.update(call["environment"])
    tempfile.tempdir = None
    os.chdir(call["folder"])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.argv = ["eventbook", *map(_name, call["arguments"])]
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    _watch(
        lambda event: void(os.write(seen, json.dumps(event).encode() + b"\n")),
        call["root"],
        tuple(call["allowed"]),
    )
    code: Any = 3
    try:
        main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 3)


def void(_: object) -> None:
    """Nothing of a value."""


def _name(argument: str) -> str:
    return os.fsdecode(argument.encode("utf-8", "surrogateescape"))


def _one(call: dict[str, Any], scratch: Path) -> dict[str, Any]:
    files = [scratch / name for name in ("out", "err", "seen")]
    descriptors = [
        os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND) for file in files
    ]
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _child(call, *descriptors)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(call["seconds"])
    _, status, used = os.wait4(child, 0)
    signal.alarm(0)
    for descriptor in descriptors:
        os.close(descriptor)
    return {
        "arguments": call["arguments"],
        "status": os.waitstatus_to_exitcode(status),
        "output": files[0].read_bytes().decode("utf-8", "surrogateescape"),
        "messages": files[1].read_bytes().decode("utf-8", "surrogateescape"),
        "seen": [json.loads(line) for line in files[2].read_text().splitlines()],
        "seconds": used.ru_utime + used.ru_stime,
        "waited": time.monotonic() - started,
        "memory": used.ru_maxrss << 10,
    }


if __name__ == "__main__":
    for name in USED:
        import_module(f"eventbook.commands.{name}")
    with tempfile.TemporaryDirectory() as folder:
        calls = json.load(sys.stdin)
        json.dump([_one(call, Path(folder)) for call in calls], sys.stdout)
