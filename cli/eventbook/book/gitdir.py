"""Finding the git directory of a book by reading files alone: git is not run to find it.

The rules are those of gitrepository-layout(5): `.git` is a folder, or, in linked work trees and
submodules, a file that says `gitdir: PATH`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from eventbook.book.files import Unreadable, read_file

_MAX_POINTER = 4096 + 32


class GitDir(NamedTuple):
    """Where a work tree and its git directory are.

    Attributes:
        top: the work tree's root, absolute.
        git_dir: this work tree's own git directory, absolute.
    """

    top: Path
    git_dir: Path


def find_git_dir(root: Path) -> GitDir | None:
    """The work tree that a folder lies in; None outside one, and where `.git` is broken.

    Only `.git` counts: a bare repository that lies among the records is a folder like any other.

    Args:
        root: absolute, without symbolic links.
    """
    for folder in (root, *root.parents):
        marker = folder / ".git"
        if marker.is_dir():
            if _is_git_dir(marker):
                return GitDir(folder, marker.resolve())
        elif os.path.lexists(marker):
            git_dir = _pointed_at(folder)
            return GitDir(folder, git_dir) if git_dir else None
    return None


def _pointed_at(folder: Path) -> Path | None:
    try:
        text = os.fsdecode(_read_pointer(folder))
    except (OSError, Unreadable):
        return None
    label, _, target = text.partition(":")
    if label != "gitdir" or not target.strip() or "\0" in target:
        return None
    git_dir = Path(os.path.realpath(folder / target.strip()))
    return git_dir if _is_git_dir(git_dir) else None


def _read_pointer(folder: Path) -> bytes:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return read_file(".git", descriptor, ".git", _MAX_POINTER)
    finally:
        os.close(descriptor)


def _is_git_dir(path: Path) -> bool:
    shared = ("commondir", "objects")  # a linked work tree shares the objects of the main one
    return os.path.lexists(path / "HEAD") and any((path / name).exists() for name in shared)


def is_ours(place: GitDir) -> bool:
    """Whether the repository belongs to whoever runs this, as git's safe.directory asks.

    Under sudo, to whoever called it.
    """
    owners = {os.geteuid()}
    caller = os.environ.get("SUDO_UID", "")
    if os.geteuid() == 0 and caller.isdecimal():
        owners.add(int(caller))
    return all(path.lstat().st_uid in owners for path in (place.top, place.git_dir))
