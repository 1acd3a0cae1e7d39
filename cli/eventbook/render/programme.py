"""The programme of an event as a page shows it: items, their people and their works."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eventbook.render.eventview import Contribution, PlaceView, ProgrammeItem, Words, WorkView
from eventbook.render.people import People
from eventbook.render.reading import Reader, Record, as_text, items, maps, named_by

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
    people_named = people.all_names(item.get("people"), "person")
    mentioned = [one for one in items(item.get("people")) if people.is_only_mentioned(one)]
    kind = as_text(item.get("kind"))
    works = tuple(_works(item.get("works"), people))
    notes = (reader.words(item.get(key)) for key in ("works_note", "note"))
    return ProgrammeItem(
        kind=reader.vocabulary("programme-kind", kind, item.get("as_written")),
        title=reader.words(item.get("title"), item.get("title_lang")),
        time=as_text(item.get("start_time")),
        people=people_named,
        mentioned=people.all_names(mentioned, "person"),
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
        yield Words(parts or where.coordinates, entity=where.parts[0].entity if parts else "")


def _works(value: object, people: People) -> Iterator[WorkView]:
    reader = people.reader
    for given in items(value):
        work = reader.entity({"title": given} if isinstance(given, str) else given)
        title = reader.words(work.get("title") or work.get("name"), work.get("title_lang"))
        title = title or reader.name(work)
        if title:
            yield WorkView(
                title=title._replace(entity=named_by(work, "work")),
                kind=reader.vocabulary("work-type", work.get("work_type"), work.get("as_written")),
                contributions=tuple(_contributions(work, people)),
                details=tuple(_work_details(work, reader)),
                note=reader.words(work.get("note")),
                cites=people.sources.cites(work) if work.get("source") else (),
            )


def _contributions(work: Record, people: People) -> Iterator[Contribution]:
    for role in _CONTRIBUTORS:
        if names := people.all_names(work.get(role), "person"):
            yield Contribution(people.reader.label(f"contributor.{role}"), names)


def _work_details(work: Record, reader: Reader) -> Iterator[Words]:
    if catalogue := reader.words(work.get("catalogue")):
        yield catalogue
    if date := reader.date(work.get("date")):
        yield Words(date)
    if tag := as_text(work.get("language")):
        yield Words(reader.phrase("in-language", language=reader.language(tag)))
