"""Changes as Markdown for a comment on a pull request: what changed, a fold for each record.

All that comes from records stands in code, where Markdown (and what GitHub adds to it: mentions,
references, emoji) knows no markup: in code spans and blocks whose fences are longer than any row
of backticks in them, and in `<code>` with HTML escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.sentences import PLAIN, Labels
from eventbook.escape import terminal
from eventbook.output.changes_summary import STATUSES, listed, totals
from eventbook.output.changes_text import details

MOST = 65_000
"""GitHub takes no comment of more than 65,536 characters; they are counted in UTF-16 here."""

_MOST_OF_A_RECORD = 12_000
_LEAST_OF_A_RECORD = 600
_FRAME = 300  # room for the line that says what was left out, and for the lines around a block
_LONGEST_NAME = 120
_WIDTH = 84


def changes(
    record_changes: Iterable[RecordChange],
    *,
    summary: bool = False,
    labels: Callable[[str], Labels] = lambda _: PLAIN,
    room: int = MOST,
) -> str:
    """A heading with the totals, the names, and a fold with the changes of each record.

    Args:
        record_changes: what happened to each record, private values already taken out.
        summary: no folds.
        labels: the words of each kind of record.
        room: characters it may have, at least 1,000; what has no room is counted instead.
    """
    records = list(record_changes)
    parts = [f"### {totals(records)}\n", *_names(records, room // 2)]
    if summary:
        return "\n".join(parts)
    room -= _FRAME + sum(_size(part) + 1 for part in parts)
    left_out: list[RecordChange] = []
    for record in records:
        if not record.changes and record.problem is None:
            continue
        fold = ""
        if room >= _LEAST_OF_A_RECORD:
            fold = _fold(record, labels(record.kind), min(room, _MOST_OF_A_RECORD))
        if fold and _size(fold) < room:
            parts.append(fold)
            room -= _size(fold) + 1
        else:
            left_out.append(record)
    if left_out:
        parts.append(f"Not shown for want of room: {totals(left_out)}.\n")
    text = "\n".join(parts)
    # HTML goes on to the next empty line: what is put behind this must not belong to it.
    return f"{text}\n" if text.endswith("</details>\n") else text


def _names(records: Sequence[RecordChange], room: int) -> Iterator[str]:
    """A list of what was added, removed and so on, as far as there is room."""
    lines = []
    by_status = sorted(records, key=lambda each: list(STATUSES).index(each.status))
    for status, group in groupby(by_status, key=lambda each: each.status):
        line = _listed(STATUSES[status], [_name(record) for record in group], room)
        room -= _size(line)
        lines.append(line)
    if lines:
        yield "\n".join(lines) + "\n"


def _listed(what: str, names: Sequence[str], room: int) -> str:
    """A line of names, as many as there is room for."""
    most = len(names)
    while True:
        line = f"- {what.capitalize()}: {listed(names, most)}"
        if _size(line) <= room or not most:
            return line
        most = most * 2 // 3


def _fold(record: RecordChange, labels: Labels, room: int) -> str:
    """A record's changes behind one line that opens."""
    head = (
        f"<details>\n<summary>{record.status} {_html(record.kind)} {_html(record.record)}"
        f" – {_count(record)}</summary>\n"
    )
    lines = [_sign_first(line) for line in details(record, labels, _WIDTH)]
    longest = max([2, *(len(run) for line in lines for run in re.findall("`+", line))])
    fence = "`" * (longest + 1)
    room -= _size(head) + 2 * len(fence) + _FRAME
    kept = 0
    for line in lines:
        room -= _size(line) + 1
        if room < 0:
            break
        kept += 1
    rest = len(lines) - kept
    more = [f"{rest} more line{'' if rest == 1 else 's'} not shown.", ""] if rest else []
    block = [f"{fence}diff", *lines[:kept], fence, ""]
    return "\n".join([head, *block, *more, "</details>", ""])


def _sign_first(line: str) -> str:
    """The line with its sign in the first column, where a viewer of diffs looks for it."""
    sign, rest = line[2:4], line[4:]
    if line.startswith("  ") and sign in ("+ ", "- ", "~ ", "> ", "! "):
        return f"{'!' if sign in ('~ ', '> ') else sign[0]} {rest}"
    if line.startswith(("      + ", "      - ")):
        return f"{line[6]}     {line[8:]}"
    # What is no sign of ours must not look like one.
    return f" {line}" if line[:1] in "+-!@#" else line


def _name(record: RecordChange) -> str:
    was = f"{code(record.old_record)} → " if record.old_record is not None else ""
    title = f" ({code(record.title)})" if record.title else ""
    return f"{was}{code(record.record)}{title}"


def code(text: str) -> str:
    """A code span (CommonMark 0.31.2, 6.1) that shows a text, cut where it is long."""
    shown = _short(text)
    fence = "`" * (max([0, *(len(run) for run in re.findall("`+", shown))]) + 1)
    padding = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{padding}{shown}{padding}{fence}" if shown.strip() else '`""`'


def _html(text: str) -> str:
    return f"<code>{html.escape(_short(text))}</code>"


def _short(text: str) -> str:
    shown = terminal(text)
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"


def _count(record: RecordChange) -> str:
    if record.problem is not None:
        return "not readable"
    number = len(record.changes)
    return f"{number} change{'' if number == 1 else 's'}"


def _size(text: str) -> int:
    return len(text) + sum(1 for char in text if char > "\uffff")
