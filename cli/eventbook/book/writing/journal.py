"""The journal of a change: what each file held and is to hold, and where its new bytes wait.

As long as it has not its name, nothing has happened. Once it has, the change is made, whatever
becomes of the process that began it.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, cast

from eventbook.book.files import read_file
from eventbook.book.paths import why_unsafe
from eventbook.book.writing import atomic
from eventbook.book.writing.atomic import At
from eventbook.errors import EnvironmentFault

PLANNED, COMMITTED, ABORTED, DONE = "journal.new", "journal", "abort", "done"
"""Its names: while files are staged; to be finished; to be taken back; finished."""

_VERSION = 1
_LARGEST = 1 << 30
_MODE = 0o400
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BESIDE = re.compile(r"(?:.+/)?\.eventbook-[0-9a-f]{16}-\d+")


class Unusable(EnvironmentFault):
    """A journal that was not written here, or not to its end."""


class Entry(NamedTuple):
    """One file of a change.

    Attributes:
        path: from the book's root.
        old: SHA-256 of what it held; None where there was no file.
        new: SHA-256 of what it is to hold; None where there shall be none.
        slot: where the new bytes wait, and then the old ones are: a path from the book's root;
            "" is the entry's number in the folder of the change.
        mode: the permissions of the old file.
    """

    path: str
    old: str | None
    new: str | None
    slot: str
    mode: int | None


@dataclass(frozen=True, slots=True)
class Journal:
    """A change.

    Attributes:
        entries: its files, in the order in which they take their names.
        folders: those that are made for it, outer ones first.
        kept: what was there before is kept, so that the change can be taken back.
        time: when it was made, in whole seconds of UTC.
        token: stands for this change alone.
    """

    entries: tuple[Entry, ...]
    folders: tuple[str, ...]
    kept: bool
    time: int
    token: str

    def to_bytes(self) -> bytes:
        """As it is stored."""
        value = {
            "version": _VERSION,
            "time": self.time,
            "token": self.token,
            "kept": self.kept,
            "folders": self.folders,
            "entries": self.entries,
        }
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Journal:
        """As it was stored.

        Raises:
            ValueError: these are other bytes, or those of another version.
        """
        value = json.loads(data)
        if not isinstance(value, dict) or value.get("version") != _VERSION:
            raise ValueError("it is of another version of eventbook")
        try:
            entries = tuple(Entry(*each) for each in value["entries"])
            folders = tuple(value["folders"])
            kept, time, token = value["kept"], value["time"], value["token"]
        except (KeyError, TypeError) as error:
            raise ValueError("it is incomplete") from error
        if not (isinstance(kept, bool) and isinstance(time, int) and isinstance(token, str)):
            raise ValueError("it is damaged")
        for each in entries:
            _check(each)
        _check_paths(folders)
        return cls(entries, folders, kept, time, token)


def _check(entry: Entry) -> None:
    path, old, new, slot, mode = cast("tuple[object, ...]", entry)
    _check_paths([path])
    digests = [each for each in (old, new) if each is not None]
    if not digests or not all(
        isinstance(each, str) and _DIGEST.fullmatch(each) for each in digests
    ):
        raise ValueError("it is damaged")
    if not isinstance(slot, str) or not isinstance(mode, int | None):
        raise ValueError("it is damaged")
    if slot and (why_unsafe(slot) or not _BESIDE.fullmatch(slot)):
        raise ValueError("it names a file that is not of a change")


def _check_paths(paths: Iterable[object]) -> None:
    for path in paths:
        if not isinstance(path, str) or why_unsafe(path):
            raise ValueError("it names a path that no book has")


def write_plan(txn: int, journal: Journal) -> None:
    """Store the journal of a change that is being prepared, forced to disk."""
    owner = None
    if os.geteuid() == 0:  # whom the folder belongs to must be able to finish it
        above = os.fstat(txn)
        owner = above.st_uid, above.st_gid
    atomic.write_new(At(txn, PLANNED), journal.to_bytes(), _MODE, owner=owner)


def read(txn: int, name: str, *, doubtful: bool = False) -> Journal | None:
    """A journal; None where there is none of that name.

    Args:
        txn: descriptor of the folder of the change.
        doubtful: the folder may have come with a checkout or an archive. Git gives no file the
            permissions of a journal, so one with others was not written here.

    Raises:
        Unusable: it cannot be relied on.
        Unreadable: the machine cannot read it.
    """
    found = atomic.look(At(txn, name))
    if found is None:
        return None
    try:
        foreign = stat.S_IMODE(found.st_mode) & 0o222 or found.st_uid not in _writers(txn)
        if doubtful and foreign:
            raise ValueError("it was not written here")
        return Journal.from_bytes(read_file(name, txn, name, _LARGEST))
    except (ValueError, RecursionError) as error:
        raise Unusable(
            f"the journal of a change that was broken off cannot be used: {error}"
        ) from error


def _writers(txn: int) -> set[int]:
    return {os.geteuid(), os.fstat(txn).st_uid}
