"""Paths inside a book, as text: which are safe, which collide, how odd ones are shown.

A path of a book is relative to its root and written with `/`. Nothing here touches the disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_PATH = 240
"""Longest path in bytes of UTF-8: what Windows can check out under a short root. It also keeps
every name below the 255 bytes that file systems allow."""

_PLAIN = re.compile(r"[\w-][\w .-]*(?:/[\w-][\w .-]*)*", re.ASCII)  # nothing to look closer at
_DRIVE = re.compile(r"[A-Za-z]:")
_ODD_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_GIT_NAMES = frozenset({".git", "git~1"})


def has_odd_characters(text: str) -> bool:
    """Whether a name holds control characters, line separators, or bytes that are not UTF-8.

    Python reads such bytes as lone surrogates (PEP 383).
    """
    return not text.isprintable() and any(unicodedata.category(c) in _ODD_CATEGORIES for c in text)


def shown(path: str) -> str:
    r"""The path with odd characters written as escapes (`\x07`, `\udcff`), fit for any output."""
    if not has_odd_characters(path):
        return path
    return "".join(
        c.encode("unicode_escape").decode("ascii")
        if unicodedata.category(c) in _ODD_CATEGORIES
        else c
        for c in path
    )


def why_unsafe(path: str) -> str:
    """Why a text cannot be a path of a book: a phrase such as "it leaves the book", or "".

    Safe paths are relative, stay below the root on every platform, and never enter `.git`.
    """
    if len(path) <= MAX_PATH and _PLAIN.fullmatch(path):
        return ""
    if not path:
        return "it is empty"
    if path.startswith("/") or _DRIVE.match(path):
        return "it is absolute"
    if "\\" in path:
        return "it holds a backslash"
    if has_odd_characters(path):
        return "it holds control characters or bytes that are not UTF-8"
    parts = path.split("/")
    if ".." in parts:
        return "it leaves the book (..)"
    if "" in parts or "." in parts:
        return "it has an empty part or a lone dot"
    if any(part.casefold() in _GIT_NAMES for part in parts):
        return "it lies inside .git"
    if len(path.encode()) > MAX_PATH:
        return f"it is longer than {MAX_PATH} bytes"
    return ""


def collision_key(path: str) -> str:
    """The path as a file system sees it that knows neither case nor Unicode forms (UAX #15)."""
    if path.isascii():
        return path.lower()
    folded = unicodedata.normalize("NFC", path).casefold()
    return unicodedata.normalize("NFC", folded)


def colliding(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of different paths that some file systems hold for one; each group and all sorted."""
    groups: dict[str, set[str]] = {}
    for path in paths:
        groups.setdefault(collision_key(path), set()).add(path)
    return tuple(sorted(tuple(sorted(group)) for group in groups.values() if len(group) > 1))
