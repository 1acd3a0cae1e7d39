"""Findings one a line: `path:line:column: severity[slug] message; help`."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.escape import terminal
from eventbook.findings import Finding
from eventbook.output.interface import ReportContext
from eventbook.output.position import at, shortened
from eventbook.output.selection import closing, fixable, select, span_of
from eventbook.output.style import severity


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """The findings, then the totals."""
    selection = select(findings, context)
    lines = [line(finding, context) for finding in selection.shown]
    return "\n".join([*lines, *closing(selection, context)]) + "\n"


def line(finding: Finding, context: ReportContext) -> str:
    """One finding on one line, without a newline."""
    kind = f"{finding.severity}[{terminal(finding.slug)}]"
    kind = severity(kind, finding.severity, colour=context.colour)
    said = "; ".join(shortened(text, context) for text in (finding.message, finding.help) if text)
    mark = f" [fixable: {fixable(finding)}]" if finding.fix else ""
    return f"{at(finding.path, span_of(finding), context)}: {kind} {said}{mark}"
