"""What git makes of three versions of a file by their lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eventbook.book.gitdir import GitDir
from eventbook.book.gitprocess import GitProcess, outside
from eventbook.errors import EnvironmentFault

_MOST_CONFLICTS = 127
"""git tells their number in the exit status, up to this one; above it, it has failed."""


def merge_lines(
    folder: Path,
    place: GitDir | None,
    versions: Sequence[Path],
    labels: Sequence[str],
    size: int,
) -> tuple[bytes, bool]:
    """Merge files as `git merge-file -p` does; none of them is changed.

    Args:
        folder: that is worked in.
        place: the work tree around it, whose settings hold (`merge.conflictStyle`), if any.
        versions: the files of ours, base and theirs, absolute paths.
        labels: what markers call them.
        size: how many characters a marker has.

    Returns:
        the bytes, and whether they are without conflicts.

    Raises:
        EnvironmentFault: git cannot, such as where a file is binary.
    """
    words = ["-p", "-q", f"--marker-size={size}"]
    for label in labels:
        words += ["-L", label]
    words += [str(path) for path in versions]
    if place is None:
        done = outside(folder, "merge-file", *words)
    else:
        done = GitProcess(place).attempt("merge-file", *words)
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise EnvironmentFault(f"git merge-file failed: {said}")
    return done.stdout, done.returncode == 0
