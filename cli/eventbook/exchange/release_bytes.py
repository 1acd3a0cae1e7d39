"""Reads a release's bytes as numbered lines of text, or says why they are none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from eventbook.errors import EventbookError

MAX_BYTES = 1 << 18
"""A release text of more than 256 KiB is a mistake (a press release has a few KB)."""

_BOM = "\ufeff"
# No spaces: controls other than tab and line ends, bidi embeddings and isolates, zero-width marks.
_UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a word-processor or zip file"),
    (b"\xd0\xcf\x11\xe0", "a word-processor file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.I)
_TAGS = re.compile(
    r"</(?:p|h[1-6]|div|span|a|b|i|em|strong|ul|ol|li|table|tr|td|section|article)\s*>|<br\s*/?>"
    r"|&(?:nbsp|amp|quot|lt|gt|#\d{1,6}|#x[\da-f]{1,6});",
    re.I,
)
_TO_UTF8 = "save it as plain text in UTF-8"
_TEXT_ALONE = "save its text alone, as a browser shows it"
_AS_UTF8 = f"{_TO_UTF8}; of a text in Windows-1252, `iconv -f WINDOWS-1252 -t UTF-8 FILE` makes one"


class ReleaseError(EventbookError):
    """The bytes are no release text, or the address given with them is none.

    Args:
        message: what is wrong, without a word of the text.
        line: the line it was found on, from 1, where there is one.
        help: what to do.
    """

    def __init__(self, message: str, *, line: int | None = None, help: str = "") -> None:  # noqa: A002
        super().__init__(message if line is None else f"line {line}: {message}", help=help)
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. Its text is never shown by `repr`: it may name a child."""

    number: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReleaseBytes:
    """The lines of a release.

    Attributes:
        lines: those that are not blank, stripped, in NFC; numbers count from 1, blank lines too.
        encoding_note: such as `UTF-8, LF, no final newline`.
        cleaned: numbers of the lines from which unseen characters were taken out.
    """

    lines: tuple[Line, ...]
    encoding_note: str
    cleaned: tuple[int, ...]


def decode_release(data: bytes) -> ReleaseBytes:
    """The lines of a release given as strict UTF-8, with or without a byte order mark.

    Raises:
        ReleaseError: not UTF-8, another file format, too large, or without any text.
    """
    text = _decode(data)
    rows = re.split(r"\r\n|\n|\r", text.removeprefix(_BOM))
    lines: list[Line] = []
    cleaned: list[int] = []
    for number, row in enumerate(rows, start=1):
        seen = _UNSEEN.sub(" ", row)
        if seen != row:
            cleaned.append(number)
        if stripped := unicodedata.normalize("NFC", seen).strip():
            lines.append(Line(number, stripped))
    if not lines:
        raise ReleaseError("the release has no text")
    return ReleaseBytes(tuple(lines), _encoding_note(text), tuple(cleaned))


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise ReleaseError(f"the release has {len(data)} bytes; the limit is {MAX_BYTES}")
    for magic, name in _OTHER_FORMATS:
        if data.startswith(magic):
            raise ReleaseError(f"this is {name}", help=_TO_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\n|\r", data[: error.start])) + 1
        raise ReleaseError("the release is not UTF-8", line=line, help=_AS_UTF8) from None
    if (at := text.find("\0")) >= 0:
        line = len(re.findall(r"\r\n|\n|\r", text[:at])) + 1
        raise ReleaseError("a NUL byte: this is no plain text", line=line, help=_TO_UTF8)
    if _MARKUP.match(text.removeprefix(_BOM)):
        raise ReleaseError("this is a web page", line=1, help=_TEXT_ALONE)
    if tag := _TAGS.search(text):
        line = len(re.findall(r"\r\n|\n|\r", text[: tag.start()])) + 1
        raise ReleaseError("marks of a web page stand here", line=line, help=_TEXT_ALONE)
    return text


def _encoding_note(text: str) -> str:
    """How the text is written, in the words of `sha256_of`."""
    ends = set(re.findall(r"\r\n|\n|\r", text))
    names = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
    parts = ["UTF-8"]
    if text.startswith(_BOM):
        parts.append("byte order mark")
    if len(ends) > 1:
        parts.append("mixed line ends")
    parts += [names[end] for end in ends if len(ends) == 1]
    if not text.endswith(("\n", "\r")):
        parts.append("no final newline")
    return ", ".join(parts)
