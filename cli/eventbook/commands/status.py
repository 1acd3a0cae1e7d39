"""status: the book at a glance, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.book.files import Unreadable, read_regular
from eventbook.book.git import Git, RawChange
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import EnvironmentFault
from eventbook.escape import terminal as escaped
from eventbook.jsonvalue import Json
from eventbook.mapping.collector import paused
from eventbook.output import RecordContext, record
from eventbook.pointer import Place
from eventbook.query.overview import Overview, overview

_WORDS = {"A": "added", "D": "deleted", "M": "modified", "T": "modified", "U": "unmerged"}
_MOST_IDS = 10
"""Ids that stand in the text of a status; one line has to hold them."""


@paused()
def run(common: Common, *, form: str) -> int:
    """Print the state of the book. 0, whatever it is."""
    write = record(form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal))
    found = overview(opened.facts)
    findings = [each for each in opened.findings(opened.context) if not each.waived]
    errors, warnings = (
        sum(each.severity == severity for each in findings) for severity in ("error", "warning")
    )
    changes, unknown = _uncommitted(opened)
    value: dict[str, Json] = {
        "book": opened.book.settings.title,
        "records": {kind: {**counts} for kind, counts in found.records.items()},
        "unreadable": found.unreadable,
        "errors": errors,
        "warnings": warnings,
        "drafts": [*found.drafts],
        "stale": [*found.stale],
        "uncommitted": {**changes} if unknown is None else None,
    }
    if form == "text":
        value["drafts"] = _first(found.drafts, "list -w review.status=draft")
        value["stale"] = _first(found.stale, "validate --select review-stale")
    if form == "text" and unknown is not None:
        value["uncommitted"] = f"not known: {unknown}"  # else it would look like nothing
    context = RecordContext(label=_label, width=terminal.width, colour=terminal.colour)
    deliver(write(opened.listed.fields(value), context), None, common.directory)
    step = _next(found, errors, warnings, bool(changes))
    if step:
        terminal.say(f"next: {escaped(opened.listed.text(step))}")
    return 0


def _first(ids: Sequence[str], command: str) -> list[Json]:
    """The first of many ids, and the command that gives them all."""
    if len(ids) <= _MOST_IDS:
        return [*ids]
    return [*ids[:_MOST_IDS], f"… and {len(ids) - _MOST_IDS} more: eventbook {command}"]


def _label(place: Place) -> str | None:
    labels = {
        "unreadable": "Unreadable files",
        "stale": "Changed since reviewed",
        "uncommitted": "Not committed",
    }
    if len(place) == 1:
        return labels.get(str(place[0]))
    return str(place[-1])  # kinds, statuses and paths are shown as they are


def _uncommitted(opened: Opened) -> tuple[dict[str, str], str | None]:
    """What is not committed, by the paths of record files; and why that cannot be told, if so."""
    try:
        git = Git.open(opened.book.root)
        if git is None:
            return {}, "there is no git repository here"
        changes = git.raw_diff("HEAD" if git.has_commits() else None)
        return {
            change.path: _WORDS[change.status]
            for change in changes
            if opened.book.kind_of(change.path) and not _is_same(opened, git, change)
        }, None
    except EnvironmentFault as error:
        return {}, str(error)


def _is_same(opened: Opened, git: Git, change: RawChange) -> bool:
    """Whether only the file's stamps differ, not its bytes."""
    if change.status != "M" or change.old_oid is None:
        return False
    try:
        old = git.blobs([change.old_oid]).get(change.old_oid)
        return old is not None and old == read_regular(opened.book.root, change.path)
    except Unreadable:
        return False


def _next(found: Overview, errors: int, warnings: int, is_changed: bool) -> str | None:
    """The step that comes first; None where nothing waits."""
    stale = next(iter(found.stale), "")
    steps: Sequence[tuple[bool, str]] = (
        (not found.records and not errors, "eventbook create"),
        (errors > 0, "eventbook validate"),
        (is_changed, "eventbook diff, then git commit"),
        (bool(found.stale), f"eventbook show {stale}, then eventbook review {stale} --as STATUS"),
        (warnings > 0, "eventbook validate"),
        (bool(found.drafts), f"eventbook show {next(iter(found.drafts), '')}, to review it"),
    )
    return next((step for wanted, step in steps if wanted), None)
