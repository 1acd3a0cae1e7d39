"""What is in a book and cannot be shown: files in which no record can be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from eventbook.book.facts import Facts
from eventbook.commands.opened import Opened
from eventbook.escape import terminal

_LONGEST = 300


def report_unreadable(opened: Opened, records: Iterable[Facts] | None = None) -> None:
    """Say on standard error, in one line each, what cannot be listed and why.

    Args:
        records: all that cannot be listed are among them; None: those of the book.
    """
    for facts in opened.records if records is None else records:
        if why := why_unreadable(facts, opened):
            line = terminal(why)
            sys.stderr.write(f"{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}\n")


def why_unreadable(facts: Facts, opened: Opened) -> str | None:
    """`path:line:column: slug message` of the first error of what is no record, else None.

    A private finding shows no message. The path is as seen from where the command was started.
    """
    if facts.readable:
        return None
    path = os.path.relpath(opened.book.root / facts.path)
    if not facts.findings:  # it was read, and is no map
        facts = opened.judged(facts)
    from eventbook.document.located import locate

    errors = (each for each in facts.findings if each.severity == "error")
    for error in locate(errors, opened.document):
        line, column = (error.span.line, error.span.column) if error.span else (1, 1)
        where = f"{path}:{line}:{column}: {error.slug}"
        return where if error.private else f"{where} {error.message}"
    return None if facts.value is None else f"{path}:1:1: the record is no map of fields"
