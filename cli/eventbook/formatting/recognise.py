"""Telling quickly that a document is laid out already, by its lines, without reading it as YAML.

What is recognised has no errors and would not change; what is not may be laid out all the same.
Rare forms are left to `layout`: comments that are indented deeper than what follows, texts over
several lines, indicators of depth. `tests/unit/formatting/test_recognise.py` holds both together.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import is_normalized

from eventbook.document.emit import flow, scalar
from eventbook.document.limits import DEFAULT
from eventbook.document.reader import read_text
from eventbook.document.scalars import misread_elsewhere
from eventbook.formatting.keys import Keys

_LARGEST = 50_000
"""Bytes of a file: what is larger may be too large for the loader, too."""
_DEEPEST = 40
_UNKNOWN = 1 << 30
"""The rank of keys that the schema does not know."""

_NONE: frozenset[str] = frozenset()
_SPACE_AT_END = re.compile(r"[ \t]\n")
_QUOTED = r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\''
_LINE = re.compile(r'( *)(- )?(?:([^\W\d_][\w-]*|"[^"\\]*"):(?: |$))?(.*)')
# Nothing in a plain text that could end it where it stands.
_SCALAR = re.compile(rf"({_QUOTED}|[^\W_](?:[^:#\t]|:(?! |$)|(?<! )#)*?(?<! )|-?[0-9.]+)(?: #.*)?")
_HEADER = re.compile(r"[|>]-?(?: #.*)?")
_AFTER_FLOW = re.compile(r"(?: #.*)?")
_FLOW_KEY = re.compile(r'([^\W\d_][\w-]*|"[^"\\]*"): ')
_FLOW_PLAIN = r"[^\W_](?:[^:#,\[\]{}\t]|:(?=[^ ,\[\]{}]))*(?<! )|-?[0-9.]+"
_FLOW_SCALAR = re.compile(rf"(?:{_QUOTED}|{_FLOW_PLAIN})(?=[,\]}}])")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def is_laid_out(data: bytes, keys: Keys) -> bool:
    """Whether a file is surely in canonical layout, and needs nothing filled in.

    Args:
        data: its bytes.
        keys: the order of its keys.
    """
    if len(data) > _LARGEST or not data.endswith(b"\n") or data.endswith(b"\n\n"):
        return False
    read = read_text(data, "", DEFAULT)
    text = read.text
    if text is None or read.findings or "\r" in text or _SPACE_AT_END.search(text):
        return False
    if not text.isascii() and not is_normalized("NFC", text):
        return False
    return _Reading(text[:-1].split("\n"), keys).fits()


class _Frame:
    """An open map or list in block style: its column, and what may follow in it."""

    __slots__ = ("column", "is_list", "keys", "last", "missing", "seen")

    def __init__(self, column: int, keys: Keys, *, is_list: bool) -> None:
        self.column = column
        self.is_list = is_list
        self.keys = keys
        self.last = -1
        self.missing = keys.fills
        self.seen: frozenset[str] | set[str] = _NONE

    def takes(self, name: str) -> bool:
        """Whether a key may come next."""
        rank = self.keys.rank.get(name, _UNKNOWN)
        if rank == _UNKNOWN:
            if name in self.seen:
                return False
            self.seen = {*self.seen, name}
        elif rank <= self.last:
            return False
        self.last = rank
        if name == self.missing:
            self.missing = ""
        return True


class _Line(NamedTuple):
    """A line by itself.

    Attributes:
        column: of the comment, the key or the dash.
        sort: one of the words below.
        is_item: it begins with a dash.
        name: its key, where it has one.
        value: what stands behind the colon or the dash.
    """

    column: int
    sort: str
    is_item: bool = False
    name: str | None = None
    value: str = ""


_DATE: Keys = Keys({}, True, lambda _: _DATE)
_COMMENT, _OPENS, _FITS, _YEAR, _FLOW, _BLOCK = "comment", "opens", "fits", "year", "flow", "block"


class _Reading:
    """The lines of a file, read one after another."""

    def __init__(self, lines: list[str], keys: Keys) -> None:
        self._lines = lines
        self._at = 0
        self._frames: list[_Frame] = []
        self._below: Keys | None = keys  # of what may begin below: the record, or a key's value
        self._column = 0  # where that would stand
        self._dash = False  # it would stand below a dash
        self._comment = -1  # the column of the comments above the next line
        self._parted = True  # a blank line here would be one too many
        self._first_blank = False  # the first line below a key is blank

    def fits(self) -> bool:
        while self._at < len(self._lines):
            text = self._lines[self._at]
            self._at += 1
            if not text:
                if self._parted:
                    return False
                self._parted = True
                self._first_blank |= self._below is not None and self._comment < 0
                continue
            line = _read(text)
            if line is None or self._comment not in (-1, line.column):
                return False
            if line.sort is _COMMENT:
                self._comment, self._parted = line.column, False
            elif not self._takes(line):
                return False
        return self._frames != [] and self._closes(0) and self._comment <= 0

    def _takes(self, line: _Line) -> bool:
        """Whether a line with a key or an item may stand here."""
        column, sort, is_item, name, _ = line
        # Below a dash that stands alone only a list begins.
        if self._below and column == self._column and (is_item or not self._dash):
            if self._first_blank or len(self._frames) > _DEEPEST:
                return False
            self._frames.append(_Frame(column, self._below, is_list=is_item))
        elif not self._frames or (self._frames[-1].column != column and not self._closes(column)):
            return False
        frame = self._frames[-1]
        if frame.column != column or frame.is_list is not is_item:
            return False
        self._below, self._comment = None, -1
        self._parted = self._first_blank = False
        keys = frame.keys
        if is_item:
            keys = keys.under(0)
            if name is not None:
                column += 2
                frame = _Frame(column, keys, is_list=False)
                self._frames.append(frame)
        if name is not None and not frame.takes(name):
            return False
        if sort is _FITS:
            return True
        return self._holds(line, keys if name is None else keys.under(name), column)

    def _closes(self, column: int) -> bool:
        """Close what is deeper than a column; False where something in it is to be filled in."""
        while self._frames and self._frames[-1].column > column:
            if self._frames.pop().missing:
                return False
        return bool(self._frames)

    def _holds(self, line: _Line, keys: Keys, column: int) -> bool:
        """Whether a value that is no mere text may stand where it does.

        Args:
            keys: of the value.
            column: of its key, or of its dash where it has none.
        """
        if line.sort is _OPENS:
            self._below, self._column, self._dash = keys, column + 2, line.name is None
            return True
        if line.sort is _YEAR:
            return not keys.is_date
        if line.sort is _BLOCK:
            return self._block(column + 2)
        return _flow_fits(line.value, keys)

    def _block(self, column: int) -> bool:
        """Go past the lines of a block scalar; at most one blank line follows."""
        pad = " " * column
        first, last, at = -1, -1, self._at
        while at < len(self._lines) and (not self._lines[at] or self._lines[at].startswith(pad)):
            if self._lines[at]:
                first = at if first < 0 else first
                last = at
            at += 1
        if first < 0 or self._lines[first][column] == " ":
            return False
        self._at = last + 1
        return True


@lru_cache(maxsize=1 << 15)
def _read(text: str) -> _Line | None:
    """A line that is not blank; None where it would be written otherwise."""
    match = _LINE.match(text)
    assert match is not None  # its last group takes any text
    indent, dash, key, value = match.groups()
    column, is_item = len(indent), dash is not None
    if key is None and not is_item:
        if value.startswith("#"):
            return _Line(column, _COMMENT)
        return _Line(column, _OPENS, True) if value == "-" else None
    name = None if key is None else _key_name(key)
    if key is not None and name is None:
        return None
    sort = _sort(value, has_key=key is not None)
    return _Line(column, sort, is_item, name, value) if sort else None


def _sort(value: str, *, has_key: bool) -> str:
    """Which sort of value stands behind a colon or dash; nothing where it would not stand so."""
    first = value[:1]
    if not first or first == "#":
        return _OPENS if has_key else ""
    if first in "[{":
        # Without maps and years, no schema has a say in it.
        return _FITS if "{" not in value and _flow_fits(value, _DATE) else _FLOW
    if first in "|>":
        return _BLOCK if _HEADER.fullmatch(value) else ""
    match = _SCALAR.fullmatch(value)
    if match is None or not _fits(match[1], in_flow=False):
        return ""
    return _YEAR if _is_year(match[1]) else _FITS


@lru_cache(maxsize=4096)
def _key_name(written: str) -> str | None:
    """The key that is written so; None where it would be written otherwise."""
    if written.startswith('"'):
        name = written[1:-1]
        return name if _needs_quotes(name, in_flow=False) else None
    return None if misread_elsewhere(written) else written


@lru_cache(maxsize=1 << 15)
def _quoted_fits(raw: str, *, in_flow: bool) -> bool:
    """Whether a text in quotes stays in them as it is."""
    if raw.startswith("'"):
        return _needs_quotes(raw[1:-1].replace("''", "'"), in_flow=in_flow)
    if "\\" not in raw:
        return _needs_quotes(raw[1:-1], in_flow=in_flow)
    if _SURROGATE.search(raw):
        return False
    try:
        value: str = json.loads(raw)
    except ValueError:
        return False
    return is_normalized("NFC", value) and _needs_quotes(value, in_flow=in_flow)


def _needs_quotes(text: str, *, in_flow: bool) -> bool:
    written = flow(text) if in_flow else scalar(text)
    return written.startswith('"') or not text[:1].isalpha()


@lru_cache(maxsize=1 << 15)
def _plain_fits(text: str) -> bool:
    """Whether a text without quotes stays without them as it is."""
    if not misread_elsewhere(text):
        return True
    return text in ("null", "true", "false") or _NUMBER.fullmatch(text) is not None


def _fits(raw: str, *, in_flow: bool) -> bool:
    if raw[0] in "\"'":
        return _quoted_fits(raw, in_flow=in_flow)
    return _plain_fits(raw)


def _is_year(raw: str) -> bool:
    """Whether a text without quotes is a number that a date would take for a year."""
    return len(raw) == 4 and raw.isdecimal()


def _flow_fits(value: str, keys: Keys) -> bool:
    """Whether a value in flow style, and perhaps a comment behind it, stay as they are."""
    end = _flow_end(value, 0, keys)
    return end > 0 and _AFTER_FLOW.fullmatch(value, end) is not None


def _flow_end(text: str, at: int, keys: Keys) -> int:
    """Behind a value in flow style; 0 where it would be written otherwise."""
    opening = text[at : at + 1]
    if opening not in ("[", "{"):
        match = _FLOW_SCALAR.match(text, at)
        if match is None or not _fits(match[0], in_flow=True):
            return 0
        return 0 if keys.is_date and _is_year(match[0]) else match.end()
    is_list = opening == "["
    closing = "]" if is_list else "}"
    at += 1
    if text[at : at + 1] == closing:
        return at + 1
    frame = _Frame(0, keys, is_list=is_list)
    while True:
        inner = keys
        if is_list:
            inner = keys.under(0)
        else:
            found = _FLOW_KEY.match(text, at)
            name = _key_name(found[1]) if found else None
            if found is None or name is None or not frame.takes(name):
                return 0
            at, inner = found.end(), keys.under(name)
        at = _flow_end(text, at, inner)
        if not at:
            return 0
        if text.startswith(closing, at):
            return 0 if frame.missing and not is_list else at + 1
        if not text.startswith(", ", at):
            return 0
        at += 2
