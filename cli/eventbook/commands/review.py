"""review: set a record's review status, for the content that it has now."""

from __future__ import annotations

import os
import shlex
import sys

from eventbook.book.facts import Facts
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.commands.common import Common
from eventbook.commands.leaking import open_list
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.revising import (
    Against,
    Revising,
    Revision,
    diff_text,
    tell,
    to_revise,
)
from eventbook.commands.selecting import exactly
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import why_unreadable
from eventbook.document.outcome import SpliceError
from eventbook.editing.review import UNREVIEWED, VOUCHED, check_status, reviewed
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.events.reading import review_status


def run(common: Common, record_id: str, *, status: str, by: str | None, dry_run: bool) -> int:
    """Set a record's review. 0: written, or shown on a dry run; 1: the record is not fit for it."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory)
    facts = exactly(opened.records, record_id)
    kind = opened.book.settings.kind(facts.kind)
    assert kind is not None  # the facts came of the settings' kinds
    check_status(status, opened.recipe.kinds.shape(kind), _start(opened, facts))
    if why := why_unreadable(facts, opened):
        raise UsageError(why)
    name = _reviewer(opened, by, needed=status not in UNREVIEWED)
    data, document, broken = to_revise(opened, facts.path, [facts])
    if document is None:
        tell(opened, broken, common, 1)
        return 1
    try:
        new = reviewed(document, facts.place, status, name, opened.context.today)
    except SpliceError as error:
        sys.stderr.write(f"error: {escaped(str(error))}\n")
        return 1
    path = os.path.relpath(opened.book.root / facts.path)
    if new.text == document.text:
        terminal.say(escaped(f"{path} says so already; nothing was written"))
        return 0
    leaking = open_list(common, opened.book, None, terminal._replace(quiet=True))
    revision = Revision(facts.path, kind, data, new.text.encode(), facts.path)
    revising = Revising(opened, [revision], leaking)
    against = _against(revising, facts, status)
    if against.findings:
        tell(opened, against, common, 1)
        terminal.say(escaped(f"{facts.id} cannot be {status} like this; nothing was written"))
        return 1
    if dry_run:
        sys.stdout.write(opened.listed.text(diff_text(revising.changes(), terminal)))
        terminal.say(escaped(f"dry run: {path} was not written"))
        return 0
    revising.write()
    sys.stdout.write(f"{path}\n")
    was = review_status(facts.fields) or "without a review"
    terminal.say(escaped(f"{facts.id} is {status} now (it was {was})"))
    if find_git_dir(opened.book.root):
        terminal.say(escaped(f"next: git add {shlex.quote(path)}"))
    return 0


def _against(revising: Revising, facts: Facts, status: str) -> Against:
    """What keeps a record from a status: its errors and TODOs, or else errors it would add."""
    if status not in VOUCHED:
        return revising.new_errors()
    own = len(facts.place)
    return revising.findings().those(
        lambda each: (
            (each.severity == "error" or each.slug == "todo-left")
            and (facts.alone or each.place[:own] == facts.place)
        )
    )


def _start(opened: Opened, facts: Facts) -> tuple[str | int, ...]:
    """Where the record stands in what its schema judges."""
    kind = opened.book.settings.kind(facts.kind)
    pattern = opened.book.pattern_of(facts.path)
    assert kind is not None
    judges_file = pattern is not None and opened.recipe.kinds.judges_file(kind, pattern)
    return facts.place if judges_file else ()


def _reviewer(opened: Opened, by: str | None, *, needed: bool) -> str | None:
    """Who reviews: as given, else as git calls whoever runs the command.

    Raises:
        UsageError: nobody is named.
    """
    if by is not None:
        if not by.strip():
            raise UsageError("--by names nobody", help="give a name: `--by 'Ada Example'`")
        if not by.strip().isprintable():
            raise UsageError("--by is no name: it holds line ends or other control characters")
        return by.strip()
    if not needed:
        return None
    place = find_git_dir(opened.book.root)
    if place is not None:
        found = GitProcess(place).attempt("config", "--get", "user.name")
        if name := found.stdout.decode("utf-8", "replace").strip():
            return name
    raise UsageError(
        "nobody is named who reviews it",
        help="give `--by NAME`, or set it with `git config user.name NAME`",
    )
