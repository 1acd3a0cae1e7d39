"""Settings of git for the merging and comparing of records: read, written, taken out again.

They are written by `git config`, into the repository's own file of settings or the user's.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from eventbook.book.gitdir import GitDir
from eventbook.book.gitprocess import GitProcess, outside
from eventbook.errors import EnvironmentFault

DRIVER = "eventbook"
"""The name under which attributes mean these settings."""
_ASKED = (
    "config", "--null", "--show-scope", "--get-regexp", rf"^(merge|diff)\.{DRIVER}\.",
)  # fmt: skip


class Setting(NamedTuple):
    """What holds for a key.

    Attributes:
        scope: `local`, `global`, `system`, `worktree` or `command`.
    """

    value: str
    scope: str


class GitConfig:
    """The settings that hold in a folder.

    Args:
        folder: absolute.
        place: the work tree around it, if any.
    """

    def __init__(self, folder: Path, place: GitDir | None) -> None:
        self._folder = folder
        self._process = GitProcess(place) if place else None

    def settings(self, scope: str = "") -> Mapping[str, Setting]:
        """The settings of our driver that hold, by key; of one scope if that is named.

        Raises:
            EnvironmentFault: git cannot read its settings.
        """
        only = (f"--{scope}",) if scope else ()
        # 1: there are none
        said = self._run((0, 1), _ASKED[0], *only, *_ASKED[1:]).decode("utf-8", "surrogateescape")
        fields = said.split("\0")[:-1]
        found = {}
        for where, pair in zip(fields[::2], fields[1::2], strict=True):
            key, _, value = pair.partition("\n")
            found[key] = Setting(value, where)
        return found

    def set(self, scope: str, key: str, value: str) -> None:
        """Set a key in one scope, whatever it was, or however often.

        Raises:
            EnvironmentFault: the file of settings cannot be written.
        """
        self._refuse_devices(scope)
        self._run((0,), "config", f"--{scope}", "--replace-all", key, value)

    def unset(self, scope: str, key: str) -> None:
        """Take a key out of one scope.

        Raises:
            EnvironmentFault: the file of settings cannot be written.
        """
        self._refuse_devices(scope)
        self._run((0, 5), "config", f"--{scope}", "--unset-all", key)  # 5: it is not there

    def _refuse_devices(self, scope: str) -> None:
        """Refuse what is no file: git would put one in its place, even in that of /dev/null."""
        named = os.environ.get("GIT_CONFIG_GLOBAL") if scope == "global" else None
        if named and os.path.lexists(named) and not Path(named).is_file():
            raise EnvironmentFault(
                f"GIT_CONFIG_GLOBAL={named} is no file, and is not written",
                help="name a file, or leave the variable out",
            )

    def _run(self, fine: Collection[int], *words: str) -> bytes:
        if self._process is None:
            done = outside(self._folder, *words)
        else:
            done = self._process.attempt(*words)
        if done.returncode not in fine:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise EnvironmentFault(f"git config failed: {said}")
        return done.stdout
