"""The programme as events within the event, and the works that it names."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.dates import span, timed
from eventbook.render.jsonld.graph import Node, filled, texts, word
from eventbook.render.jsonld.places import place
from eventbook.render.jsonld.scope import Scope
from eventbook.render.jsonld.vocabulary import ITEM_TYPES, WORK_TYPES
from eventbook.render.reading import Record, as_text, items, maps

_PERFORMED = frozenset({"performance", "reading"})
_AS_ROLES = ("arranger",)
_ROLES = ("author", "composer", "translator", "arranger", "director")
_SAID_BY_THE_TYPE = frozenset({"book", "play", "film", "photograph", "painting", "sculpture"})
_NOT_PERFORMING = frozenset({"reception", "break", "silence", "award"})


def programme(value: Record, scope: Scope) -> list[Json]:
    """The items of the programme, in its order, as references."""
    absent = _called(value, "mentions") - _called(value, "participants", "organisers")
    return [
        scope.graph.put(scope.part(f"programme-{number}"), _item(item, value, scope, absent))
        for number, item in enumerate(maps(value.get("programme")), start=1)
    ]


def _item(item: Record, value: Record, scope: Scope, absent: set[str]) -> Node:
    kind = as_text(item.get("kind"))
    works = [work for given in items(item.get("works")) if (work := _work(given, scope))]
    composers: list[Json] = []
    for work in works:
        given = work.get("composer")
        composers += given if isinstance(given, list) else [given] if given else []
    music = any(work.get("@type") == "MusicComposition" for work in works)
    taking_part = (one for one in items(item.get("people")) if absent.isdisjoint(_names(one)))
    people = [node for one in taking_part if (node := scope.meant(one))]
    notes = [
        text for key in ("manner", "medium", "works_note", "note") for text in texts(item.get(key))
    ]
    at = value.get("date") if item.get("start_time") else None
    start = timed(at, item.get("start_time"), None, value.get("timezone")).start if at else None
    type_ = ITEM_TYPES.get(kind) or ("MusicEvent" if music else "Event")
    return filled(
        {
            "@type": type_,
            "additionalType": word(item.get("as_written") if kind == "other" else kind),
            "name": texts(item.get("title"), item.get("title_lang")),
            "startDate": start,
            "location": place(item.get("place"), scope),
            "inLanguage": [as_text(tag) for tag in items(item.get("language"))],
            "contributor" if kind in _NOT_PERFORMING else "performer": list(people),
            "composer": composers,
            "workPerformed" if kind in _PERFORMED else "workFeatured": [
                {"@id": str(work["@id"])} for work in works
            ],
            "description": notes,
        }
    )


def _called(value: Record, *slots: str) -> set[str]:
    """How those are called who stand in some lists of an event.

    Who is only mentioned is not shown as taking part, though a programme that was announced may
    name them.
    """
    return {name for slot in slots for item in maps(value.get(slot)) for name in _names(item)}


def _names(one: object) -> set[str]:
    given = (one,) if isinstance(one, str) else ()
    if isinstance(one, Mapping):
        name = one.get("name")
        given = (one.get("ref"), *(name.values() if isinstance(name, Mapping) else (name,)))
    return {as_text(text) for text in given} - {""}


def _work(given: object, scope: Scope) -> Node | None:
    """The node of a work, which is in the graph by then; None of one without a title."""
    work = scope.reader.entity({"title": given} if isinstance(given, str) else given)
    kind = as_text(work.get("work_type"))
    folder, _, slug = as_text(work.get("ref")).partition("/")
    title = texts(work.get("title") or work.get("name"), work.get("title_lang"))
    if not title and not slug:
        return None
    by = {role: _contributors(work.get(role), scope) for role in _ROLES}
    type_ = "MusicComposition" if by["composer"] else WORK_TYPES.get(kind, "CreativeWork")
    ids = scope.identified(work, type_)
    as_contributor = _AS_ROLES if type_ == "Movie" else (*_AS_ROLES, "director")
    node = filled(
        {
            "@type": type_,
            "additionalType": _further(kind, work),
            "name": title or as_text(slug),
            "author": by["author"],
            "composer": by["composer"],
            "translator": by["translator"],
            "director": by["director"] if type_ == "Movie" else None,
            "contributor": [
                {"@type": "Role", "contributor": one, "roleName": role}
                for role in as_contributor
                for one in by[role]
            ],
            "dateCreated": span(work.get("date")).start,
            "inLanguage": [as_text(tag) for tag in items(work.get("language"))],
            "description": texts(work.get("note")),
            "sameAs": ids["sameAs"],
            "identifier": [*_listed(ids["identifier"]), *texts(work.get("catalogue"))],
        }
    )
    if folder == "work" and slug:
        return {**node, **scope.graph.put(scope.names.record("work", slug), node)}
    return {**node, **scope.described("work", node)}


def _further(kind: str, work: Record) -> list[Json]:
    """The record's word for what a work is, where the type does not say it."""
    if kind == "other":
        return word(work.get("as_written"))
    return [] if kind in _SAID_BY_THE_TYPE else word(kind)


def _contributors(value: object, scope: Scope) -> list[Json]:
    given = [value] if isinstance(value, Mapping) else items(value)
    return [node for one in given if (node := scope.meant(one))]


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
