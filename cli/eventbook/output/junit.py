"""Findings as JUnit XML: a suite a file, a case a finding; files without findings pass.

Errors are failures, and warnings are where the run is strict. What fails no run is a case that
passes, with its text in `system-out`. There is no standard; the elements and attributes are those
that Jenkins' schema `junit-10.xsd` allows, which GitLab and others read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from eventbook.escape import terminal
from eventbook.findings import Finding
from eventbook.output.interface import ReportContext
from eventbook.output.reported import cut, file_of, said
from eventbook.output.selection import select, span_of
from eventbook.pointer import to_path


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """A whole document in XML 1.0; `name` of a suite is the file."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for each in select(findings, context).counted:
        by_file[each.path].append(each)
    paths = sorted(context.files | by_file.keys())
    suites = [line for path in paths for line in _suite(path, by_file.get(path, []), context)]
    cases = sum(len(by_file.get(path, ())) or 1 for path in paths)
    failures = sum(_fails(each, context) for group in by_file.values() for each in group)
    head = f'<testsuites name="eventbook" tests="{cases}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _suite(path: str, found: Sequence[Finding], context: ReportContext) -> Iterator[str]:
    file = _escaped(file_of(path, context))
    failures = sum(_fails(each, context) for each in found)
    counts = f'tests="{len(found) or 1}" failures="{failures}" errors="0" skipped="0"'
    yield f' <testsuite name="{file}" file="{file}" {counts}>'
    if not found:
        yield f'  <testcase name="no findings" classname="{file}" file="{file}"/>'
    names: Counter[str] = Counter()
    for each in found:
        # No line is in the name: by it a server knows a failure again.
        name = cut(f"{each.slug} {to_path(each.place)}").rstrip()
        names[name] += 1
        numbered = name if names[name] == 1 else f"{name} ({names[name]})"
        place = f'classname="{file}" file="{file}" line="{span_of(each).line}"'
        yield f'  <testcase name="{_escaped(numbered)}" {place}>'
        yield _told(each, file, context)
        yield "  </testcase>"
    yield " </testsuite>"


def _told(finding: Finding, file: str, context: ReportContext) -> str:
    span = span_of(finding)
    text = _escaped(said(finding))
    whole = f"{file}:{span.line}:{span.column}: {finding.severity}: {text}"
    if not _fails(finding, context):
        return f"   <system-out>{whole}</system-out>"
    slug = _escaped(cut(finding.slug))
    return f'   <failure message="{text}" type="{slug}">{whole}</failure>'


def _fails(finding: Finding, context: ReportContext) -> bool:
    return finding.severity == "error" or (context.strict and finding.severity == "warning")


def _escaped(text: str) -> str:
    """A text as XML takes it, in an attribute or between tags; what it cannot hold is visible."""
    text = terminal(text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
