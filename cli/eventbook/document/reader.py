"""Bytes to text: strict UTF-8, no control characters, and what is doubtful in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventbook.document.document import Lines
from eventbook.document.limits import Limits
from eventbook.findings import Finding, Fix, Span

# Everything that libyaml refuses, and the three characters that some YAML readers take for line
# ends and others do not (NEL, LS, PS): a text must not mean two things.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text, or None where it cannot be read, and what is to be said about its bytes."""

    text: str | None
    findings: tuple[Finding, ...]


def read_text(data: bytes, path: str, limits: Limits) -> Text:
    """Decode a file.

    Args:
        data: the file's bytes.
        path: the file's name for findings.
        limits: its largest size.
    """
    if len(data) > limits.bytes:
        message = f"the file has {len(data):,} bytes; at most {limits.bytes:,} are read"
        return _refused("yaml-too-large", message, path, help="split it into one file an event")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _refused("yaml-encoding", "the file is UTF-16", path, help="save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        span = Lines(before).span(len(before), len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return _refused("yaml-encoding", message, path, span, help="save the file as UTF-8")
    if data.startswith(_BOM):
        fix = Fix("safe", "")
        message = "the file begins with a byte order mark"
        return _refused("yaml-encoding", message, path, Span(1, 1, 1, 2), "remove it", fix)
    if found := _FORBIDDEN.search(text):
        message = f"the character U+{ord(found[0]):04X} is not allowed in a record"
        span = Lines(text).span(found.start(), found.end())
        remedy = "remove it, or write it as an escape in double quotes"
        return _refused("yaml-encoding", message, path, span, remedy)
    return Text(text, tuple(_doubts(text, path)))


def _doubts(text: str, path: str) -> Iterator[Finding]:
    ends = {match[0] for match in _LINE_END.finditer(text)} if "\r" in text else set()
    if ends - {"\r\n"}:
        usual = next(_LINE_END.finditer(text))[0]
        odd = next(m for m in _LINE_END.finditer(text) if m[0] != usual or m[0] == "\r")
        yield Finding(
            "text-hygiene",
            "warning",
            "line ends are mixed",
            path,
            help="use one kind throughout, best LF",
            fix=Fix("safe", ""),
            span=Lines(text).span(odd.start(), odd.start()),
        )
    for match in _BIDI.finditer(text):
        yield Finding(
            "text-hygiene",
            "warning",
            f"the invisible character U+{ord(match[0]):04X} reorders the text around it",
            path,
            help="remove it",
            span=Lines(text).span(match.start(), match.end()),
        )


def _refused(
    slug: str,
    message: str,
    path: str,
    span: Span = Span(1, 1, 1, 1),  # noqa: B008 - frozen
    help: str = "",  # noqa: A002
    fix: Fix | None = None,
) -> Text:
    return Text(None, (Finding(slug, "error", message, path, help=help, fix=fix, span=span),))
