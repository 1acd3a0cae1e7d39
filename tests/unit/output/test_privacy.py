"""What private findings stand on appears in no output."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventbook.findings import Finding, Fix, Related, Span
from eventbook.output import ReportContext, report

SECRET = "Xqzzy Wvutt"  # stands for a text that must not be shown; nobody's name
SOURCE = f"""\
id: a
participants:
  - name: {SECRET}
    minor: yes
text: |
  also {SECRET}
"""
NAME = ("participants", 0, "name")
PRIVATE = Finding(
    "minor-named",
    "error",
    "a minor's name is given",
    "a.yaml",
    NAME,
    label=SECRET,
    help="remove the name",
    private=True,
    fix=Fix("safe", SECRET),
    span=Span(3, 11, 3, 22),
)
SAME_PLACE = Finding(
    "length-out-of-range",
    "warning",
    f"`{SECRET}` is too long",
    "a.yaml",
    NAME,
    label=SECRET,
    help=f"shorten {SECRET}",
    note=SECRET,
    fix=Fix("unsafe", SECRET[:3]),
)
SAME_LINE = replace(SAME_PLACE, place=(), slug="text-hygiene", span=Span(3, 11, 3, 12))
NEARBY = Finding(
    "type-mismatch",
    "error",
    "`yes` is not a boolean",
    "a.yaml",
    ("participants", 0, "minor"),
    related=(Related("a.yaml", f"beside {SECRET}", NAME),),
    span=Span(4, 12, 4, 15),
)
BLOCK = Finding("text-hygiene", "warning", "a tab", "a.yaml", ("text",), span=Span(5, 7, 5, 8))
ALL = [PRIVATE, SAME_PLACE, SAME_LINE, NEARBY, BLOCK]
CONTEXT = ReportContext(source={"a.yaml": SOURCE}.get, checked=1, verbose=True)


@pytest.mark.parametrize("name", ["full", "concise", "github", "json", "json-lines"])
@pytest.mark.parametrize("change", ["none", "waived", "info", "unlocated"])
def test_no_format_shows_it(name: str, change: str) -> None:
    private = {
        "none": PRIVATE,
        "waived": replace(PRIVATE, waived=True),
        "info": replace(PRIVATE, severity="info"),
        "unlocated": replace(PRIVATE, span=None),
    }[change]
    findings = [private, SAME_PLACE, NEARBY, BLOCK]
    if change != "unlocated":
        findings.append(SAME_LINE)
    context = CONTEXT._replace(verbose=False)
    output = report(name)(findings, context)
    assert all(word not in output for word in SECRET.split())


def test_full_shows_the_position_only() -> None:
    assert report("full")(ALL, CONTEXT) == (
        "warning[length-out-of-range]: not shown: a private finding stands here\n"
        " --> a.yaml:1:1\n"
        "\n"
        "error[minor-named]: a minor's name is given\n"
        " --> a.yaml:3:11\n"
        "  = help: remove the name\n"
        "\n"
        "warning[text-hygiene]: not shown: a private finding stands here\n"
        " --> a.yaml:3:11\n"
        "\n"
        "error[type-mismatch]: `yes` is not a boolean\n"
        " --> a.yaml:4:12\n"
        " ::: a.yaml:1:1 not shown: a private finding stands here\n"
        "\n"
        "warning[text-hygiene]: a tab\n"
        " --> a.yaml:5:7\n"
        "\n"
        "Found 2 errors and 3 warnings in 1 of 1 record.\n"
    )


def test_other_files_keep_their_excerpts_unless_they_are_closed() -> None:
    other = replace(BLOCK, path="b.yaml", span=Span(1, 1, 1, 3))
    context = CONTEXT._replace(source={"a.yaml": SOURCE, "b.yaml": "id: b\n"}.get)
    assert "1 | id: b\n" in report("full")([*ALL, other], context)
    closed = context._replace(closed=frozenset({"b.yaml"}))
    assert "1 | id: b\n" not in report("full")([*ALL, other], closed)
