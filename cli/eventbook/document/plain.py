"""The plain subset: documents that every YAML reader reads alike.

`is_plain` proves of a document, by looking at its bytes once, that it holds nothing on which the
reference loader and a quick parser could differ, and nothing that the loader would remark on. It
is cautious: of what it cannot judge at a glance it says no, and the reference loader has the word.
What it proves is held by tests, which compare both on generated and on mutated documents.

The patterns run in RE2, whose automaton reads each byte once, however many patterns there are.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import re2

MOST_BYTES: Final = 32 * 1024
"""A longer document may reach a limit of the loader: so many values, so long a text."""
MOST_COLUMNS: Final = 24
"""Spaces and dashes before a line's text. A column opens at most two collections."""
MOST_NESTED: Final = 12
"""Collections in brackets, one in another."""
_LONGEST_LINE: Final = 256  # as long as a key may be

_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}\n")

# Characters that have a meaning at the start of a value, and blocks that may be empty.
_INDICATORS = r"[&*!%@`?<:]|[|>](?:[^-+\n]|[-+][^\n]|[-+]?\n *(?:\n|\z))"
# Numbers in other forms than JSON's, or too long to be kept by everybody: readers differ.
_NUMBERS = (
    r"[-+]?0[0-9_xXoObB][0-9a-fA-F_.]*"
    r"|[-+.0-9eE]*_[-+.0-9_eE]*"
    r"|\+[.0-9][-+.0-9eE]*"
    r"|[-+]?\.(?:[0-9][-+0-9eE]*|[iI][nN][fF]|[nN][aA][nN])"
    r"|[-+]?[0-9]+\.(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+"
    r"|[-+]?[0-9.]{17,}"
)
# Keys that are numbers, words for null, true or false, or missing.
_KEYS = (
    r"(?:-[^ \n:]|[+.0-9_])[^\n:]*|~|[nN]ull|NULL|[tT]rue|TRUE|[fF]alse|FALSE|"  # the last: none
)
_ANYWHERE = (
    r"[\x00-\x09\x0b-\x1f\x7f]",
    r'[^\\](?:\\\\)*\\[^"nt/\\]',
    r"""["'] *:[^ \n]""",
    r"\n---|\n\.\.\.",
    rf"\n[ -]{{{MOST_COLUMNS}}}",
    # U+0080 to U+009F, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF, and what reorders text.
    r"\xc2[\x80-\x9f]|\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])",
)


def is_plain(data: bytes) -> bool:
    """Whether a document is in the plain subset. Its bytes may still be no UTF-8, or no YAML.

    Args:
        data: the file as it is on disk.
    """
    if len(data) > MOST_BYTES or not data.endswith(b"\n"):
        return False
    text = b"\n" + (data[4:] if data.startswith(b"---\n") else data)
    brackets = text.translate(None, _NO_BRACKETS).strip(b"\n")
    return not (
        _odd(in_brackets=bool(brackets)).search(text)
        or _is_nested(brackets)
        or _may_have_long_key(text)
    )


@cache
def _odd(*, in_brackets: bool) -> Any:
    """What a plain document does not hold; more of it where values stand in brackets."""
    more: tuple[str, ...]
    if in_brackets:
        start, key, end = r"(?:[\n\[{,] *|[:\-] +)", r"(?:\n *(?:- +)*|[{\[,] *)", r"[\n,\]}]"
        more = (r"[\]}] *:", r":[,?\[\]{}]")
    else:
        start, key, end = r"(?:\n *|[:\-] +)", r"\n *(?:- +)*", r"\n"
        more = ()
    patterns = (
        f"{start}(?:{_INDICATORS})",
        f"{start}(?:{_NUMBERS}) *(?:{end}| #)",
        f"{key}(?:{_KEYS}) *:[ \\n,}}\\]]",
        *more,
        *_ANYWHERE,
    )
    return re2.compile("|".join(patterns).encode(), _options())


def may_have_lone_keys(data: bytes) -> bool:
    """Whether a map between brackets may have an entry without a colon: a key without a value.

    Args:
        data: a plain document. That a key with a colon is a text has been proved by then.
    """
    return b"{" in data and not _paired().fullmatch(data)


@cache
def _paired() -> Any:
    """Documents whose maps between brackets hold, from comma to comma, a key and a value each.

    A comma in quotes or in an inner list makes an entry look as if it had no colon: in doubt, no.
    A list is no text either, and may be a key.
    """
    pair = r" *[^ ,{}\[\]\n][^,{}\[\]\n]*: [^,{}\n]*"
    return re2.compile(rf"(?:[^{{]|\{{(?:{pair}(?:,{pair})*)?}})*".encode(), _options())


def _options() -> Any:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1  # that is: bytes
    options.never_capture = True
    return options


def _is_nested(brackets: bytes) -> bool:
    """Whether brackets stand in brackets too often, or do not close in the line they open in."""
    for _ in range(MOST_NESTED if brackets else 0):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return bool(brackets.strip(b"\n"))


def _may_have_long_key(text: bytes) -> bool:
    lines = text.split(b"\n")
    return len(max(lines, key=len)) > _LONGEST_LINE and any(map(_is_long, lines))


def _is_long(line: bytes) -> bool:
    """Whether a line has a colon where a key would be too long, and is no quoted value."""
    if b":" not in line[_LONGEST_LINE:]:
        return False
    key, _, value = line[:_LONGEST_LINE].partition(b": ")
    return value[:1] not in (b"'", b'"') or not key.strip(b" -").replace(b"_", b"").isalnum()
