"""A document in its canonical layout: the same value, the same comments, one way to write them."""

from __future__ import annotations

import re
import unicodedata

from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.page import Page
from eventbook.errors import EventbookError
from eventbook.formatting.comments import comments
from eventbook.formatting.keys import Keys
from eventbook.formatting.owners import own
from eventbook.formatting.pieces import sheet
from eventbook.formatting.writing import write
from eventbook.jsonvalue import equal

_BOM = b"\xef\xbb\xbf"
_OTHER_LINE_END = re.compile("\r\n?")
_LONE_LINE_END = re.compile("\r(?!\n)|(?<!\r)\n")


class LayoutError(EventbookError):
    """A document that cannot be laid out; it is to be left as it is."""


def without_bom(data: bytes) -> bytes:
    """The bytes of a file without a byte order mark."""
    return data.removeprefix(_BOM)


def tidied(data: bytes) -> bytes:
    """The bytes of a file without what its text does not show.

    Gone is a byte order mark; lines end with LF; the text is in normal form (Unicode NFC). What is
    no UTF-8 stays.
    """
    try:
        text = without_bom(data).decode()
    except UnicodeDecodeError:
        return data
    return unicodedata.normalize("NFC", _OTHER_LINE_END.sub("\n", text)).encode()


def ends_with_crlf(data: bytes) -> bool:
    """Whether each line of a file ends with CRLF, which is then its own way."""
    return b"\r\n" in data and _LONE_LINE_END.search(data.decode("utf-8", "replace")) is None


def laid_out(document: Document, keys: Keys) -> Document:
    """A document in canonical layout.

    Args:
        document: of a text that is `tidied`.
        keys: the order of its keys.

    Raises:
        LayoutError: it holds neither a map nor a list, or its text would not hold its value.
    """
    if not isinstance(document.value, dict | list):
        raise LayoutError("it holds neither a map nor a list")
    if not document.value:
        return _read_back(_empty(document), document)
    parts = sheet(document)
    own(parts)
    return _read_back(write(parts, keys), document)


def _empty(document: Document) -> str:
    """The text of a document that holds nothing but comments."""
    value = "{}" if isinstance(document.value, dict) else "[]"
    found = comments(Page(document))
    above = [each.comment.text for each in found if each.offset < document.root.start]
    below = [each.comment.text for each in found if each.offset > document.root.start]
    return "\n".join([*above, value, *below]) + "\n"


def _read_back(text: str, before: Document) -> Document:
    """The document that a text holds, which is what was there before."""
    if text == before.text:
        return before
    loaded = load(text.encode(), "")
    after = loaded.document
    errors = [each for each in loaded.findings if each.severity == "error"]
    if after is None or errors:
        raise LayoutError(f"its text cannot be laid out: {errors[0].message}")
    if not equal(after.value, before.value):
        raise LayoutError("its text cannot be laid out: it would read back as something else")
    if _remarks(after) != _remarks(before):
        raise LayoutError("its text cannot be laid out: a comment would be lost")
    return after


def _remarks(document: Document) -> list[str]:
    return sorted(found.comment.text for found in comments(Page(document)))
