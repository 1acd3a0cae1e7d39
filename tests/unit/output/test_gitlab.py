"""GitLab's Code Quality form: what it reads of each finding, and fingerprints of their own."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from eventbook.escape import terminal
from eventbook.findings import Finding, Span
from eventbook.output import ReportContext
from eventbook.output.gitlab import report

CONTEXT = ReportContext(source=lambda path: None, checked=3)


def test_whole_report() -> None:
    findings = [
        Finding("b-c", "warning", "m", "-"),
        Finding("date-invalid", "error", "no", "a.yaml", help="yes", span=Span(3, 7, 3, 17)),
        Finding("i-i", "info", "hidden", "a.yaml"),
        Finding("w-w", "error", "waived", "a.yaml", waived=True),
    ]
    text = report(findings, CONTEXT._replace(root="sub"))
    issues = json.loads(text)
    prints = [each.pop("fingerprint") for each in issues]
    assert len(set(prints)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in prints)
    assert issues == [
        {
            "description": "m",
            "check_name": "b-c",
            "severity": "minor",
            "location": {"path": "-", "lines": {"begin": 1}},
        },
        {
            "description": "no; yes",
            "check_name": "date-invalid",
            "severity": "major",
            "location": {"path": "sub/a.yaml", "lines": {"begin": 3}},
        },
    ]
    assert len(text.splitlines()) == 4
    (info,) = json.loads(report([findings[2]], CONTEXT._replace(verbose=True)))
    assert info["severity"] == "info"


def test_nothing_found() -> None:
    assert report([], CONTEXT) == "[]\n"


def test_a_fingerprint_is_there_once_and_stays_when_lines_move() -> None:
    alike = [Finding("x-y", "error", "m", "a.yaml", span=Span(n, 1, n, 2)) for n in range(1, 30)]
    before = [each["fingerprint"] for each in json.loads(report(alike, CONTEXT))]
    moved = [Finding("x-y", "error", "m", "a.yaml", span=Span(n, 1, n, 2)) for n in range(50, 79)]
    assert len(set(before)) == 29
    assert [each["fingerprint"] for each in json.loads(report(moved, CONTEXT))] == before


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text(path: str, text: str) -> None:
    whole = report([Finding(text, "error", text, path, help=text)], CONTEXT)
    (issue,) = json.loads(whole.encode())
    for told in (issue["location"]["path"], issue["description"], issue["check_name"]):
        assert terminal(told) == told  # nothing hidden is left
