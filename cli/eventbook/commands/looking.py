"""What a check looks at: a book, some records of it, a change, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.discover import Book
from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.leaking import Leaking, open_list
from eventbook.commands.opened import Opened
from eventbook.commands.proving import with_sources
from eventbook.commands.scope import STDIN, Scope
from eventbook.commands.selecting import select as select_records
from eventbook.commands.spots import spots
from eventbook.commands.terminal import Terminal
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding
from eventbook.mapping.known import counted
from eventbook.mapping.share import Jobs
from eventbook.output import ReportContext
from eventbook.rules.rule import Context

if TYPE_CHECKING:
    from eventbook.commands.changed import Changed


@dataclass(frozen=True, slots=True)
class Meant:
    """What is checked, and what was found.

    Attributes:
        paths: the files.
        checked: how many records are in them.
        records: gives their facts, for the few that ask.
    """

    paths: frozenset[str]
    checked: int
    found: Sequence[Finding]
    records: Callable[[], Sequence[Facts]]


class Looked(NamedTuple):
    """A book, and what was found in what is meant of it."""

    opened: Opened
    context: Context
    leaking: Leaking
    meant: Meant

    @property
    def prefix(self) -> str:
        """The book's root as seen from where the command was started."""
        relative = os.path.relpath(self.opened.book.root, Path.cwd())
        return "" if relative == "." else relative.replace(os.sep, "/")

    def shape(
        self, shown: Sequence[Finding], terminal: Terminal, *, in_file: bool
    ) -> ReportContext:
        """What the forms need beside the findings that they show."""
        opened, _, leaking, meant = self
        closed = frozenset(leaking.blank(each.path) for each in meant.found if each.private)
        return ReportContext(
            source=opened.source,
            colour=terminal.colour and not in_file,
            width=None if in_file else terminal.width,
            root=self.prefix,
            checked=meant.checked,
            others=leaking.others(shown, meant.paths),
            closed=closed,
            files=frozenset(map(leaking.blank, meant.paths)),
            spot_of=spots(opened, closed),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be looked at, as the command line says it.

    Attributes:
        check: looks at the book before anything is done.
    """

    common: Common
    targets: Sequence[str]
    scope: Scope
    withheld: Path | None
    sources: Path | None
    history: bool
    jobs: Jobs
    check: Callable[[Book], None]

    def look(self, terminal: Terminal, seen: Callable[[Finding], bool]) -> Looked:
        """Open the book as it is now, and look.

        Raises:
            UsageError: nothing is there, or what is asked for is not.
            ConfigError: there is no book, or its settings are wrong.
        """
        common, targets, scope = self.common, self.targets, self.scope
        opened = scope.open(common, terminal, self.jobs)
        self.check(opened.book)
        leaking = open_list(common, opened.book, self.withheld, terminal)
        for note in opened.notes:
            terminal.say(escaped(leaking.blank(note)))
        context = with_sources(opened, common, self.sources, terminal)
        changed = scope.changed(opened, terminal)
        opened.lean = changed is None and context.sources is None
        chosen = None
        if targets and STDIN not in targets:
            chosen = select_records(opened, opened.facts, targets, common.directory)
        if STDIN in targets:
            meant = _from_stdin(opened, context, leaking, targets)
        elif changed:
            new_only = scope.new_only
            meant = _of_change(changed, context, leaking, chosen, terminal, new_only=new_only)
        elif chosen is not None:
            meant = _some(opened, context, leaking, chosen)
        else:
            meant = _all(opened, context, leaking, seen, history=self.history)
        if not meant.paths and not changed:
            raise UsageError("there is no record to check", help="`eventbook create` makes one")
        return Looked(opened, context, leaking, meant)


def _all(
    opened: Opened,
    context: Context,
    leaking: Leaking,
    seen: Callable[[Finding], bool],
    *,
    history: bool,
) -> Meant:
    """The whole book."""
    snapshot = opened.book.snapshot
    if snapshot is None:
        leaks = leaking.in_book(history=history)
    else:
        leaks = leaking.in_changed(sorted(snapshot.files), snapshot)
    found = [*opened.findings(context, seen), *leaks]
    return Meant(opened.paths, opened.counted, found, lambda: opened.facts)


def _some(opened: Opened, context: Context, leaking: Leaking, chosen: Sequence[Facts]) -> Meant:
    """Some records of the book, judged among all the others."""
    paths = frozenset(facts.path for facts in chosen)
    all_found = opened.findings(context._replace(wanted=paths))
    found = [each for each in all_found if each.path in paths]
    found += leaking.in_changed(sorted(paths), opened.book.snapshot)
    return Meant(paths, counted(chosen), found, lambda: chosen)


def _of_change(
    changed: Changed,
    context: Context,
    leaking: Leaking,
    chosen: Sequence[Facts] | None,
    terminal: Terminal,
    *,
    new_only: bool,
) -> Meant:
    """What a change touches, of some records or of all, judged among all the others."""
    from eventbook.commands.changed import brought, findings_of

    if changed.changes_rules:
        terminal.say("settings or schemas changed: every record is checked")
    within = None if chosen is None else frozenset(each.path for each in chosen)
    found = findings_of(changed, context, leaking, within)
    paths = changed.records | {each.path for each in found}
    among = changed.opened.facts if chosen is None and changed.records else chosen or ()
    facts = [each for each in among if each.path in paths]
    if new_only:
        found, old = brought(changed, found, context, leaking)
        if old:
            were = "1 finding was" if old == 1 else f"{old} findings were"
            terminal.say(f"{were} there before the change: left out")
    return Meant(frozenset(each.path for each in facts), counted(facts), found, lambda: facts)


def _from_stdin(
    opened: Opened, context: Context, leaking: Leaking, targets: Sequence[str]
) -> Meant:
    """The record on standard input, as one of the book's first kind."""
    if len(targets) > 1:
        raise UsageError("`-` stands alone", help="check standard input by itself")
    from eventbook.document.loader import load
    from eventbook.reduction import reduce

    data = sys.stdin.buffer.read()
    opened.remember(STDIN, load(data, STDIN).document)
    facts = opened.map_text(data, STDIN, opened.book.settings.kinds[0])
    found = [*reduce(facts, context), *leaking.in_bytes(STDIN, data)]
    return Meant(frozenset({STDIN}), counted(facts), found, lambda: facts)
