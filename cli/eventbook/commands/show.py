"""show: one record, for reading or for a program."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from eventbook.book.facts import Facts
from eventbook.book.settings import Kind
from eventbook.commands.common import Common
from eventbook.commands.languages import checked
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import why_unreadable
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.output import RecordContext, record
from eventbook.pointer import Place
from eventbook.query.ids import by_id
from eventbook.query.places import Spot
from eventbook.query.records import shown


def run(common: Common, record_id: str, *, form: str, lang: str | None) -> int:
    """Show the record that an id or a part of it means."""
    write_record = record(form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory)
    settings = opened.book.settings
    language = checked(lang, settings.language)
    facts = _meant(opened, record_id)
    kind = settings.kind(facts.kind)
    assert kind is not None  # the facts came of the settings' kinds
    if any(each.severity == "error" for each in facts.findings):
        path = escaped(facts.path)
        terminal.say(f"warning: {path} has errors; `eventbook validate` names them")
    deliver(
        write_record(facts.fields, _context(opened, facts, kind, terminal, language)),
        None,
        common.directory,
    )
    return 0


def _meant(opened: Opened, word: str) -> Facts:
    """The record that a word means, without what it withholds.

    Raises:
        UsageError: none is meant, or several are, or it cannot be read.
    """
    try:
        return by_id(shown(opened.facts, opened.book.settings), word)
    except UsageError:
        for facts in opened.facts:
            if word in (PurePosixPath(facts.path).stem, facts.path) and (
                why := why_unreadable(facts, opened)
            ):
                raise UsageError(f"`{word}` cannot be read: {why}") from None
        raise


def _context(
    opened: Opened, facts: Facts, kind: Kind, terminal: Terminal, language: str
) -> RecordContext:
    shape = opened.checker.shape(kind)
    pattern = opened.book.pattern_of(facts.path)
    judges_file = pattern is not None and opened.checker.judges_file(kind, pattern)
    start = facts.place if judges_file else ()

    def label(place: Place) -> str | None:
        title = shape.annotation(shape.at((*start, *place)), "title")
        return title if isinstance(title, str) and title.strip() else None

    def is_text(place: Place) -> bool:
        return Spot(shape, (*start, *place)).holds_texts

    return RecordContext(
        path=os.path.relpath(opened.book.root / facts.path),
        label=label,
        is_text=is_text,
        tells_speakers=kind.model == "event",
        width=terminal.width,
        colour=terminal.colour,
        language=language,
    )
