"""What is remembered of the files made last: from what they were made, and how they were left.

It stands where the cache does and is one: what is wrong with it, or gone, costs time and nothing
else. Digests of what files are made from stay here, and are never published: they cover records
whole, and whoever has a digest can try out what it may be of.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from eventbook.book.cache import private_folder
from eventbook.book.files import Stamp
from eventbook.book.publishing.comparing import lasting_stamp
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.manifest import Made

_KEPT: Final = 5
"""Of so many published folders of a book something is remembered."""


class Known(NamedTuple):
    """A file that was made.

    Attributes:
        inputs: a digest of what it was made from; empty for what is made from the other files.
        made: its bytes.
        stamp: stands for them where the file still has it.
    """

    inputs: str
    made: Made
    stamp: Stamp | None = None


class Remembered(NamedTuple):
    """What was made last.

    Attributes:
        key: stands for everything that it was made from; the same key, the same files.
        program: a digest of what made it.
        files: by path.
    """

    key: str
    program: str
    files: Mapping[str, Known]


NOTHING: Final = Remembered("", "", {})


class Memory:
    """What is remembered of one published folder of a book.

    Args:
        root: the book's.
        folder: the published one.
    """

    def __init__(self, root: Path, folder: Folder) -> None:
        kept = private_folder(root)
        name = sha256(os.fsencode(folder.path)).hexdigest()[:32]
        self._folder = folder
        self._file = kept / f"site-{name}.json" if kept else None

    def read(self) -> Remembered:
        """What was remembered; nothing where it is damaged."""
        if self._file is not None:
            with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
                total, _, text = self._file.read_bytes().partition(b"\n")
                if total.decode() == sha256(text).hexdigest():
                    return _parsed(text)
        return NOTHING

    def write(self, key: str, program: str, files: Mapping[str, Known]) -> None:
        """Remember files as they lie in the folder now, known to have these bytes."""
        if self._file is None:
            return
        with suppress(OSError):
            beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            try:
                tick = _tick(beside, self._folder.path)
                stamped = {path: self._stamped(path, known, tick) for path, known in files.items()}
                text = _dumped(Remembered(key, program, stamped))
                beside.write_bytes(b"%s\n%s" % (sha256(text).hexdigest().encode(), text))
                beside.replace(self._file)
            finally:
                beside.unlink(missing_ok=True)
            _forget_others(self._file)

    def _stamped(self, path: str, known: Known, tick: int | None) -> Known:
        stamp = lasting_stamp(self._folder.file(path), tick)
        if stamp and known.stamp and not _same_but_for_links(stamp, known.stamp):
            stamp = None
        return known._replace(stamp=stamp)


def _same_but_for_links(now: Stamp, before: Stamp) -> bool:
    """Whether two stamps are of one file, given other names meanwhile at most."""
    return now._replace(ctime_ns=before.ctime_ns) == before


def _tick(file: Path, folder: Path) -> int | None:
    """The time that a file written now has; None where that is another file system's."""
    file.touch(mode=0o600, exist_ok=False)
    found = file.stat()
    return found.st_mtime_ns if found.st_dev == folder.stat().st_dev else None


def _forget_others(file: Path) -> None:
    files = sorted(file.parent.glob("site-*.json"), key=lambda one: one.stat().st_mtime_ns)
    for one in files[:-_KEPT]:
        one.unlink(missing_ok=True)


def _dumped(remembered: Remembered) -> bytes:
    files = {
        path: [known.inputs, *known.made, *(known.stamp or ())]
        for path, known in remembered.files.items()
    }
    return json.dumps([remembered.key, remembered.program, files], ensure_ascii=False).encode()


def _parsed(text: bytes) -> Remembered:
    key, program, files = json.loads(text)
    known = {
        path: Known(inputs, Made(digest, size), Stamp(*stamp) if stamp else None)
        for path, (inputs, digest, size, *stamp) in files.items()
    }
    return Remembered(key, program, known)
