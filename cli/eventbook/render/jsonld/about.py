"""What is said about an event in words, and the page that says it."""

from __future__ import annotations

from datetime import datetime

from eventbook.jsonvalue import Json
from eventbook.render import Item, Options
from eventbook.render.jsonld.dates import is_fully_said, span
from eventbook.render.jsonld.graph import Node, filled, texts
from eventbook.render.jsonld.scope import Scope
from eventbook.render.reading import Record, as_text, is_withheld, maps, sub


def in_words(value: Record, scope: Scope) -> list[Json]:
    """What ISO 8601 cannot say of an event's date, and its occasion; none if there is nothing."""
    reader = scope.reader
    clauses = []
    basis = as_text(value.get("date_basis"))
    bounds = [
        reader.phrase(phrase, date=reader.date(value.get(key)))
        for key, phrase in (("not_before", "not-before"), ("not_after", "not-after"))
        if value.get(key) is not None
    ]
    if bounds or basis in ("inferred", "unknown") or not is_fully_said(value.get("date")):
        clauses.append(reader.date(value.get("date")) or reader.phrase("date-unknown"))
        clauses.append(reader.vocabulary("basis", basis))
        clauses += bounds
    words = scope.words(reader.phrase("clauses").join(filter(None, clauses)))
    return [*words, *texts(value.get("date_note")), *_occasion(value, scope)]


def _occasion(value: Record, scope: Scope) -> list[Json]:
    reader = scope.reader
    occasion = sub(value.get("occasion"))
    kind = reader.vocabulary("occasion-kind", occasion.get("kind"), occasion.get("as_written"))
    if occasion.get("ordinal") is not None:
        ordinal = reader.ordinal(occasion["ordinal"], occasion.get("kind"))
        kind = reader.phrase("occasion", ordinal=ordinal, kind=kind).strip()
    return scope.words(kind)


def mentioned(value: Record, scope: Scope, page: str) -> None:
    """Tie those who are spoken of to the source that does it, or else to the record's page.

    What somebody is who is only mentioned, no record may say: such a node is a Thing.
    """
    for item in maps(value.get("mentions")):
        entity = scope.reader.entity(item)
        node = None if is_withheld(entity) else scope.entity(entity, "Thing")
        if node is None:
            continue
        for part in [part for part, _ in scope.cited(item)] or [page]:
            scope.graph.append(part, "mentions", node)


def web_page(value: Record, scope: Scope, item: Item, options: Options, event: Node) -> Node:
    """The page of the record: when it changed, in which language, how far it is reviewed."""
    reader = scope.reader
    review = sub(value.get("review"))
    status = as_text(review.get("status")) or "draft"
    advisory = reader.all_words(value.get("content_advisory"))
    listed = reader.phrase("list").join(words.text for words in advisory)
    heading = reader.label("field.advisory")
    changed = item.changed
    site = filled({"@type": "WebSite", "name": options.book, "url": options.site})
    return {
        "@type": "WebPage",
        "name": texts(value.get("title")),
        "description": scope.words(reader.phrase("colon", name=heading, value=listed))
        if listed
        else None,
        "inLanguage": reader.page,
        "isPartOf": _whole(site, scope),
        "mainEntity": event,
        "temporalCoverage": as_text(value.get("date")),
        "creativeWorkStatus": scope.words(reader.label(f"review-status.{status}")),
        "lastReviewed": span(review.get("on")).start if review.get("on") else None,
        "datePublished": _time(changed.published) if changed and changed.published else None,
        "dateModified": _time(changed.updated) if changed else None,
    }


def _whole(site: Node, scope: Scope) -> Json:
    if url := site.get("url"):
        return scope.graph.put(str(url), site)
    return site if len(site) > 1 else None


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
