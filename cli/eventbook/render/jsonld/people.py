"""Organisers and participants as properties of an event, in their roles (schema.org Role)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.graph import Node, filled, texts
from eventbook.render.jsonld.scope import AgentType, Scope
from eventbook.render.jsonld.vocabulary import ORGANISERS, PARTICIPANTS, SAID_BY_THE_PROPERTY
from eventbook.render.reading import Record, as_text, is_withheld, items, maps


def parties(value: Record, scope: Scope) -> Node:
    """The properties of an event that name its organisers and participants.

    Whoever is withheld is left out: no node, no label, no role.
    """
    found: dict[str, list[Json]] = {}
    slots: tuple[tuple[str, str, AgentType, Mapping[str, str], str], ...] = (
        ("organisers", "role", "Organization", ORGANISERS, "organiser-role"),
        ("participants", "roles", "Person", PARTICIPANTS, "participant-role"),
    )
    for slot, field, kind, properties, vocabulary in slots:
        for item in maps(value.get(slot)):
            node = scope.agent(item, kind)
            scope.remember(item.get("key"), node)
            entity = scope.reader.entity(item)
            if node is None or is_withheld(entity):
                continue
            for name, roles in _by_property(items(entity.get(field)), properties).items():
                part = _part(name, roles, entity, node, scope, vocabulary)
                found.setdefault(name, []).append(part)
    return {**found}


def _by_property(roles: Iterator[object], properties: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role in roles:
        found.setdefault(properties.get(as_text(role), "contributor"), []).append(as_text(role))
    return found or {"contributor": []}


def _part(
    name: str, roles: list[str], entity: Record, node: Node, scope: Scope, vocabulary: str
) -> Json:
    """The node itself, or a Role around it where there is more to say."""
    reader = scope.reader
    written = entity.get("as_written")
    role_names: list[Json] = []
    for role in roles:
        if role == "other":
            role_names += texts(written)
        elif role not in SAID_BY_THE_PROPERTY:
            role_names += scope.words(reader.label(f"{vocabulary}.{role}"))
    remarks: list[Json] = []
    if (words := reader.words(written)) and "other" not in roles:
        phrase = "wording" if vocabulary == "organiser-role" else "name-wording"
        remarks += scope.words(reader.phrase(phrase, text=words.text))
    if behalf := _on_behalf(entity.get("on_behalf_of"), scope):
        remarks += scope.words(behalf)
    more = filled(
        {
            "roleName": role_names,
            "namedPosition": texts(entity.get("position")),
            "description": remarks,
        }
    )
    return {"@type": "Role", name: node, **more} if more else node


def _on_behalf(value: object, scope: Scope) -> str:
    entity = scope.reader.entity(value)
    if not entity or is_withheld(entity):
        return ""
    name = scope.reader.name(entity)
    scope.agent(entity, "Person")
    return scope.reader.phrase("on-behalf-of", name=name.text) if name else ""
