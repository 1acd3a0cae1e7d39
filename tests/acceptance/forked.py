"""The command in a process of its own, which does not have to import it first.

For tests of what a command makes and says. What a process meets, such as signals, closed streams
and the working directory's modules, is tested with `conftest.Run`, which starts the installed
program.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acceptance.conftest import Run


@dataclass(frozen=True)
class Forked(Run):
    """As `Run`; `server` runs `forked_runs.py`."""

    server: subprocess.Popen[str]

    def __call__(
        self,
        *args: str | Path,
        cwd: Path,
        input: str | bytes | None = None,  # noqa: A002
        env: Mapping[str, str] | None = None,
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """`eventbook ARGS…`: its exit status, and what it wrote as UTF-8."""
        given, out, err = (self.home / f".forked-{number}" for number in range(3))
        given.write_bytes(input.encode() if isinstance(input, str) else input or b"")
        call = {
            "arguments": [str(word) for word in args],
            "folder": str(cwd),
            "environment": self.environment(env),
            "seconds": int(timeout),
            "streams": [str(given), str(out), str(err)],
        }
        assert self.server.stdin
        assert self.server.stdout
        self.server.stdin.write(json.dumps(call) + "\n")
        self.server.stdin.flush()
        status = int(self.server.stdout.readline())
        said = (file.read_bytes().decode("utf-8", "surrogateescape") for file in (out, err))
        return subprocess.CompletedProcess(call["arguments"], status, *said)


@contextmanager
def forked(home: Path) -> Iterator[Forked]:
    """A runner of commands.

    Args:
        home: an empty folder, the home of whoever runs them.
    """
    with subprocess.Popen(
        [sys.executable, "-I", Path(__file__).with_name("forked_runs.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=Run(home).environment(),
        cwd="/",
    ) as server:
        try:
            yield Forked(home, server)
        finally:
            assert server.stdin
            server.stdin.close()
