"""Which findings a text report shows, in which order, and the lines that close it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from eventbook.findings import Finding, Severity, Span
from eventbook.output.interface import Limits, ReportContext
from eventbook.output.privacy import private_paths, redacted

RANK: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_START = Span(1, 1, 1, 1)

_Order: TypeAlias = tuple[str, int, int, int, str, str, str]


class Selection(NamedTuple):
    """What a text report is about.

    Attributes:
        counted: the findings that count, in order: no waived ones, infos only when asked for.
        shown: those of them within the limits, in order; errors are kept before warnings.
        closed: the files of which no line may be shown.
    """

    counted: Sequence[Finding]
    shown: Sequence[Finding]
    closed: frozenset[str]


def span_of(finding: Finding) -> Span:
    """Where a finding stands; one without a position stands where the file begins."""
    return finding.span or _START


def fixable(finding: Finding) -> str | None:
    """Whether `--fix` mends a finding (`safe`), or `--unsafe-fixes` alone (`unsafe`), or none."""
    return finding.fix.applicability if finding.fix else None


def order(finding: Finding) -> _Order:
    """The sort key of findings: path, line, column, severity, slug."""
    span = span_of(finding)
    rank = RANK[finding.severity]
    return (
        finding.path,
        span.line,
        span.column,
        rank,
        finding.slug,
        finding.pointer,
        finding.message,
    )


def select(findings: Sequence[Finding], context: ReportContext) -> Selection:
    """What a text report shows of a run's findings."""
    counted = sorted(
        (
            finding
            for finding in redacted(findings)
            if not finding.waived and (context.verbose or finding.severity != "info")
        ),
        key=order,
    )
    closed = context.closed | private_paths(findings)
    return Selection(counted, _within(counted, context.limits), closed)


def _within(counted: Sequence[Finding], limits: Limits) -> list[Finding]:
    shown: list[Finding] = []
    of_file: Counter[str] = Counter()
    for finding in sorted(counted, key=lambda finding: RANK[finding.severity]):
        if len(shown) == limits.per_run:
            break
        if of_file[finding.path] < limits.per_file:
            of_file[finding.path] += 1
            shown.append(finding)
    return sorted(shown, key=order)


def closing(selection: Selection, context: ReportContext) -> list[str]:
    """The last lines of a report: what was left out, and the totals."""
    lines = []
    left_out = len(selection.counted) - len(selection.shown)
    if left_out:
        limits = context.limits
        lines.append(
            f"{_number(left_out, 'more finding')} not shown"
            f" (at most {limits.per_file} a file and {limits.per_run} in all);"
            " `--format json` holds every one."
        )
    lines += _fixes(selection.counted)
    lines.append(_totals(selection.counted, context))
    return lines


def _fixes(counted: Sequence[Finding]) -> list[str]:
    """What can be mended, and how."""
    by_sort = Counter(map(fixable, counted))
    safe, unsafe = by_sort["safe"], by_sort["unsafe"]
    if safe and unsafe:
        return [f"{safe} fixable with `--fix`, {unsafe} more with `--unsafe-fixes`, by a guess."]
    if safe:
        return [f"{safe} fixable with `--fix`."]
    return [f"{unsafe} fixable with `--unsafe-fixes`, by a guess."] if unsafe else []


def _totals(counted: Sequence[Finding], context: ReportContext) -> str:
    checked = context.checked
    if not counted and context.baselined:
        return f"Nothing new: {_number(checked, 'record')}."
    if not counted:
        return f"All checks passed: {_number(checked, 'record')}."
    by_severity = Counter(finding.severity for finding in counted)
    parts = [_number(by_severity[name], name) for name in RANK if by_severity[name]]
    listed = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    affected = _affected([each for each in counted if each.path not in context.others])
    others = len({each.path for each in counted} & context.others)
    # A finding about a file that is no record (the settings) would otherwise give "2 of 1".
    records = f"{affected} of {_number(max(checked, affected), 'record')}"
    where = [records] if affected else []
    if others:
        where.append(_number(others, "other file"))
    return f"Found {listed} in {' and '.join(where)}."


def _affected(counted: Sequence[Finding]) -> int:
    """The records that have findings; findings without a record's id count as one a file."""
    records: dict[str, set[str]] = defaultdict(set)
    for finding in counted:
        records[finding.path].update([finding.record] if finding.record else [])
    return sum(max(len(ids), 1) for ids in records.values())


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
