"""validate --schema: the book as another schema would judge it, before anybody adopts that."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from eventbook.book.discover import SCHEMAS
from eventbook.book.facts import Facts
from eventbook.book.resources import ENDING
from eventbook.book.settings import Kind
from eventbook.changes.new_findings import Judged, new_findings
from eventbook.commands.common import Common
from eventbook.commands.diff import identity_of
from eventbook.commands.intake import read_named
from eventbook.commands.leaking import open_list
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.reporting import Reports
from eventbook.commands.selecting import select
from eventbook.commands.spots import spots
from eventbook.commands.terminal import Terminal
from eventbook.document.located import locate
from eventbook.errors import SchemaError, UsageError
from eventbook.findings import Finding
from eventbook.mapping.collector import paused
from eventbook.mapping.known import counted
from eventbook.mapping.recipe import Recipe
from eventbook.output import ReportContext
from eventbook.output.privacy import private_paths, redacted

_MOST = 1 << 20
"""Bytes of a schema."""


def alone(schema: str | None, others: Sequence[object]) -> str:
    """The schema that is named, with which no other way of looking goes.

    Raises:
        UsageError: none is named, or another option is.
    """
    if schema is None:
        raise UsageError("--compare needs a schema to compare with", help="name it with --schema")
    if any(each not in (None, False, ()) for each in others):
        raise UsageError(
            "--schema judges the work tree by all rules",
            help="leave out the options that say what else to look at",
        )
    return schema


@paused()
def run(
    common: Common,
    schema: str,
    *,
    compare: bool,
    targets: Sequence[str],
    form: str | None,
    output: Path | None,
    reports: Sequence[str] = (),
    strict: bool,
    verbose: bool,
) -> int:
    """Judge records by another schema. 0: no errors; 1: errors, or warnings if strict.

    Args:
        schema: a file, or `KIND=FILE`.
        compare: tell only of findings that the schema in force does not bring.
    """
    told = Reports.asked(form, output, reports, common.directory, os.environ)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    before = open_book(common.directory, caching=common.caching, watch=watch(terminal))
    told.check(before.book)
    name, file = _named(before, schema)
    after = _judged_by(before, _kind(before, name, file), file, common.directory)
    try:
        found = after.findings(after.context)
    except SchemaError as error:
        raise SchemaError(f"{file} cannot be used: {error.message}", help=error.help) from error
    meant = select(after, after.facts, targets, common.directory)
    paths = {each.path for each in meant}
    change = _compared(before, after, found) if compare else _Change(found, ())
    wanted = Counter(_key(each) for each in change.brought if each.path in paths)
    leaking = open_list(common, after.book, None, terminal._replace(quiet=True))
    located = locate(found, after.document)
    pairs = zip(located, redacted(located), strict=True)
    shown = leaking.blanked([clean for each, clean in pairs if wanted[_key(each)]])
    root = os.path.relpath(after.book.root)
    context = ReportContext(
        after.source,
        terminal.colour and output is None,
        terminal.width if output is None else None,
        "" if root == "." else root,
        verbose,
        counted(meant),
        closed=private_paths(found),
        files=frozenset(paths),
        strict=strict,
        spot_of=spots(after, private_paths(found)),
    )
    told.write(shown, context, after.book, terminal)
    if compare:
        _tell(terminal, change, paths, meant)
    return int(any(_fails(each, strict) for each in shown))


@dataclass(frozen=True, slots=True)
class _Change:
    """What another schema does to what is found.

    Attributes:
        brought: the findings that are new.
        gone: those that are no more.
    """

    brought: Sequence[Finding]
    gone: Sequence[Finding]


def _compared(before: Opened, after: Opened, found: Sequence[Finding]) -> _Change:
    now = Judged(found, after.facts)
    then = Judged(before.findings(before.context), before.facts)
    brought, _ = new_findings(now, then, identity_of(after))
    gone, _ = new_findings(then, now, identity_of(before))
    return _Change(brought, gone)


def _named(opened: Opened, schema: str) -> tuple[str | None, str]:
    """The kind that is named, and the file."""
    name, sign, file = schema.partition("=")
    known = {kind.name for kind in opened.book.settings.kinds}
    return (name, file) if sign and name in known else (None, schema)


def _kind(opened: Opened, name: str | None, file: str) -> Kind:
    """The kind whose schema is to be replaced: the one named, else by the file's name."""
    kinds = opened.book.settings.kinds
    if name is not None:
        return next(kind for kind in kinds if kind.name == name)
    own = PurePath(file).name
    alike = [kind for kind in kinds if own in (PurePath(kind.schema).name, f"{kind.name}{ENDING}")]
    alike = alike or (list(kinds) if len(kinds) == 1 else [])
    if len(alike) == 1:
        return alike[0]
    names = ", ".join(kind.name for kind in kinds)
    raise UsageError(
        f"--schema {file} does not say which kind of record it is for",
        help=f"write --schema KIND=FILE; there are {names}",
    )


def _judged_by(opened: Opened, kind: Kind, file: str, directory: Path) -> Opened:
    """The book with another schema in the place of a kind's."""
    data = read_named(file, directory, _MOST)
    path = kind.schema if kind.built_in_schema is None else f"{SCHEMAS}/{kind.name}{ENDING}"
    settings = opened.book.settings
    kinds = tuple(replace(k, schema=path) if k is kind else k for k in settings.kinds)
    settings = replace(settings, kinds=kinds)
    schemas = {**opened.recipe.schemas, path: data}
    return Opened(
        replace(opened.book, settings=settings),
        Recipe(settings, schemas, opened.recipe.reference),
        opened.context._replace(settings=settings),
        caching=False,  # what is kept of the book is by the schema in force
        watch=opened.watch,
    )


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.place, finding.slug, finding.at, finding.message)


def _tell(terminal: Terminal, change: _Change, paths: set[str], meant: Sequence[Facts]) -> None:
    broken = {
        (each.path, each.record)
        for each in change.brought
        if each.severity == "error" and not each.waived and each.path in paths
    }
    gone = sum(each.path in paths and not each.waived for each in change.gone)
    total = counted(meant)
    terminal.say(
        f"{len(broken)} of {total} {'record' if total == 1 else 'records'} would newly break"
    )
    if gone:
        terminal.say(f"{gone} {'finding' if gone == 1 else 'findings'} of now would be gone")


def _fails(finding: Finding, strict: bool) -> bool:
    failing = ("error", "warning") if strict else ("error",)
    return finding.severity in failing and not finding.waived
