"""The whole history of a repository, read once: every object that any branch or tag leads to.

Objects come oldest commit first, each behind the commit that brought it, one at a time: what is
held in memory is one object, and the names of files, each once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Literal, TypeAlias

from eventbook.book.gitprocess import GitProcess
from eventbook.errors import EnvironmentFault

Kind: TypeAlias = Literal["commit", "tag", "path", "file"]

LONGEST = 3600.0
"""Seconds that reading a history may take."""

_HEADER = "%(objectname) %(objecttype) %(objectsize) %(rest)"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Past:
    """Something in the history.

    Attributes:
        kind: a commit or a tag with its message; a path, once for every name of a file or folder;
            or a file.
        commit: the commit that brought it, as git's full object id; of a tag, its own id.
        path: from the top of the work tree; bytes that are not UTF-8 are lone surrogates
            (PEP 383). Of a commit or tag "".
        data: its bytes; of a path b"". None where it is larger than the limit.
    """

    kind: Kind
    commit: str
    path: str
    data: bytes | None = b""


def past(git: GitProcess, limit: int) -> Iterator[Past]:
    """Everything in the history.

    Args:
        limit: most bytes of one file or message to hold in memory.

    Raises:
        EnvironmentFault: git is missing, fails, or takes longer than `LONGEST`; or an object is
            not in this clone.
    """
    import tempfile

    with tempfile.TemporaryFile() as listed:
        order = ("--objects", "--all", "--in-commit-order", "--reverse")
        with git.answers("rev-list", *order, seconds=LONGEST) as output:
            shutil.copyfileobj(output, listed)
        listed.seek(0)
        with git.answers("cat-file", f"--batch={_HEADER}", asked=listed, seconds=LONGEST) as output:
            yield from _objects(output, limit)


def refs(git: GitProcess) -> tuple[str, ...]:
    """The names of all branches, tags and the like: `refs/heads/main`."""
    listed = git.run("for-each-ref", "--format=%(refname)")
    return tuple(listed.decode("utf-8", "surrogateescape").splitlines())


def _objects(output: IO[bytes], limit: int) -> Iterator[Past]:
    commit = ""
    known: set[bytes] = set()
    while header := output.readline():
        fields = header.rstrip(b"\n").split(b" ", 3)
        if len(fields) < 3 or not fields[2].isdigit():
            raise EnvironmentFault(
                f"git object {fields[0][:12].decode('ascii', 'replace')} is not in this clone",
                help="fetch it: git fetch --unshallow, or git fetch --refetch in a partial clone",
            )
        oid, kind, size = fields[0].decode("ascii"), fields[1], int(fields[2])
        path = fields[3].decode("utf-8", "surrogateescape") if len(fields) > 3 else ""
        if kind == b"tree":
            yield from _new_paths(output.read(size), len(oid) // 2, commit, path, known)
        elif kind == b"blob":
            yield Past("file", commit, path, _bytes(output, size, limit))
        else:
            commit = oid if kind == b"commit" else commit
            data = _bytes(output, size, limit)
            yield Past("commit" if kind == b"commit" else "tag", oid, "", data)
        output.read(1)  # the line end behind each object


def _bytes(output: IO[bytes], size: int, limit: int) -> bytes | None:
    if size <= limit:
        return output.read(size)
    while size > 0 and (piece := output.read(min(size, _PIECE))):
        size -= len(piece)
    return None


def _new_paths(
    tree: bytes, oid_bytes: int, commit: str, folder: str, known: set[bytes]
) -> Iterator[Past]:
    """The paths in a tree, `MODE NAME NUL OID…`, whose last part was in no tree before.

    git lists a file that lay in several places only once, so paths are read from the trees.
    """
    for name in re.findall(rb"[0-7]+ ([^\0]+)\0.{%d}" % oid_bytes, tree, re.DOTALL):
        if name not in known:
            known.add(name)
            plain = name.decode("utf-8", "surrogateescape")
            yield Past("path", commit, f"{folder}/{plain}" if folder else plain)
