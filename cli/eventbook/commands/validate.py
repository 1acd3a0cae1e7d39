"""validate: check records and report what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from eventbook.commands.common import Common
from eventbook.commands.leaking import say_skipped
from eventbook.commands.looking import Asked
from eventbook.commands.proving import say_unproved
from eventbook.commands.reporting import Reports
from eventbook.commands.rule_choice import Rules
from eventbook.commands.scope import Scope
from eventbook.commands.terminal import Terminal
from eventbook.document.located import locate
from eventbook.errors import UsageError
from eventbook.findings import Finding
from eventbook.mapping.collector import paused
from eventbook.mapping.share import Jobs, asked
from eventbook.output.privacy import redacted

if TYPE_CHECKING:
    from eventbook.commands.baselining import Ratchet


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
    asked = Asked(
        *(common, targets, scope, withheld, sources, history, _jobs(jobs, executor)),
        check=partial(told.check, others=[ratchet.place] if ratchet else []),
    )
    fixed = _fixed(asked, fixes, rules, terminal) if fixes else ()
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


def _fixed(
    asked: Asked, fixes: Applicability, rules: Rules, terminal: Terminal
) -> tuple[Finding, ...]:
    """Mend what can be mended of what is found; the findings that were.

    Args:
        fixes: `unsafe` mends what is a guess, too.
    """
    asked.scope.check_writing(asked.targets)
    from eventbook.commands.fixing import Fixing, tell

    looked = asked.look(terminal._replace(quiet=True), lambda _: False)
    opened, _, leaking, meant = looked
    fixing = Fixing(opened, fixes == "unsafe", lambda each: bool(rules.of([each])))
    return tell(fixing.fix(meant.found), leaking, terminal, looked.prefix)


def _paths(findings: Iterable[Finding]) -> Iterator[str]:
    """Every file that findings speak of."""
    for each in findings:
        yield each.path
        yield from (other.path for other in each.related)


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
    return asked(text)


def _fails(finding: Finding, strict: bool) -> bool:
    failing = ("error", "warning") if strict else ("error",)
    return finding.severity in failing and not finding.waived
