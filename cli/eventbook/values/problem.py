"""What is wrong with a text of a kind with rules of its own, and what to write instead."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Slug: TypeAlias = Literal[
    "date-invalid", "code-invalid", "timezone-invalid", "url-invalid", "format-invalid"
]

_SHOWN = 60


class Problem(NamedTuple):
    """One refused text.

    Attributes:
        slug: the finding's slug.
        message: one sentence saying what is wrong.
        help: what to do about it; may be empty.
        replacement: a text that passes the check and is most likely meant, where there is one.
    """

    slug: Slug
    message: str
    help: str = ""
    replacement: str | None = None

    def __str__(self) -> str:
        return f"{self.message}; {self.help}" if self.help else self.message


def shown(text: str) -> str:
    """A text as messages quote it: in backquotes, cut where it is very long."""
    if not text:
        return "an empty text"
    return f"`{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}`"


def described(problem: Problem | None) -> str | None:
    """The problem in one line, `message; help`; None stays None."""
    return None if problem is None else str(problem)
