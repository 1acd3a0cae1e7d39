"""What lies in a published folder and was not made: it belongs to somebody, and stays."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from eventbook.book.paths import shown
from eventbook.book.publishing.manifest import MANIFEST, Manifest, above
from eventbook.errors import EnvironmentFault, UsageError


def others(top: Path, manifest: Manifest | None) -> list[str]:
    """The paths of files, links and whole folders that are not in a folder's manifest, in order.

    Raises:
        OSError: a folder cannot be read.
    """
    files = {MANIFEST, *manifest.files} if manifest else {MANIFEST}
    return sorted(_others(top, files, {folder for path in files for folder in above(path)}))


def check_others(top: Path, found: Sequence[str], wanted: Collection[str]) -> None:
    """Refuse files that stand where the next state has some of its own, or cannot be kept.

    Args:
        top: the folder.
        found: what was not made.
        wanted: the files of the next state.

    Raises:
        UsageError: with the path.
        EnvironmentFault: with the path.
    """
    files = {MANIFEST, *wanted}
    folders = {folder for path in files for folder in above(path)}
    device = top.stat().st_dev
    for path in found:
        at = top / path
        is_folder = at.is_dir() and not at.is_symlink()
        if is_folder and (at.lstat().st_dev != device or not os.access(at, os.W_OK)):
            raise EnvironmentFault(
                f"{shown(str(at))} was not made by eventbook, and cannot be moved with the folder",
                help="move it elsewhere, or make it writable",
            )
        inner = _others(top, set(), folders, f"{path}/") if is_folder else iter(())
        for one in (path, *inner):
            taken = one in files or (one in folders and not (is_folder and one == path))
            if taken or not files.isdisjoint(above(one)):
                raise UsageError(
                    f"{shown(str(top / one))} was not made by eventbook, and the site has a file or"
                    " folder of that name",
                    help="move it elsewhere; nothing was written",
                )


def _others(
    top: Path, files: Collection[str], folders: Collection[str], start: str = ""
) -> Iterator[str]:
    """What is no file of these, folders of these looked into."""
    waiting = [start]
    while waiting:
        start = waiting.pop()
        with os.scandir(top / start) as entries:
            for entry in entries:
                path = f"{start}{entry.name}"
                if path in folders and entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif path not in files or not entry.is_file(follow_symlinks=False):
                    yield path
