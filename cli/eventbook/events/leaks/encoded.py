r"""Texts behind escapes: `%C9%99` of addresses, `\u0259` of JSON and YAML, `&#601;` of HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_ESCAPE = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|\\(?:u(?P<u>[0-9A-Fa-f]{4})|x(?P<x>[0-9A-Fa-f]{2})|U(?P<U>[0-9A-Fa-f]{8})|(?P<c>[nrt]))"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its escapes undone, and where its pieces come from.

    Attributes:
        text: what the escapes stand for, in their places.
        here: offsets in this text from which on it is shifted, sorted.
        there: the offsets in the text as it was.
    """

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the text as it was; inside an escape, not past its end."""
        piece = bisect_right(self.here, offset) - 1
        there = self.there[piece] + offset - self.here[piece]
        return min(there, self.there[piece + 1]) if piece + 1 < len(self.there) else there


def decoded(text: str) -> Decoded | None:
    """The text without escapes; None where it has none."""
    if not any(sign in text for sign in "%\\&"):
        return None
    pieces: list[str] = []
    here, there = [0], [0]
    length = behind = 0
    for match in _ESCAPE.finditer(text):
        plain = _meant(match)
        pieces += (text[behind : match.start()], plain)
        length += match.start() - behind
        behind = match.end()
        here += (length, length + len(plain))
        there += (match.start(), behind)
        length += len(plain)
    return Decoded("".join([*pieces, text[behind:]]), tuple(here), tuple(there)) if pieces else None


def _meant(match: re.Match[str]) -> str:
    from html import unescape
    from urllib.parse import unquote

    if match["percent"]:
        return unquote(match["percent"], errors="replace")
    if match["entity"]:
        return unescape(match["entity"])
    if match["c"]:
        return " "
    code = int(match["u"] or match["x"] or match["U"], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
