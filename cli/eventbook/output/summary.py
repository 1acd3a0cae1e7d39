"""Findings as Markdown for the summary of a step of GitHub Actions.

All that comes from records stands in a code block, where Markdown knows no links, images,
mentions or HTML, and whose fence is longer than any row of backticks in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from eventbook.escape import markdown_cell
from eventbook.findings import Finding
from eventbook.output import concise
from eventbook.output.github import in_full
from eventbook.output.interface import ReportContext
from eventbook.output.selection import RANK, Selection, closing, select

MOST_BYTES = 900_000
"""GitHub shows no summary of a step that is larger than 1 MiB."""
_SLUG = re.compile("[a-z0-9-]{1,100}")
_MOST_RULES = 200
_FRAME = 2_000  # bytes of the lines around the rules and the findings


def summary(findings: Sequence[Finding], context: ReportContext, room: int = MOST_BYTES) -> str:
    """A heading with the totals, the rules with their numbers, and the findings in a code block.

    Args:
        room: bytes that it may have; with too few for the findings, only the totals are told, and
            nothing where these do not fit.
    """
    context = in_full(context)
    selection = select(findings, context)
    totals = closing(selection, context)[-1]
    parts = [f"### eventbook: {markdown_cell(totals)}", ""]
    if selection.counted and room > _FRAME:
        parts += [*_rules(selection), *_listed(selection, context, room - _FRAME)]
    text = "\n".join(parts) + "\n"
    size = len(text.encode())
    if size > room:
        text = "\n".join(parts[:2]) + "\n"
    return text if len(text.encode()) <= room else ""


def _rules(selection: Selection) -> Iterator[str]:
    counts = Counter(
        (RANK[each.severity], each.severity, _rule(each)) for each in selection.counted
    )
    yield "| Rule | Severity | Findings |"
    yield "| --- | --- | ---: |"
    for (_, severity, slug), count in sorted(counts.items())[:_MOST_RULES]:
        yield f"| {slug} | {severity} | {count} |"
    yield ""


def _rule(finding: Finding) -> str:
    """The slug; one that a schema gives may have any form, and is not shown as Markdown."""
    return finding.slug if _SLUG.fullmatch(finding.slug) else "(another)"


def _listed(selection: Selection, context: ReportContext, room: int) -> Iterator[str]:
    room -= sum(len(line.encode()) + 1 for line in _rules(selection))
    lines: list[str] = []
    longest = 2
    for finding in sorted(selection.counted, key=lambda each: RANK[each.severity]):
        line = concise.line(finding, context)
        runs = [len(run) for run in re.findall("`+", line)]
        longest = max([longest, *runs])
        room -= len(line.encode()) + 1
        if room < 2 * longest:
            break
        lines.append(line)
    fence = "`" * (longest + 1)
    yield f"{fence}text"
    yield from lines
    yield fence
    if left_out := len(selection.counted) - len(lines):
        yield ""
        yield f"{left_out} more: see the log of this step."
