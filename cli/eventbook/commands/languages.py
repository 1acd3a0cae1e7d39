"""The language in which texts are shown."""

from __future__ import annotations

from eventbook.errors import UsageError
from eventbook.values.language import check


def checked(lang: str | None, default: str, option: str = "--lang") -> str:
    """The language asked for, else the book's own.

    Raises:
        UsageError: it is no language tag.
    """
    if lang is None:
        return default
    if why := check(lang):
        raise UsageError(f"{option}: {why}")
    return lang
