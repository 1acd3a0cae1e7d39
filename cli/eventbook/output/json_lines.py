"""Findings or whole records as JSON Lines: one object a line, never cut."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.findings import Finding
from eventbook.output.interface import ReportContext, Table, TableContext
from eventbook.output.structured import dumps, finding_values, record_values


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """Every finding, waived ones and infos too."""
    values = finding_values(findings, context.fixed, context.spot_of)
    return "".join(dumps(value) + "\n" for value in values)


def rows(table: Table, context: TableContext) -> str:  # noqa: ARG001
    """Every record's whole value, with its etag."""
    return "".join(dumps(value) + "\n" for value in record_values(table))
