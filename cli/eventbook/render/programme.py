"""The programme of an event as a page shows it: items, their people and their works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from eventbook.render.eventview import PlaceView, ProgrammeItem, Words, WorkView
from eventbook.render.people import People
from eventbook.render.reading import Record, as_text, items, maps

_CONTRIBUTORS = ("author", "composer", "translator", "arranger", "director")
_PERFORMED = ("performance", "reading")


def programme(
    value: Record, people: People, place: Callable[[object], PlaceView | None]
) -> tuple[ProgrammeItem, ...]:
    """The items of the programme, in its order. `place` turns a place's value into its view."""
    return tuple(_item(item, people, place) for item in maps(value.get("programme")))


def _item(
    item: Record, people: People, place: Callable[[object], PlaceView | None]
) -> ProgrammeItem:
    reader = people.reader
    people_named = people.all_names(item.get("people"))
    kind = as_text(item.get("kind"))
    works = tuple(_works(item.get("works"), people))
    notes = (reader.words(item.get(key)) for key in ("works_note", "note"))
    return ProgrammeItem(
        kind=reader.vocabulary("programme-kind", kind, item.get("as_written")),
        title=reader.words(item.get("title"), item.get("title_lang")),
        time=as_text(item.get("start_time")),
        people=people_named,
        details=tuple(_details(item, people, place)),
        works=works,
        notes=tuple(note for note in notes if note),
        performer_missing=bool(works) and not people_named and kind in _PERFORMED,
        cites=people.sources.cites(item),
    )


def _details(
    item: Record, people: People, place: Callable[[object], PlaceView | None]
) -> Iterator[Words]:
    reader = people.reader
    for key in ("manner", "medium"):
        if words := reader.words(item.get(key)):
            yield words
    for tag in items(item.get("language")):
        yield Words(reader.phrase("in-language", language=reader.language(tag)))
    if where := place(item.get("place")):
        parts = reader.phrase("list").join(part.text for part in where.parts)
        yield Words(parts or where.coordinates)


def _works(value: object, people: People) -> Iterator[WorkView]:
    reader = people.reader
    for given in items(value):
        work = reader.entity({"title": given} if isinstance(given, str) else given)
        title = reader.words(work.get("title") or work.get("name"), work.get("title_lang"))
        title = title or reader.name(work)
        if title:
            details = tuple(_work_details(work, people))
            cites = people.sources.cites(work) if work.get("source") else ()
            yield WorkView(title, details, reader.words(work.get("note")), cites)


def _work_details(work: Record, people: People) -> Iterator[Words]:
    reader = people.reader
    written = work.get("as_written")
    if kind := reader.vocabulary("work-type", work.get("work_type"), written):
        yield Words(kind)
    for role in _CONTRIBUTORS:
        given = work.get(role)
        names = people.all_names([given] if isinstance(given, Mapping) else given)
        if names:
            joined = reader.phrase("list").join(name.text for name in names)
            pattern = reader.label(f"contributor.{role}")
            yield Words(pattern.format(names=joined), names[0].lang)
    if catalogue := reader.words(work.get("catalogue")):
        yield catalogue
    if date := reader.date(work.get("date")):
        yield Words(date)
    if tag := as_text(work.get("language")):
        yield Words(reader.phrase("in-language", language=reader.language(tag)))
