"""merge-driver: merge one file for git (gitattributes(5), "Defining a custom merge driver").

git calls it in the top folder of the work tree, which may be in any state meanwhile. What comes
out depends on the three files, the book's settings and schemas, and git's settings alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.discover import NoBook, find_book
from eventbook.book.gitdir import find_git_dir
from eventbook.book.line_merge import merge_lines
from eventbook.editing.merging.assembling import Labels
from eventbook.editing.merging.files import FileMerge, LineMerge, merge_files
from eventbook.errors import ConfigError, EnvironmentFault, SchemaError, UsageError
from eventbook.escape import terminal
from eventbook.mapping.recipe import Recipe
from eventbook.pointer import to_path

if TYPE_CHECKING:
    from eventbook.changes.diff import Identity

USAGE = "eventbook merge-driver -- BASE OURS THEIRS MARKER-SIZE PATH [BASE-, OURS-, THEIRS-LABEL]"
_LARGEST_MARKER = 1000


class Versions(NamedTuple):
    """What git hands over.

    Attributes:
        base: the file of the common ancestor's version; empty where each side made its own.
        ours: that of our version, which becomes the result.
        path: of the merged file, from the working directory.
    """

    base: Path
    ours: Path
    theirs: Path
    path: str
    base_label: str
    labels: Labels


def run(words: Sequence[str]) -> int:
    """Merge theirs into the file of ours. 0: clean; 1: with conflicts, which have markers.

    Raises:
        UsageError: the arguments are not those of a merge driver; nothing was written.
        EnvironmentFault: a file cannot be read or written, or git fails.
    """
    versions = _versions(words)
    base, ours, theirs = map(_read, versions[:3])
    by_lines = cache(partial(_by_lines, versions))
    if theirs in (ours, base) or ours == base:
        merged = merge_files(base, ours, theirs, lambda _: None, by_lines)
    else:
        merged = _merged(versions, base, ours, theirs, by_lines)
    if merged.data != ours:
        _write(versions.ours, merged.data)
    for line in _told(versions.path, merged, (ours, theirs, base)):
        sys.stderr.write(f"{terminal(line)}\n")
    return 0 if merged.clean else 1


def _versions(words: Sequence[str]) -> Versions:
    words = words[1:] if words[:1] == ["--"] else words
    if len(words) not in (5, 8) or not words[4]:
        raise UsageError("merge-driver is called by git", help=f"by hand: {USAGE}")
    base, ours, theirs, size, path = words[:5]
    if not size.isascii() or not size.isdecimal() or not 0 < int(size[:9]) <= _LARGEST_MARKER:
        raise UsageError(f"merge-driver: `{terminal(size)}` is no length of conflict markers")
    here = Path.cwd()
    return Versions(
        here / base,
        here / ours,
        here / theirs,
        path,
        _label(words, 5, "%S", "base"),
        Labels(_label(words, 6, "%X", "ours"), _label(words, 7, "%Y", "theirs"), int(size)),
    )


def _label(words: Sequence[str], index: int, placeholder: str, else_: str) -> str:
    """What a side is called; git before 2.44 hands the placeholder over as it stands."""
    given = words[index] if index < len(words) else ""
    return terminal(given) if given not in ("", placeholder) else else_


def _merged(
    versions: Versions, base: bytes, ours: bytes, theirs: bytes, by_lines: Callable[[], LineMerge]
) -> FileMerge:
    """By value, if the file is one of records of a book that can be read; else by lines."""
    try:
        identity = _identity(versions.path)
    except (ConfigError, SchemaError, UsageError) as error:
        return _lines(by_lines(), str(error))
    if identity is None:
        return _lines(by_lines(), "it is no file of records in the settings")
    return merge_files(base, ours, theirs, identity, by_lines, versions.labels)


def _lines(lined: LineMerge, why: str) -> FileMerge:
    return FileMerge(lined.data, lined.clean, "lines", notes=(f"merged by lines: {why}",))


def _identity(path: str) -> Identity | None:
    """What the schema of a path's records says of their lists; None where it holds no records.

    Raises:
        ConfigError: there is no book, or its settings are wrong.
        SchemaError: the schema is.
    """
    file = Path(os.path.abspath(path))  # noqa: PTH100 - drops `..` without following links
    folder = next(each for each in file.parents if each.is_dir())  # git may not have made it yet
    try:
        book = find_book(folder)
    except NoBook:
        return None
    relative = book.relative(file)
    kind, pattern = book.kind_of(relative), book.pattern_of(relative)
    if kind is None or pattern is None:
        return None
    kinds = Recipe(book.settings, book.schema_files()).kinds
    return cache(kinds.identity(kind, pattern))


def _by_lines(versions: Versions) -> LineMerge:
    folder = Path.cwd()
    files = (versions.ours, versions.base, versions.theirs)
    ours, theirs, size = versions.labels
    names = (ours, versions.base_label, theirs)
    return LineMerge(*merge_lines(folder, find_git_dir(folder), files, names, size))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"{path.name} cannot be read: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    """Replace a file, all or nothing: killed on the way, ours must still be there."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise EnvironmentFault(f"{path.name} cannot be written: {error.strerror}") from error


def _told(path: str, merged: FileMerge, versions: Sequence[bytes]) -> Iterator[str]:
    """A line for each conflict and note, which gives no name that a version withholds."""
    lines = []
    for conflict in merged.conflicts:
        place = next(iter((*conflict.ours, *conflict.theirs, *conflict.base)), ())
        lines.append(f"conflict at `{to_path(place) or '.'}`: {conflict.why}")
    if not merged.clean and not lines and not merged.notes:
        lines.append("lines are in conflict")
    lines += [f"note: {note}" for note in merged.notes]
    if lines:
        shown = _shown(versions)
        yield from (shown(f"{path}: {line}") for line in lines)


def _shown(versions: Sequence[bytes]) -> Callable[[str], str]:
    """How a text is shown: without the names that these versions of a file withhold."""
    from eventbook.document.loader import load
    from eventbook.events.privacy import secret_names

    documents = [load(data, "").document for data in versions]
    values = [document.value for document in documents if document]
    found = [secret_names(*pair) for pair in combinations_with_replacement(values, 2)]

    def shown(text: str) -> str:
        for names in found:
            text = names.blanked(text) if names else text
        return text

    return shown
