"""Findings as SARIF 2.1.0 (OASIS), the form of code scanning.

What servers take is limited (GitHub: 10 MB a file, 5,000 results shown of a run): errors come
first, and a notification says how many results were left out. There are no `fixes`: a finding's
span ends with its line, so it does not say what to replace; `validate --fix` mends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from eventbook.changes.fingerprints import fingerprints
from eventbook.findings import Finding, Related, Severity, Span
from eventbook.jsonvalue import Json
from eventbook.output.interface import ReportContext
from eventbook.output.privacy import redacted
from eventbook.output.reported import cut, said, unlinked, uri_of
from eventbook.output.selection import RANK, order, span_of
from eventbook.output.structured import dumps

MOST_RESULTS = 5_000
MOST_BYTES = 10_000_000
_FRAME = 100_000  # bytes of what stands around the results: more than all rules take
_MOST_RELATED = 20
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def report(findings: Sequence[Finding], context: ReportContext) -> str:
    """One run: every finding as a result; a waived one is suppressed in the source."""
    ordered = sorted(redacted(findings), key=_order)
    told = fingerprints(ordered, context.spot_of)
    rules = sorted({each.slug for each in ordered[:MOST_RESULTS]})
    numbers = {slug: number for number, slug in enumerate(rules)}
    kept: list[str] = []
    size = _FRAME
    for each, name in zip(ordered[:MOST_RESULTS], told, strict=False):
        text = dumps(_result(each, name, numbers[each.slug], context))
        size += len(text.encode()) + 4
        if size > MOST_BYTES:
            break
        kept.append(text)
    frame = dumps(_log(rules, len(ordered) - len(kept), context), indent=1)
    results = "[\n   " + ",\n   ".join(kept) + "\n  ]" if kept else "[]"
    return frame.replace('"results": []', f'"results": {results}', 1) + "\n"


def _order(finding: Finding) -> tuple[object, ...]:
    """Errors first, what is waived last."""
    return (finding.waived, RANK[finding.severity], *order(finding))


def _log(rules: Iterable[str], left_out: int, context: ReportContext) -> dict[str, Json]:
    """Everything but the results, which are laid out a line each."""
    run: dict[str, Json] = {
        "results": [],
        "tool": {
            "driver": {
                "name": "eventbook",
                "semanticVersion": context.tool_version,
                "rules": [_rule(slug) for slug in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The repository's root."}}},
        "invocations": [_invocation(left_out)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(left_out: int) -> dict[str, Json]:
    done: dict[str, Json] = {"executionSuccessful": True}
    if left_out:
        results = "1 more result is" if left_out == 1 else f"{left_out} more results are"
        text = f"{results} left out: code scanning takes {MOST_RESULTS} and 10 MB."
        done["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return done


def _rule(slug: str) -> dict[str, Json]:
    from eventbook.check import MANUALS

    described = MANUALS.get(slug)
    if described is None:  # a schema of the book gives it
        words = cut(slug).replace("-", " ")
        return {"id": cut(slug), "shortDescription": {"text": f"{words}."}}
    manual = described.manual
    return {
        "id": slug,
        "shortDescription": {"text": unlinked(_one_line(manual.summary))},
        "fullDescription": {"text": unlinked(_one_line(f"{manual.summary} {manual.why}"))},
        "help": {"text": unlinked(_one_line(manual.remedy))},
        "defaultConfiguration": {"level": _LEVEL[described.severity]},
    }


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _result(finding: Finding, name: str, rule: int, context: ReportContext) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ruleId": cut(finding.slug),
        "ruleIndex": rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": unlinked(said(finding))},
        "locations": [{**_physical(finding.path, span_of(finding), context), **_logical(finding)}],
        "partialFingerprints": {"eventbook/v1": name},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, other, context)
            for number, other in enumerate(finding.related[:_MOST_RELATED])
        ]
    if finding.waived:
        why = f"The record waives {finding.slug}, and says why."
        result["suppressions"] = [{"kind": "inSource", "justification": why}]
    return result


def _physical(path: str, span: Span, context: ReportContext) -> dict[str, Json]:
    uri = uri_of(path, context)
    if uri is None:
        return {}
    region: dict[str, Json] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    artifact: dict[str, Json] = {"uri": uri, "uriBaseId": _ROOT}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _logical(finding: Finding) -> dict[str, Json]:
    """The record, and the place as a JSON Pointer behind `#`."""
    name = cut(f"{finding.record or ''}#{finding.pointer}")
    kind = "property" if finding.at == "key" else "value"
    return {"logicalLocations": [{"fullyQualifiedName": name, "kind": kind}]}


def _related(number: int, other: Related, context: ReportContext) -> dict[str, Json]:
    place = _physical(other.path, other.span or Span(1, 1, 1, 1), context)
    return {"id": number, **place, "message": {"text": unlinked(cut(other.message)) or "see here"}}
