"""Findings or whole records as one JSON array (RFC 8259), never cut; one record as an object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.output.interface import RecordContext, ReportContext, Table, TableContext
from eventbook.output.structured import dumps, finding_values, record_values


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """Every finding, waived ones and infos too."""
    return dumps([*finding_values(findings, context.fixed, context.spot_of)], indent=1) + "\n"


def rows(table: Table, context: TableContext) -> str:  # noqa: ARG001
    """Every record's whole value, with its etag."""
    return dumps([*record_values(table)], indent=1) + "\n"


def record(value: Mapping[str, Json], context: RecordContext) -> str:  # noqa: ARG001
    """The record's whole value."""
    return dumps({**value}, indent=1) + "\n"
