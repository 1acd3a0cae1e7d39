"""What lies in a published folder, held against what should: by stamps where they are known."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from eventbook.book.files import Stamp
from eventbook.book.publishing.manifest import Made


def made_of(data: bytes) -> Made:
    """The digest and size of bytes."""
    return Made(hashlib.sha256(data).hexdigest(), len(data))


def stamp_of(file: str) -> Stamp | None:
    """The stamp of a regular file; None where there is none."""
    try:
        found = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stamp.of(found) if stat.S_ISREG(found.st_mode) else None


def holding(file: str, made: Made, stamp: Stamp | None = None) -> Stamp | None:
    """The stamp of a file that has these bytes; None where it has others, or is not there.

    Args:
        file: its name; it need not be there.
        made: the bytes.
        stamp: one that stands for them; None where none is known.

    Raises:
        OSError: it cannot be read.
    """
    found = stamp_of(file)
    if found is None or found.size != made.size:
        return None
    return found if found == stamp or found_bytes(file) == made else None


def found_bytes(file: str) -> Made | None:
    """What a file holds; None where there is no regular file."""
    if stamp_of(file) is None:
        return None
    return made_of(Path(file).read_bytes())


def lasting_stamp(file: str, tick: int | None) -> Stamp | None:
    """The stamp of a file, if it stands for its bytes from now on.

    Args:
        file: one whose bytes are known.
        tick: the time that a file of the same file system had that was written after they were
            read, in ns; None where there is none. A change that comes later has a later time then
            (git's rule for racily clean entries).
    """
    found = stamp_of(file) if tick is not None else None
    if found is None or tick is None or max(found.mtime_ns, found.ctime_ns) >= tick:
        return None
    return found
