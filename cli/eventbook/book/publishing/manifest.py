"""What a published folder says of itself: which of its files were made, and their bytes.

The manifest stands in the folder, so it may be published with it. It holds nothing but what
anybody could work out from the files beside it: no digest of anything that is not public.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from eventbook.book.paths import colliding, shown, why_unsafe
from eventbook.errors import UsageError

MANIFEST: Final = ".eventbook-site.json"
"""The manifest's name, at the top of the folder."""

_FORM: Final = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Made(NamedTuple):
    """The bytes of a file: their SHA-256 in hexadecimal, and their number."""

    sha256: str
    size: int


class Manifest(NamedTuple):
    """What was made.

    Attributes:
        files: by path from the folder, with slashes.
        options: what else tells one making from another, as JSON data: the program's version,
            languages.
    """

    files: Mapping[str, Made]
    options: Mapping[str, object]

    def dumped(self) -> bytes:
        """The manifest as a file, a line for each file made; the same for the same."""
        options = json.dumps(self.options, ensure_ascii=False, sort_keys=True)
        lines = ",\n".join(
            f'{json.dumps(path, ensure_ascii=False)}: ["{made.sha256}", {made.size}]'
            for path, made in sorted(self.files.items())
        )
        head = f'{{"eventbook-site": {_FORM},\n"made with": {options},\n"files": {{\n'
        return f"{head}{lines}\n}}}}\n".encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where it has none.

    Raises:
        UsageError: there is something of that name that is no manifest.
        OSError: it cannot be read.
    """
    file = folder / MANIFEST
    try:
        if file.is_symlink() or not file.is_file():
            _expect_nothing(file)
            return None
        return _parsed(file.read_bytes())
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise UsageError(
            f"{shown(str(file))} is damaged, so nothing tells which files of the folder were made",
            help="remove the folder, or name another",
        ) from error


def check_paths(paths: Sequence[str]) -> None:
    """Refuse paths that not every system can hold side by side below one folder.

    Raises:
        UsageError: with the path, or the two.
    """
    for path in paths:
        if why := why_unsafe(path):
            raise UsageError(
                f"the site would have a file `{shown(path)}`: {why}",
                help="give the record another id",
            )
    every = set(paths)
    if len(every) < len(paths):
        twice = next(path for path, count in Counter(paths).items() if count > 1)
        raise UsageError(
            f"the site would have two files `{shown(twice)}`",
            help="`eventbook validate` names records with one id",
        )
    if groups := colliding(every):
        one, other = groups[0][:2]
        raise UsageError(
            f"`{one}` and `{other}` of the site are one file on some systems",
            help="give one of the records another id",
        )
    folders = {folder for path in paths for folder in above(path)}
    if both := sorted(folders & every):
        raise UsageError(f"the site would have both a file and a folder `{both[0]}`")


def above(path: str) -> list[str]:
    """The folders that a path goes through, outermost first."""
    return [path[:place] for place, char in enumerate(path) if char == "/"]


def _expect_nothing(file: Path) -> None:
    """For a name that should be a file's or nobody's.

    Raises:
        ValueError: something else has it.
    """
    try:
        file.lstat()
    except FileNotFoundError:
        return
    raise ValueError(file)


def _parsed(data: bytes) -> Manifest:
    value = json.loads(data)
    if value["eventbook-site"] != _FORM:
        raise ValueError(value["eventbook-site"])
    files = {path: Made(sha256, size) for path, (sha256, size) in value["files"].items()}
    for path, made in files.items():
        if why_unsafe(path) or not _SHA256.fullmatch(made.sha256) or type(made.size) is not int:
            raise ValueError(path)
    return Manifest(files, dict(value["made with"]))
