"""Findings for GitHub Actions: annotations by workflow commands, then all of them as a log.

GitHub shows ten annotations of each kind a step; the first of each file go first. The log holds
every finding, in the concise form, and no text in it can become a workflow command.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from eventbook.escape import terminal, workflow_data, workflow_log, workflow_property
from eventbook.findings import Finding, Severity
from eventbook.output import concise
from eventbook.output.interface import ReportContext
from eventbook.output.position import STANDARD_INPUT, at, path_from, shortened
from eventbook.output.selection import RANK, select, span_of

ANNOTATIONS_A_KIND = 10
"""What GitHub shows of a kind in one step (actions/toolkit#734)."""

_COMMAND: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """Annotations and log. The context's `root` is seen from the repository's root here."""
    return commands(findings, context) + as_log(concise.report(findings, in_full(context)))


def commands(findings: Sequence[Finding], context: ReportContext) -> str:
    """The workflow commands alone. The context's `root` is seen from the repository's root."""
    counted = select(findings, context).counted
    return "".join(f"{_annotation(finding, context)}\n" for finding in _annotated(counted))


def as_log(text: str) -> str:
    """A report in a text form, without colours, in which the runner finds no command."""
    return "".join(f"{workflow_log(line)}\n" for line in text.split("\n")[:-1])


def in_full(context: ReportContext) -> ReportContext:
    """A context for a log: what that leaves out could be found nowhere else."""
    limits = context.limits._replace(per_file=sys.maxsize, per_run=sys.maxsize)
    return context._replace(colour=False, width=None, limits=limits)


def _annotated(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that become annotations: of each kind the first of every file first."""
    chosen: list[Finding] = []
    for kind in RANK:
        seen: Counter[str] = Counter()
        turns: list[tuple[int, int, Finding]] = []
        for index, finding in enumerate(findings):
            if finding.severity == kind:
                turns.append((seen[finding.path], index, finding))
                seen[finding.path] += 1
        turns.sort(key=lambda turn: turn[:2])
        chosen.extend(finding for _, _, finding in turns[:ANNOTATIONS_A_KIND])
    return chosen


def _annotation(finding: Finding, context: ReportContext) -> str:
    span = span_of(finding)
    slug = terminal(finding.slug)
    place = {"title": f"eventbook ({slug})"}
    if finding.path != STANDARD_INPUT:
        place["file"] = terminal(path_from(finding.path, context.root))
    place |= {"line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:  # the runner refuses columns across lines
        place |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties = ",".join(f"{key}={workflow_property(value)}" for key, value in place.items())
    said = f"{at(finding.path, span, context)}: {slug}: {shortened(finding.message, context)}"
    if finding.help:
        said += f"\nhelp: {shortened(finding.help, context)}"
    return f"::{_COMMAND[finding.severity]} {properties}::{workflow_data(said)}"
