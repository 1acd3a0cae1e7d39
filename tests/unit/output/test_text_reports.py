"""The full and concise reports, compared as whole outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import dedent
from typing import Literal

import pytest

from eventbook.findings import Finding, Fix, Related, Severity, Span
from eventbook.output import Limits, ReportContext
from eventbook.output.concise import report as concise
from eventbook.output.full import report as full

SOURCES = {
    "records/a.yaml": dedent(
        """\
        id: 2026-05-spring
        titel: Spring gathering
        date: 2026-02-30
        location:
          kind: place
          city: Oslo
          country: Norway
        """
    ),
    "records/wide.yaml": (
        'title: "日本語 e\u0301te\u0301 \u202eabc"  # here\n\tnext: 👩\u200d👧 x\n'
    ),
}
CONTEXT = ReportContext(source=SOURCES.get, checked=10)

MISSING = Finding(
    "property-missing",
    "error",
    "missing required property `kind`",
    "records/a.yaml",
    help="add `kind: talk | meeting | outage`",
    record="2026-05-spring",
    span=Span(1, 1, 1, 1),
)
UNKNOWN = Finding(
    "property-unknown",
    "error",
    "unknown property `titel`",
    "records/a.yaml",
    ("titel",),
    help="a property with a similar name exists: `title`",
    record="2026-05-spring",
    fix=Fix("unsafe", "title"),
    span=Span(2, 1, 2, 6),
)
DATE = Finding(
    "date-invalid",
    "error",
    "`2026-02-30` is not a valid date",
    "records/a.yaml",
    ("date",),
    label="expected a date as YYYY-MM-DD",
    help="February 2026 has 28 days",
    record="2026-05-spring",
    span=Span(3, 7, 3, 17),
)
PATTERN = Finding(
    "pattern-mismatch",
    "warning",
    "`Norway` does not have the required shape",
    "records/a.yaml",
    ("location", "country"),
    label="must match /^[A-Z]{2}$/",
    note="checked against the form `type: place`",
    related=(Related("records/b.yaml", "as here", ("country",), span=Span(12, 3, 12, 9)),),
    span=Span(7, 12, 7, 18),
)
INFO = Finding("archive-url-missing", "info", "no archived copy", "records/a.yaml")
WAIVED = replace(DATE, waived=True)


def report_of(*findings: Finding, context: ReportContext = CONTEXT) -> str:
    return full(findings, context)


def test_full() -> None:
    assert report_of(PATTERN, INFO, DATE, UNKNOWN, MISSING, WAIVED) == dedent(
        """\
        error[property-missing]: missing required property `kind`
         --> records/a.yaml:1:1
          |
        1 | id: 2026-05-spring
          | ^
        2 | titel: Spring gathering
          |
          = help: add `kind: talk | meeting | outage`

        error[property-unknown]: unknown property `titel`
         --> records/a.yaml:2:1
          |
        1 | id: 2026-05-spring
        2 | titel: Spring gathering
          | ^^^^^
        3 | date: 2026-02-30
          |
          = help: a property with a similar name exists: `title`
          = fixable: unsafe

        error[date-invalid]: `2026-02-30` is not a valid date
         --> records/a.yaml:3:7
          |
        2 | titel: Spring gathering
        3 | date: 2026-02-30
          |       ^^^^^^^^^^ expected a date as YYYY-MM-DD
        4 | location:
          |
          = help: February 2026 has 28 days

        warning[pattern-mismatch]: `Norway` does not have the required shape
         --> records/a.yaml:7:12
          |
        6 |   city: Oslo
        7 |   country: Norway
          |            ^^^^^^ must match /^[A-Z]{2}$/
          |
         ::: records/b.yaml:12:3 as here
          = note: checked against the form `type: place`

        1 fixable with `--unsafe-fixes`, by a guess.
        Found 3 errors and 1 warning in 1 of 10 records.
        """
    )


def test_concise() -> None:
    assert concise([PATTERN, INFO, DATE, UNKNOWN, MISSING, WAIVED], CONTEXT) == dedent(
        """\
        records/a.yaml:1:1: error[property-missing] missing required property `kind`; add `kind: talk | meeting | outage`
        records/a.yaml:2:1: error[property-unknown] unknown property `titel`; a property with a similar name exists: `title` [fixable: unsafe]
        records/a.yaml:3:7: error[date-invalid] `2026-02-30` is not a valid date; February 2026 has 28 days
        records/a.yaml:7:12: warning[pattern-mismatch] `Norway` does not have the required shape
        1 fixable with `--unsafe-fixes`, by a guess.
        Found 3 errors and 1 warning in 1 of 10 records.
        """  # noqa: E501
    )


def test_colour_marks_severity_and_gutter() -> None:
    context = CONTEXT._replace(colour=True, verbose=True)
    assert report_of(UNKNOWN, context=context) == (
        "\x1b[1;31merror[property-unknown]\x1b[0m: unknown property `titel`\n"
        " \x1b[34m-->\x1b[0m records/a.yaml:2:1\n"
        "\x1b[34m  |\x1b[0m\n"
        "\x1b[34m1 |\x1b[0m id: 2026-05-spring\n"
        "\x1b[34m2 |\x1b[0m titel: Spring gathering\n"
        "\x1b[34m  |\x1b[0m \x1b[1;31m^^^^^\x1b[0m\n"
        "\x1b[34m3 |\x1b[0m date: 2026-02-30\n"
        "\x1b[34m  |\x1b[0m\n"
        "  \x1b[34m=\x1b[0m help: a property with a similar name exists: `title`\n"
        "  \x1b[34m=\x1b[0m fixable: unsafe\n"
        "\n"
        "1 fixable with `--unsafe-fixes`, by a guess.\n"
        "Found 1 error in 1 of 10 records.\n"
    )
    assert concise([PATTERN, INFO], context) == (
        "records/a.yaml:1:1: \x1b[36minfo[archive-url-missing]\x1b[0m no archived copy\n"
        "records/a.yaml:7:12: \x1b[33mwarning[pattern-mismatch]\x1b[0m"
        " `Norway` does not have the required shape\n"
        "Found 1 warning and 1 info in 1 of 10 records.\n"
    )


@pytest.mark.parametrize(
    ("sorts", "told"),
    [
        (["safe", "safe"], "2 fixable with `--fix`."),
        (["unsafe"], "1 fixable with `--unsafe-fixes`, by a guess."),
        (
            ["unsafe", "safe", "unsafe"],
            "1 fixable with `--fix`, 2 more with `--unsafe-fixes`, by a guess.",
        ),
    ],
)
def test_what_can_be_mended_is_counted(sorts: list[Literal["safe", "unsafe"]], told: str) -> None:
    found = [Finding("slug-bad", "error", "bad", "a", fix=Fix(sort, "x")) for sort in sorts]
    assert concise([*found, DATE], CONTEXT).splitlines()[-2] == told


def test_nothing_found() -> None:
    assert report_of(INFO, WAIVED) == "All checks passed: 10 records.\n"
    assert concise([], CONTEXT._replace(checked=1)) == "All checks passed: 1 record.\n"


def test_totals_count_records_and_know_singular_and_plural() -> None:
    def finding(path: str, record: str | None, severity: Severity = "error") -> Finding:
        return Finding("slug-bad", severity, "bad", path, record=record)

    def last(findings: Sequence[Finding], checked: int) -> str:
        context = CONTEXT._replace(checked=checked, verbose=True)
        return concise(findings, context).splitlines()[-1]

    several = [finding("a.yaml", "one"), finding("a.yaml", "two"), finding("a.yaml", None)]
    assert last(several, 3) == "Found 3 errors in 2 of 3 records."
    assert last([finding("a.yaml", None)], 1) == "Found 1 error in 1 of 1 record."
    mixed = [finding("a", "x"), finding("b", "y", "warning"), finding("c", "z", "info")]
    assert last([*mixed, *mixed[1:]], 9) == (
        "Found 1 error, 2 warnings and 2 infos in 3 of 9 records."
    )
    settings = [finding("a.yaml", "x"), finding("eventbook.toml", None)]
    assert last(settings, 1) == "Found 2 errors in 2 of 2 records."


def test_files_without_records_are_counted_apart() -> None:
    found = [
        Finding("slug-bad", "error", "bad", path) for path in ("a.yaml", "b.md", "b.md", "c.md")
    ]

    def last(findings: Sequence[Finding], *others: str) -> str:
        context = CONTEXT._replace(checked=5, others=frozenset(others))
        return concise(findings, context).splitlines()[-1]

    assert last(found, "b.md", "c.md", "d.md") == (
        "Found 4 errors in 1 of 5 records and 2 other files."
    )
    assert last(found[1:3], "b.md") == "Found 2 errors in 1 other file."
    assert last(found[:1], "b.md") == "Found 1 error in 1 of 5 records."


def test_wide_combining_and_hidden_characters_keep_the_caret_in_place() -> None:
    line = SOURCES["records/wide.yaml"].splitlines()[0]
    column = line.index("\u202e") + 1
    hidden = Finding(
        "text-hygiene",
        "error",
        "a \u202e reorders",
        "records/wide.yaml",
        label="here",
        span=Span(1, column, 1, column + 1),
    )
    tab = Finding("yaml-syntax", "error", "a tab", "records/wide.yaml", span=Span(2, 12, 2, 13))
    assert report_of(hidden, tab) == (
        "error[text-hygiene]: a \\u{202e} reorders\n"
        f" --> records/wide.yaml:1:{column}\n"
        "  |\n"
        '1 | title: "日本語 e\u0301te\u0301 \\u{202e}abc"  # here\n'
        "  |                    ^^^^^^^^ here\n"
        "2 |     next: 👩\u200d👧 x\n"
        "  |\n"
        "\n"
        "error[yaml-syntax]: a tab\n"
        " --> records/wide.yaml:2:12\n"
        "  |\n"
        '1 | title: "日本語 e\u0301te\u0301 \\u{202e}abc"  # here\n'
        "2 |     next: 👩\u200d👧 x\n"
        "  |              ^\n"
        "  |\n"
        "\n"
        "Found 2 errors in 1 of 10 records.\n"
    )


def test_a_span_over_lines_is_marked_to_the_end_of_its_first_line() -> None:
    finding = Finding("form-unmatched", "error", "no form", "records/a.yaml", span=Span(4, 1, 7, 9))
    assert report_of(finding).splitlines()[2:8] == [
        "  |",
        "3 | date: 2026-02-30",
        "4 | location:",
        "  | ^^^^^^^^^",
        "5 |   kind: place",
        "  |",
    ]


def test_the_end_of_a_file_and_line_numbers_of_two_digits() -> None:
    sources = {"a.yaml": "\r\n".join(f"k{number}: v" for number in range(1, 11)) + "\r\n"}
    context = ReportContext(source=sources.get, checked=1)
    ninth = Finding("x-y", "error", "m", "a.yaml", span=Span(9, 1, 9, 3), help="h")
    end = Finding("x-y", "error", "m", "a.yaml", span=Span(11, 1, 11, 1))
    behind = Finding("x-y", "error", "m", "a.yaml", span=Span(12, 1, 12, 1))
    assert report_of(ninth, end, behind, context=context) == dedent(
        """\
        error[x-y]: m
          --> a.yaml:9:1
           |
         8 | k8: v
         9 | k9: v
           | ^^
        10 | k10: v
           |
           = help: h

        error[x-y]: m
          --> a.yaml:11:1
           |
        10 | k10: v
        11 |
           | ^
           |

        error[x-y]: m
         --> a.yaml:12:1

        Found 3 errors in 1 of 1 record.
        """
    )


def test_no_source_no_excerpt() -> None:
    gone = replace(DATE, path="records/gone.yaml")
    assert report_of(gone) == dedent(
        """\
        error[date-invalid]: `2026-02-30` is not a valid date
         --> records/gone.yaml:3:7
          = help: February 2026 has 28 days

        Found 1 error in 1 of 10 records.
        """
    )


def test_long_lines_are_cut_around_the_caret() -> None:
    line = "text: " + "".join(f"word{number:03} " for number in range(100))
    sources = {"a.yaml": f"{'first ' * 20}\n{line}\nlast: {'日本' * 40}\n"}
    context = ReportContext(source=sources.get, checked=1, width=40)
    start = line.index("word050") + 1
    middle = Finding("x-y", "error", "m", "a.yaml", span=Span(2, start, 2, start + 7))
    end = Finding("x-y", "error", "m", "a.yaml", span=Span(2, len(line), 2, len(line) + 1))
    beginning = Finding("x-y", "error", "m", "a.yaml", span=Span(2, 1, 2, 5))
    lines = report_of(beginning, middle, end, context=context).splitlines()
    assert [text for text in lines if text.startswith(("1", "2", "3", "  | ^", "  |  "))] == [
        "1 | first first first first first first…",
        "2 | text: word000 word001 word002 word0…",
        "  | ^^^^",
        "3 | last: 日本日本日本日本日本日本日本…",
        "1 | first first first first first first…",
        "2 | …048 word049 word050 word051 word05…",
        "  |              ^^^^^^^",
        "3 | last: 日本日本日本日本日本日本日本…",
        "1 | first first first first first first…",
        "2 | …95 word096 word097 word098 word099",
        "  |                                    ^",
        "3 | last: 日本日本日本日本日本日本日本…",
    ]


def test_the_root_stands_before_paths_but_not_before_standard_input() -> None:
    context = CONTEXT._replace(root="../book")
    from_stdin = replace(DATE, path="-")
    assert concise([from_stdin, PATTERN], context) == dedent(
        """\
        -:3:7: error[date-invalid] `2026-02-30` is not a valid date; February 2026 has 28 days
        ../book/records/a.yaml:7:12: warning[pattern-mismatch] `Norway` does not have the required shape
        Found 1 error and 1 warning in 2 of 10 records.
        """  # noqa: E501
    )


def test_limits_keep_errors_before_warnings_and_say_what_is_missing() -> None:
    def finding(path: str, line: int, severity: Severity) -> Finding:
        return Finding("x-y", severity, "m", path, span=Span(line, 1, line, 1))

    findings = [finding("a.yaml", line, "warning") for line in range(1, 5)]
    findings += [finding("a.yaml", 9, "error"), finding("b.yaml", 1, "warning")]
    findings += [finding("c.yaml", 1, "error"), finding("d.yaml", 1, "warning")]
    context = CONTEXT._replace(limits=Limits(per_file=2, per_run=4))
    assert concise(findings, context) == dedent(
        """\
        a.yaml:1:1: warning[x-y] m
        a.yaml:9:1: error[x-y] m
        b.yaml:1:1: warning[x-y] m
        c.yaml:1:1: error[x-y] m
        4 more findings not shown (at most 2 a file and 4 in all); `--format json` holds every one.
        Found 2 errors and 6 warnings in 4 of 10 records.
        """
    )


def test_each_text_is_limited() -> None:
    long = "x" * 301
    finding = Finding("x-y", "error", long, "a.yaml", help=long[:300], note=long)
    cut = "x" * 299 + "…"
    assert report_of(finding) == (
        f"error[x-y]: {cut}\n --> a.yaml:1:1\n  = help: {'x' * 300}\n  = note: {cut}\n\n"
        "Found 1 error in 1 of 10 records.\n"
    )


def test_texts_paths_and_slugs_cannot_act_on_the_terminal() -> None:
    finding = Finding("x\x1b", "error", "a\nb\x9b", "p\x1b[2J.yaml", help="h\u2028", label="l\x07")
    assert concise([finding], CONTEXT) == (
        "p\\x1b[2J.yaml:1:1: error[x\\x1b] a\\nb\\x9b; h\\u{2028}\n"
        "Found 1 error in 1 of 10 records.\n"
    )
    assert report_of(finding, context=CONTEXT._replace(source=lambda _: "\x1b[1m\n")) == (
        "error[x\\x1b]: a\\nb\\x9b\n"
        " --> p\\x1b[2J.yaml:1:1\n"
        "  |\n"
        "1 | \\x1b[1m\n"
        "  | ^ l\\x07\n"
        "  |\n"
        "  = help: h\\u{2028}\n"
        "\n"
        "Found 1 error in 1 of 10 records.\n"
    )
