"""Paths and texts of findings as the text forms write them: short, and safe on a terminal."""

from __future__ import annotations

import posixpath

from eventbook.escape import terminal
from eventbook.findings import Related, Span
from eventbook.output.interface import ReportContext
from eventbook.output.width import ELLIPSIS

STANDARD_INPUT = "-"


def path_from(path: str, root: str) -> str:
    """A finding's path as seen from where the reader is, unescaped."""
    if path == STANDARD_INPUT or not root:
        return path
    return posixpath.normpath(posixpath.join(root, path))


def at(path: str, span: Span, context: ReportContext) -> str:
    """A position as `path:line:column`."""
    return f"{terminal(path_from(path, context.root))}:{span.line}:{span.column}"


def shortened(text: str, context: ReportContext) -> str:
    """A message, label, help or note, cut to the limit and escaped."""
    limit = context.limits.characters
    return terminal(text if len(text) <= limit else text[: limit - 1] + ELLIPSIS)


def related_line(related: Related, context: ReportContext) -> str:
    """Another place of a finding as `path:line:column message`."""
    span = related.span or Span(1, 1, 1, 1)
    message = shortened(related.message, context)
    return f"{at(related.path, span, context)} {message}".rstrip()
