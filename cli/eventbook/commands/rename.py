"""rename: give a record another id, its file another name, and mend what refers to it."""

from __future__ import annotations

import os
import sys
from collections import defaultdict

from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.filtering import known_of
from eventbook.commands.leaking import open_list
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.revising import (
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
from eventbook.editing.rename import Renaming, planned
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.events.references import FORMER
from eventbook.pointer import Place

References = dict[str, dict[Place, tuple[Facts, list[Place]]]]
"""By file and place in it: a record that has to change, and where it refers to the one renamed."""


def run(common: Common, old: str, new: str | None, *, dry_run: bool) -> int:
    """Rename a record. 0: written, or shown on a dry run; 1: it would make errors."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory)
    target = exactly(opened.records, old)
    if why := why_unreadable(target, opened):
        raise UsageError(why)
    renaming = _planned(opened, target, new)
    found = _references(opened, renaming)
    revisions = []
    for path, records in found.items():
        revision = _revision(opened, common, renaming, path, records)
        if revision is None:
            return 1
        revisions.append(revision)
    leaking = open_list(common, opened.book, None, terminal._replace(quiet=True))
    revising = Revising(opened, revisions, leaking)
    against = revising.new_errors()
    if against.findings:
        tell(opened, against, common, len(found))
        terminal.say(escaped(f"{renaming.old} cannot be renamed like this; nothing was written"))
        return 1
    if dry_run:
        changes = revising.changes({(renaming.kind.name, renaming.old): renaming.new})
        sys.stdout.write(opened.listed.text(diff_text(changes, terminal)))
    else:
        revising.write(check=lambda: _look_again(opened, renaming, found))
        paths = sorted(os.path.relpath(opened.book.root / each.path) for each in revisions)
        sys.stdout.write("".join(f"{path}\n" for path in paths))
    _summarise(opened, terminal, renaming, found, dry_run=dry_run)
    return 0


def _planned(opened: Opened, target: Facts, new: str | None) -> Renaming:
    kind = opened.book.settings.kind(target.kind)
    assert kind is not None  # the facts came of the settings' kinds
    if new is None and any(each.private for each in opened.judged(target).findings):
        message = "the record names somebody whom it must not name"
        raise UsageError(message, help="mend that first, or give the new id")
    has_former = known_of(opened).declares(kind.name, FORMER)
    renaming = planned(target, kind, opened.records, new, has_former=has_former)
    path = renaming.path(lambda path: opened.book.kind_of(path) is kind)
    if path != target.path and os.path.lexists(opened.book.root / path):
        raise UsageError(f"{path} exists already; nothing was written")
    return renaming


def _references(opened: Opened, renaming: Renaming) -> References:
    """What has to change, the record itself first."""
    target = renaming.target
    found: References = defaultdict(dict)
    found[target.path][target.place] = (target, [])
    for facts, place in renaming.references(opened.records, known_of(opened)):
        found[facts.path].setdefault(facts.place, (facts, []))[1].append(place)
    return found


def _look_again(opened: Opened, renaming: Renaming, found: References) -> None:
    """Look whether other files have come meanwhile that take the new id, or refer to the old one.

    Raises:
        UsageError: some have.
    """
    now = open_book(opened.book.root)
    planned(renaming.target, renaming.kind, now.records, renaming.new, has_former=False)
    if come := sorted(_references(now, renaming).keys() - found.keys()):
        raise UsageError(
            f"{come[0]} refers to `{renaming.old}`, too, since a moment; nothing was written",
            help="run the command again",
        )


def _revision(
    opened: Opened,
    common: Common,
    renaming: Renaming,
    path: str,
    records: dict[Place, tuple[Facts, list[Place]]],
) -> Revision | None:
    """A file as it is to be; None where it is unfit for that, which is told."""
    data, document, broken = to_revise(opened, path, [facts for facts, _ in records.values()])
    if document is None:
        tell(opened, broken, common, 1)
        return None
    try:
        for facts, where in records.values():
            document = renaming.revised(document, facts, where)
    except SpliceError as error:
        sys.stderr.write(f"error: {escaped(f'{path}: {error}')}\n")
        return None
    kind = opened.book.kind_of(path)
    assert kind is not None  # records were read from it
    own = path == renaming.target.path
    new_path = renaming.path(lambda each: opened.book.kind_of(each) is kind) if own else path
    return Revision(new_path, kind, data, document.text.encode(), path)


def _summarise(
    opened: Opened, terminal: Terminal, renaming: Renaming, found: References, *, dry_run: bool
) -> None:
    """Say what was done, or would be, and what could not be looked into."""
    unread = len({each.path for each in opened.records if not each.readable})
    if unread:
        said = f"warning: {_count(unread, 'file')} cannot be read and may refer to {renaming.old}"
        sys.stderr.write(f"{escaped(said)}\n")
    where = [places for records in found.values() for _, places in records.values() if places]
    references = sum(map(len, where))
    files = sum(any(places for _, places in records.values()) for records in found.values())
    told = "nothing refers to it"
    if references:
        told = f"{_count(references, 'reference')} in {_count(files, 'file')}"
    became = "would become" if dry_run else "is now"
    terminal.say(escaped(f"{renaming.old} {became} {renaming.new}; {told}"))
    terminal.say("dry run: nothing was written" if dry_run else "next: eventbook diff")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
