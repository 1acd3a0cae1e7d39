"""What the forms for servers share: whole sentences, cut and made visible, and paths."""

from __future__ import annotations

import re
from urllib.parse import quote

from eventbook.escape import terminal
from eventbook.findings import Finding
from eventbook.output.interface import ReportContext
from eventbook.output.position import STANDARD_INPUT, path_from
from eventbook.output.width import ELLIPSIS

MOST_CHARACTERS = 1_000
"""Code points of one text in a report; a value that a message quotes may be longer."""

_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")


def said(finding: Finding) -> str:
    """The message and what to do, as one line."""
    return "; ".join(cut(text) for text in (finding.message, finding.help) if text)


def cut(text: str) -> str:
    """A text with hidden characters made visible, at most `MOST_CHARACTERS` of it."""
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + ELLIPSIS
    return terminal(text)


def unlinked(text: str) -> str:
    """A text in which SARIF sees neither a link nor a placeholder.

    `[words](target)` is an embedded link there, and `{0}` an argument (SARIF 2.1.0, 3.11.5 and
    3.11.6). The escapes that it has for them are shown as they are by readers that know neither,
    so both are pulled apart by a space.
    """
    return _PLACEHOLDER.sub("{ ", _LINK.sub("] ", text))


def file_of(path: str, context: ReportContext) -> str:
    """A finding's file as the server knows it, visible: relative to the repository's root."""
    return terminal(path_from(path, context.root))


def uri_of(path: str, context: ReportContext) -> str | None:
    """The same as a relative reference (RFC 3986); None for standard input, which has none."""
    if path == STANDARD_INPUT:
        return None
    relative = path_from(path, context.root)
    # A first part with a colon would be taken for a scheme: `quote` writes it `%3A`.
    return quote(relative.encode("utf-8", "surrogatepass"), safe="/~@!$&'()*+,;=")
