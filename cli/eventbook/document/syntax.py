"""YAML syntax errors in the words of somebody who edits records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from eventbook.document.document import Lines
from eventbook.findings import Finding

_KEY = re.compile(r"( +)[\w-]+")
_CONFLICT = re.compile("^<{7}(?: .*)?$", re.MULTILINE)


def explain_syntax(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    """One finding, `yaml-syntax`, from libyaml's error.

    libyaml names the grammar rule that failed, and where its scanner stood, which may be lines
    below the mistake. Where the construct that was left open is known, the finding stands there.
    """
    lines = Lines(text)
    if conflict := _CONFLICT.search(text):
        here, message, advice = conflict.start(), *_CONFLICT_LEFT
    else:
        here, message, advice = _words(error, text, lines)
    span = lines.span(here, min(here + 1, len(text)))
    return Finding("yaml-syntax", "error", message, path, help=advice, span=span)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one of libyaml's complaints reads to us.

    It is the first whose `problem` and `context` occur in libyaml's, and where the text around
    the place is as `after_quote` says. `at_opening` puts the finding where the construct began
    that the complaint is about. `{character}` is what stands at the finding, `{line}` the line
    where the construct began.
    """

    problem: str
    message: str
    help: str
    context: str = ""
    at_opening: bool = False
    after_quote: bool = False


_ESCAPE = (
    "an unknown escape in double quotes",
    "write `\\\\` for a backslash, or use single quotes",
)
_QUOTE = ("this quote is never closed", "close it, or remove it")
_AFTER_QUOTE = (
    "text after a closing quote",
    "put the whole text in quotes; a quote inside is doubled, `''`, in single quotes",
)
_CONFLICT_LEFT = (
    "a merge conflict is left in the file",
    "keep what is right and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`",
)
_STRAY_ITEM = (
    "this line belongs to no list",
    "indent it like the other items of its list",
)
_TOO_DEEP = (
    "this line is indented deeper than the text above it, and so continues that text",
    "indent it like the line above",
)
_TAB = ("a tab where YAML wants spaces", "indent with spaces")
_DIRECTIVE = ("directives (`%…`) are not used in records", "remove the line")
_TAG = ("tags (`!…`) are not allowed", "put quotes around a text that begins with `!`")
_BEGINNING = ("a text cannot begin with `{character}`", "put quotes around it")
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
    _Reading("did not find expected key", *_AFTER_QUOTE, after_quote=True),
    _Reading("did not find expected '-'", *_AFTER_QUOTE, after_quote=True),
    _Reading("did not find expected <document start>", *_AFTER_QUOTE, after_quote=True),
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
    _Reading("found a tab character", *_TAB),
    _Reading("", *_DIRECTIVE, context=" directive", at_opening=True),
    _Reading("duplicate %YAML directive", *_DIRECTIVE),
    _Reading("incompatible YAML document", *_DIRECTIVE),
    _Reading("cannot start any token", *_BEGINNING),
    _Reading("alphabetic or numeric character", *_BEGINNING, at_opening=True),
    _Reading("", *_TAG, context="a tag", at_opening=True),
    _Reading("undefined tag handle", *_TAG, at_opening=True),
    _Reading("mapping keys are not allowed", "a `?` cannot stand here", "put quotes around it"),
    _Reading(
        "did not find expected <document start>",
        "the record has ended before this",
        "remove it, or put quotes around the whole text",
    ),
    _Reading(
        "did not find expected node content",
        "a value is missing here",
        "write the value, or remove this character",
    ),
)


def _words(error: yaml.MarkedYAMLError, text: str, lines: Lines) -> tuple[int, str, str]:
    """Where the finding stands, its message, and what to do."""
    problem, context = str(error.problem), error.context or ""
    offset = _offset(error.problem_mark, text)
    start = _offset(error.context_mark, text) if error.context_mark else offset
    if found := _seen_in_line(problem, text, offset):
        return found
    after_quote = text[:offset].rpartition("\n")[2].rstrip().endswith(("'", '"'))
    for reading in _READINGS:
        if reading.after_quote and not after_quote:
            continue
        if reading.problem in problem and reading.context in context:
            here = start if reading.at_opening else offset
            message = reading.message.replace("{character}", text[here : here + 1])
            return here, message, reading.help.replace("{line}", str(lines.at(start)[0]))
    return offset, f"the YAML cannot be read: {problem}", ""


def _seen_in_line(problem: str, text: str, offset: int) -> tuple[int, str, str] | None:
    """What the line shows by itself, and libyaml takes for something else."""
    if "cannot start any token" in problem and text.startswith("\t", offset):
        return offset, *_TAB
    if "did not find expected key" in problem:
        if text.startswith(":", offset):
            return offset, "a key is missing before the `:`", "write the key"
        if text.startswith("- ", offset):
            return offset, *_STRAY_ITEM
    begin = text.rfind("\n", 0, offset) + 1
    key = _KEY.fullmatch(text, begin, offset)
    above = text[:begin].rstrip().rpartition("\n")[2]
    deeper = key is not None and len(key[1]) > len(above) - len(above.lstrip())
    if key and deeper and "mapping values are not allowed" in problem:
        return key.end(1), *_TOO_DEEP
    return None


def _offset(mark: Any, text: str) -> int:
    index: int = mark.index
    return min(index, len(text))  # at the end of a text libyaml may stand behind it
