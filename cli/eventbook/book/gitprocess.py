"""Running git without letting a repository run anything: the one module that starts it.

git reads settings from the folders it works in, and some of them name programs. So every call says
which repository is meant, switches those settings off, inherits no `GIT_*` variable, and fetches
nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from eventbook.book.gitdir import GitDir, is_ours
from eventbook.errors import EnvironmentFault

if TYPE_CHECKING:
    from subprocess import CompletedProcess

TIMEOUT = 120.0
"""Seconds that one call may take."""

_HARMLESS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c", "safe.bareRepository=explicit",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "protocol.allow=never",
)  # fmt: skip


_READ_WORK_TREE = frozenset({"diff-index", "diff-files"})
"""Commands that read files through the filters that attributes name (gitattributes(5)), where
stamps do not tell whether a file changed."""


_HEED_THE_USER = frozenset({"config", "merge-file"})
"""Commands for which the files of settings count that the user's environment names."""
_WHERE_SETTINGS_ARE = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")


def outside(folder: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run a git command on no repository: `config --global`, `merge-file` with absolute paths.

    Args:
        folder: no program that lies in there is taken for git.

    Raises:
        EnvironmentFault: git is missing, or takes too long.
    """
    environment = _environment(folder) | _named_settings(arguments[0])
    return _call([_executable(folder), *_HARMLESS, *arguments], Path("/"), environment)


class GitProcess:
    """Runs git on one repository. Every method raises EnvironmentFault where git is missing."""

    def __init__(self, place: GitDir) -> None:
        self.place = place

    def attempt(self, *arguments: str) -> CompletedProcess[bytes]:
        """Run a git command, whatever its exit code."""
        environment = self._environment | _named_settings(arguments[0])
        if arguments[0] in _READ_WORK_TREE and "--cached" not in arguments:
            environment = environment | self._without_filters
        return _call([*self._command, *arguments], self.place.top, environment)

    def run(self, *arguments: str) -> bytes:
        """What a git command prints.

        Raises:
            EnvironmentFault: it fails.
        """
        found = self.attempt(*arguments)
        if found.returncode != 0:
            said = found.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise EnvironmentFault(f"git {arguments[0]} failed: {said}")
        return found.stdout

    def objects(self, oids: Sequence[str], limit: int) -> Mapping[str, bytes]:
        """The bytes of objects, by one `git cat-file --batch`; those above `limit` are left out.

        Args:
            oids: different, full, hexadecimal object ids.
            limit: most bytes of one object to hold in memory.

        Raises:
            EnvironmentFault: one of them is not in this clone, or git takes too long.
        """
        if not oids:
            return {}
        import tempfile

        # A file for input: git may answer before it has read everything.
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{oid}\n" for oid in oids).encode())
            asked.seek(0)
            with self.answers("cat-file", "--batch", asked=asked) as output:
                answers = dict(_batch(output, limit))
                if len(answers) < len(oids):
                    raise EnvironmentFault("git stopped before it had read every object")
        return {oid: data for oid, data in answers.items() if data is not None}

    @contextmanager
    def answers(
        self, *arguments: str, asked: IO[bytes] | None = None, seconds: float | None = None
    ) -> Iterator[IO[bytes]]:
        """A git command's output while it runs, to be read to its end inside the block.

        Args:
            asked: an open file that it reads as standard input.
            seconds: the time it may take, with all that is done to its output; else `TIMEOUT`.

        Raises:
            EnvironmentFault: it fails, or takes too long.
        """
        import subprocess
        from threading import Timer

        with subprocess.Popen(
            [*self._command, *arguments],
            stdin=asked or subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.place.top,
            env=self._environment,
        ) as process:
            timer = Timer(seconds or TIMEOUT, process.kill)
            timer.start()
            try:
                yield cast("IO[bytes]", process.stdout)
                status = process.wait()
            finally:
                timer.cancel()
                process.kill()
        if status != 0:
            raise EnvironmentFault(f"git {arguments[0]} failed, or took too long")

    @cached_property
    def _command(self) -> tuple[str, ...]:
        git = _executable(self.place.top)
        if not is_ours(self.place):
            self._ask_whether_safe(git)
        places = (f"--git-dir={self.place.git_dir}", f"--work-tree={self.place.top}")
        return (git, *places, *_HARMLESS)

    @cached_property
    def _environment(self) -> dict[str, str]:
        environment = _environment(self.place.top)
        # In a hook of `git commit -a` the index to look at is another than usual.
        index = os.environ.get("GIT_INDEX_FILE", "")
        if index:
            path = Path(os.path.realpath(self.place.top / index))
            if path.parent == self.place.git_dir:
                environment["GIT_INDEX_FILE"] = str(path)
        return environment

    @cached_property
    def _without_filters(self) -> dict[str, str]:
        """Variables that leave each filter of the settings without a program (git-config(1))."""
        asked = ("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
        listed = self.attempt(*asked).stdout.decode("utf-8", "surrogateescape")
        names = {key.rpartition(".")[0] for key in listed.split("\0")[:-1]}
        off = {"clean": "", "process": "", "required": "false"}
        values = [(f"{name}.{key}", text) for name in sorted(names) for key, text in off.items()]
        named = {f"GIT_CONFIG_KEY_{n}": key for n, (key, _) in enumerate(values)}
        set_to = {f"GIT_CONFIG_VALUE_{n}": text for n, (_, text) in enumerate(values)}
        return {"GIT_CONFIG_COUNT": str(len(values))} | named | set_to

    def _ask_whether_safe(self, git: str) -> None:
        """Have git check whose repository it is: naming one, as we do, switches that check off."""
        environment = self._environment | {"GIT_CEILING_DIRECTORIES": str(self.place.top.parent)}
        command = [git, *_HARMLESS, "rev-parse", "--git-dir"]
        if _call(command, self.place.top, environment).returncode != 0:
            raise EnvironmentFault(
                f"the git repository {self.place.top} belongs to another user",
                help=f"if you trust it: git config --global --add safe.directory {self.place.top}",
            )


def _environment(top: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "LC_ALL": "C",
        "LANGUAGE": "",
        "PATH": os.pathsep.join(_search_path(top)),
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _named_settings(command: str) -> dict[str, str]:
    names = _WHERE_SETTINGS_ARE if command in _HEED_THE_USER else ()
    return {name: os.environ[name] for name in names if name in os.environ}


def _call(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> CompletedProcess[bytes]:
    import subprocess  # slow to import, and most commands never get here

    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EnvironmentFault(f"git took longer than {TIMEOUT:.0f} s") from error
    except OSError as error:
        raise EnvironmentFault(f"git cannot be run: {error.strerror}") from error


def _search_path(top: Path) -> list[str]:
    """The folders of PATH in which no repository can plant a program."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [
        folder
        for folder in folders
        if Path(folder).is_absolute() and not Path(os.path.realpath(folder)).is_relative_to(top)
    ]


def _executable(top: Path) -> str:
    path = os.pathsep.join(_search_path(top))
    found = shutil.which("git", path=path) if path else None
    if found is None:
        raise EnvironmentFault("git is not installed, or not on PATH", help="install git")
    return found


def _batch(output: IO[bytes], limit: int) -> Iterator[tuple[str, bytes | None]]:
    """What `git cat-file --batch` writes: for each object a line `OID TYPE SIZE`, and its bytes."""
    while header := output.readline():
        fields = header.decode("ascii", "replace").split()
        if len(fields) != 3:
            raise EnvironmentFault(
                f"git object {fields[0][:12]} is not in this clone",
                help="fetch it: git fetch --unshallow, or git fetch --refetch in a partial clone",
            )
        size = int(fields[2])
        data = _piece(output, size, limit)
        if not output.read(1):  # the line end behind each object
            return
        yield fields[0], data


def _piece(output: IO[bytes], size: int, limit: int) -> bytes | None:
    """The next bytes; where they are above the limit they are passed over, and it is None."""
    if size <= limit:
        return output.read(size)
    while size > 0 and (piece := output.read(min(size, 1 << 16))):
        size -= len(piece)
    return None
