"""show: one record, for reading or for a program."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from eventbook.book.facts import Facts
from eventbook.book.settings import Kind
from eventbook.commands.common import Common
from eventbook.commands.filtering import known_of
from eventbook.commands.languages import checked
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import why_unreadable
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.jsonvalue import Json
from eventbook.output import RecordContext, record
from eventbook.pointer import Place
from eventbook.query import sorting
from eventbook.query.ids import by_id
from eventbook.query.places import Spot
from eventbook.query.records import Referred, rows, shown, title_of
from eventbook.query.references import REFS, referring, still_meant

_BACKLINKS = "_backlinks"
_DATES = ("edtf-date", "date")  # formats of schemas


def run(
    common: Common,
    record_id: str,
    *,
    form: str,
    lang: str | None,
    backlinks: bool = False,
    rev: str | None = None,
) -> int:
    """Show the record that an id or a part of it means."""
    write_record = record(form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching, rev=rev)
    settings = opened.book.settings
    language = checked(lang, settings.language)
    facts = _meant(opened, record_id)
    kind = settings.kind(facts.kind)
    assert kind is not None  # the facts came of the settings' kinds
    if any(each.severity == "error" for each in opened.judged(facts).findings):
        path = escaped(opened.listed.text(facts.path))
        terminal.say(f"warning: {path} has errors; `eventbook validate` names them")
    fields = {**facts.fields, **({_BACKLINKS: _backlinks(opened, facts)} if backlinks else {})}
    context = _context(opened, facts, kind, terminal, language)
    deliver(write_record(opened.listed.fields(fields), context), None, common.directory)
    return 0


def _backlinks(opened: Opened, target: Facts) -> Json:
    """The records that refer to one, with the places where they do."""
    known = known_of(opened)
    records = shown(opened.records, opened.book.settings)
    found = referring(rows(records, known), target, known, still_meant(target, records))
    return [
        {"record": one.facts.id, "kind": one.facts.kind, "paths": one.row[REFS]}
        for one in sorting.ordered(found, sorting.DEFAULT)
    ]


def _meant(opened: Opened, word: str) -> Facts:
    """The record that a word means, without what it withholds.

    Raises:
        UsageError: none is meant, or several are, or it cannot be read.
    """
    try:
        return by_id(shown(opened.records, opened.book.settings), word)
    except UsageError:
        for facts in opened.records:
            if word in (PurePosixPath(facts.path).stem, facts.path) and (
                why := why_unreadable(facts, opened)
            ):
                raise UsageError(f"`{word}` cannot be read: {why}") from None
        raise


def _context(
    opened: Opened, facts: Facts, kind: Kind, terminal: Terminal, language: str
) -> RecordContext:
    shape = opened.recipe.kinds.shape(kind)
    pattern = opened.book.pattern_of(facts.path)
    judges_file = pattern is not None and opened.recipe.kinds.judges_file(kind, pattern)
    start = facts.place if judges_file else ()

    def label(place: Place) -> str | None:
        if place[:1] == (_BACKLINKS,):
            return "Referred to by" if len(place) == 1 else None
        title = shape.annotation(shape.at((*start, *place)), "title")
        return title if isinstance(title, str) and title.strip() else None

    def is_text(place: Place) -> bool:
        return Spot(shape, (*start, *place)).holds_texts

    records = Referred(lambda: shown(opened.records, opened.book.settings))

    def title(reference: str) -> Json:
        return opened.listed.value(title_of(reference, records, opened.book.settings))

    def is_date(place: Place) -> bool:
        schemas = shape.at((*start, *place))
        return shape.annotation(schemas, "format") in _DATES

    return RecordContext(
        path=opened.listed.text(os.path.relpath(opened.book.root / facts.path)),
        label=label,
        is_text=is_text,
        is_date=is_date,
        tells_speakers=kind.model == "event",
        title_of=title,
        width=terminal.width,
        colour=terminal.colour,
        language=language,
    )
