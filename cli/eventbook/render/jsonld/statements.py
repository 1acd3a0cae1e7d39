"""What people said: a Claim or a Quotation each, always with who said it and where.

The archive rates nothing: there is no ClaimReview, and figures stay inside the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.graph import Node, filled, texts
from eventbook.render.jsonld.scope import Scope
from eventbook.render.reading import Record, as_text, is_withheld, maps

_ANCHOR = re.compile(r"[A-Za-z0-9._-]{1,80}")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def statements(value: Record, scope: Scope, subject: Json) -> None:
    """Put the statements of a record into the graph.

    Args:
        value: the record's value, its people and sources known to the scope.
        scope: of the record.
        subject: what `about: subject` means.
    """
    for number, item in enumerate(maps(value.get("statements")), start=1):
        given = as_text(item.get("id"))
        part = scope.part(f"statement-{given if _ANCHOR.fullmatch(given) else number}")
        scope.graph.put(part, _statement(item, scope, subject))


def _statement(item: Record, scope: Scope, subject: Json) -> Node:
    quoted = item.get("kind") == "quote"
    cited = scope.cited(item)
    lang = cited[0][1].get("lang") if quoted and cited else None
    speaker, credit = _speaker(item.get("speaker"), cited, scope)
    where: list[Json] = [{"@id": part} for part, _ in cited]
    return filled(
        {
            "@type": "Quotation" if quoted else "Claim",
            "text": texts(item.get("text"), lang),
            "creator" if quoted else "author": speaker,
            "creditText": credit,
            "isBasedOn" if quoted else "appearance": where,
            "citation": texts(item.get("locator")),
            "about": _about(item.get("about"), cited, scope, subject),
        }
    )


def _speaker(
    value: object, cited: list[tuple[str, Record]], scope: Scope
) -> tuple[Node | None, list[Json]]:
    """Who speaks, as a node; or else in words, where there is nobody to point to."""
    reader = scope.reader
    if value == "publisher":
        node = scope.publisher(cited[0][1]) if cited else None
        return node, [] if node else scope.words(reader.phrase("publisher-unknown"))
    if value == "unnamed":
        return None, scope.words(reader.phrase("unnamed"))
    if scope.withholds(value) or (isinstance(value, Mapping) and is_withheld(reader.entity(value))):
        return None, scope.words(reader.phrase("withheld-person"))
    node = scope.meant(value)
    if node:
        return node, []
    return None, texts(value) or scope.words(reader.phrase("no-speaker"))


def _about(value: object, cited: list[tuple[str, Record]], scope: Scope, subject: Json) -> Json:
    """What a statement is about: whom or what a key means, or else a thing of that name."""
    if value == "subject":
        return subject
    if scope.withholds(value):
        return None
    if value == "publisher":
        return scope.publisher(cited[0][1]) if cited else None
    if node := scope.known(value):
        return node
    if isinstance(value, str) and _KEY.fullmatch(value):
        return None  # a key that means nothing is a slip
    name = texts(value)
    return {"@type": "Thing", **filled({"name": name})} if name else None
