"""What people said, as a page shows it: always with a speaker and a source, figures inside."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.render.eventview import (
    Adjudication,
    Figure,
    NameUsed,
    Speaker,
    Statement,
    StatementGroup,
    Words,
)
from eventbook.render.people import People
from eventbook.render.reading import Reader, Record, as_text, maps, sub


def statement_groups(value: Record, people: People) -> tuple[StatementGroup, ...]:
    """The statements by speaker, in the order in which each first speaks."""
    groups: dict[Speaker, list[Statement]] = {}
    for number, item in enumerate(maps(value.get("statements")), start=1):
        cites = people.sources.cites(item)
        if statement := _statement(item, number, people):
            speaker = people.speaker(item.get("speaker"), cites)
            groups.setdefault(speaker, []).append(statement)
    return tuple(StatementGroup(speaker, tuple(said)) for speaker, said in groups.items())


def _statement(item: Record, number: int, people: People) -> Statement | None:
    reader = people.reader
    text = reader.words(item.get("text"), item.get("lang"))
    if not text:
        return None
    cites = people.sources.cites(item)
    return Statement(
        id=as_text(item.get("id")) or str(number),
        quoted=item.get("kind") == "quote",
        text=text,
        about=people.name(item.get("about"), cites),
        figures=tuple(_figures(item, reader)),
        terms=reader.all_words(item.get("terms")),
        note=reader.words(item.get("note")),
        cites=cites,
    )


def _figures(item: Record, reader: Reader) -> Iterator[Figure]:
    for figure in maps(item.get("figures")):
        value = as_text(figure.get("value"))
        if unit := reader.words(figure.get("unit")):
            value = f"{value} {unit.text}"
        # The pattern may be a record's own word, so it is never given to str.format.
        qualifier = reader.vocabulary("figure-qualifier", figure.get("qualifier")) or "{value}"
        if "{value}" not in qualifier:
            qualifier += " {value}"
        written = reader.words(figure.get("as_written"))
        quoted = Words(reader.phrase("quoted", text=written.text)) if written else None
        notes = tuple(words for words in (quoted, reader.words(figure.get("period"))) if words)
        yield Figure(qualifier.replace("{value}", value), reader.words(figure.get("what")), notes)


def names_used(value: Record, people: People) -> tuple[NameUsed, ...]:
    """The names that somebody uses for the subject of the occasion, each with its user."""
    reader = people.reader
    subject = reader.entity(sub(value.get("occasion")).get("of"))
    found = []
    for item in maps(subject.get("names_used")):
        cites = people.sources.cites(item)
        if text := reader.words(item.get("text"), item.get("lang")):
            note = reader.words(item.get("note"))
            found.append(NameUsed(text, people.speaker(item.get("used_by"), cites), note, cites))
    return tuple(found)


def adjudications(value: Record, people: People) -> tuple[Adjudication, ...]:
    """The terms for the subject that a court or a like body has established."""
    reader = people.reader
    subject = reader.entity(sub(value.get("occasion")).get("of"))
    found = []
    for item in maps(subject.get("adjudication")):
        term, body = reader.words(item.get("term")), people.name(item.get("body"))
        if term or body:
            found.append(
                Adjudication(
                    term=term or Words(reader.phrase("not-stated")),
                    body=body or Words(reader.phrase("not-stated")),
                    date=reader.date(item.get("date")),
                    url=as_text(item.get("url")),
                    note=reader.words(item.get("note")),
                    cites=people.sources.cites(item),
                )
            )
    return tuple(found)
