"""Colours of text output: plain ANSI, and never the only sign of anything."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.findings import Severity

_RESET = "\x1b[0m"
_SEVERITY: Mapping[Severity, str] = {
    "error": "\x1b[1;31m",  # bold red
    "warning": "\x1b[33m",  # yellow
    "info": "\x1b[36m",  # cyan
}
_LABEL = "\x1b[1m"  # bold
_GUTTER = "\x1b[34m"  # blue


def severity(text: str, of: Severity, *, colour: bool) -> str:
    """Text in the colour of a severity."""
    return f"{_SEVERITY[of]}{text}{_RESET}" if colour else text


def gutter(text: str, *, colour: bool) -> str:
    """Line numbers and the rules beside them."""
    return f"{_GUTTER}{text}{_RESET}" if colour else text


def label(text: str, *, colour: bool) -> str:
    """The name of a field, in front of what it says."""
    return f"{_LABEL}{text}{_RESET}" if colour else text
