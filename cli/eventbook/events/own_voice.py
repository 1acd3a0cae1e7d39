"""The record's own voice: the texts for which no source and no speaker answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eventbook.events.reading import all_maps, maps, texts
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

# What others said, what a source is, and what is the archive's own affair.
_NOT_OURS = ("statements", "sources", "formal_title", "withheld", "waive", "local", "review")


def remarks_of(fields: Mapping[str, Json]) -> Iterator[tuple[Place, str]]:
    """Title, summary, notes and advice to the reader."""
    for field in ("title", "summary", "date_note", "content_advisory"):
        yield from texts(fields.get(field), (field,))
    for place, note in maps(fields, "notes"):
        yield from texts(note.get("text"), (*place, "text"))
    for field, value in fields.items():
        if field not in _NOT_OURS:
            for place, inner in all_maps(value, (field,)):
                if not {"names_used", "adjudication"} & set(place):
                    yield from texts(inner.get("note"), (*place, "note"))


def names_given(fields: Mapping[str, Json]) -> Iterator[tuple[Place, str]]:
    """What the record calls itself and what it is about."""
    for field in ("id", "title", "summary", "keywords"):
        yield from texts(fields.get(field), (field,))
    for place, subject in subjects(fields):
        yield from texts(subject.get("name"), (*place, "name"))


def subjects(fields: Mapping[str, Json]) -> Iterator[tuple[Place, dict[str, Json]]]:
    """What the occasion is of, and the other subjects."""
    occasion = fields.get("occasion")
    of = occasion.get("of") if isinstance(occasion, dict) else None
    if isinstance(of, dict):
        yield ("occasion", "of"), of
    yield from maps(fields, "subjects")
