"""Patterns of schemas (ECMA-262, Unicode mode) as Python's `re` must be told them.

JSON Schema says that patterns are ECMA's (2020-12, section 6.4). Python's `$` also matches before
a closing line end, its `\\d`, `\\w` and `\\s` take all of Unicode, its `.` more line ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_TOKEN = re.compile(r"\\c[A-Za-z]|\\k<\w+>|\\.|\(\?<(?![=!])|[\[\]$.&~|]", re.DOTALL)
_SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_OUTSIDE = {
    "$": r"\Z",
    ".": r"[^\n\r\u2028\u2029]",
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[A-Za-z0-9_]",
    r"\W": "[^A-Za-z0-9_]",
    r"\s": f"[{_SPACE}]",
    r"\S": f"[^{_SPACE}]",
    r"\b": r"(?a:\b)",
    r"\B": r"(?a:\B)",
    "(?<": "(?P<",
}
_IN_CLASS = {
    r"\d": "0-9",
    r"\w": "A-Za-z0-9_",
    r"\s": _SPACE,
    # Python means to give these a meaning one day, and warns
    **{character: f"\\{character}" for character in "[&~|"},
}
_ESCAPES = frozenset("bBcdDfknrsStuvwWx0123456789")


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern ready to search with.

    Raises:
        re.error: it is not a pattern, or one that Python cannot be told, such as `\\p{L}`.
    """
    return re.compile(python_pattern(pattern))


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern occurs in a text, in bounded time; False of what is no pattern.

    Python's own engine may take years over a pattern that somebody made to that end.
    """
    check = _bounded(pattern)
    return check is not None and check(text)


@lru_cache(maxsize=1024)
def _bounded(pattern: str) -> Callable[[str], bool] | None:
    from jsonschema_rs import Draft202012Validator, ValidationError

    try:
        return Draft202012Validator({"pattern": pattern}).is_valid
    except (ValidationError, ValueError):
        return None


def python_pattern(pattern: str) -> str:
    """A pattern with the same meaning in Python.

    Raises:
        re.error: it has an escape that ECMA does not know, or Python.
    """
    out: list[str] = []
    end = 0
    in_class = False
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        out.append(pattern[end : match.start()])
        end = match.end()
        if token[0] == "\\" and token[1].isalnum() and token[1] not in _ESCAPES:
            raise re.error(f"{token} is no escape here", pattern, match.start())
        if len(token) == 3 and token.startswith("\\c"):
            out.append(f"\\x{ord(token[2]) % 32:02x}")
        elif token.startswith("\\k<"):
            out.append(f"(?P={token[3:-1]})")
        elif in_class:
            out.append(_IN_CLASS.get(token, token))
            in_class = token != "]"
        else:
            out.append(_OUTSIDE.get(token, token))
            in_class = token == "["
    return "".join([*out, pattern[end:]])
