"""The text of a source as a file holds it, plain or HTML, with the lines of that file.

HTML is read by rules of our own rather than by `html.parser`, which before Python 3.11.14 takes
minutes for a hundred kilobytes of unclosed tags. The work here grows with the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

HTML_ENDINGS = (".html", ".htm", ".xhtml")

_LINE_END = re.compile(r"\r\n?")
# Soft hyphens, zero-width and directional marks, the byte order mark.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
# A quoted value may hold `>`. What quotes is never left half read, so no text is read twice.
_TAG = re.compile(
    r"<(/?)([a-z][^\s/>]*)((?:[^>=]|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>", re.IGNORECASE
)
_OTHER = re.compile(r"<(?:!--.*?(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))", re.DOTALL)
_RAW = ("script", "style")
_RAW_END = {name: re.compile(rf"</{name}\b[^>]*+(?:>|\Z)", re.IGNORECASE) for name in _RAW}
_HIDDEN = "template"
# Tags that may stand inside a word. All others part words.
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small"
    " span strong sub sup time tt u var wbr"
)
_INSIDE_WORDS = frozenset(_INLINE.split())


class SourceText(NamedTuple):
    """A text to be searched; NFC (UAX #15), without invisible characters.

    Attributes:
        starts: the offsets in the text at which a line of the file begins, ascending.
        lines: the number of the line that begins there; the first is 1.
    """

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The line of the file in which the character at an offset stands."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)] if self.lines else 1


def cleaned(text: str) -> str:
    """The text in NFC without characters that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def source_text(text: str, name: str = "") -> SourceText:
    """The text of a file, which is HTML if its name or its first words say so.

    Args:
        text: the whole file.
        name: the file's name, of which only the ending matters.
    """
    text = _LINE_END.sub("\n", text)
    if name.lower().endswith(HTML_ENDINGS) or _LOOKS_LIKE_HTML.match(text):
        return _joined(_of_html(text))
    return _joined((line + "\n", number) for number, line in enumerate(text.split("\n"), 1))


def _joined(pieces: Iterator[tuple[str, int]]) -> SourceText:
    texts: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    length = 0
    for piece, line in pieces:
        clean = cleaned(piece)
        if clean and (not lines or lines[-1] != line):
            starts.append(length)
            lines.append(line)
        texts.append(clean)
        length += len(clean)
    return SourceText("".join(texts), tuple(starts), tuple(lines))


def _of_html(markup: str) -> Iterator[tuple[str, int]]:
    """What a reader sees of a page, in pieces of one line each, with the number of that line."""
    line = 1
    counted = 0
    for start, end in _visible(markup):
        line += markup.count("\n", counted, start)
        counted = start
        if start == end:
            yield "\n", line  # a tag that parts words
        for below, piece in enumerate(markup[start:end].split("\n")):
            yield ("\n" if below else "") + unescape(piece), line + below


def _visible(markup: str) -> Iterator[tuple[int, int]]:
    """From where to where text stands outside of tags; empty where a tag parts words."""
    position = hidden = 0
    while position < len(markup):
        start = markup.find("<", position)
        start = len(markup) if start < 0 else start
        if start > position and not hidden:
            yield position, start
        position = start
        if tag := _TAG.match(markup, start):
            name = tag[2].lower()
            position = _behind(markup, tag, name)
            if name == _HIDDEN:
                hidden = max(0, hidden - 1) if tag[1] else hidden + 1
            if name not in _INSIDE_WORDS and not hidden:
                yield position, position
        elif other := _OTHER.match(markup, start):
            position = other.end()
        elif markup[start + 1 : start + 2].isalpha():
            return  # a tag that never ends hides the rest, as it does in a browser
        elif start < len(markup):
            position = start + 1
            if not hidden:
                yield start, position  # a bare `<`


def _behind(markup: str, tag: re.Match[str], name: str) -> int:
    """Where to go on after a tag: behind its element, where that is no text to be read."""
    if name not in _RAW or tag[1]:
        return tag.end()
    closing = _RAW_END[name].search(markup, tag.end())
    return closing.end() if closing else len(markup)
