"""Findings: what a check has to say about a record, as values.

A finding names its place by file and by place inside the file's value. Lines and columns are
added late (`check.locate`), only for findings that somebody will see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from eventbook.pointer import Place, to_pointer

Severity: TypeAlias = Literal["error", "warning", "info"]
At: TypeAlias = Literal["value", "key", "start"]
"""Where a finding stands: at the value, at the key that names it, or where the value begins."""


class Span(NamedTuple):
    """A piece of a file's text: lines and columns count from 1, columns in code points.

    The end is exclusive: a one-letter span has `end_column == column + 1`.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    path: str
    message: str
    place: Place = ()
    at: At = "value"
    span: Span | None = None


class Fix(NamedTuple):
    """A replacement of the finding's span.

    `safe` never changes what the record says; `unsafe` is a guess.
    """

    applicability: Literal["safe", "unsafe"]
    content: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation.

    Attributes:
        slug: the stable name of what was violated, thing first: `date-invalid`.
        severity: `error`, `warning` or `info`.
        message: one sentence saying what is wrong; no position in it.
        path: the file, relative to the book's root, with `/`; `-` is standard input.
        place: where inside the file's value (not only the record's, where a file holds a list).
        at: which end of that place the finding points at.
        record: the record's id, where it has one.
        label: a few words that stand beside the caret.
        help: what to do.
        note: background, such as which form of a union it was checked against.
        schema_path: the schema keyword, as a URI fragment of the evaluation path.
        private: the text of the line must never be shown.
        waived: a waiver in the record answers it.
        span: line and column, once located.
    """

    slug: str
    severity: Severity
    message: str
    path: str
    place: Place = ()
    at: At = "value"
    record: str | None = None
    label: str = ""
    help: str = ""
    note: str = ""
    schema_path: str = ""
    private: bool = False
    waived: bool = False
    fix: Fix | None = None
    related: tuple[Related, ...] = field(default=())
    span: Span | None = None

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer (RFC 6901)."""
        return to_pointer(self.place)
