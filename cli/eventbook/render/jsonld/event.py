"""An event, and the page that is about it."""

from __future__ import annotations

from eventbook.jsonvalue import Json, digest
from eventbook.render import Item, Options
from eventbook.render.jsonld.about import in_words, mentioned, web_page
from eventbook.render.jsonld.dates import span, timed
from eventbook.render.jsonld.graph import Graph, Names, Node, filled, texts, word
from eventbook.render.jsonld.identifiers import identified
from eventbook.render.jsonld.people import parties
from eventbook.render.jsonld.places import place
from eventbook.render.jsonld.scope import Scope
from eventbook.render.jsonld.sources import broadcasts, elsewhere, sources
from eventbook.render.jsonld.statements import statements
from eventbook.render.jsonld.vocabulary import ATTENDANCE, EVENT_TYPES, STATUS
from eventbook.render.jsonld.works import programme
from eventbook.render.public import public
from eventbook.render.reading import (
    Reader,
    Record,
    as_text,
    is_withheld,
    items,
    maps,
    no_lookup,
    sub,
)
from eventbook.render.site.paths import absolute


def put(item: Item, options: Options, graph: Graph, path: str = "") -> None:
    """Put an event, and all that its record names, into a graph.

    Args:
        item: the record.
        options: with the archive's address, on which all identifiers are built.
        graph: where it goes.
        path: of the page, from the site's folder, where it is not the one of the identifiers.
    """
    value = public(item.value)
    reader = Reader.of(value, item.lang, item.lookup or no_lookup)
    name = as_text(value.get("id")) or digest(value)[:16]
    names = Names(options.site or "")
    scope = Scope(graph, names, reader, name)
    event = graph.put(names.record("event", name), {})
    about = names.page(name) if names.site else names.part(name, "page")
    page = graph.put(absolute(path, names.site) if names.site and path else about, {})
    people = parties(value, scope)
    cited = sources(value, scope)
    mentioned(value, scope, str(page["@id"]))
    topics, subject = _topics(value, scope)
    statements(value, scope, subject)
    fields = {
        **_what(value, scope),
        **_when(value),
        **_where(value, scope, event),
        **people,
        "about": topics,
        "superEvent": _wholes(value, scope),
        "subEvent": [*_sessions(value, scope), *programme(value, scope)],
        "subjectOf": [*cited, *elsewhere(value)],
    }
    graph.put(str(event["@id"]), filled(fields))
    graph.put(str(page["@id"]), filled(web_page(value, scope, item, options, event)))


def _what(value: Record, scope: Scope) -> Node:
    kind = as_text(value.get("type"))
    type_ = EVENT_TYPES.get(kind, "Event")
    ids = identified(value.get("ids"), type_)
    given = ids["identifier"]
    return {
        "@type": type_,
        "additionalType": word(value.get("as_written") if kind == "other" else kind),
        "name": texts(value.get("title")),
        "description": [*texts(value.get("summary")), *in_words(value, scope)],
        "inLanguage": [as_text(tag) for tag in items(value.get("languages"))],
        "keywords": [text for one in items(value.get("keywords")) for text in texts(one)],
        "sameAs": ids["sameAs"],
        "identifier": [as_text(value.get("id")), *(given if isinstance(given, list) else [])],
    }


def _when(value: Record) -> Node:
    zone = value.get("timezone")
    dates = timed(value.get("date"), value.get("start_time"), value.get("end_time"), zone)
    before = [span(one).start for one in items(value.get("previous_dates"))]
    return {
        "startDate": dates.start,
        "endDate": dates.end,
        "previousStartDate": [start for start in before if start],
        "eventStatus": STATUS.get(as_text(value.get("status"))),
    }


def _where(value: Record, scope: Scope, event: Node) -> Node:
    mode = as_text(value.get("attendance_mode"))
    seen = broadcasts(value, scope, event)
    there = place(value.get("place"), scope)
    online = seen if mode in ("online", "mixed") else []
    return {
        "eventAttendanceMode": ATTENDANCE.get(mode),
        "location": [*([there] if there else []), *online],
    }


def _topics(value: Record, scope: Scope) -> tuple[list[Json], Json]:
    """What an event is about, and which of it the occasion is of.

    The names that others use for the subject are not among it: they are theirs, and a graph has
    no way to say so.
    """
    of = sub(value.get("occasion")).get("of")
    subject = _topic(of, scope) if of else None
    found = [subject] if subject else []
    for campaign in maps(value.get("campaigns")):
        node = _topic(campaign, scope, additional="campaign")
        scope.remember(campaign.get("key"), node)
        found += [node] if node else []
    found += [node for one in maps(value.get("subjects")) if (node := _topic(one, scope))]
    unique = {str(node["@id"]): node for node in found}
    return [*unique.values()], subject


def _topic(value: object, scope: Scope, additional: str = "") -> Node | None:
    entity = scope.reader.entity(value)
    if is_withheld(entity):
        return None
    node = scope.entity(entity, "Thing")
    if node and additional:
        scope.graph.put(str(node["@id"]), {"additionalType": {"@value": additional}})
    return node


def _wholes(value: Record, scope: Scope) -> list[Json]:
    """The series and larger events to which an event belongs."""
    parts = [
        item.get("event") for item in maps(value.get("relations")) if item.get("kind") == "part-of"
    ]
    found: dict[str, Json] = {}
    for one in (*items(value.get("part_of")), *parts):
        entity = {"ref": f"event/{one.rpartition('/')[2]}"} if isinstance(one, str) else sub(one)
        ref = as_text(entity.get("ref"))
        known = public(scope.reader.lookup(ref) or {})
        node = filled(
            {
                "@type": EVENT_TYPES.get(as_text(known.get("type")), "Event"),
                "name": texts(known.get("title")) or texts(entity.get("name")),
            }
        )
        # One that nobody knows, or that is not to be seen yet, is not pointed to.
        if known:
            whole = scope.graph.put(scope.names.record("event", ref.rpartition("/")[2]), node)
        elif "name" in node:
            whole = scope.described("series", node)
        else:
            continue
        found[str(whole["@id"])] = whole
    return [*found.values()]


def _sessions(value: Record, scope: Scope) -> list[Json]:
    found: list[Json] = []
    zone = value.get("timezone")
    for number, item in enumerate(maps(value.get("sessions")), start=1):
        dates = timed(item.get("date"), item.get("start"), item.get("end"), zone)
        node: Node = {
            "@type": "Event",
            "startDate": dates.start,
            "endDate": dates.end,
            "location": place(item.get("place"), scope),
            "description": texts(item.get("note")),
        }
        found.append(scope.graph.put(scope.part(f"session-{number}"), filled(node)))
    return found
