"""Telling quickly that a document is laid out already, by its lines, without reading it as YAML.

What is recognised has no errors and would not change; what is not may be laid out all the same.
Rare forms are left to `layout`: comments that are indented deeper than what follows, texts over
several lines, indicators of depth. `tests/unit/formatting/test_recognise.py` holds both together.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
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
        self.seen: set[str] = set()

    def takes(self, name: str) -> bool:
        """Whether a key may come next."""
        rank = self.keys.rank.get(name, _UNKNOWN)
        if rank < self.last or (rank == self.last and name in self.seen):
            return False
        if rank == _UNKNOWN:
            self.seen.add(name)
        elif rank == self.last:
            return False
        self.last = rank
        if name == self.missing:
            self.missing = ""
        return True


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
            line = self._lines[self._at]
            self._at += 1
            if not line:
                if self._parted:
                    return False
                self._parted = True
                self._first_blank |= self._below is not None and self._comment < 0
                continue
            match = _LINE.match(line)
            assert match is not None  # its last group takes any text
            indent, dash, key, value = match.groups()
            column = len(indent)
            if key is None and dash is None and value.startswith("#"):
                if self._comment not in (-1, column):
                    return False
                self._comment, self._parted = column, False
            elif dash is None and key is None:
                if value != "-" or not self._takes(column, True, None, ""):
                    return False
            elif not self._takes(column, dash is not None, key, value):
                return False
        return self._frames != [] and self._closes(0) and self._comment <= 0

    def _takes(self, column: int, is_item: bool, key: str | None, value: str) -> bool:
        """Whether a line with a key or an item may stand here."""
        if self._comment not in (-1, column):
            return False
        if self._below is not None and column == self._column and self._begins(is_item):
            if self._first_blank or len(self._frames) > _DEEPEST:
                return False
            self._frames.append(_Frame(column, self._below, is_list=is_item))
        elif not self._closes(column) or self._frames[-1].column != column:
            return False
        frame = self._frames[-1]
        if frame.is_list is not is_item:
            return False
        self._below, self._comment = None, -1
        self._parted = self._first_blank = False
        if not is_item:
            return key is not None and self._entry(frame, key, value, column)
        keys = frame.keys.under(0)
        if key is None:
            return self._value(value, keys, column, dash=True)
        inner = _Frame(column + 2, keys, is_list=False)
        self._frames.append(inner)
        return self._entry(inner, key, value, column + 2)

    def _begins(self, is_item: bool) -> bool:
        """Whether what stands here begins a value; below a dash only a list does."""
        return is_item or not self._dash

    def _closes(self, column: int) -> bool:
        """Close what is deeper than a column; False where something in it is to be filled in."""
        while self._frames and self._frames[-1].column > column:
            if self._frames.pop().missing:
                return False
        return bool(self._frames)

    def _entry(self, frame: _Frame, key: str, value: str, column: int) -> bool:
        name = _key_name(key)
        if name is None or not frame.takes(name):
            return False
        return self._value(value, frame.keys.under(name), column, dash=False)

    def _value(self, value: str, keys: Keys, column: int, *, dash: bool) -> bool:
        """Whether a value may stand behind its colon or dash."""
        first = value[:1]
        if not first or (first == "#" and not dash):
            self._below, self._column, self._dash = keys, column + 2, dash
            return True
        if first in "|>":
            return _HEADER.fullmatch(value) is not None and self._block(column + 2)
        if first in "[{":
            end = _flow_end(value, 0, keys)
            return end > 0 and _AFTER_FLOW.fullmatch(value, end) is not None
        match = _SCALAR.fullmatch(value)
        return match is not None and _fits(match[1], keys, in_flow=False)

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


def _fits(raw: str, keys: Keys, *, in_flow: bool) -> bool:
    if raw[0] in "\"'":
        return _quoted_fits(raw, in_flow=in_flow)
    if keys.is_date and len(raw) == 4 and raw.isdecimal():
        return False
    return _plain_fits(raw)


def _flow_end(text: str, at: int, keys: Keys) -> int:
    """Behind a value in flow style; 0 where it would be written otherwise."""
    opening = text[at : at + 1]
    if opening not in ("[", "{"):
        match = _FLOW_SCALAR.match(text, at)
        return match.end() if match and _fits(match[0], keys, in_flow=True) else 0
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
