"""validate: check records and report what is wrong."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from eventbook.book.discover import Book
from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.leaking import Leaking, open_list, say_skipped
from eventbook.commands.opened import Opened
from eventbook.commands.proving import say_unproved, with_sources
from eventbook.commands.reporting import Reports
from eventbook.commands.rule_choice import Rules
from eventbook.commands.scope import STDIN, Scope
from eventbook.commands.selecting import select as select_records
from eventbook.commands.spots import spots
from eventbook.commands.terminal import Terminal
from eventbook.document.located import locate
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding
from eventbook.mapping.collector import paused
from eventbook.mapping.known import counted
from eventbook.mapping.share import Jobs
from eventbook.output import ReportContext
from eventbook.output.privacy import redacted
from eventbook.rules.rule import Context

if TYPE_CHECKING:
    from eventbook.commands.baselining import Ratchet
    from eventbook.commands.changed import Changed

_MOST_JOBS = 256

Applicability: TypeAlias = Literal["safe", "unsafe"]


@paused()
def run(
    common: Common,
    *,
    targets: Sequence[str],
    form: str | None,
    output: Path | None,
    reports: Sequence[str] = (),
    baseline: Path | None = None,
    write_baseline: bool = False,
    select: Sequence[str],
    ignore: Sequence[str],
    strict: bool,
    verbose: bool,
    withheld: Path | None,
    history: bool,
    sources: Path | None,
    jobs: str,
    executor: str | None,
    fixes: Applicability | None = None,
    scope: Scope = Scope(),  # noqa: B008 - it is frozen
) -> int:
    """Check the records that are meant. 0: no errors; 1: errors, or warnings if strict.

    Args:
        form: of the log; None leaves it to the environment.
        reports: `FORM=FILE` of reports beside the log.
        baseline: the file with findings that may stay.
    """
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    told = Reports.asked(form, output, reports, common.directory, os.environ)
    rules = Rules(tuple(select), tuple(ignore))
    rules.check()
    scope.check(targets, history=history)
    ratchet = _ratchet(common, baseline, targets, rules, scope, writing=write_baseline)
    asked = _Asked(
        *(common, targets, scope, withheld, sources, history, _jobs(jobs, executor)),
        check=partial(told.check, others=[ratchet.place] if ratchet else []),
    )
    fixed = asked.fixed(fixes, rules, terminal) if fixes else ()
    seen = partial(told.seen, verbose=verbose)
    looked = asked.look(terminal, seen)
    opened, context, leaking, meant = looked
    say_skipped(leaking, terminal)
    opened.read_ahead(_paths(meant.found))
    shown = leaking.blanked(locate(rules.of(meant.found), opened.document, seen))
    shape = looked.shape(shown, terminal, in_file=output is not None)
    shape = shape._replace(verbose=verbose, strict=strict, fixed=fixed)
    held = None
    if ratchet:
        held = ratchet.hold(redacted(shown), shape.spot_of, context, terminal, strict=strict)
        shown, shape = [*held.left], shape._replace(baselined=held.known)
    told.write(shown, shape, opened.book, terminal)
    if ratchet and held:
        ratchet.write(held, common, terminal)
    if context.sources is not None:
        say_unproved(meant.records(), context, terminal)
    stale = strict and held is not None and held.stale
    return int(stale or any(_fails(each, strict) for each in shown))


def _ratchet(
    common: Common,
    baseline: Path | None,
    targets: Sequence[str],
    rules: Rules,
    scope: Scope,
    *,
    writing: bool,
) -> Ratchet | None:
    """The baseline that is asked for, if one is."""
    if baseline is None and not writing:
        return None
    from eventbook.commands.baselining import Ratchet

    narrowed = {
        "targets": bool(targets),
        "--select": bool(rules.select),
        "--ignore": bool(rules.ignore),
    }
    return Ratchet.asked(common, baseline, narrowed, scope, writing=writing)


class _Looked(NamedTuple):
    """A book, and what was found in what is meant of it."""

    opened: Opened
    context: Context
    leaking: Leaking
    meant: _Meant

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
            root=_prefix(opened),
            checked=meant.checked,
            others=leaking.others(shown, meant.paths),
            closed=closed,
            files=frozenset(map(leaking.blank, meant.paths)),
            spot_of=spots(opened, closed),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
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

    def look(self, terminal: Terminal, seen: Callable[[Finding], bool]) -> _Looked:
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
        return _Looked(opened, context, leaking, meant)

    def fixed(self, fixes: Applicability, rules: Rules, terminal: Terminal) -> tuple[Finding, ...]:
        """Mend what can be mended of what is found; the findings that were.

        Args:
            fixes: `unsafe` mends what is a guess, too.
        """
        self.scope.check_writing(self.targets)
        from eventbook.commands.fixing import Fixing, tell

        opened, _, leaking, meant = self.look(terminal._replace(quiet=True), lambda _: False)
        fixing = Fixing(opened, fixes == "unsafe", lambda each: bool(rules.of([each])))
        return tell(fixing.fix(meant.found), leaking, terminal, _prefix(opened))


@dataclass(frozen=True, slots=True)
class _Meant:
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


def _all(
    opened: Opened,
    context: Context,
    leaking: Leaking,
    seen: Callable[[Finding], bool],
    *,
    history: bool,
) -> _Meant:
    """The whole book."""
    snapshot = opened.book.snapshot
    if snapshot is None:
        leaks = leaking.in_book(history=history)
    else:
        leaks = leaking.in_changed(sorted(snapshot.files), snapshot)
    found = [*opened.findings(context, seen), *leaks]
    return _Meant(opened.paths, opened.counted, found, lambda: opened.facts)


def _some(opened: Opened, context: Context, leaking: Leaking, chosen: Sequence[Facts]) -> _Meant:
    """Some records of the book, judged among all the others."""
    paths = frozenset(facts.path for facts in chosen)
    all_found = opened.findings(context._replace(wanted=paths))
    found = [each for each in all_found if each.path in paths]
    found += leaking.in_changed(sorted(paths), opened.book.snapshot)
    return _Meant(paths, counted(chosen), found, lambda: chosen)


def _of_change(
    changed: Changed,
    context: Context,
    leaking: Leaking,
    chosen: Sequence[Facts] | None,
    terminal: Terminal,
    *,
    new_only: bool,
) -> _Meant:
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
    return _Meant(frozenset(each.path for each in facts), counted(facts), found, lambda: facts)


def _paths(findings: Iterable[Finding]) -> Iterator[str]:
    """Every file that findings speak of."""
    for each in findings:
        yield each.path
        yield from (other.path for other in each.related)


def _from_stdin(
    opened: Opened, context: Context, leaking: Leaking, targets: Sequence[str]
) -> _Meant:
    """The record on standard input, as one of the book's first kind."""
    if len(targets) > 1:
        raise UsageError("`-` stands alone", help="check standard input by itself")
    from eventbook.document.loader import load
    from eventbook.reduction import reduce

    data = sys.stdin.buffer.read()
    opened.remember(STDIN, load(data, STDIN).document)
    facts = opened.map_text(data, STDIN, opened.book.settings.kinds[0])
    found = [*reduce(facts, context), *leaking.in_bytes(STDIN, data)]
    return _Meant(frozenset({STDIN}), counted(facts), found, lambda: facts)


def _jobs(text: str, executor: str | None) -> Jobs:
    """What the user wants to share the work.

    Raises:
        UsageError: that is neither a number nor `auto`, or names no cluster.
        EnvironmentFault: what a cluster needs is not installed.
    """
    if executor is not None:
        from eventbook.mapping.cluster import scheduler_of

        if text != "auto":
            raise UsageError("--executor has no use for --jobs", help="leave out one of them")
        return scheduler_of(executor)
    if text == "auto":
        return None
    if re.fullmatch("[0-9]{1,3}", text) and 0 < int(text) <= _MOST_JOBS:
        return int(text)
    raise UsageError(f"--jobs {text}", help=f"write `auto` or a number from 1 to {_MOST_JOBS}")


def _fails(finding: Finding, strict: bool) -> bool:
    failing = ("error", "warning") if strict else ("error",)
    return finding.severity in failing and not finding.waived


def _prefix(opened: Opened) -> str:
    """The book's root as seen from where the command was started."""
    relative = os.path.relpath(opened.book.root, Path.cwd())
    return "" if relative == "." else relative.replace(os.sep, "/")
