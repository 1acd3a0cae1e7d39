"""YAML syntax errors in the words of somebody who edits records."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from eventbook.document.document import Lines
from eventbook.findings import Finding

_NEEDS_QUOTES = "@`%|>&*!"


def explain_syntax(error: yaml.YAMLError, text: str, path: str) -> Finding:
    """One finding, `yaml-syntax`, from libyaml's error.

    libyaml names the grammar rule that failed, and where its scanner stood, which may be lines
    below the mistake. Where the construct that was left open is known, the finding stands there.
    """
    lines = Lines(text)
    problem = str(getattr(error, "problem", None) or "the YAML cannot be read")
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    offset = min(mark.index, len(text)) if mark is not None else 0
    start = min(opened.index, len(text)) if opened is not None else offset
    here, message, advice = _words(problem, context, text, offset, start, lines)
    return Finding(
        "yaml-syntax",
        "error",
        message,
        path,
        help=advice,
        span=lines.span(here, min(here + 1, len(text))),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one of libyaml's complaints reads to us.

    `at_opening` puts the finding where the construct began that the complaint is about.
    """

    problem: str
    message: str
    help: str
    context: str = ""
    at_opening: bool = False


_ESCAPE = (
    "an unknown escape in double quotes",
    "write `\\\\` for a backslash, or use single quotes",
)
_QUOTE = ("this quote is never closed", "close it, or remove it")
_READINGS = (
    _Reading(
        "mapping values are not allowed",
        "a `:` that makes no sense here",
        "put quotes around the text, or begin the key on a line of its own",
    ),
    _Reading("unexpected end of stream", *_QUOTE, context="quoted scalar", at_opening=True),
    _Reading("document indicator", *_QUOTE, at_opening=True),
    _Reading("escape character", *_ESCAPE),
    _Reading("hexdecimal number", *_ESCAPE),
    _Reading("Unicode character escape", *_ESCAPE),
    _Reading(
        "did not find expected ',' or ']'",
        "this list is never closed",
        "add the missing `]` or `,`",
        at_opening=True,
    ),
    _Reading(
        "did not find expected ',' or '}'",
        "this map is never closed",
        "add the missing `}` or `,`",
        at_opening=True,
    ),
    _Reading(
        "could not find expected ':'",
        "this line is not a `key: value`",
        "write a `:` after the key, or indent it",
        at_opening=True,
    ),
    _Reading(
        "did not find expected '-'",
        "this line does not belong to the list above it",
        "begin it with `- `, as the list that begins on line {line} does",
    ),
    _Reading(
        "did not find expected key",
        "the indentation does not fit",
        "indent it like the lines of the block that begins on line {line}",
    ),
    _Reading(
        "block sequence entries are not allowed",
        "a list cannot begin on this line",
        "begin the list on the next line",
    ),
    _Reading(
        "expected comment or line break",
        "text after `|` or `>`",
        "begin the text on the next line",
    ),
    _Reading(
        "incompatible YAML document",
        "directives (`%…`) are not used in records",
        "remove the line",
    ),
    _Reading(
        "did not find expected node content",
        "a value is missing here",
        "write the value, or remove this character",
    ),
)


def _words(
    problem: str, context: str, text: str, offset: int, start: int, lines: Lines
) -> tuple[int, str, str]:
    if "cannot start any token" in problem:
        return _bad_start(text, offset)
    for reading in _READINGS:
        if reading.problem in problem and reading.context in context:
            here = start if reading.at_opening else offset
            line = str(lines.at(start)[0])
            return here, reading.message, reading.help.replace("{line}", line)
    return offset, f"the YAML cannot be read: {problem}", ""


def _bad_start(text: str, offset: int) -> tuple[int, str, str]:
    character = text[offset] if offset < len(text) else ""
    if character == "\t":
        return offset, "a tab where YAML wants spaces", "indent with spaces"
    if character and character in _NEEDS_QUOTES:
        return offset, f"a text cannot begin with `{character}`", "put quotes around it"
    return offset, f"`{character}` cannot stand here", "put quotes around the text"
