"""Quotations held against local copies of their sources: where these are, and what has none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eventbook.book.facts import Facts
from eventbook.book.sources import FolderOfSources
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened
from eventbook.commands.terminal import Terminal
from eventbook.escape import terminal as escaped
from eventbook.events.local_copies import without_copy
from eventbook.rules.rule import Context


def with_sources(
    opened: Opened, common: Common, folder: Path | None, terminal: Terminal
) -> Context:
    """What rules look at, with the copies in a folder, else in the book's own, if it is there.

    Raises:
        EnvironmentFault: the folder cannot be read, or the one asked for is not there.
    """
    context = opened.context
    if folder is not None:
        return context._replace(sources=FolderOfSources(common.directory / folder))
    named = context.settings.source_store
    if named is None:
        return context
    store = opened.book.root / named
    if not store.exists():  # not everybody who has the records has the sources
        terminal.say(f"sources not checked: `{escaped(named)}`, the source_store, is not there")
        return context
    return context._replace(sources=FolderOfSources(store))


def say_unproved(records: Iterable[Facts], context: Context, terminal: Terminal) -> None:
    """Say how many quotations could not be looked up, where sources were asked for."""
    if context.sources is None:
        return
    events = {kind.name for kind in context.settings.kinds if kind.model == "event"}
    quoting = (record for record in records if record.kind in events)
    missing, total = without_copy(quoting, context.sources)
    if missing:
        terminal.say(f"{missing} of {total} quotations had no local copy to be checked against")
