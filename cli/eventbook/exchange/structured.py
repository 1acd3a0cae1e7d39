"""Reads JSON given to `create` and `import`, strictly, and tells its form from others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf
from pathlib import PurePath
from typing import Literal, NoReturn

from eventbook.errors import EventbookError
from eventbook.jsonvalue import Json

Form = Literal["json", "yaml", "release"]

MAX_DEPTH = 100
MAX_DIGITS = 18
"""As for YAML numbers: more digits do not survive every reader."""

_BY_EXTENSION: dict[str, Form] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".txt": "release",
    ".text": "release",
}
_JSON_START = re.compile(r"\s*(?:\{|\[\s*(?:[\"\[{\]\d-]|(?:true|false|null)\b))")
_YAML_KEY = re.compile(r"(?:id|title):(?:\s|$)")
_YAML_LINE = re.compile(r"#|---(?:\s|$)|\s|- |[\w-]+:(?:\s|$)|%|[\]}]|$")
_TOKEN = re.compile(  # an unclosed string reaches to the end, so that scanning stays linear
    r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
    r"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|-?Infinity|NaN|[\[\]{}]",
    re.S,
)
_COLON = re.compile(r"\s*:")


class StructuredError(EventbookError):
    """The text is not the JSON it should be.

    Attributes:
        line, column: where, from 1; columns in code points.
    """

    def __init__(self, name: str, message: str, line: int, column: int) -> None:
        super().__init__(f"{name}:{line}:{column}: {message}")
        self.line = line
        self.column = column


def read_structured(data: bytes, name: str) -> Json:
    """The value of a JSON text (RFC 8259) in UTF-8, a byte order mark allowed.

    Args:
        data: the text.
        name: what to call it in messages, such as its path or `-`.

    Raises:
        StructuredError: not UTF-8, not JSON, a key twice in one object, `NaN` or an infinity, a
            number of more than 18 digits, half a surrogate pair, or nesting deeper than 100.
    """
    text = _decode(data, name)
    _refuse_deep(text, name)
    try:
        # Big integers would stop json.loads itself; what is wrong with them is told below.
        value: Json = json.loads(text, parse_int=_bounded)
    except json.JSONDecodeError as error:
        _fail(name, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", text, error.pos)
    for fault in _faults(text):
        _fail(name, fault.message, text, fault.at)
    return value


def sniff(data: bytes, name: str) -> Form:
    """Which form a text has: by the name's extension, else by how it begins.

    `{`, or `[` with what JSON allows behind it, is JSON; a top-level `id:` or `title:` below
    nothing but other lines of YAML is YAML; all else is a release's text.
    """
    known = _BY_EXTENSION.get(PurePath(name).suffix.lower())
    if known:
        return known
    text = data[:65_536].decode("utf-8", errors="replace").removeprefix("\ufeff")
    if _JSON_START.match(text):
        return "json"
    for line in text.splitlines():
        if _YAML_KEY.match(line):
            return "yaml"
        if not _YAML_LINE.match(line):
            return "release"
    return "release"


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str
    at: int


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        _fail(name, "not UTF-8", before, len(before))


def _fail(name: str, message: str, text: str, at: int) -> NoReturn:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    raise StructuredError(name, message, line, column)


def _bounded(digits: str) -> int:
    return int(digits[: MAX_DIGITS + 1])


def _refuse_deep(text: str, name: str) -> None:
    """Before the parser, which would run out of stack."""
    depth = 0
    for match in _TOKEN.finditer(text):
        if match.group() in "[{":
            depth += 1
        elif match.group() in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            _fail(name, f"nested deeper than {MAX_DEPTH}", text, match.start())


def _faults(text: str) -> Iterator[_Fault]:
    """What is JSON's grammar but not fit for a record, in order; `text` has been parsed."""
    objects: list[set[str] | None] = []
    for match in _TOKEN.finditer(text):
        token, at = match.group(), match.start()
        if token in "[{":
            objects.append(set() if token == "{" else None)
        elif token in "]}":
            objects.pop()
        elif token.startswith('"'):
            yield from _faults_of_string(text, match, objects)
        elif token in ("NaN", "Infinity", "-Infinity"):
            yield _Fault(f"{token} is no JSON number", at)
        else:
            yield from _faults_of_number(token, at)


def _faults_of_number(token: str, at: int) -> Iterator[_Fault]:
    digits = re.sub(r"[eE].*|\D", "", token)
    number = float(token)
    if len(digits) > MAX_DIGITS:
        yield _Fault(f"a number of more than {MAX_DIGITS} digits; quote it", at)
    elif isinf(number) or (number == 0 and digits.strip("0")):
        yield _Fault("a number too large or too small to hold; quote it", at)


def _faults_of_string(
    text: str, match: re.Match[str], objects: list[set[str] | None]
) -> Iterator[_Fault]:
    string: str = json.loads(match.group())
    if any("\ud800" <= c <= "\udfff" for c in string):
        yield _Fault("half a surrogate pair is no character", match.start())
    keys = objects[-1] if objects else None
    if keys is not None and _COLON.match(text, match.end()):
        if string in keys:
            yield _Fault(
                f"the key {json.dumps(string, ensure_ascii=True)} stands twice", match.start()
            )
        keys.add(string)
