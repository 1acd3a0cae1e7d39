"""The sources of a record as creative works, and what lies elsewhere about its event."""

from __future__ import annotations

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.dates import span
from eventbook.render.jsonld.graph import Node, filled, link, texts, word
from eventbook.render.jsonld.scope import Scope
from eventbook.render.jsonld.vocabulary import MEDIA_TYPES, SOURCE_TYPES
from eventbook.render.reading import Record, as_text, items, maps, sub


def sources(value: Record, scope: Scope) -> list[Json]:
    """The sources of a record, as references; they are known to its scope from then on.

    A formal title is its source's headline: nobody else calls the event so.
    """
    scope.default_source = as_text(value.get("default_source"))
    found: list[Json] = []
    for number, source in enumerate(maps(value.get("sources")), start=1):
        part = scope.part(f"source-{number}")
        found.append(scope.graph.put(part, _source(source, scope)))
        scope.sources[number] = (part, source)
        if key := as_text(source.get("key")):
            scope.sources.setdefault(key, (part, source))
    formal = sub(value.get("formal_title"))
    for part, source in scope.cited(formal) if formal else ():
        headline = texts(formal.get("text"), formal.get("lang") or source.get("lang"))
        scope.graph.put(part, filled({"headline": headline}))
    return found


def _source(source: Record, scope: Scope) -> Node:
    reader = scope.reader
    kind = as_text(source.get("kind"))
    publisher = scope.publisher(source)
    remarks = texts(source.get("note"))
    if publisher and source.get("publisher_basis") == "inferred":
        remarks += scope.words(reader.label("phrase.publisher-inferred"))
    return filled(
        {
            "@type": SOURCE_TYPES.get(kind, "CreativeWork"),
            "additionalType": word(source.get("as_written") if kind == "other" else kind),
            "name": texts(source.get("title"), source.get("lang")),
            "publisher": publisher,
            "datePublished": span(source.get("published")).start,
            "inLanguage": [as_text(tag) for tag in items(source.get("lang"))],
            "url": link(source.get("url")),
            "archivedAt": link(source.get("archive_url")),
            "identifier": texts(source.get("identifier")),
            "version": texts(source.get("version")),
            "encoding": _encoding(source),
            "description": remarks,
        }
    )


def _encoding(source: Record) -> Node | None:
    """The bytes that were read, by their hash."""
    sha256 = as_text(source.get("sha256"))
    if not sha256:
        return None
    what = texts(source.get("sha256_of"))
    return filled({"@type": "MediaObject", "sha256": sha256, "description": what})


def elsewhere(value: Record) -> list[Json]:
    """Pages and media about the event that are no sources."""
    found: list[Json] = []
    for item in maps(value.get("links")):
        if url := link(item.get("url")):
            page: Node = {
                "@type": "WebPage",
                "url": url,
                "name": texts(item.get("title"), item.get("lang")),
                "inLanguage": [as_text(tag) for tag in items(item.get("lang"))],
                "description": texts(item.get("note")),
            }
            found.append(filled(page))
    for item in maps(value.get("media")):
        if url := link(item.get("url")):
            medium: Node = {
                "@type": MEDIA_TYPES.get(as_text(item.get("kind")), "MediaObject"),
                "url": url,
                "name": texts(item.get("caption")),
                "creditText": texts(item.get("credit")),
                "copyrightNotice": texts(item.get("rights")),
                "description": texts(item.get("alt")),
            }
            found.append(filled(medium))
    return found


def broadcasts(value: Record, scope: Scope, event: Node) -> list[Json]:
    """The transmissions of an event; each becomes a node that points to it.

    Returns:
        the live ones as virtual locations, for an event that was attended there.
    """
    places: list[Json] = []
    for number, item in enumerate(maps(value.get("broadcasts")), start=1):
        live = as_text(item.get("kind")) == "live"
        name, url = texts(item.get("channel")), link(item.get("url"))
        if not name and not url:
            continue
        service = filled({"@type": "BroadcastService", "name": name}) if name else None
        node: Node = {
            "@type": "BroadcastEvent",
            "broadcastOfEvent": event,
            "isLiveBroadcast": live if item.get("kind") else None,
            "publishedOn": service,
            "startDate": span(item.get("date")).start,
            "url": url,
            "description": texts(item.get("note")),
        }
        scope.graph.put(scope.part(f"broadcast-{number}"), filled(node))
        if live:
            places.append(filled({"@type": "VirtualLocation", "name": name, "url": url}))
    return places
