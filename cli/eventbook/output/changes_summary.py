"""What changed, in a few sentences: for a change log, or above a longer account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from eventbook.changes.book_diff import RecordChange, Status
from eventbook.changes.sentences import Labels, sentence
from eventbook.escape import terminal

STATUSES: Mapping[Status, str] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "moved": "moved to another file",
    "renamed": "renamed",
    "formatting": "in formatting or comments only",
}
"""What is said of records by what happened to them, in the order in which it is told."""

_MOST_NAMES = 30
_MOST_SENTENCES = 4


def totals(records: Sequence[RecordChange]) -> str:
    """`2 records added, 1 changed`; no text of a record stands in it."""
    by_status = Counter(record.status for record in records)
    said = [f"{by_status[status]} {STATUSES[status]}" for status in STATUSES if by_status[status]]
    if not said:
        return "No record changed"
    number, _, rest = said[0].partition(" ")
    noun = "record" if number == "1" else "records"
    return ", ".join([f"{number} {noun} {rest}", *said[1:]])


def sentences(records: Sequence[RecordChange], labels: Callable[[str], Labels]) -> Iterator[str]:
    """The totals, then what happened to which record, a line each; escaped for a terminal."""
    if not records:
        return
    yield f"{totals(records)}."
    yield ""
    for status in ("added", "removed", "formatting"):
        names = [_name(record) for record in records if record.status == status]
        if names:
            yield f"- {STATUSES[status].capitalize()}: {listed(names)}."
    told = [each for each in records if each.status in ("changed", "moved", "renamed")]
    yield from (f"- {_told(each, labels(each.kind))}." for each in told)


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names separated by commas, no more than so many, and how many more there are."""
    more = len(names) - most
    return ", ".join([*names[:most], *([f"and {more} more"] if more > 0 else [])])


def _name(record: RecordChange) -> str:
    shown = terminal(record.record)
    return f"{terminal(record.title)} ({shown})" if record.title else shown


def _told(record: RecordChange, labels: Labels) -> str:
    what = [
        terminal(sentence(change, labels))
        for change in record.changes
        if record.old_record is None or (change.old, change.new) != _ids(record)
    ]
    if more := len(what) - _MOST_SENTENCES:
        what[_MOST_SENTENCES:] = [f"{more} more changes"] if more > 1 else what[_MOST_SENTENCES:]
    if record.problem is not None:
        what.append(terminal(record.problem))
    if record.old_record is not None:
        what.insert(0, f"it was {terminal(record.old_record)}")
    elif record.old_path is not None:
        what.insert(0, f"moved from {terminal(record.old_path)} to {terminal(record.path)}")
    verb = "Renamed" if record.status == "renamed" else "Changed"
    return f"{verb}: {_name(record)}: {'; '.join(what)}"


def _ids(record: RecordChange) -> tuple[str | None, str]:
    return record.old_record, record.record
