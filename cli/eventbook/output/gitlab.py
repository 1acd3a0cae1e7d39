"""Findings as a Code Quality report of GitLab: the subset of Code Climate's form that it reads.

GitLab shows what a merge request brought by the fingerprints, of which it keeps one each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventbook.changes.fingerprints import fingerprints
from eventbook.findings import Finding, Severity
from eventbook.jsonvalue import Json
from eventbook.output.interface import ReportContext
from eventbook.output.reported import cut, file_of, said
from eventbook.output.selection import select, span_of
from eventbook.output.structured import dumps

_SEVERITY: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """A JSON array of the findings that count, one a line."""
    counted = select(findings, context).counted
    names = fingerprints(counted, context.spot_of)
    issues = [dumps(_issue(each, name, context)) for each, name in zip(counted, names, strict=True)]
    return "[\n" + ",\n".join(issues) + "\n]\n" if issues else "[]\n"


def _issue(finding: Finding, fingerprint: str, context: ReportContext) -> dict[str, Json]:
    return {
        "description": said(finding),
        "check_name": cut(finding.slug),
        "fingerprint": fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {
            "path": file_of(finding.path, context),
            "lines": {"begin": span_of(finding).line},
        },
    }
