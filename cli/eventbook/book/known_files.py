"""The files that git has or would take: in the work tree, and as they are staged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from eventbook.book.files import Reader, Unreadable, read_file
from eventbook.book.gitprocess import GitProcess

_SUBMODULE = 0o160000
_PLAIN = ("--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all")


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of the work tree.

    Attributes:
        path: from the top of the work tree; bytes that are not UTF-8 are lone surrogates.
        staged: git's name of its bytes in the index; None where it is new, and not ignored.
        changed: whether the file may differ from what is staged.
    """

    path: str
    staged: str | None = None
    changed: bool = False


def known_files(git: GitProcess) -> tuple[KnownFile, ...]:
    """Every file that is tracked, and every other that is not ignored, sorted by path.

    Submodules are left out: they are repositories of their own.
    """
    changed = set(_names(git.run("diff-files", "--name-only", "-z", *_PLAIN)))
    found = {}
    for line in _names(git.run("ls-files", "--stage", "-z")):
        meta, _, path = line.partition("\t")
        mode, oid, _ = meta.split(" ")
        if int(mode, 8) != _SUBMODULE:
            found[path] = KnownFile(path, oid, path in changed)
    for path in _names(git.run("ls-files", "--others", "--exclude-standard", "-z")):
        # A name that ends with a slash is another repository inside this one.
        if not path.endswith("/"):
            found.setdefault(path, KnownFile(path))
    return tuple(found[path] for path in sorted(found))


def read_known(reader: Reader, path: str, limit: int) -> bytes:
    """What git would take of a file: its bytes, or where a symbolic link leads.

    Args:
        reader: of the work tree's top.
        limit: most bytes to accept.

    Raises:
        Unreadable: as `Reader.read`, save that names which not every system can hold are fine.
    """
    folder, _, name = path.rpartition("/")
    parent = reader.folder(folder)
    try:
        return read_file(name, parent, path, limit)
    except Unreadable as error:
        if error.reason == "symlink":
            with suppress(OSError):  # it may be gone by now
                return os.fsencode(os.readlink(name, dir_fd=parent))
        raise


def is_staged(data: bytes, oid: str) -> bool:
    """Whether bytes are those of an object, by its name (SHA-1 or SHA-256, git-hash-object(1))."""
    algorithm = "sha1" if len(oid) == 40 else "sha256"
    named = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    named.update(data)
    return named.hexdigest() == oid


def _names(output: bytes) -> Iterator[str]:
    return iter(output.decode("utf-8", "surrogateescape").split("\0")[:-1])
