"""Finding the files of a book in one walk, without following symbolic links."""

from __future__ import annotations

import os
from operator import itemgetter
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from eventbook.book.files import Unreadable, open_folder, unreadable
from eventbook.book.paths import MAX_PATH, has_odd_characters
from eventbook.book.patterns import Level, Matcher

T = TypeVar("T")


class Listing(NamedTuple, Generic[T]):
    """What a walk found.

    Attributes:
        files: path and what its pattern stands for, sorted by path.
        unreadable: what matched, or may hold matches, and is not read; sorted by path.
    """

    files: tuple[tuple[str, T], ...]
    unreadable: tuple[Unreadable, ...] = ()


def walk(root: Path, matcher: Matcher[T]) -> Listing[T]:
    """All files under a root that a matcher knows.

    Only folders that can hold matches are opened. Links, devices and files with impossible names
    are listed apart where they match.

    Raises:
        Unreadable: the root itself cannot be opened.
    """
    try:
        top = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise unreadable(error, str(root)) from error
    walker: _Walker[T] = _Walker()
    try:
        walker.folder(top, "", matcher.start)
    finally:
        os.close(top)
    walker.files.sort(key=itemgetter(0))
    walker.unreadable.sort(key=lambda error: error.path)
    return Listing(tuple(walker.files), tuple(walker.unreadable))


class _Walker(Generic[T]):
    def __init__(self) -> None:
        self.files: list[tuple[str, T]] = []
        self.unreadable: list[Unreadable] = []

    def folder(self, descriptor: int, prefix: str, level: Level[T]) -> None:
        try:
            with os.scandir(descriptor) as entries:
                inner = [entry for entry in entries if self._entry(entry, prefix, level)]
        except OSError as error:
            self.unreadable.append(unreadable(error, prefix.rstrip("/")))
            return
        for entry in inner:
            below = level.folder(entry.name)
            if below is not None:
                self._enter(entry, descriptor, prefix, below)

    def _entry(self, entry: os.DirEntry[str], prefix: str, level: Level[T]) -> bool:
        """Take a file; whether it is a folder instead. The system calls no stat for either."""
        name = entry.name
        if entry.is_dir(follow_symlinks=False):
            return True
        found = level.file(name)
        if found is not None and entry.is_file(follow_symlinks=False):
            path = prefix + name
            # Every code point takes at most four bytes: short paths need no counting.
            long = len(path) * 4 > MAX_PATH and len(os.fsencode(path)) > MAX_PATH
            if long or has_odd_characters(name):
                self.unreadable.append(Unreadable("path", path))
            else:
                self.files.append((path, found))
        elif entry.is_symlink():
            leads_on = level.folder(name) is not None and _leads_to_folder(entry)
            if found is not None or leads_on:
                self.unreadable.append(Unreadable("symlink", prefix + name))
        elif found is not None:
            self.unreadable.append(Unreadable("not-regular", prefix + name))
        return False

    def _enter(self, entry: os.DirEntry[str], parent: int, prefix: str, level: Level[T]) -> None:
        path = prefix + entry.name
        # The limit on paths also bounds how deep this goes and how many folders stand open.
        if has_odd_characters(entry.name) or len(os.fsencode(path)) > MAX_PATH:
            self.unreadable.append(Unreadable("path", path))
            return
        try:
            descriptor = open_folder(entry.name, parent, path)
        except Unreadable as error:
            self.unreadable.append(error)
            return
        try:
            self.folder(descriptor, path + "/", level)
        finally:
            os.close(descriptor)


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:  # such as a link to itself
        return False
