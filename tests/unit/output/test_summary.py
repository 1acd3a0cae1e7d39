"""A step's summary: Markdown in which records say nothing but text, and which fits."""

from __future__ import annotations

import re
from textwrap import dedent

from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.findings import Finding, Severity, Span
from eventbook.output import ReportContext, summary
from eventbook.output.summary import MOST_BYTES

CONTEXT = ReportContext(source=lambda path: None, checked=3, colour=True)
FENCED = re.compile(r"^(`{3,})text\n(.*?)^\1$\n?", re.S | re.M)


def test_whole_summary() -> None:
    findings = [
        Finding("x-y", "warning", "w", "a.yaml", span=Span(1, 1, 1, 2)),
        Finding("date-invalid", "error", "no ```` @x", "b.yaml", help="yes", span=Span(3, 7, 3, 9)),
        Finding("date-invalid", "error", "no", "c.yaml"),
        Finding("own] rule", "error", "no", "c.yaml"),
        Finding("i-i", "info", "hidden", "c.yaml"),
    ]
    assert summary(findings, CONTEXT._replace(root="s"), MOST_BYTES) == dedent(
        """\
        ### eventbook: Found 3 errors and 1 warning in 3 of 3 records.

        | Rule | Severity | Findings |
        | --- | --- | ---: |
        | (another) | error | 1 |
        | date-invalid | error | 2 |
        | x-y | warning | 1 |

        `````text
        s/b.yaml:3:7: error[date-invalid] no ```` @x; yes
        s/c.yaml:1:1: error[date-invalid] no
        s/c.yaml:1:1: error[own] rule] no
        s/a.yaml:1:1: warning[x-y] w
        `````
        """
    )


def test_nothing_found() -> None:
    assert summary([], CONTEXT, MOST_BYTES) == "### eventbook: All checks passed: 3 records.\n\n"


def test_it_fits_and_counts_what_does_not() -> None:
    many: list[Finding] = []
    kinds: tuple[Severity, ...] = ("error", "warning")
    for index in range(20_000):
        severity = kinds[index % 2]
        many.append(Finding("x-y", severity, "ü`" * 90, "a.yaml", span=Span(index + 1, 1, 1, 2)))
    text = summary(many, CONTEXT, MOST_BYTES)
    assert MOST_BYTES * 0.99 < len(text.encode()) <= MOST_BYTES
    told = text.count("[x-y]")
    assert text.endswith(f"\n```\n\n{20_000 - told} more: see the log of this step.\n")
    for room in (-5, 0, 40, 100, 500, 2_000, 2_500, 5_000):
        assert len(summary(many, CONTEXT, room).encode()) <= max(room, 0)
    assert summary(many, CONTEXT, 500).startswith("### eventbook: Found 10000 errors")


PIECES = st.sampled_from(
    ["```", "\n", "\r", "~~~", "<img src=x>", "![a](http://e)", "@user", "#1", "`", "https://e.e"]
)


@given(st.lists(PIECES | st.characters(codec=None), max_size=12).map("".join))
@example("\n```\n@user <b>")
@example("`" * 400)
def test_no_text_leaves_the_code_block(text: str) -> None:
    findings = [Finding(text, "error", text, text, help=text, record=text)] * 2
    whole = summary(findings, CONTEXT, MOST_BYTES)
    assert whole.encode()
    outside = FENCED.sub("", whole)
    (block,) = FENCED.findall(whole)
    assert len(block[1].splitlines()) == 2
    assert re.fullmatch(
        r"### eventbook: Found 2 errors in \d of 3 records\.\n\n"
        r"\| Rule \| Severity \| Findings \|\n\| --- \| --- \| ---: \|\n"
        r"\| (\(another\)|[a-z0-9-]+) \| error \| 2 \|\n\n",
        outside,
    )
