"""The files of somebody's repository that may hold records or schemas: found, not read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from eventbook.book.files import Unreadable, open_folder, unreadable
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.book.known_files import known_files
from eventbook.book.paths import why_unsafe

MOST_FILES = 200_000
"""So many files are looked at; a repository with more is told that the rest was not."""

_OTHERS_WORK_TEXT = """
    node_modules bower_components vendor third_party site-packages __pycache__ venv env
    dist build target _site
"""
_OTHERS_WORK = frozenset(_OTHERS_WORK_TEXT.split())
"""Folders of what others wrote or programs made."""


class Candidates(NamedTuple):
    """The files of a repository.

    Attributes:
        paths: relative to the folder that was asked about, sorted.
        refused: what is there and cannot be read as it is named.
        by_git: these are the files that git has or would take; else all that lie there.
        cut: there are more than `MOST_FILES`.
    """

    paths: tuple[str, ...]
    refused: tuple[Unreadable, ...]
    by_git: bool
    cut: bool = False


def candidates(root: Path, most: int = MOST_FILES) -> Candidates:
    """The files under a folder that may be somebody's data.

    In a git repository, those that it has or would take. Folders that begin with a dot, and those
    of other people's work such as `node_modules`, are left out; no link is followed.

    Args:
        root: absolute, without symbolic links.
        most: so many are given.

    Raises:
        EnvironmentFault: git cannot say which it has.
    """
    place = find_git_dir(root)
    refused: list[Unreadable] = []
    if place is not None:
        below = root.relative_to(place.top).as_posix()
        prefix = "" if below == "." else f"{below}/"
        known = (file.path for file in known_files(GitProcess(place)))
        found = iter([path.removeprefix(prefix) for path in known if path.startswith(prefix)])
    else:
        found = _walked(root, refused)
    paths = []
    for path in _of_interest(found):
        if why_unsafe(path):
            refused.append(Unreadable("path", path))
        else:
            paths.append(path)
        if len(paths) > most:
            break
    return Candidates(tuple(sorted(paths[:most])), tuple(refused), bool(place), len(paths) > most)


def _of_interest(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        *folders, name = path.split("/")
        if not name.startswith(".") and not any(map(_is_passed_over, folders)):
            yield path


def _is_passed_over(folder: str) -> bool:
    return folder.startswith(".") or folder in _OTHERS_WORK


def _walked(root: Path, refused: list[Unreadable]) -> Iterator[str]:
    """Every regular file, a folder after another; each opened by its name inside the one above."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = _entries(root, prefix)
        except Unreadable as error:
            refused.append(error)
            continue
        for name, is_folder in entries:
            if not is_folder:
                yield prefix + name
            elif not _is_passed_over(name):
                below = prefix + name
                if why_unsafe(below):
                    refused.append(Unreadable("path", below))
                else:
                    waiting.append(f"{below}/")


def _entries(root: Path, prefix: str) -> list[tuple[str, bool]]:
    """The names in a folder, sorted, each with whether it is a folder itself; no links."""
    descriptor = _opened(root, prefix)
    try:
        with os.scandir(descriptor) as entries:
            return sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
            )
    except OSError as error:
        raise unreadable(error, prefix.rstrip("/")) from error
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _opened(root: Path, prefix: str) -> int:
    try:
        current = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise unreadable(error, prefix.rstrip("/")) from error
    for name in prefix.split("/")[:-1]:
        try:
            inner = open_folder(name, current, prefix.rstrip("/"))
        finally:
            os.close(current)
        current = inner
    return current
