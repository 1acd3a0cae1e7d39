"""validate: check records and report what is wrong."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from eventbook.book.facts import Facts
from eventbook.check import SLUGS, locate, reduce
from eventbook.commands.common import Common
from eventbook.commands.leaking import open_list, say_skipped
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.proving import say_unproved, with_sources
from eventbook.commands.selecting import select as select_records
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.document.loader import load
from eventbook.errors import UsageError
from eventbook.findings import Finding
from eventbook.mapping.collector import paused
from eventbook.output import ReportContext, report
from eventbook.schema.words import close_to

STDIN = "-"
_MOST_JOBS = 256


@paused()
def run(
    common: Common,
    *,
    targets: Sequence[str],
    form: str,
    output: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    strict: bool,
    verbose: bool,
    withheld: Path | None,
    history: bool,
    sources: Path | None,
    jobs: str,
) -> int:
    """Check the records that are meant. 0: no errors; 1: errors, or warnings if strict."""
    write_report = report(form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    _check_patterns((*select, *ignore))
    opened = open_book(common.directory, jobs=_jobs(jobs))
    leaking = open_list(common, opened.book, withheld, terminal)
    context = with_sources(opened, common, sources, terminal)
    if history and targets:
        raise UsageError("--history looks at the whole repository", help="leave out the targets")
    if STDIN in targets:
        if len(targets) > 1:
            raise UsageError("`-` stands alone", help="check standard input by itself")
        data = sys.stdin.buffer.read()
        chosen: Sequence[Facts] = _from_stdin(opened, data)
        found = [*reduce(chosen, context), *leaking.in_bytes(STDIN, data)]
    else:
        chosen = select_records(opened, opened.facts, targets, common.directory)
        files = {facts.path for facts in chosen}
        context = replace(context, wanted=files)
        found = [each for each in reduce(opened.facts, context) if each.path in files]
        found += leaking.in_files(sorted(files)) if targets else leaking.in_book(history=history)
    if not chosen:
        raise UsageError("there is no record to check", help="`eventbook create` makes one")
    say_skipped(leaking, terminal)
    shown = leaking.blanked(locate(_filtered(found, select, ignore), opened.document))
    shape = ReportContext(
        source=opened.source,
        colour=terminal.colour and output is None,
        width=terminal.width if output is None else None,
        root=_prefix(opened),
        verbose=verbose,
        checked=sum(facts.value is not None or facts.alone for facts in chosen),
        others=leaking.others(shown, chosen),
        closed=frozenset(leaking.names.blanked(each.path) for each in found if each.private),
    )
    deliver(write_report(shown, shape), output, common.directory)
    say_unproved(chosen, context, terminal)
    return int(any(_fails(each, strict) for each in shown))


def _jobs(text: str) -> int | None:
    """How many processes the user wants; None for as many as pay.

    Raises:
        UsageError: it is neither a number nor `auto`.
    """
    if text == "auto":
        return None
    if re.fullmatch("[0-9]{1,3}", text) and 0 < int(text) <= _MOST_JOBS:
        return int(text)
    raise UsageError(f"--jobs {text}", help=f"write `auto` or a number from 1 to {_MOST_JOBS}")


def _fails(finding: Finding, strict: bool) -> bool:
    failing = ("error", "warning") if strict else ("error",)
    return finding.severity in failing and not finding.waived


def _from_stdin(opened: Opened, data: bytes) -> list[Facts]:
    """The record on standard input, as one of the book's first kind."""
    opened.remember(STDIN, load(data, STDIN).document)
    kind = opened.book.settings.kinds[0]
    return list(opened.map_text(data, STDIN, kind))


def _filtered(
    findings: Iterable[Finding], select: Sequence[str], ignore: Sequence[str]
) -> list[Finding]:
    return [
        each
        for each in findings
        if (not select or _matches(each.slug, select)) and not _matches(each.slug, ignore)
    ]


def _matches(slug: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(slug, pattern) for pattern in patterns)


def _check_patterns(patterns: Iterable[str]) -> None:
    for pattern in patterns:
        if not any(fnmatchcase(slug, pattern) for slug in SLUGS):
            meant = close_to(pattern, SLUGS)
            raise UsageError(
                f"no rule is called `{pattern}`", help=f"did you mean `{meant}`?" if meant else ""
            )


def _prefix(opened: Opened) -> str:
    """The book's root as seen from where the command was started."""
    relative = os.path.relpath(opened.book.root, Path.cwd())
    return "" if relative == "." else relative.replace(os.sep, "/")
