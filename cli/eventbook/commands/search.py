"""search: words in the texts of records, with where they stand and who said them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eventbook.commands.common import Common
from eventbook.commands.filtering import known_of
from eventbook.commands.languages import checked
from eventbook.commands.listed import Listed
from eventbook.commands.listing import ids_from, paths_from
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.terminal import Terminal
from eventbook.commands.unreadable import report_unreadable
from eventbook.commands.writing import deliver
from eventbook.jsonvalue import Json
from eventbook.output import Table, TableContext, rows
from eventbook.output.said import speaker
from eventbook.pointer import to_path
from eventbook.query import sorting
from eventbook.query.records import rows as records_of
from eventbook.query.records import shown, title_of
from eventbook.query.search import Hit, excerpt, search, words_of

_COLUMNS = ("id", "item", "speaker", "source", "locator", "text")


def run(
    common: Common,
    words: Sequence[str],
    *,
    form: str | None,
    output: Path | None,
    lang: str | None,
    exit_status: bool,
    rev: str | None = None,
) -> int:
    """Print every text that has all the words. 0; with `exit_status` 1 where none has."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    width = terminal.width if output is None else None
    form = form or ("tsv" if width is None else "text")
    write_rows = rows(form)
    wanted = words_of(" ".join(words))
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal), rev=rev)
    language = checked(lang, opened.book.settings.language)
    known = known_of(opened)
    report_unreadable(opened)
    table = records_of(shown(opened.records, opened.book.settings), known)
    hits = list(search(sorting.ordered(table, sorting.DEFAULT), known, wanted))
    listed = opened.listed
    table_shown = listed.table(
        _table(_cleared(hits, listed), opened, common.directory, language, form)
    )
    result = write_rows(table_shown, TableContext(width, language))
    deliver(result, output, common.directory)
    if not hits and terminal.width is not None:
        terminal.say("nothing has these words" if len(wanted) > 1 else "nothing has this word")
    return int(exit_status and not hits)


def _cleared(hits: Sequence[Hit], listed: Listed) -> list[Hit]:
    """The hits without withheld names, of which an excerpt may have the half."""
    pairs = ((hit, listed.text(hit.text)) for hit in hits)
    return [
        hit if text == hit.text else hit._replace(text=text, excerpt=excerpt(text, ()))
        for hit, text in pairs
    ]


def _table(hits: Sequence[Hit], opened: Opened, directory: Path, language: str, form: str) -> Table:
    """A row a hit; the structured forms give the whole text."""
    found = [hit.record for hit in hits]
    said = [{**hit.said, "speaker": _speaker(hit, opened, language)} for hit in hits]
    return Table(
        columns=_COLUMNS,
        rows=[
            [
                hit.record.facts.id,
                to_path(hit.item),
                *(fields.get(name) for name in ("speaker", "source", "locator")),
                hit.excerpt,
            ]
            for hit, fields in zip(hits, said, strict=True)
        ],
        ids=ids_from(found, opened, form),
        paths=paths_from(found, opened.book.root, directory),
        records=[_object(hit, fields) for hit, fields in zip(hits, said, strict=True)],
        are_items=True,
    )


def _speaker(hit: Hit, opened: Opened, language: str) -> Json:
    if "speaker" not in hit.said:
        return None

    def title(reference: str) -> Json:
        return title_of(reference, hit.record.references, opened.book.settings)

    return speaker(hit.record.facts.fields, hit.said, language, title)


def _object(hit: Hit, said: dict[str, Json]) -> dict[str, Json]:
    return {
        "record": hit.record.facts.id,
        "kind": hit.record.facts.kind,
        "item": to_path(hit.item),
        "path": to_path(hit.place),
        "language": hit.language,
        "speaker": said["speaker"],
        "source": said.get("source"),
        "locator": said.get("locator"),
        "text": hit.text,
        "excerpt": hit.excerpt,
    }
