"""Findings mended in a file: what each proposes is written where it stands, and nothing else.

A fix is a piece of YAML that takes the place of a key or a value. It is written as edits are, with
comments and layout as they were; one that would not read back as it should is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from eventbook.book.patterns import RecordPattern
from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.page import Page
from eventbook.editing.format import vouched
from eventbook.findings import Finding
from eventbook.formatting.layout import ends_with_crlf, without_bom
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place

_LINE_END = re.compile(rb"\r\n?")


class Mended(NamedTuple):
    """A file after some findings have been mended in it.

    Attributes:
        data: its bytes.
        done: those findings.
    """

    data: bytes
    done: tuple[Finding, ...]


def mended(data: bytes, findings: Sequence[Finding]) -> Mended:
    """Mend findings that propose how.

    Of several in one place the first is mended; the others may be when it is judged again.

    Args:
        data: the bytes of the file that they were found in.
        findings: those to be mended, as they were found: without spans, but for the loader's.
    """
    done = [each for each in findings if is_of_bytes(each)]
    if done:
        data = without_bom(data)
        data = data if ends_with_crlf(data) else _LINE_END.sub(b"\n", data)
    document = load(data, "").document
    if document is None:
        return Mended(data, tuple(done))
    before = document
    taken: set[Place] = set()
    for finding in sorted(findings, key=turn):
        if is_of_bytes(finding) or _in_the_way(finding, taken):
            continue
        try:
            document = _written(document, finding)
        except SpliceError:
            continue
        done.append(finding)
        if finding.place:
            taken.add(finding.place)
    return Mended(data if document is before else document.text.encode(), tuple(done))


def held(before: bytes, after: Mended, pattern: RecordPattern) -> Mended:
    """What was mended, with the reviews that held before: what is safe is nothing new.

    Args:
        before: the file's bytes.
        pattern: where in it the records are.
    """
    old, new = load(before, "").document, load(after.data, "").document
    if (
        not old
        or not new
        or any(each.fix and each.fix.applicability == "unsafe" for each in after.done)
    ):
        return after
    return after._replace(data=vouched(old.value, new, pattern).text.encode())


def is_of_bytes(finding: Finding) -> bool:
    """Whether a finding is about bytes that are no part of the text: a mark, the ends of lines."""
    fix = finding.fix
    return fix is not None and not fix.content and not finding.place


def _in_the_way(finding: Finding, taken: Collection[Place]) -> bool:
    """Whether what has been mended holds the place of a finding, or stands in it."""
    if finding.at == "key" or not finding.place:
        return finding.place in taken
    own = finding.place
    return any(own[: len(each)] == each[: len(own)] for each in taken)


def turn(finding: Finding) -> tuple[bool, bool, int]:
    """The order in which findings are mended, as a sort key.

    The loader's come first, from the last line up, for they stand in lines; keys last.
    """
    span = finding.span
    by_lines = not finding.place and span is not None
    above = -(span.line << 32 | span.column) if by_lines and span else 0
    return (not by_lines, finding.at == "key", above or -len(finding.place))


def _written(document: Document, finding: Finding) -> Document:
    """The document with what a finding proposes.

    Raises:
        SpliceError: it would not read back.
    """
    assert finding.fix is not None  # the caller has chosen those that have one
    content = finding.fix.content
    if not finding.place:
        return _over_span(document, finding, content)
    if document.node(finding.place) is None:
        raise SpliceError("nothing stands there")
    if finding.at == "key":
        return splice.rename_key(document, finding.place, content)
    return splice.put(document, finding.place, _value(content))


def _value(content: str) -> Json:
    """The text that is proposed, whatever else a reader would take it for."""
    found = load(content.encode(), "").document
    return found.value if found and isinstance(found.value, str) else content


def _over_span(document: Document, finding: Finding, content: str) -> Document:
    """The document with a piece of one line written anew, its value as it was."""
    assert finding.span is not None  # the loader says where
    span, page = finding.span, Page(document)
    line = page.start(span.line - 1)
    text = page.text[: line + span.column - 1] + content + page.text[line + span.end_column - 1 :]
    after = load(text.encode(), "").document
    if after is None or not equal(after.value, document.value):
        raise SpliceError("it would read back as something else")
    return after
