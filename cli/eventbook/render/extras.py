"""The smaller fields of an event as a page shows them: attendance, links, media, identifiers."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.render.citing import Sources
from eventbook.render.eventview import Attendance, Group, LinkView, Words
from eventbook.render.people import People
from eventbook.render.reading import Reader, Record, as_text, items, maps, sub


def attendance(value: Record, sources: Sources) -> Attendance | None:
    """How many were present, as far as it is known; None where nothing is recorded."""
    reader = sources.reader
    given = sub(value.get("attendance"))
    count, low, high = (as_text(given.get(key)) for key in ("count", "min", "max"))
    if not count and low and high:
        count = reader.phrase("count-range", low=low, high=high)
    elif not count and (low or high):
        count = reader.phrase("count-min" if low else "count-max", count=low or high)
    note = reader.words(given.get("note"))
    if count:
        return Attendance(count, note, sources.cites(given))
    if note or "count" in given:
        return Attendance(reader.phrase("not-stated"), note)
    return None


def groups(value: Record, sources: Sources) -> tuple[Group, ...]:
    """The groups of people present."""
    reader = sources.reader
    found = []
    for item in maps(sub(value.get("attendance")).get("groups")):
        if label := reader.words(item.get("label")):
            note = reader.words(item.get("note"))
            found.append(Group(label, as_text(item.get("count")), note, sources.cites(item)))
    return tuple(found)


def broadcasts(value: Record, reader: Reader) -> tuple[LinkView, ...]:
    """Where the event was to be seen or heard."""
    found = []
    for item in maps(value.get("broadcasts")):
        kind = reader.vocabulary("broadcast-kind", item.get("kind"))
        date = reader.date(item.get("date"))
        labels = (Words(text) if text else None for text in (kind, date))
        notes = tuple(_present(*labels, reader.words(item.get("note"))))
        found.append(LinkView(reader.words(item.get("channel")), as_text(item.get("url")), notes))
    return tuple(link for link in found if link.label or link.url)


def links(value: Record, reader: Reader) -> tuple[LinkView, ...]:
    """Further addresses; a plain string is an address without a label."""
    found = []
    for given in items(value.get("links")):
        item = {"url": given} if isinstance(given, str) else sub(given)
        title = reader.words(item.get("title"), item.get("lang"))
        notes = tuple(_present(reader.words(item.get("note"))))
        found.append(LinkView(title, as_text(item.get("url")), notes))
    return tuple(link for link in found if link.label or link.url)


def media(value: Record, people: People) -> tuple[LinkView, ...]:
    """Pictures, films and sound that lie elsewhere; they are named, never embedded."""
    reader = people.reader
    found = []
    for item in maps(value.get("media")):
        kind = reader.vocabulary("media-kind", item.get("kind"))
        title = reader.words(item.get("caption")) or reader.words(item.get("alt"))
        credit, rights = people.name(item.get("credit")), reader.words(item.get("rights"))
        notes = _present(
            Words(kind) if kind else None,
            Words(reader.phrase("credit", text=credit.text), credit.lang) if credit else None,
            Words(reader.phrase("rights", text=rights.text), rights.lang) if rights else None,
        )
        found.append(LinkView(title, as_text(item.get("url")), tuple(notes)))
    return tuple(link for link in found if link.label or link.url)


def contact(value: Record, reader: Reader) -> tuple[LinkView, ...]:
    """Whom to ask about the event."""
    found = []
    for given in items(value.get("contact")):
        item = {"name": given} if isinstance(given, str) else sub(given)
        notes = _present(reader.words(item.get("email")), reader.words(item.get("phone")))
        found.append(LinkView(reader.name(item), as_text(item.get("url")), tuple(notes)))
    return tuple(link for link in found if link.label or link.url or link.notes)


def identifiers(value: object, reader: Reader) -> tuple[str, ...]:
    """Identifiers elsewhere, as `scheme: id`."""
    return tuple(
        reader.phrase("colon", name=reader.vocabulary("identifier", scheme), value=as_text(given))
        for scheme, many in sub(value).items()
        for given in items(many)
    )


def local_fields(value: object) -> tuple[str, ...]:
    """An archive's own fields, as `name: value`."""
    return tuple(
        f"{as_text(key)}: {as_text(item)}" for key, item in sub(value).items() if item is not None
    )


def _present(*words: Words | None) -> Iterator[Words]:
    return (item for item in words if item)
