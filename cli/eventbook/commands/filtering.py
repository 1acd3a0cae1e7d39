"""Conditions of a command line (`-w`), applied to the records of an opened book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from eventbook.book.facts import Facts, Trace
from eventbook.commands.opened import Opened
from eventbook.commands.terminal import Terminal
from eventbook.escape import terminal as escaped
from eventbook.pointer import to_path
from eventbook.query.conditions import Condition, all_hold, parse
from eventbook.query.known import Known
from eventbook.query.paths import Path
from eventbook.query.records import Record, Referred, rows, shown


def known_of(opened: Opened) -> Known:
    """What the schemas of a book know of paths and values."""
    kinds = opened.recipe.kinds
    return Known.of(opened.book.settings, kinds.shape, kinds.judges_file)


def matching(opened: Opened, records: Sequence[Facts], where: Sequence[str]) -> list[Facts]:
    """Those of some records that meet all conditions; what cannot be read meets none.

    Raises:
        UsageError: a text is no condition, or no record can ever meet it.
    """
    known = known_of(opened)
    conditions = [parse(text, known) for text in where]
    trace = trace_of(conditions)
    table = table_of(opened, opened.records_with(trace), known, whole=trace is None)
    met = {
        (record.facts.path, record.facts.place) for record in table if all_hold(conditions, record)
    }
    return [facts for facts in records if (facts.path, facts.place) in met]


def trace_of(conditions: Iterable[Condition]) -> Trace | None:
    """What is found in every record that meets the conditions, if that can be said."""
    return next((each.trace for each in conditions if each.trace), None)


def table_of(
    opened: Opened, records: Sequence[Facts], known: Known, *, whole: bool
) -> list[Record]:
    """The rows of the records of a book, or of some, which may refer to all others."""
    found = shown(records, opened.book.settings)
    if whole:
        return rows(found, known)
    return rows(found, known, Referred(lambda: shown(opened.records, opened.book.settings)))


def explain(
    conditions: Iterable[Condition],
    paths: Iterable[Path],
    known: Known,
    table: Callable[[], Sequence[Record]],
    terminal: Terminal,
) -> None:
    """Say what is likely to surprise: how a date was read, and fields that no record has.

    Args:
        table: gives all rows.
    """
    conditions = list(conditions)
    for condition in conditions:
        if condition.note:
            terminal.say(f"note: {escaped(condition.note)}")
    for path in dict.fromkeys([*(condition.path for condition in conditions), *paths]):
        if known.is_open(path) and not any(_has(record, path) for record in table()):
            meant = known.meant(path)
            advice = f"; did you mean `{meant}`?" if meant else ""
            terminal.say(escaped(f"note: no record has `{to_path(path)}`{advice}"))


def _has(record: Record, path: Path) -> bool:
    return any(value is not None for value in record.reach(path))
