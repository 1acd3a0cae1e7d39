"""Findings with the lines they stand in, in the manner of the Rust compiler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from eventbook.escape import terminal
from eventbook.findings import Finding
from eventbook.output.excerpt import mark, plain, source_lines
from eventbook.output.interface import ReportContext
from eventbook.output.position import at, related_line, shortened
from eventbook.output.selection import closing, fixable, select, span_of
from eventbook.output.style import gutter, severity


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """One paragraph a finding, then the totals."""
    selection = select(findings, context)

    @cache
    def lines_of(path: str) -> list[str]:
        text = None if path in selection.closed else context.source(path)
        return source_lines(text) if text is not None else []

    paragraphs = [
        "\n".join(_paragraph(finding, lines_of(finding.path), context))
        for finding in selection.shown
    ]
    return "\n\n".join([*paragraphs, "\n".join(closing(selection, context))]) + "\n"


def _paragraph(finding: Finding, lines: Sequence[str], context: ReportContext) -> Iterator[str]:
    span = span_of(finding)
    shown = _around(span.line, lines)
    margin = len(str(shown[-1])) if shown else 1

    def ruled(sign: str) -> str:
        return gutter(sign, colour=context.colour)

    kind = f"{finding.severity}[{terminal(finding.slug)}]"
    kind = severity(kind, finding.severity, colour=context.colour)
    yield f"{kind}: {shortened(finding.message, context)}"
    yield f"{' ' * margin}{ruled('-->')} {at(finding.path, span, context)}"
    if shown:
        yield ruled(f"{' ' * margin} |")
        yield from _excerpt(finding, lines, shown, context)
        yield ruled(f"{' ' * margin} |")
    for other in finding.related:
        yield f"{' ' * margin}{ruled(':::')} {related_line(other, context)}"
    more = (("help", finding.help), ("note", finding.note), ("fixable", fixable(finding)))
    for name, text in more:
        if text:
            yield f"{' ' * margin} {ruled('=')} {name}: {shortened(text, context)}"


def _around(number: int, lines: Sequence[str]) -> range:
    """The numbers of the lines to show around a line; none where there is no such line."""
    if number > len(lines):
        return range(0)
    last = min(number + 1, len(lines))
    if last > number and last == len(lines) and not lines[last - 1]:
        last = number  # the nothing after a file's last line end
    return range(max(number - 1, 1), last + 1)


def _excerpt(
    finding: Finding, lines: Sequence[str], shown: range, context: ReportContext
) -> Iterator[str]:
    span = span_of(finding)
    margin = len(str(shown[-1]))
    room = (context.width or context.limits.characters) - margin - len(" | ")
    row: Callable[[str, str], str] = _row_writer(margin, context)
    for number in shown:
        line = lines[number - 1]
        if number != span.line:
            yield row(str(number), plain(line, room))
            continue
        end = span.end_column if span.end_line == span.line else len(line) + 1
        marked = mark(line, span.column, end, room)
        label = shortened(finding.label, context)
        carets = f"{'^' * marked.length} {label}".rstrip()
        yield row(str(number), marked.text)
        coloured = severity(carets, finding.severity, colour=context.colour)
        yield row("", " " * marked.before + coloured)


def _row_writer(margin: int, context: ReportContext) -> Callable[[str, str], str]:
    def row(number: str, text: str) -> str:
        rule = gutter(f"{number:>{margin}} |", colour=context.colour)
        return f"{rule} {text}" if text else rule

    return row
