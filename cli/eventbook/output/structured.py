"""Findings and records as JSON values, for the formats that programs read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from eventbook.changes.fingerprints import SpotOf, as_written, fingerprints
from eventbook.escape import json_text
from eventbook.findings import Finding, Related, Span
from eventbook.jsonvalue import Json, canonical
from eventbook.output.interface import Table
from eventbook.output.privacy import redacted
from eventbook.output.selection import fixable, order, span_of
from eventbook.pointer import to_pointer

ETAG = "_etag"


def dumps(value: Json, *, indent: int | None = None) -> str:
    """A value as JSON (RFC 8259) in UTF-8, with hidden characters escaped."""
    return json_text(json.dumps(value, ensure_ascii=False, indent=indent))


def finding_values(
    findings: Sequence[Finding], fixed: Sequence[Finding] = (), spot_of: SpotOf = as_written
) -> list[dict[str, Json]]:
    """Every finding as an object, in order; waived ones and infos too.

    Args:
        fixed: those that have been mended, which come first.
    """
    values = []
    for group, mended in ((fixed, True), (findings, False)):
        ordered = sorted(redacted(group), key=order)
        for finding, name in zip(ordered, fingerprints(ordered, spot_of), strict=True):
            values.append(_finding(finding, name, fixed=mended))
    return values


def etag(value: Mapping[str, Json]) -> str:
    """A record's state: the first 16 hex digits of the SHA-256 of its canonical JSON."""
    text = canonical(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:16]


def row_values(table: Table) -> list[dict[str, Json]]:
    """Each row's whole record with what is added to it, or an object of its cells."""
    if table.records is None:
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    added = table.added or [{}] * len(table.records)
    return [{**record, **more} for record, more in zip(table.records, added, strict=True)]


def record_values(table: Table) -> list[dict[str, Json]]:
    """The same, each whole record with its etag."""
    values = row_values(table)
    if table.records is None or table.are_items:
        return values
    tagged = zip(values, table.records, strict=True)
    return [{**value, ETAG: etag(record)} for value, record in tagged]


def _finding(finding: Finding, fingerprint: str, *, fixed: bool) -> dict[str, Json]:
    span = span_of(finding)
    return {
        "rule": finding.slug,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        **_location(span),
        "record": finding.record,
        "instance_path": finding.pointer,
        "schema_path": finding.schema_path or None,
        "label": finding.label or None,
        "help": finding.help or None,
        "note": finding.note or None,
        "fixable": fixable(finding),
        "fixed": fixed,
        "fix": _fix(finding, span),
        "related": [_related(other) for other in finding.related],
        "private": finding.private,
        "waived": finding.waived,
        "fingerprint": fingerprint,
    }


def _location(span: Span) -> dict[str, Json]:
    return {
        "location": {"line": span.line, "column": span.column},
        "end_location": {"line": span.end_line, "column": span.end_column},
    }


def _fix(finding: Finding, span: Span) -> Json:
    # Without a position there is nothing to replace.
    if finding.fix is None or finding.span is None:
        return None
    edit: dict[str, Json] = {**_location(span), "content": finding.fix.content}
    return {"applicability": finding.fix.applicability, "edits": [edit]}


def _related(other: Related) -> dict[str, Json]:
    return {
        "path": other.path,
        "message": other.message,
        "instance_path": to_pointer(other.place),
        **_location(other.span or Span(1, 1, 1, 1)),
    }
